"""What the checker of sent mail is told, and what it finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from mailrules.cases import Case
from mailrules.copies.consent import Said
from mailrules.copies.correspondence import Way
from mailrules.copies.history import History
from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.reading.model import Reading
from mailrules.vocabulary import Finding, Flag


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One copy of a letter between a councillor and an officer, as the clauses on copies look at it.

    Attributes:
        ways: whose letters go with it, by their way; empty where no councillor's correspondence is copied.
        to_member: it goes to another councillor.
        to_cabinet: that councillor sits in the cabinet.
        hidden: no addressee can see it.
        told: the first councillor is told of it.
        consent: the first councillor has agreed.
        later: it is a later, separate message.
        spoken: it was said aloud.
        flags: those of the letter that was answered.
    """

    ways: frozenset[Way]
    to_member: bool = False
    to_cabinet: bool = False
    hidden: bool = False
    told: bool = False
    consent: bool = False
    later: bool = False
    spoken: bool = False
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """One thing wrong with a mail, about one address."""

    finding: Finding
    address: str
    why: str
    copy: Copy | None = None
    binding: bool = False
    of: str = ""
    """Id of the councillor whose correspondence it is; empty where it is nobody's."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A mail that was sent, or is about to be, and what is known before it.

    Attributes:
        at: when it is sent.
        said: what a group or member has said of showing things of theirs, oldest first.
        envelope: everybody to whom it was handed over, where that is known.
    """

    message: Message
    reading: Reading
    roll: Roll
    history: History
    at: datetime
    cases: Iterable[Case] = ()
    said: Callable[[str], Iterable[Said]] = field(default=lambda _by: ())
    envelope: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What is wrong with a mail; `copies` are those that the clauses look at, wrong or not."""

    wrong: tuple[Wrong, ...] = ()
    copies: tuple[Copy, ...] = ()
    doubts: tuple[str, ...] = ()


def wrong(
    finding: Finding, address: str, why: str, copy: Copy | None = None, *, binding: bool = False, of: str = ""
) -> Wrong:
    """One thing wrong with a mail."""
    return Wrong(finding=finding, address=address, why=why, copy=copy, binding=binding, of=of)
