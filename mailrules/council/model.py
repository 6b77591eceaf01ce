"""A council as its directory file tells it: who is who, with dates.

Everything here is as written, dated. `mailrules.council.roll.Roll` is the same council on one day.
"""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True)
class Span:
    """Days from `start` to `end`, both inclusive; None is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day is within."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A word (an office, a duty, a group's id, a member's id) that holds for a time."""

    word: str
    span: Span = Span()


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Days on which somebody is away, and who stands in for them then; the usual deputy where `deputy` is None."""

    span: Span
    deputy: str | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """A political group."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str = "opposition"
    """administration, principal-opposition or opposition"""
    leader: tuple[Dated, ...] = ()
    deputy: tuple[Dated, ...] = ()
    chief_whip: tuple[Dated, ...] = ()
    office: tuple[str, ...] = ()
    """Addresses of the group's own office, lower case."""
    seats: int = 0
    span: Span = Span()


@dataclass(frozen=True, kw_only=True)
class Member:
    """A councillor."""

    id: str
    name: str
    title: str = "Cllr"
    ward: str = ""
    group: tuple[Dated, ...] = ()
    email: str = ""
    aliases: tuple[str, ...] = ()
    offices: tuple[Dated, ...] = ()
    deputy: str | None = None
    away: tuple[Absence, ...] = ()
    span: Span = Span()


@dataclass(frozen=True, kw_only=True)
class Officer:
    """An officer of the council; a political assistant is one, inside one group."""

    id: str
    name: str
    kind: str
    """chief-executive, director, head, officer or political-assistant"""
    post: str = ""
    email: str = ""
    aliases: tuple[str, ...] = ()
    duties: tuple[Dated, ...] = ()
    deputy: str | None = None
    reports_to: str | None = None
    group: str | None = None
    away: tuple[Absence, ...] = ()
    span: Span = Span()


@dataclass(frozen=True, kw_only=True)
class SharedMailbox:
    """A mailbox that an officer answers for."""

    address: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class OutsideBody:
    """A body outside the council, known by its domains."""

    id: str
    name: str
    kind: str
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """What a cabinet member answers for."""

    id: str
    subjects: tuple[str, ...] = ()
    director: str | None = None


@dataclass(frozen=True, kw_only=True)
class Committee:
    """A committee of members."""

    id: str
    name: str
    chair: str | None = None
    vice_chair: str | None = None
    members: tuple[Dated, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ward:
    """A ward (or division) and the places in it."""

    name: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Council:
    """The whole directory."""

    id: str
    name: str
    nation: str
    timezone: ZoneInfo
    domains: tuple[str, ...]
    chief_executive_mailbox: str
    bot_mailbox: str
    allowed_blind_copies: frozenset[str] = frozenset()
    shared_mailboxes: tuple[SharedMailbox, ...] = ()
    groups: tuple[Group, ...] = ()
    members: tuple[Member, ...] = ()
    officers: tuple[Officer, ...] = ()
    outside: tuple[OutsideBody, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    committees: tuple[Committee, ...] = ()
    wards: tuple[Ward, ...] = ()
    closed_days: frozenset[date] = frozenset()
