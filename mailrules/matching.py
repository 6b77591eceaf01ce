"""Which case a mail is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz

from mailrules.cases import Case, Matter, Moment
from mailrules.message import Message
from mailrules.reading.model import Item

LIFETIME = timedelta(days=120)
"""A case that old is not taken up again without a thread that says so."""

ENOUGH = 2.0
SAME_TOPIC = 80.0


@dataclass(frozen=True, kw_only=True)
class Match:
    """The case found, how sure that is, and what spoke for it."""

    case: Case | None
    why: str


def same_topic(one: str | None, other: str | None) -> bool:
    """Whether two topics are the same matter in other words."""
    if not one or not other:
        return False
    return fuzz.token_set_ratio(one.lower(), other.lower()) >= SAME_TOPIC


def _score(case: Case, item: Item, message: Message, at: datetime) -> tuple[float, list[str]]:
    score = 0.0
    why: list[str] = []
    if any(known in case.message_ids for known in message.thread):
        score, why = score + 3, [*why, "it answers a mail of the case"]
    if item.fields.officer and case.officer:
        same = item.fields.officer == case.officer
        score, why = (score + 1.5, [*why, "it names the same officer"]) if same else (score - 0.5, why)
    if item.fields.date and case.day:
        same = item.fields.date == case.day
        score, why = (score + 2, [*why, "it names the same day"]) if same else (score - 1, why)
    if same_topic(item.topic, case.topic):
        score, why = score + 2, [*why, "it has the same topic"]
    if not case.over:
        score += 0.5
    if at - case.opened > LIFETIME:
        score -= 2
    return score, why


def case_of_group(
    item: Item, message: Message, cases: Iterable[Case], *, matter: Matter, moment: Moment, at: datetime
) -> Match:
    """The case of the item's own group that the item moves.

    A request joins a case only where it repeats one that is still open. The newest of equals wins.
    """
    best: tuple[float, datetime, Case, list[str]] | None = None
    for case in cases:
        if case.group != item.group or case.matter is not matter or case.opened > at:
            continue
        if moment is Moment.REQUESTED and (case.over or _differs(case, item)):
            continue
        score, why = _score(case, item, message, at)
        if score >= ENOUGH and (best is None or (score, case.opened) > best[:2]):
            best = (score, case.opened, case, why)
    if best is None:
        return Match(case=None, why="no case of the group fits")
    return Match(case=best[2], why=" and ".join(best[3]) or "it is the group's only open case")


def _differs(case: Case, item: Item) -> bool:
    other_day = bool(item.fields.date and case.day and item.fields.date != case.day)
    other_topic = bool(item.topic and case.topic and not same_topic(item.topic, case.topic))
    return other_day or other_topic


def case_offered(item: Item, message: Message, cases: Iterable[Case], *, at: datetime) -> Match:
    """The case of another group whose notice, or whose paper, the item takes up."""
    best: tuple[float, datetime, Case, list[str]] | None = None
    for case in cases:
        if case.group == item.group or case.opened > at:
            continue
        score, why = _score(case, item, message, at)
        if item.group in case.told():
            score, why = score + 1, [*why, "the group was told of it"]
        if score >= ENOUGH - 0.5 and (best is None or (score, case.events[-1].at) > best[:2]):
            best = (score, case.events[-1].at, case, why)
    if best is None:
        return Match(case=None, why="no notice to the group fits")
    return Match(case=best[2], why=" and ".join(best[3]))


def case_noticed(item: Item, message: Message, cases: Iterable[Case], *, at: datetime) -> Match:
    """The case that an officer's own notice to other groups tells of; either matter."""
    found = [case_of_group(item, message, cases, matter=matter, moment=Moment.TOLD, at=at) for matter in Matter]
    held = [match for match in found if match.case is not None]
    if not held:
        return _latest_untold(item, cases, at=at)
    return max(
        held,
        key=lambda match: (
            (_score(match.case, item, message, at)[0], match.case.events[-1].at) if match.case else (0.0, at)
        ),
    )


def _latest_untold(item: Item, cases: Iterable[Case], *, at: datetime) -> Match:
    """The group's newest case that is ripe for telling, where the notice itself names neither topic nor day."""
    ripe = [
        case
        for case in cases
        if case.group == item.group
        and case.opened <= at
        and at - case.opened <= LIFETIME
        and not case.told()
        and not _differs(case, item)
    ]
    if not ripe:
        return Match(case=None, why="no case of the group fits")
    return Match(case=max(ripe, key=lambda case: case.events[-1].at), why="it is the group's newest case")
