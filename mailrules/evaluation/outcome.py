"""What follows from a mail: values only; services store, render and send."""

from dataclasses import dataclass, field

from mailrules.cases import Case
from mailrules.copies.found import Found
from mailrules.copies.history import KnownLetter
from mailrules.duties import Duty
from mailrules.vocabulary import Disposition


@dataclass(frozen=True, kw_only=True)
class Considered:
    """One rule that was looked at, for one item, and what came of it."""

    clause: str
    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Route:
    """A clause sends the matter to these roles.

    Attributes:
        clause: None where no clause does, and the service by itself.
        then: roles that those bring in next.
        before: what may not happen until they have had it.
        provided: a condition that a person has to look at; empty where there is none.
    """

    clause: str | None
    to: tuple[str, ...]
    then: tuple[str, ...] = ()
    before: str = ""
    tell_sender: bool = False
    provided: str = ""
    never: tuple[str, ...] = ()
    """Ids of people who must not have it, whatever role they play."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something for a register, with the clause that keeps it."""

    register: str
    clause: str
    fields: tuple[tuple[str, str], ...] = ()
    kept_by: str = ""
    open_to: tuple[str, ...] = ()
    provided: str = ""


@dataclass(frozen=True, kw_only=True)
class Caution:
    """Something that a person should look at; nothing waits for it."""

    clause: str
    words: str
    who: tuple[str, ...] = ()
    """Roles."""
    provided: str = ""
    people: tuple[str, ...] = ()
    """Ids of people whom a register names."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Words that belong into an answer, an acceptance or a letter."""

    clause: str
    into: str
    words: str
    template: str
    provided: str = ""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What a group, or a member, has said about something of theirs."""

    by: str
    """Group id, or member id."""
    topic: str | None
    given: bool
    message_id: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What follows from one mail.

    Attributes:
        case: id of the case that the main item belongs to.
        cases: every case as this mail leaves it.
        duties: new duties, and old ones that this mail changed.
        held_because: why a person has to look; empty where nothing is held.
        letter: what is remembered of the mail, for what is sent after it.
        closed_to: the roles that alone may have the mail; None where it is open to whom it went.
        minimal: the register and the journal hold no more of it than that it came.
        not_for: ids of people who must not see what was found, whatever post they hold: the mail is their own.
    """

    disposition: Disposition
    case: str | None = None
    cases: tuple[Case, ...] = ()
    duties: tuple[Duty, ...] = ()
    routes: tuple[Route, ...] = ()
    findings: tuple[Found, ...] = ()
    entries: tuple[Entry, ...] = ()
    consents: tuple[Consent, ...] = ()
    warnings: tuple[Caution, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    closed_to: tuple[str, ...] | None = None
    minimal: bool = False
    not_for: tuple[str, ...] = ()
    held_because: tuple[str, ...] = ()
    hits: tuple[Considered, ...] = field(default=(), repr=False)
    misses: tuple[Considered, ...] = field(default=(), repr=False)
    letter: KnownLetter | None = field(default=None, repr=False, compare=False)


__all__ = ["Consent", "Considered", "Entry", "Found", "Outcome", "Route"]
