"""A mailbox and a sender in memory: the same contract as those of Graph, without a server.

They are told to misbehave by their attributes, so that a test needs no mock.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from bot.errors import CursorLostError, PermanentError, TransientError, UncertainError
from bot.ports import Arrival, Changes, Draft, Ids, Letter, Whereabouts


@dataclass(kw_only=True)
class Held:
    """A mail in the twin."""

    arrival: Arrival
    folder: str
    raw: bytes = field(repr=False)
    categories: list[str] = field(default_factory=list)


class MemoryMailbox:
    """Keeps `bot.ports.Mailbox`.

    Args:
        page: how many changes a page has at most.
    """

    def __init__(self, ids: Ids, *, page: int = 100) -> None:
        self._ids = ids
        self._page = page
        self._held: dict[str, Held] = {}
        self._log: list[tuple[str, Arrival]] = []
        self._forgotten = 0

    def deliver(
        self, folder: str, raw: bytes, *, message_id: str, received: datetime, bcc: tuple[str, ...] = ()
    ) -> str:
        """Put a mail into a folder; its id."""
        arrival = Arrival(id=self._ids.new(), message_id=message_id, received=received, bcc=bcc)
        self._held[arrival.id] = Held(arrival=arrival, folder=folder, raw=raw)
        self._log.append((folder, arrival))
        return arrival.id

    def remove(self, arrival_id: str) -> None:
        """Delete a mail."""
        held = self._held.pop(arrival_id)
        self._log.append((held.folder, replace(held.arrival, message_id="", bcc=(), removed=True)))

    def forget_cursors(self) -> None:
        """Every cursor that was given so far is lost."""
        self._forgotten += 1

    def categories(self, arrival_id: str) -> tuple[str, ...]:
        """The categories of a mail."""
        return tuple(self._held[arrival_id].categories)

    def changes(self, folder: str, cursor: str | None, *, since: datetime) -> Changes:
        """The next page of the log; without cursor, of all that is there."""
        start = self._place(cursor)
        log = [
            (place, arrival)
            for place, (name, arrival) in enumerate(self._log[start:], start=start + 1)
            if name == folder and (arrival.removed or arrival.received >= since)
        ]
        page, more = log[: self._page], len(log) > self._page
        onward = page[-1][0] if more else len(self._log)
        return Changes(arrivals=tuple(arrival for _, arrival in page), cursor=f"{self._forgotten}:{onward}", more=more)

    def mime(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """Those that are there."""
        return {each: self._held[each].raw for each in ids if each in self._held}

    def listing(self, folder: str, *, since: datetime) -> Iterator[Arrival]:
        """What is there now, newest first."""
        there = (held.arrival for held in self._held.values() if held.folder == folder)
        yield from sorted(
            (each for each in there if each.received >= since), key=lambda each: each.received, reverse=True
        )

    def categorise(self, arrival_id: str, category: str) -> None:
        """Add it where it is not yet."""
        held = self._held.get(arrival_id)
        if held is None:
            raise PermanentError("adding a category: the mail is gone")
        if category not in held.categories:
            held.categories.append(category)
            self._log.append((held.folder, held.arrival))

    def _place(self, cursor: str | None) -> int:
        if cursor is None:
            return 0
        forgotten, _, place = cursor.partition(":")
        if forgotten != str(self._forgotten):
            raise CursorLostError("the twin has forgotten its cursors")
        return int(place)


class Mishap(StrEnum):
    """What can befall one call of the sender."""

    BUSY = "busy"
    """Refused: nothing happened."""
    LOST_BEFORE = "lost before"
    """No answer, and nothing happened."""
    LOST_AFTER = "lost after"
    """No answer, and it happened."""


class MemorySender:
    """Keeps `bot.ports.Sender`.

    Attributes:
        drafts: what waits, by draft id.
        sent: what left, by draft id, in order.
        mishaps: what befalls the next calls of `draft` and `send`, one each.
    """

    def __init__(self, ids: Ids, *, domain: str = "memory.example") -> None:
        self._ids = ids
        self._domain = domain
        self.drafts: dict[str, Letter] = {}
        self.sent: dict[str, Letter] = {}
        self.mishaps: list[Mishap] = []

    def draft(self, letter: Letter) -> Draft:
        """Keep it."""
        if not letter.to:
            raise PermanentError("the letter has nobody in To")
        mishap = self._before()
        made = self._ids.new()
        self.drafts[made] = letter
        _after(mishap)
        return self._as_draft(made)

    def send(self, draft_id: str) -> None:
        """Move it from drafts to sent."""
        if draft_id not in self.drafts:
            raise PermanentError("sending a letter: there is no such draft")
        mishap = self._before()
        self.sent[draft_id] = self.drafts.pop(draft_id)
        _after(mishap)

    def whereabouts(self, *, key: str, draft: Draft | None) -> tuple[Whereabouts, Draft | None]:
        """By id, then by key."""
        for where, letters in ((Whereabouts.SENT, self.sent), (Whereabouts.DRAFT, self.drafts)):
            for each, letter in letters.items():
                if letter.key == key or (draft is not None and each == draft.id):
                    return where, self._as_draft(each)
        return Whereabouts.NOWHERE, None

    def discard(self, draft_id: str) -> None:
        """Drop it, if it is still there."""
        if draft_id in self.sent:
            raise PermanentError("the letter has been sent, and cannot be discarded")
        self.drafts.pop(draft_id, None)

    def _as_draft(self, draft_id: str) -> Draft:
        return Draft(id=draft_id, message_id=f"<{draft_id}@{self._domain}>")

    def _before(self) -> Mishap | None:
        mishap = self.mishaps.pop(0) if self.mishaps else None
        match mishap:
            case Mishap.BUSY:
                raise TransientError("the twin is busy", retry_after=1.0)
            case Mishap.LOST_BEFORE:
                raise UncertainError("the twin does not answer")
            case Mishap.LOST_AFTER | None:
                return mishap
            case _:
                assert_never(mishap)


def _after(mishap: Mishap | None) -> None:
    if mishap is Mishap.LOST_AFTER:
        raise UncertainError("the twin does not answer")
