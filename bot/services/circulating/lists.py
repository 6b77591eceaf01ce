"""A list: what came since the last one, each thing once, in the order in which it came."""

from dataclasses import dataclass
from datetime import date

from bot.ports import Work
from bot.services.circulating.amended import amendments_told
from bot.services.circulating.decided import decisions_told
from bot.services.circulating.one import message_of, paragraphs
from bot.services.circulating.told import Told
from bot.services.wording import day_in_words
from mailrules.disclosure import Labelled
from mailrules.duties import Duty
from mailrules.evaluation.setting import Setting
from mailrules.reading.visible import take_apart
from mailrules.rules.params import Circulate
from mailrules.vocabulary import Kind, Label

LATE = "This list was due on {day}."


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing on a list, as its template sees it.

    Attributes:
        reference: empty where it has none.
        late: that it comes later than it should; empty where it does not.
        paragraphs: lines of text; none where the mail is kept no more.
    """

    title: str
    day_words: str
    reference: str = ""
    late: str = ""
    paragraphs: tuple[tuple[str, ...], ...] = ()


def told_of(work: Work, duty: Duty, rule: Circulate, setting: Setting) -> Told | str:
    """What a list tells, or why it cannot be made."""
    if Kind.COUNCIL_AMENDMENTS in rule.kinds:
        return amendments_told(work, duty, setting)
    if Kind.DECISION_RECORD in rule.kinds:
        return decisions_told(work, duty, setting, facts_of(work, duty, setting))
    things = tuple(_thing(work, each, setting) for key in work.lists.on(duty.key) if (each := work.record.duty(key)))
    return Told(labelled={"things": Labelled(value=things, label=Label.CONTENT), **facts_of(work, duty, setting)})


def facts_of(work: Work, duty: Duty, setting: Setting) -> dict[str, Labelled]:
    """What every list says of itself: its day, that it is late, and the journal's head, of which its readers are witnesses."""
    day: date = duty.facts.day or setting.roll.day
    late = LATE.format(day=day_in_words(day)) if day < setting.roll.day else None
    return {
        "day_words": Labelled(value=day_in_words(day), label=Label.FACT),
        "list_late": Labelled(value=late, label=Label.FACT),
        "journal_head": Labelled(value=work.journal.head(), label=Label.FACT),
    }


def _thing(work: Work, duty: Duty, setting: Setting) -> Thing:
    message = message_of(work, duty.case)
    item = next(iter(work.record.items_of(duty.case)), None)
    day = duty.facts.day or (setting.calendar.local_day(message.date) if message and message.date else None)
    return Thing(
        title=duty.facts.topic or (" ".join(message.subject.split()) if message else ""),
        day_words=day_in_words(day) if day else "",
        reference=(item.fields.reference if item else None) or "",
        paragraphs=paragraphs(take_apart(message.text).written) if message else (),
    )
