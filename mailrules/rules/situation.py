"""What every rule is told: one item of one mail, or something that is no mail, on its day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from mailrules.cases import Case, CaseEvent, Moment
from mailrules.council.roll import Person, Roll
from mailrules.message import Message
from mailrules.reading.model import Item, Reading
from mailrules.vocabulary import Kind


class Roles(Protocol):
    """Who plays a protocol's role, on the day and in the council that the situation is about."""

    def holders(self, role: str) -> tuple[Person, ...]:
        """The people who play the role; none where the post is vacant or nobody plays it."""
        ...

    def concerned(self, role: str) -> tuple[Person, ...]:
        """Those of the holders with whom the matter at hand lies; none where it cannot be told."""
        ...

    def by_place(self, role: str) -> bool:
        """Whether it takes a place, or a ward, to find who plays the role."""
        ...


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that brings a clause up and is no mail of a kind: a day, a change in a register, a form.

    Attributes:
        what: the occasion, the register or the form, by the name under which it feeds clauses.
        fields: what a form or a register's entry holds, by its own names.
    """

    what: str
    fields: Mapping[str, str] = field(default_factory=dict)


Registers = Callable[[str], Iterable[Mapping[str, str]]]
"""What a register holds: the fields of each of its entries."""


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
        earlier: what the earlier mails of the same thread hold.
        before: the kinds of mail that the same matter has brought, in this thread or another.
        paper_of: the group for which a paper in the mail was written, without whose leave it is here.
        happening: what brings the clauses up where no mail of a kind does.
        registers: what the registers hold; None where they are not at hand.
        tells: whether a notice or a circulation follows from the item.
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
    earlier: tuple[Item, ...] = ()
    before: frozenset[Kind] = frozenset()
    paper_of: str | None = None
    happening: Happening | None = None
    registers: Registers | None = None
    tells: bool = False

    @property
    def moment(self) -> Moment | None:
        """What moved the case."""
        return self.event.moment if self.event else None
