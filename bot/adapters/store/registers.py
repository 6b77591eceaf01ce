"""The council's registers in the database: entries are added, and never changed."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlmodel import Session, col, select

from bot.adapters.store import tables
from mailrules.evaluation.registers import RegisterEntry


class SqlRegisters:
    """`bot.ports.Registers` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def enter(self, entries: Iterable[RegisterEntry], *, at: datetime) -> int:
        """Add entries; how many were new."""
        wanted = {entry.key: entry for entry in entries}
        known = set(
            self._session.exec(select(tables.EntryRow.key).where(col(tables.EntryRow.key).in_(wanted)))
            if wanted
            else ()
        )
        for key, entry in wanted.items():
            if key not in known:
                self._session.add(_row(entry, at))
        self._session.flush()
        return len(wanted) - len(known)

    def entries(self, register: str = "", *, until: datetime | None = None) -> Iterator[RegisterEntry]:
        """The entries of a register, or of all, by their moment; those of one moment as they were entered."""
        wanted = select(tables.EntryRow).order_by(col(tables.EntryRow.at), col(tables.EntryRow.nth))
        if register:
            wanted = wanted.where(tables.EntryRow.register_name == register)
        if until is not None:
            wanted = wanted.where(col(tables.EntryRow.at) < until)
        return (_entry(row) for row in self._session.exec(wanted))

    def get(self, key: str) -> RegisterEntry | None:
        """The entry of that key."""
        row = self._session.exec(select(tables.EntryRow).where(tables.EntryRow.key == key)).first()
        return _entry(row) if row else None


def _row(entry: RegisterEntry, at: datetime) -> tables.EntryRow:
    return tables.EntryRow(
        key=entry.key,
        register_name=entry.register,
        clause=entry.clause,
        at=entry.at,
        entered=at,
        mail=entry.mail,
        message_id=entry.message_id,
        subject=entry.subject,
        fields_=dict(entry.fields),
        kept_by=entry.kept_by,
        open_to=list(entry.open_to),
        provided=entry.provided,
        closed=entry.closed,
    )


def _entry(row: tables.EntryRow) -> RegisterEntry:
    return RegisterEntry(
        register=row.register_name,
        clause=row.clause,
        at=row.at,
        mail=row.mail,
        message_id=row.message_id,
        subject=row.subject,
        fields=tuple(row.fields_.items()),
        kept_by=row.kept_by,
        open_to=tuple(row.open_to),
        provided=row.provided,
        closed=row.closed,
    )
