"""Findings in the register, and what became of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot.adapters.store import tables
from bot.adapters.store.mapping import from_json, to_json
from mailrules.copies.repair import Repair
from mailrules.vocabulary import FindingState


class SqlFindings:
    """`bot.ports.Findings` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, repair: Repair) -> None:
        """Keep a finding as it now stands."""
        row = tables.FindingRow(
            key=repair.key,
            mail=repair.mail,
            message_id=repair.message_id,
            state=repair.state.value,
            sent=repair.sent,
            value=to_json(repair),
        )
        self._session.merge(row)
        self._session.flush()

    def get(self, key: str) -> Repair | None:
        """The finding of that key."""
        row = self._session.get(tables.FindingRow, key)
        return from_json(Repair, row.value) if row else None

    def of_mail(self, mail: str) -> Sequence[Repair]:
        """The findings of a mail, by its key or its Message-ID."""
        rows = tables.FindingRow
        wanted = select(rows).where((col(rows.mail) == mail) | (col(rows.message_id) == mail))
        return self._found(wanted.order_by(col(rows.key)))

    def by_state(self, *states: FindingState) -> Sequence[Repair]:
        """Findings in these states, oldest first."""
        rows = tables.FindingRow
        wanted = select(rows).where(col(rows.state).in_([state.value for state in states]))
        return self._found(wanted.order_by(col(rows.sent), col(rows.key)))

    def sent_between(self, since: datetime, until: datetime) -> Sequence[Repair]:
        """Findings in mails that were sent in that time, oldest first."""
        rows = tables.FindingRow
        wanted = select(rows).where(col(rows.sent) >= since, col(rows.sent) < until)
        return self._found(wanted.order_by(col(rows.sent), col(rows.key)))

    def _found(self, wanted: object) -> Sequence[Repair]:
        return [from_json(Repair, row.value) for row in self._session.exec(wanted)]  # type: ignore[call-overload]
