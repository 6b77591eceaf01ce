"""What every rule is told, and what it may answer.

A rule is a function of a clause's parameters and a `Situation`. It answers with a `Verdict`: what follows, and why; or
that nothing follows, and why not. It never raises, changes or sends anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from mailrules.cases import Case, CaseEvent, Moment
from mailrules.council.roll import Person, Roll
from mailrules.message import Message
from mailrules.reading.model import Item, Reading
from mailrules.vocabulary import Label


class Roles(Protocol):
    """Who plays a protocol's role, on the day and in the council that the situation is about."""

    def holders(self, role: str) -> tuple[Person, ...]:
        """The people who play the role; none where the post is vacant or nobody plays it."""
        ...


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One item of one mail, in its case, on its day.

    Attributes:
        item: what the mail holds; rules look at one item at a time.
        case: the group's case after the item moved it; None where the item belongs to none.
        event: what moved the case; None where nothing did.
        offered: the case of another group whose notice the item takes up, or whose paper it asks for.
        same_paper: why what was given is a paper that another group already had; empty where it is not; None where
            it cannot be told.
        consents: what groups and members have said of a matter, newest last.
    """

    message: Message
    reading: Reading
    item: Item
    roll: Roll
    roles: Roles
    case: Case | None = None
    event: CaseEvent | None = None
    offered: Case | None = None
    same_paper: str | None = ""
    consents: Mapping[str, bool] | None = None

    @property
    def moment(self) -> Moment | None:
        """What moved the case."""
        return self.event.moment if self.event else None


@dataclass(frozen=True, kw_only=True)
class NoticeOwed:
    """Groups are owed a notice."""

    groups: tuple[str, ...]
    say: frozenset[Label]
    notice: str
    deadline: str | None
    doubts: tuple[str, ...] = ()
    """Why a person has to look before it leaves."""
    waiting: bool = False
    """Owed once the moment comes; not yet."""


@dataclass(frozen=True, kw_only=True)
class Barred:
    """Something may not be told, or given."""

    to: tuple[str, ...]
    """The groups from which it is kept."""
    what: str
    lifted_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Routed:
    """The matter belongs with other people than those who got it."""

    to: tuple[str, ...]
    """Roles, by the protocol's names."""


@dataclass(frozen=True, kw_only=True)
class Gated:
    """Somebody has to decide before it goes on."""

    who: tuple[str, ...]
    options: tuple[str, ...]
    ground: str
    """What they have to look at."""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """Something is to be kept in a register."""

    register: str


@dataclass(frozen=True, kw_only=True)
class Permitted:
    """It is allowed, and these clauses do not reach it."""

    lifts: tuple[str, ...]
    no_notice: bool


Consequence = NoticeOwed | Barred | Routed | Gated | Entered | Permitted


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What follows from a clause in a situation, and why; nothing where `follows` is empty."""

    reason: str
    follows: tuple[Consequence, ...] = ()


def miss(reason: str) -> Verdict:
    """Nothing follows."""
    return Verdict(reason=reason)
