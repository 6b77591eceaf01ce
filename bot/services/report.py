"""A replay as the report needs it: the JSON of each mail, and what a reader wants to see beside it."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.services.as_json import as_json
from bot.services.replay import Replayed
from mailrules.council.model import Council, Member, Officer
from mailrules.evaluation.outcome import Considered
from mailrules.protocol.model import Protocol


def _considered(each: Considered) -> dict[str, str]:
    return {"clause": each.clause, "rule": each.rule, "reason": each.reason}


def view(replayed: Replayed, protocol: Protocol, zone: ZoneInfo) -> dict[str, Any]:
    """One mail: its JSON, with `_view` beside it."""
    decision = replayed.decision
    reading, outcome = decision.reading, decision.outcome
    named = {each.clause for each in (*outcome.hits, *outcome.misses)} | {duty.clause for duty in outcome.duties}
    return {
        **as_json(decision, file=replayed.file, zone=zone),
        "_view": {
            "date": decision.at.astimezone(zone).isoformat(),
            "from": ", ".join(box.name or box.address for box in decision.message.from_),
            "to": ", ".join(box.name or box.address for box in decision.message.addressees),
            "subject": decision.message.subject,
            "written": reading.visible.written,
            "quoted": reading.visible.quoted,
            "evidence": [
                {"where": each.where, "start": each.start, "end": each.end, "text": each.text, "cue": each.cue}
                for item in reading.items
                for each in item.evidence
            ],
            "hits": [_considered(each) for each in outcome.hits],
            "misses": [_considered(each) for each in outcome.misses],
            "clauses": {
                clause.id: {"clause": clause.clause, "says": clause.says}
                for clause in protocol.clauses
                if clause.id in named
            },
        },
    }


def names(council: Council) -> dict[str, str]:
    """Ids and addresses to names."""
    found = {group.id: group.name for group in council.groups}
    people: tuple[Member | Officer, ...] = (*council.members, *council.officers)
    for person in people:
        found[person.id] = person.name
        found.update(dict.fromkeys((person.email, *person.aliases), person.name))
    for group in council.groups:
        found.update(dict.fromkeys(group.office, group.name))
    return found


def report(
    mails: Sequence[Mapping[str, Any]], *, council: Council, protocol: Protocol, adoption: str, path: str
) -> dict[str, Any]:
    """The whole report's data."""
    return {
        "council": council.name,
        "protocol": {"id": protocol.id, "title": protocol.protocol.title, "version": protocol.protocol.version},
        "adoption": adoption,
        "generated_for": path,
        "mails": list(mails),
        "names": names(council),
    }
