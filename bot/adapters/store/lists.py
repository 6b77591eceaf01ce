"""What is on which list that goes round."""

from collections.abc import Sequence

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from bot.adapters.store import tables
from bot.adapters.store.at_once import parts_of


class SqlLists:
    """`bot.ports.Lists` over a session; that nothing is on two lists lies in the table's key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def enlist(self, list_key: str, duties: Sequence[str]) -> None:
        """Put things on a list."""
        first = len(self.on(list_key))
        rows = [{"duty": duty, "list": list_key, "nth": nth} for nth, duty in enumerate(duties, first)]
        if rows:
            self._session.execute(insert(tables.Listed.__table__), rows)  # type: ignore[attr-defined]

    def strike(self, list_key: str) -> None:
        """Take everything off a list."""
        self._session.execute(delete(tables.Listed).where(col(tables.Listed.list_key) == list_key))

    def of(self, duty: str) -> str | None:
        """The list on which a thing is."""
        row = self._session.get(tables.Listed, duty)
        return row.list_key if row else None

    def among(self, duties: Sequence[str]) -> frozenset[str]:
        """Those that are on a list already."""
        wanted = (select(tables.Listed.duty).where(col(tables.Listed.duty).in_(part)) for part in parts_of(duties))
        return frozenset(duty for each in wanted for duty in self._session.exec(each))

    def on(self, list_key: str) -> tuple[str, ...]:
        """What is on a list."""
        wanted = select(tables.Listed.duty).where(col(tables.Listed.list_key) == list_key)
        return tuple(self._session.exec(wanted.order_by(col(tables.Listed.nth))))
