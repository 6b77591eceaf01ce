"""The journal: a hash chain over salted commitments.

Each entry commits to its details by SHA-256 over a random salt and the details' canonical JSON, and its own hash
covers the commitment and the hash before it. Details and salt can be erased; the chain still proves that the entry
was made, when, by whom, about what and in which order.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from bot.adapters.store import tables
from bot.ports import JournalEntry


def _canonical(details: Mapping[str, object]) -> str:
    return json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def commitment(salt: str, details: str) -> str:
    """What an entry commits to."""
    return sha256(f"{salt}\n{details}".encode()).hexdigest()


def entry_hash(row: tables.JournalRow) -> str:
    """The hash of an entry: everything about it that is never erased."""
    parts = (
        str(row.seq),
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.actor,
        row.action,
        row.about,
        row.commitment,
        row.previous,
    )
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


class SqlJournal:
    """`bot.ports.Journal` over a session."""

    def __init__(self, session: Session, new_salt: Callable[[], str]) -> None:
        self._session = session
        self._new_salt = new_salt

    def write(
        self, *, at: datetime, actor: str, action: str, about: str, details: Mapping[str, object]
    ) -> JournalEntry:
        """Add an entry at the head of the chain, which is locked until the transaction ends."""
        head = self._session.exec(select(tables.JournalHead).with_for_update()).one()
        salt, text = self._new_salt(), _canonical(details)
        row = tables.JournalRow(
            seq=head.seq + 1,
            at=at,
            actor=actor,
            action=action,
            about=about,
            details=text,
            salt=salt,
            commitment=commitment(salt, text),
            previous=head.hash,
            hash="",
        )
        row.hash = entry_hash(row)
        head.seq, head.hash = row.seq, row.hash
        self._session.add(row)
        self._session.add(head)
        self._session.flush()
        return _entry(row)

    def entries(self, *, about: str | None = None) -> Iterator[JournalEntry]:
        """Entries in order; those about one thing where given."""
        wanted = select(tables.JournalRow).order_by(col(tables.JournalRow.seq))
        if about is not None:
            wanted = wanted.where(tables.JournalRow.about == about)
        return (_entry(row) for row in self._session.exec(wanted))

    def verify(self) -> int | None:
        """None where the chain proves; else the number of the first broken entry.

        An entry is broken where its hash, its link or its commitment does not hold, or where one is missing before it.
        A chain whose end was cut off is told by the head: the number named is then the first that is missing.
        """
        previous, last = "", 0
        for row in self._session.exec(select(tables.JournalRow).order_by(col(tables.JournalRow.seq))):
            sound = (
                row.seq == last + 1
                and row.previous == previous
                and row.hash == entry_hash(row)
                and (row.salt is None) == (row.details is None)
                and (row.details is None or row.salt is None or row.commitment == commitment(row.salt, row.details))
            )
            if not sound:
                return last + 1 if row.seq != last + 1 else row.seq
            previous, last = row.hash, row.seq
        head = self._session.exec(select(tables.JournalHead)).one()
        return None if (head.seq, head.hash) == (last, previous) else last + 1

    def head(self) -> str:
        """The hash of the newest entry; empty where there is none."""
        return self._session.exec(select(tables.JournalHead)).one().hash

    def erase_details(self, about: str) -> int:
        """Erase the details of entries about a thing, commitments kept; how many were."""
        rows = self._session.exec(
            select(tables.JournalRow).where(
                tables.JournalRow.about == about, col(tables.JournalRow.details).is_not(None)
            )
        ).all()
        for row in rows:
            row.details = row.salt = None
            self._session.add(row)
        return len(rows)


def _entry(row: tables.JournalRow) -> JournalEntry:
    return JournalEntry(
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        action=row.action,
        about=row.about,
        details=json.loads(row.details) if row.details is not None else None,
        hash=row.hash,
    )
