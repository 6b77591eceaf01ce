"""What every rule is told, and what it may answer.

A rule is a function of a clause's parameters and a `Situation`. It answers with a `Verdict`: what follows, and why; or
that nothing follows, and why not. It never raises, changes or sends anything.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal, Protocol

from mailrules.cases import Case, CaseEvent, Moment
from mailrules.council.roll import Person, Roll
from mailrules.message import Message
from mailrules.reading.model import Item, Reading
from mailrules.rules.params.common import Answer, Strength
from mailrules.vocabulary import Finding, Kind, Label


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
    then: tuple[str, ...] = ()
    """Roles that those bring in next."""
    before: str = ""
    """What may not happen until they have had it."""
    tell_sender: bool = False
    """Whether the sender is told where it belongs."""


@dataclass(frozen=True, kw_only=True)
class Closed:
    """Nobody but these may have the matter: no copy, no notice."""

    to: tuple[str, ...]
    """Roles, by the protocol's names."""
    never: tuple[str, ...] = ()
    """Ids of people from whom it is kept, whatever role they play."""
    nobody_else: bool = False
    """Whether no other clause brings it to anybody else."""
    minimal: bool = False
    """Whether no more of it is kept than that it came, and with whom it is."""


@dataclass(frozen=True, kw_only=True)
class Gated:
    """Somebody has to decide before it goes on."""

    who: tuple[str, ...]
    options: tuple[str, ...]
    ground: str
    """What of the mail they have to look at: the flags that stand in the clause; empty where they always decide."""
    need: Literal["any", "all"] = "any"
    strength: Strength = "agree"
    before: str = ""
    otherwise: Answer = "hold"
    look_at: str = ""
    """What the clause asks them to weigh."""
    awaited: bool = False
    """Whether their answers are waited for."""
    people: tuple[Person, ...] = ()
    """Those who play the roles for this matter."""
    vacant: tuple[str, ...] = ()
    """Roles of which nobody is found."""


@dataclass(frozen=True, kw_only=True)
class GateAnswered:
    """Somebody has answered at a gate."""

    by: str
    opens: bool
    ground: str
    """The reason that was given; empty where none was."""


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """Somebody has to do something by a time, and is reminded of it. It is no notice."""

    who: tuple[Person, ...]
    met_by: str
    within: str | None
    """The clause's own time, in its words."""
    escalate_to: tuple[str, ...] = ()
    every: str = ""
    from_: date | None = None
    """The day from which the time is counted, where it is not that of the mail."""
    met: bool = False
    """The mail is itself what was owed: it only remains to see whether it is late."""


@dataclass(frozen=True, kw_only=True)
class CirculationOwed:
    """Something is to go round."""

    to: tuple[Person, ...]
    """Those who hold the roles on the day."""
    roles: tuple[str, ...]
    say: frozenset[Label]
    what: str
    circulation: str
    at: str | None = None
    every: str = ""
    not_before: str = ""
    """The time of day before which it does not leave, on the day of `on`."""
    on: date | None = None
    together: bool = False
    vacant: tuple[str, ...] = ()
    """Roles of which nobody is found with whom the matter lies."""
    had: tuple[str, ...] = ()
    """Addresses of those whom the mail itself has reached."""
    doubts: tuple[str, ...] = ()
    """Why a person has to look before it leaves."""


@dataclass(frozen=True, kw_only=True)
class Warned:
    """Somebody is to look at how a mail stands to a clause."""

    words: str
    who: tuple[str, ...] = ()
    """Roles."""
    answer: Answer = "warn"
    people: tuple[str, ...] = ()
    """Ids of people whom a register names."""


@dataclass(frozen=True, kw_only=True)
class FoundWrong:
    """A mail that was sent goes against a clause, in a way that the vocabulary has a word for."""

    finding: Finding
    addresses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Inserted:
    """Words belong into an answer, an acceptance or a letter."""

    into: str
    words: str
    template: str


@dataclass(frozen=True, kw_only=True)
class Entered:
    """Something is to be kept in a register."""

    register: str
    fields: tuple[tuple[str, str], ...] = ()
    """What the entry holds, as far as the mail shows it."""
    kept_by: str = ""
    open_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Permitted:
    """It is allowed, and these clauses do not reach it."""

    lifts: tuple[str, ...]
    no_notice: bool


Consequence = (
    NoticeOwed
    | Barred
    | Routed
    | Closed
    | Gated
    | GateAnswered
    | Reminder
    | CirculationOwed
    | Warned
    | FoundWrong
    | Inserted
    | Entered
    | Permitted
)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What follows from a clause in a situation, and why; nothing where `follows` is empty.

    Attributes:
        provided: a condition that only a person can see; what follows is then proposed, never done.
    """

    reason: str
    follows: tuple[Consequence, ...] = ()
    provided: str = ""


@lru_cache(maxsize=1024)
def miss(reason: str) -> Verdict:
    """Nothing follows."""
    return Verdict(reason=reason)
