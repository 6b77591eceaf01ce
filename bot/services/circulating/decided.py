"""The list of decisions: each once, with what has changed of those that stood on an earlier list; and the same as CSV."""

import csv
import io
from collections.abc import Mapping, Sequence

from bot.ports import Work
from bot.services.circulating.kept import CSV, cell
from bot.services.circulating.told import Told
from mailrules.decisions.history import Decision, begun
from mailrules.decisions.listed import LABELS, Entry, entry, order
from mailrules.decisions.record import DecisionRecord
from mailrules.disclosure import Labelled
from mailrules.duties import Duty
from mailrules.evaluation.setting import Setting
from mailrules.vocabulary import Label

COLUMNS = ("Reference", "Title", "Day", *(label for _, label in LABELS), "Notes", "Not recorded")
FILE = "decisions-{day}.csv"


def decisions_told(work: Work, duty: Duty, setting: Setting, facts: Mapping[str, Labelled]) -> Told:
    """What the list tells."""
    rhythm = setting.adoption.listed(duty.clause).value
    closes = duty.facts.day or setting.roll.day
    found: dict[str, Decision] = {}
    things = work.record.named(work.lists.on(duty.key))
    known = work.decisions.of_mails([thing.case for thing in things])
    for thing in things:
        decision = known.get(thing.case) or _bare(thing)
        found[decision.id] = decision
    entries = tuple(
        entry(each, closes=closes, rhythm=rhythm, calendar=setting.calendar)
        for each in sorted(found.values(), key=order)
    )
    papers = ((FILE.format(day=closes.isoformat()), CSV, as_csv(entries)),) if entries else ()
    return Told(labelled={"decisions": Labelled(value=entries, label=Label.CONTENT), **facts}, papers=papers)


def _bare(thing: Duty) -> Decision:
    """A decision of which the register holds no more than that its record came."""
    record = DecisionRecord(title=thing.facts.topic or "", day=thing.facts.day)
    return begun(record, message_id=thing.case, at=thing.release_at or thing.due)  # type: ignore[arg-type]


def as_csv(entries: Sequence[Entry]) -> bytes:
    """The list for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in entries:
        said = dict(each.rows)
        row = (each.reference, each.title, each.day, *(said.get(label, "") for _, label in LABELS))
        writer.writerow([cell(value) for value in (*row, " ".join(each.notes), ", ".join(each.not_recorded))])
    return ("\ufeff" + out.getvalue()).encode()
