"""What was examined for silent copies in a time, what was found, what became of it, and what could not be seen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailrules.vocabulary import Finding

ATTESTED = (Finding.BLIND_COPY, Finding.COPY_NOT_NOTIFIED, Finding.COPIED_WITHOUT_CONSENT, Finding.FORWARDED_ON)
"""The findings that are about a copy, or a later forward, of which somebody was not told."""


class Source(StrEnum):
    """Where the mails that were examined come from."""

    CHIEF_EXECUTIVE = "Sent Items of the chief executive"
    COPIED_IN = "mail that was copied in to Evenhand"
    ENROLLED = "Sent Items of enrolled officers and shared mailboxes"


class End(StrEnum):
    """What became of something that was found."""

    PUT_RIGHT = "put right"
    WAIVED = "waived"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that was found in one mail.

    Attributes:
        mail: the register's key of the mail.
        sent: when the mail was sent or arrived (aware).
        clause: empty where the protocol has no such rule.
        addresses: how many addresses it is about; they are not named here.
        letter: the Message-ID of what put it right; empty where nothing has.
        key: under which `evenhand review show` tells more; the mail's own where the finding has none.
    """

    mail: str
    sent: datetime
    finding: Finding
    clause: str
    addresses: int
    end: End
    letter: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Attestation:
    """What is attested for a time.

    Attributes:
        since, until: aware; `until` itself is not in it.
        examined: how many mails, by source; a source that was not looked into is not named.
        unread: how many of these could not be read, or not wholly.
        head: the journal's head at the moment of attesting.
    """

    since: datetime
    until: datetime
    examined: tuple[tuple[Source, int], ...]
    unread: int
    found: tuple[Item, ...]
    blind_spots: tuple[str, ...]
    head: str

    @property
    def counts(self) -> tuple[tuple[End, int], ...]:
        """How many findings came to which end."""
        ends = Counter(each.end for each in self.found)
        return tuple((end, ends[end]) for end in End)

    @property
    def verdict(self) -> str:
        """The one sentence that stands on top."""
        number = sum(count for _, count in self.examined)
        mails = "1 mail was examined" if number == 1 else f"{number} mails were examined"
        if not self.found:
            return f"{mails}; no hidden copy and no quiet forward was found in them"
        return f"{mails}; {_how_many(len(self.found), dict(self.counts)[End.OPEN])}"


def _how_many(things: int, still: int) -> str:
    if things == 1:
        return f"1 thing was found, and it is {'open' if still else 'not open any more'}"
    return f"{things} things were found, and {still or 'none'} of them {'are' if still > 1 else 'is'} open"


def blind_spots(sources: Iterable[Source], *, unread: int, traced: bool = False) -> tuple[str, ...]:
    """What these sources cannot show, in plain words (facts of Exchange: who holds a mail's Bcc).

    Args:
        sources: those that were looked into.
        unread: how many mails could not be read, or not wholly.
        traced: Exchange's message trace is read as well: it knows mails that were deleted, and every recipient.
    """
    looked = frozenset(sources)
    spots = [_ALOUD, _ONWARD, _ENROLLED if Source.ENROLLED in looked else _NOBODY_ENROLLED]
    if traced:
        spots.append(_TRACED)
    else:
        spots += [_DELETED, _NOT_SAVED]
        if Source.COPIED_IN in looked:
            spots.append(_COPIED_IN)
    if unread:
        mails = (
            "1 mail that could not be read: it is"
            if unread == 1
            else f"{unread} mails that could not be read: they are"
        )
        spots.append(f"The parts of {mails} held for a person.")
    return tuple(spots)


_DELETED = "A mail that its sender deleted from Sent Items before it was read there."
_NOT_SAVED = "A mail of which no copy was saved, or that left from an account outside the council’s Microsoft 365."
_ALOUD = "What was told aloud, printed, or copied into another system, unless somebody recorded it by mail."
_ONWARD = "A forward that whoever received a mail made from a mailbox that is not read."
_COPIED_IN = "The hidden copies of a mail that reached Evenhand as an addressee: only its sender’s own copy shows them."
_NOBODY_ENROLLED = "What officers sent from their own mailboxes without copying Evenhand in: none of them is enrolled."
_ENROLLED = "What officers sent from mailboxes that are not enrolled, without copying Evenhand in."
_TRACED = "A mail that left from an account outside the council’s Microsoft 365: its message trace does not know it."
