"""A case: one group's request for one thing, from asking to having it, and who has been told.

Pure: each function takes a case and gives the next one. A case's identifier is made from the mail that opened it,
so the same mail opens the same case in a replay and in the service.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from mailrules.vocabulary import Kind


class Matter(StrEnum):
    """What a group asked for."""

    BRIEFING = "briefing"
    ATTENDANCE = "attendance"


class Moment(StrEnum):
    """What moved a case; a protocol puts its notice at one of these."""

    REQUESTED = "requested"
    AGREED = "agreed"
    DECLINED = "declined"
    PREPARED = "prepared"
    ATTENDED = "attended"
    CANCELLED = "cancelled"
    TAKEN_UP = "taken-up"
    TOLD = "told"


MOVES: dict[Kind, tuple[Matter, Moment]] = {
    Kind.GROUP_BRIEFING_REQUEST: (Matter.BRIEFING, Moment.REQUESTED),
    Kind.GROUP_ATTENDANCE_REQUEST: (Matter.ATTENDANCE, Moment.REQUESTED),
    Kind.OFFICER_ATTENDANCE_AGREED: (Matter.ATTENDANCE, Moment.AGREED),
    Kind.OFFICER_ATTENDANCE_DECLINED: (Matter.ATTENDANCE, Moment.DECLINED),
    Kind.GROUP_BRIEFING_DELIVERED: (Matter.BRIEFING, Moment.PREPARED),
    Kind.GROUP_ATTENDANCE_REPORTED: (Matter.ATTENDANCE, Moment.ATTENDED),
}
"""The kinds that open or move a case by themselves; notices and take-ups move the case that they answer."""


@dataclass(frozen=True, kw_only=True)
class CaseEvent:
    """One thing that happened in a case, with the mail that says so."""

    moment: Moment
    at: datetime
    """When the mail was sent (aware)."""
    message_id: str
    day: date | None = None
    """The day of the meeting or the paper, where the mail names one."""
    group: str | None = None
    """The group told, or the group that took the offer up; None for the case's own group."""
    by_hand: bool = False
    """Told by an officer's own mail, not by Evenhand."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One group's request for one briefing, or for one attendance."""

    id: str
    group: str
    matter: Matter
    topic: str | None
    officer: str | None
    day: date | None
    """The meeting's day, where known."""
    events: tuple[CaseEvent, ...] = ()
    message_ids: frozenset[str] = frozenset()
    """Every mail that belongs to the case."""
    origin: str | None = None
    """The case whose offer this one took up."""
    papers: frozenset[str] = frozenset()
    """Fingerprints of what was given to the group."""
    paper_names: frozenset[str] = frozenset()

    @property
    def opened(self) -> datetime:
        """When the first mail of the case was sent."""
        return self.events[0].at

    def happened(self, moment: Moment) -> bool:
        """Whether that has happened in the case."""
        return any(event.moment is moment for event in self.events)

    def told(self) -> dict[str, str]:
        """Group id to the Message-ID of the notice that reached it."""
        return {event.group: event.message_id for event in self.events if event.moment is Moment.TOLD and event.group}

    @property
    def stage(self) -> Moment:
        """The last thing that moved the case itself; being told of it moves nothing."""
        return next(
            (event.moment for event in reversed(self.events) if event.moment not in {Moment.TOLD, Moment.TAKEN_UP}),
            self.events[0].moment,
        )

    @property
    def over(self) -> bool:
        """Whether nothing more is to come."""
        return self.stage in {Moment.DECLINED, Moment.PREPARED, Moment.ATTENDED, Moment.CANCELLED}


def case_id(message_id: str, matter: Matter, group: str, nth: int = 0) -> str:
    """The identifier of the case that a mail opens; `nth` tells two alike in one mail apart."""
    return "c-" + sha256(f"{message_id}\n{matter}\n{group}\n{nth}".encode()).hexdigest()[:12]


def opened_by(
    event: CaseEvent,
    *,
    group: str,
    matter: Matter,
    topic: str | None,
    officer: str | None,
    origin: str | None = None,
    nth: int = 0,
) -> Case:
    """A new case, opened by that event."""
    return Case(
        id=case_id(event.message_id, matter, group, nth),
        group=group,
        matter=matter,
        topic=topic,
        officer=officer,
        day=event.day,
        events=(event,),
        message_ids=frozenset({event.message_id}),
        origin=origin,
    )


def moved(case: Case, event: CaseEvent, *, topic: str | None = None, officer: str | None = None) -> Case:
    """The case after the event. The same event of the same mail twice changes nothing."""
    if any(
        (known.moment, known.message_id, known.group) == (event.moment, event.message_id, event.group)
        for known in case.events
    ):
        return case
    return replace(
        case,
        events=(*case.events, event),
        message_ids=case.message_ids | {event.message_id},
        topic=case.topic or topic,
        officer=case.officer or officer,
        day=(event.day or case.day) if event.moment is not Moment.TOLD else case.day,
    )


def with_papers(case: Case, fingerprints: Iterable[str], names: Iterable[str]) -> Case:
    """The case with the papers that its group was given."""
    return replace(case, papers=case.papers | frozenset(fingerprints), paper_names=case.paper_names | frozenset(names))


def joined(case: Case, message_id: str) -> Case:
    """The case with one more mail that belongs to it."""
    return replace(case, message_ids=case.message_ids | {message_id})
