"""Mails in the register."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import UnaryExpression, and_, exists
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from bot.adapters.store import tables
from bot.adapters.store.at_once import parts_of
from bot.adapters.store.mapping import mail_of, mail_row
from bot.ports import KeptBody, RecordedMail
from mailrules.vocabulary import Disposition

_JUDGED = "m-%"
"""The keys of mails that are judged as a whole; others are copies of such, or stand for a mail that nobody saw."""
_HELD = and_(col(tables.Mail.disposition) == Disposition.HOLD.value, col(tables.Mail.settled).is_(None))
"""A mail that a person still has to look at."""


def earliest() -> tuple[UnaryExpression[Any], ...]:
    """The order in which the mails of one Message-ID are looked at: those judged as a whole first, the earliest of them."""
    return (col(tables.Mail.key).like(_JUDGED).desc(), col(tables.Mail.received).asc(), col(tables.Mail.key).asc())


class SqlMails:
    """`bot.ports.Mails` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, mail: RecordedMail) -> bool:
        """Keep a mail before it is read; False where this copy, or another of the same mail, is already known."""
        known_copy = self._session.exec(
            select(tables.Copy).where(tables.Copy.mailbox == mail.mailbox, tables.Copy.arrival_id == mail.arrival_id)
        ).first()
        if known_copy is not None:
            return False
        known = self._session.get(tables.Mail, mail.key) is not None
        if not known:
            self._session.add(mail_row(mail))
            self._session.flush()
        self._session.add(
            tables.Copy(mailbox=mail.mailbox, folder=mail.folder, arrival_id=mail.arrival_id, mail=mail.key)
        )
        self._session.flush()
        return not known

    def undecided(self, limit: int) -> Sequence[RecordedMail]:
        """Mails that nothing has been decided about, oldest first."""
        rows = self._session.exec(
            select(tables.Mail)
            .where(col(tables.Mail.decided).is_(None))
            .order_by(col(tables.Mail.received), col(tables.Mail.key))
            .limit(limit)
        )
        return [mail_of(row) for row in rows]

    def take(self, key: str) -> bool:
        """Whether nothing has been decided about this mail yet; its row is then locked until the transaction ends."""
        wanted = select(tables.Mail.key).where(tables.Mail.key == key, col(tables.Mail.decided).is_(None))
        return self._session.exec(wanted.with_for_update()).first() is not None

    def decide(self, key: str, *, at: datetime, disposition: str, decision: str, retention: str) -> None:
        """Keep what was decided."""
        row = self._session.get_one(tables.Mail, key)
        row.decided, row.disposition, row.decision, row.retention = at, disposition, decision, retention
        self._session.add(row)

    def get(self, message_id: str) -> RecordedMail | None:
        """The mail with that Message-ID; the earliest, where a forger used it again."""
        row = self._session.exec(
            select(tables.Mail).where(tables.Mail.message_id == message_id).order_by(*earliest()).limit(1)
        ).first()
        return mail_of(row) if row else None

    def received(self, message_ids: Sequence[str]) -> dict[str, datetime]:
        """When mails came in; of several copies the first."""
        found: dict[str, datetime] = {}
        for part in parts_of(message_ids):
            wanted = select(tables.Mail.message_id, tables.Mail.received).where(col(tables.Mail.message_id).in_(part))
            for message_id, received in self._session.exec(wanted):
                found[message_id] = min(received, found.get(message_id, received))
        return found

    def by_key(self, key: str) -> RecordedMail | None:
        """The mail of that key."""
        row = self._session.get(tables.Mail, key)
        return mail_of(row) if row else None

    def decided_since(self, since: datetime) -> Iterator[RecordedMail]:
        """Mails received since, with their decisions, oldest first."""
        rows = self._session.exec(
            select(tables.Mail)
            .where(col(tables.Mail.decided).is_not(None), tables.Mail.received >= since)
            .order_by(col(tables.Mail.received), col(tables.Mail.key))
        )
        return (mail_of(row) for row in rows)

    def held(self) -> Iterator[RecordedMail]:
        """Held mails that nobody has settled, oldest first."""
        rows = self._session.exec(
            select(tables.Mail).where(_HELD).order_by(col(tables.Mail.received), col(tables.Mail.key))
        )
        return (mail_of(row) for row in rows)

    def settle(self, key: str, *, at: datetime) -> None:
        """Keep that a person has looked at a held mail."""
        row = self._session.get_one(tables.Mail, key)
        row.settled = at
        self._session.add(row)

    def bodies(self) -> Sequence[KeptBody]:
        """Decided mails whose bodies are still kept, those longest decided first."""
        mail = tables.Mail
        wanted = (
            columns(
                *(col(each) for each in (mail.key, mail.message_id, mail.retention, mail.decided)), _HELD.label("held")
            )
            .where(col(mail.erased).is_(None), col(mail.decided).is_not(None), col(mail.raw).is_not(None))
            .order_by(col(mail.decided), col(mail.key))
        )
        return [KeptBody(**row) for row in self._session.execute(wanted).mappings()]

    def erase(self, keys: Sequence[str], *, at: datetime) -> int:
        """Erase the bodies of these mails; how many were."""
        erased = 0
        for key in keys:
            row = self._session.get(tables.Mail, key)
            if row is not None and row.raw is not None:
                row.raw, row.erased, erased = None, at, erased + 1
                self._session.add(row)
        return erased

    def known_arrivals(self, mailbox: str, arrival_ids: Sequence[str]) -> frozenset[str]:
        """Which of these ids the register has, for the nightly count-and-compare."""
        rows = self._session.exec(
            select(tables.Copy.arrival_id).where(
                tables.Copy.mailbox == mailbox, col(tables.Copy.arrival_id).in_(arrival_ids)
            )
        )
        return frozenset(rows)

    def any_since(self, since: datetime) -> bool:
        """Whether a mail has been received since."""
        return bool(self._session.scalar(select(exists().where(col(tables.Mail.received) >= since))))
