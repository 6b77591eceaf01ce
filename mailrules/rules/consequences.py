"""What may follow from a clause."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mailrules.council.roll import Person
from mailrules.rules.params.common import Answer, Strength
from mailrules.vocabulary import Finding, Label


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
    before_public: bool = False
    """It leaves at once, and is late when the public hears of it."""
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
