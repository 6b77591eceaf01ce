"""Watching mailboxes: each mail is kept in the register before anybody reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from bot.errors import CursorLostError
from bot.ports import Arrival, Clock, Mailbox, RecordedMail, UnitOfWork
from mailrules.mime import parse
from mailrules.vocabulary import Direction

SENT_ITEMS = "sentitems"
LOOK_BACK = timedelta(days=3)
"""How far the nightly comparison, and a watch whose place was lost, look back beyond what they last saw."""
AT_ONCE = 20
LOOKED = "looked:"
"""Under this and a folder's name the register keeps when it was last read to its end."""
OFFICERS = "s-"
"""How the key of a mail begins that lies in an enrolled officer's Sent Items: it is checked, and nothing else follows from it."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A folder of a mailbox that is watched.

    Attributes:
        enrolled: it is an officer's, or shared, and read only to check what was sent.
    """

    address: str
    folder: str
    mailbox: Mailbox
    enrolled: bool = False

    @property
    def direction(self) -> Direction:
        """Which way its mail went."""
        return Direction.OUT if self.folder == SENT_ITEMS else Direction.IN

    @property
    def name(self) -> str:
        """Under which the register keeps the place."""
        return f"{self.address}:{self.folder}"


def mail_key(data: bytes, direction: Direction) -> tuple[str, str]:
    """The key of a mail, the same for each of its copies, and its Message-ID.

    Headers that servers add on the way differ from copy to copy; what the sender wrote does not.
    """
    message = parse(data, direction=direction)
    sender = message.from_[0].address if message.from_ else ""
    date = message.date.isoformat() if message.date else ""
    words = "\n".join((message.message_id, sender, date, message.subject, " ".join(message.text.split())))
    return "m-" + sha256(words.encode("utf-8", "replace")).hexdigest()[:24], message.message_id


@dataclass(frozen=True, kw_only=True)
class Watching:
    """Brings what is new in the watched folders into the register.

    Attributes:
        since: the go-live instant; nothing that was received before is ever fetched.
    """

    store: UnitOfWork
    clock: Clock
    folders: Sequence[Watched]
    since: datetime

    def look(self) -> int:
        """Look into every folder once; how many mails were new."""
        return sum(self._look(watched) for watched in self.folders)

    def _look(self, watched: Watched) -> int:
        new, more = 0, True
        while more:
            cursor = self._cursor(watched)
            try:
                page = watched.mailbox.changes(watched.folder, cursor, since=self.since)
            except CursorLostError:
                if cursor is None:
                    raise
                self._lost(watched, cursor)
                continue
            new += self._keep(watched, page.arrivals)
            more = page.more
            self._move(watched, cursor, page.cursor, more=more)
        return new

    def compare(self) -> int:
        """Compare what lies in the folders with what the register knows, and fetch what was missed; how many were.

        Delta queries have been seen to lose mail; once a night this finds it.
        """
        missed = 0
        since = max(self.since, self.clock.now() - LOOK_BACK)
        for watched in self.folders:
            listed = list(watched.mailbox.listing(watched.folder, since=since))
            missed += self._keep(watched, listed)
        return missed

    def _cursor(self, watched: Watched) -> str | None:
        with self.store.work(as_of=self.clock.now()) as work:
            return work.settings.get(f"cursor:{watched.name}") or None

    def _move(self, watched: Watched, cursor: str | None, further: str, *, more: bool) -> None:
        """Keep the place after a page, unless another process has gone on from where the page was asked for."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            if not more:
                work.settings.put(f"{LOOKED}{watched.name}", now.isoformat(), at=now)
            if (work.settings.get(f"cursor:{watched.name}") or None) == cursor:
                work.settings.put(f"cursor:{watched.name}", further, at=now)

    def _lost(self, watched: Watched, cursor: str) -> None:
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            if work.settings.get(f"cursor:{watched.name}") != cursor:
                return
            work.settings.put(f"cursor:{watched.name}", "", at=now)
            work.journal.write(
                at=now, actor="evenhand", action="place in the folder lost: read anew", about=watched.name, details={}
            )

    def _keep(self, watched: Watched, arrivals: Sequence[Arrival]) -> int:
        """Keep the mails of one page, in one transaction for each twenty."""
        wanted = [each for each in arrivals if not each.removed and each.received >= self.since]
        new = 0
        for start in range(0, len(wanted), AT_ONCE):
            some = self._unknown(watched, wanted[start : start + AT_ONCE])
            bodies = watched.mailbox.mime([each.id for each in some]) if some else {}
            new += self._record(watched, [(each, bodies[each.id]) for each in some if each.id in bodies])
        return new

    def _unknown(self, watched: Watched, arrivals: Sequence[Arrival]) -> list[Arrival]:
        with self.store.work(as_of=self.clock.now()) as work:
            known = work.mails.known_arrivals(watched.address, [each.id for each in arrivals])
        return [each for each in arrivals if each.id not in known]

    def _record(self, watched: Watched, arrived: Sequence[tuple[Arrival, bytes]]) -> int:
        now = self.clock.now()
        new = 0
        with self.store.work(as_of=now) as work:
            for arrival, data in arrived:
                key, message_id = mail_key(data, watched.direction)
                if watched.enrolled:
                    key = OFFICERS + key.partition("-")[2]
                new += work.mails.record(
                    RecordedMail(
                        key=key,
                        message_id=message_id,
                        direction=watched.direction,
                        mailbox=watched.address,
                        folder=watched.folder,
                        arrival_id=arrival.id,
                        received=arrival.received,
                        recorded=now,
                        raw=data,
                        bcc=arrival.bcc,
                    )
                )
        return new
