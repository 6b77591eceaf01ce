"""What is known of earlier mail, as far as the checker of sent mail needs it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nsmallest
from typing import Protocol

from mailrules.copies.prints import prints_of, sample
from mailrules.message import Message
from mailrules.reading.model import Reading, VisibleText
from mailrules.vocabulary import Flag, Kind

_REPLY = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|wg|antw)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
TOO_COMMON = 40
"""A print that so many letters have is a phrase that everybody writes."""
SHARED, CANDIDATES = 3, 6


def bare_subject(subject: str) -> str:
    """A subject without the marks of answers and forwards."""
    return _REPLY.sub("", subject).strip().lower()


@dataclass(frozen=True, kw_only=True)
class KnownPaper:
    """A paper that went with a letter."""

    name: str
    prints: frozenset[int] = field(repr=False)


class Words(Protocol):
    """What a letter says. A register looks it up when it is asked for, and has it no longer than the letter's body."""

    @property
    def kept(self) -> bool:
        """Whether the words are still kept; else all of them are empty, and the prints alone are left."""
        ...

    @property
    def subject(self) -> str:
        """The subject, without the marks of answers."""
        ...

    @property
    def written(self) -> str:
        """What the sender wrote."""
        ...

    @property
    def quoted(self) -> str:
        """What stands quoted below."""
        ...

    @property
    def prints(self) -> frozenset[int]:
        """Every print of what the sender wrote."""
        ...


@dataclass(frozen=True, kw_only=True)
class SaidWords:
    """Words that are at hand."""

    subject: str = ""
    written: str = field(default="", repr=False)
    quoted: str = field(default="", repr=False)
    kept: bool = True

    @property
    def prints(self) -> frozenset[int]:
        """Every print of what the sender wrote."""
        return prints_of(self.written)


@dataclass(frozen=True, kw_only=True)
class KnownLetter:
    """An earlier mail, received or sent.

    Attributes:
        visible: everybody whom it shows: author, To and Cc, as addresses.
        group: the group that it served or spoke for, where it did.
        served: it gave that group a paper.
    """

    message_id: str
    at: datetime
    author: str
    visible: tuple[str, ...]
    thread: tuple[str, ...] = ()
    words: Words = field(default=SaidWords(), repr=False, compare=False)
    flags: frozenset[Flag] = frozenset()
    kinds: tuple[Kind, ...] = ()
    group: str | None = None
    papers: tuple[KnownPaper, ...] = ()

    @property
    def subject(self) -> str:
        """The subject, without the marks of answers."""
        return self.words.subject

    @property
    def written(self) -> str:
        """What the sender wrote."""
        return self.words.written

    @property
    def quoted(self) -> str:
        """What stands quoted below."""
        return self.words.quoted

    @property
    def prints(self) -> frozenset[int]:
        """Every print of what the sender wrote."""
        return self.words.prints

    @property
    def served(self) -> bool:
        """Whether it gave a group a paper."""
        return Kind.GROUP_BRIEFING_DELIVERED in self.kinds


class History(Protocol):
    """Earlier mail."""

    def letter(self, message_id: str) -> KnownLetter | None:
        """The mail with that Message-ID."""
        ...

    def sharing(self, prints: frozenset[int]) -> tuple[KnownLetter, ...]:
        """The mails that have most of these prints in their text or papers, most first; a few at most."""
        ...

    def following(self, message_id: str, *, since: datetime) -> tuple[KnownLetter, ...]:
        """The mails since then that say they follow that one, oldest first."""
        ...


def letter_of(message: Message, reading: Reading, *, at: datetime) -> KnownLetter:
    """What is remembered of a mail that has been read."""
    return known_letter(
        message,
        reading.visible,
        flags=reading.flags | reading.main.flags,
        kinds=reading.kinds,
        group=reading.main.group,
        at=at,
    )


def known_letter(
    message: Message,
    visible: VisibleText,
    *,
    flags: frozenset[Flag],
    kinds: tuple[Kind, ...],
    group: str | None,
    at: datetime,
) -> KnownLetter:
    """What is remembered of a mail."""
    boxes = (*message.from_, *message.addressees)
    served = Kind.GROUP_BRIEFING_DELIVERED in kinds  # another paper's name is nobody's business later
    return KnownLetter(
        message_id=message.message_id,
        at=at,
        author=message.from_[0].address if message.from_ else "",
        visible=tuple(dict.fromkeys(box.address for box in boxes if box.address)),
        thread=message.thread,
        words=SaidWords(subject=bare_subject(message.subject), written=visible.written, quoted=visible.quoted),
        flags=flags,
        kinds=kinds,
        group=group,
        papers=tuple(
            KnownPaper(name=each.name if served else "", prints=prints_of(each.text))
            for each in message.attachments
            if each.text.strip()
        ),
    )


@dataclass
class RememberedHistory:
    """Earlier mail kept in memory: for the replay, and for tests."""

    _letters: dict[str, KnownLetter] = field(default_factory=dict)
    _in_order: list[KnownLetter] = field(default_factory=list)
    _by_print: dict[int, list[int]] = field(default_factory=dict)
    """Print to the places, in order, of the letters that have it."""

    def letter(self, message_id: str) -> KnownLetter | None:
        """The mail with that Message-ID."""
        return self._letters.get(message_id)

    def sharing(self, prints: frozenset[int]) -> tuple[KnownLetter, ...]:
        """The mails that share most of these prints; of those that share as many, the earliest."""
        hits: Counter[int] = Counter()
        for each in prints:
            have = self._by_print.get(each)
            if have is not None and len(have) <= TOO_COMMON:
                hits.update(have)
        enough = ((-count, place) for place, count in hits.items() if count >= SHARED)
        return tuple(self._in_order[place] for _, place in nsmallest(CANDIDATES, enough))

    def following(self, message_id: str, *, since: datetime) -> tuple[KnownLetter, ...]:
        """The mails since then that say they follow that one, oldest first."""
        found = (each for each in self._in_order if each.at >= since and message_id in each.thread)
        return tuple(sorted(found, key=lambda each: each.at))

    def remember(self, letter: KnownLetter) -> None:
        """Keep a mail; the first of a Message-ID stands."""
        if letter.message_id in self._letters:
            return
        for each in kept_prints(letter):
            self._by_print.setdefault(each, []).append(len(self._in_order))
        self._letters[letter.message_id] = letter
        self._in_order.append(letter)


def kept_prints(letter: KnownLetter) -> frozenset[int]:
    """The prints under which a letter is found again."""
    texts: Iterable[frozenset[int]] = (letter.prints, *(paper.prints for paper in letter.papers))
    return frozenset(each for prints in texts for each in sample(prints))
