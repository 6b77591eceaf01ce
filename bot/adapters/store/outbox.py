"""Letters on their way, in the register."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from bot.adapters.store import tables
from bot.adapters.store.mapping import outbox_of, outbox_row, outbox_values
from bot.ports import OutboxRow, OutboxState

LEFT = tuple(state.value for state in (OutboxState.SENT, OutboxState.SENDING, OutboxState.UNKNOWN))
"""A letter of which nothing is seen may have left as well."""


class SqlOutbox:
    """`bot.ports.Outbox` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, row: OutboxRow) -> bool:
        """Keep a new letter; False where one of that key exists."""
        if self._session.get(tables.OutboxLetter, row.key) is not None:
            return False
        self._session.add(outbox_row(row))
        self._session.flush()
        return True

    def claim(self, *, by: str, at: datetime) -> OutboxRow | None:
        """The next pending letter whose time has come, claimed for this process."""
        wanted = (
            select(tables.OutboxLetter)
            .where(
                tables.OutboxLetter.state == OutboxState.PENDING.value,
                col(tables.OutboxLetter.release_at) <= at,
            )
            .order_by(col(tables.OutboxLetter.release_at), col(tables.OutboxLetter.key))
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = self._session.exec(wanted).first()
        if found is None:
            return None
        row = outbox_of(found)
        claimed = replace(row, state=OutboxState.CLAIMED, claimed_by=by, changed=at, attempts=row.attempts + 1)
        return claimed if self.change(claimed, was=OutboxState.PENDING) else None

    def change(self, row: OutboxRow, *, was: OutboxState, attempts: int | None = None) -> bool:
        """Keep the row, if it is still as it was; False where somebody else has changed it."""
        values = outbox_values(row)
        as_it_was = [col(tables.OutboxLetter.key) == row.key, col(tables.OutboxLetter.state) == was.value]
        if attempts is not None:
            as_it_was.append(col(tables.OutboxLetter.attempts) == attempts)
        done = self._session.execute(
            update(tables.OutboxLetter)
            .where(*as_it_was)
            .values(**{name: value for name, value in values.items() if name != "key"})
            .execution_options(synchronize_session="fetch")
        )
        return bool(getattr(done, "rowcount", 0))

    def get(self, key: str) -> OutboxRow | None:
        """The letter of that key."""
        row = self._session.get(tables.OutboxLetter, key)
        return outbox_of(row) if row else None

    def by_state(self, *states: OutboxState) -> Sequence[OutboxRow]:
        """Letters in these states, oldest first."""
        rows = self._session.exec(
            select(tables.OutboxLetter)
            .where(col(tables.OutboxLetter.state).in_([state.value for state in states]))
            .order_by(col(tables.OutboxLetter.release_at), col(tables.OutboxLetter.key))
        )
        return [outbox_of(row) for row in rows]

    def sent_since(self, since: datetime) -> int:
        """How many letters have left since, or may have."""
        letters = tables.OutboxLetter
        left = select(func.count()).where(col(letters.state).in_(LEFT), letters.changed > since)
        return self._session.exec(left).one()

    def by_message_id(self, message_id: str) -> OutboxRow | None:
        """The letter that was sent as that message."""
        row = self._session.exec(
            select(tables.OutboxLetter).where(tables.OutboxLetter.message_id == message_id)
        ).first()
        return outbox_of(row) if row else None
