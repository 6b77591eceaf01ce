"""The register: one transaction at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.adapters.store import tables
from bot.adapters.store.decisions import SqlDecisions
from bot.adapters.store.engine import reached
from bot.adapters.store.findings import SqlFindings
from bot.adapters.store.journal import SqlJournal
from bot.adapters.store.lists import SqlLists
from bot.adapters.store.mails import SqlMails
from bot.adapters.store.outbox import SqlOutbox
from bot.adapters.store.record import SqlRecord
from bot.adapters.store.registers import SqlRegisters


class SqlSettings:
    """Words that all processes share, and periods that are done."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, name: str) -> str | None:
        """The word under that name."""
        row = self._session.get(tables.Setting, name)
        return row.value if row else None

    def put(self, name: str, value: str, *, at: datetime) -> None:
        """Keep a word."""
        self._session.merge(tables.Setting(name=name, value=value, changed=at))
        self._session.flush()

    def names(self, prefix: str) -> dict[str, str]:
        """All words whose name begins so."""
        rows = self._session.exec(
            select(tables.Setting).where(col(tables.Setting.name).startswith(prefix, autoescape=True))
        )
        return {row.name: row.value for row in rows}

    def is_done(self, job: str, period: str) -> bool:
        """Whether a job's period is done."""
        return self._session.get(tables.Period, (job, period)) is not None

    def first_time(self, job: str, period: str, *, at: datetime) -> bool:
        """Whether a job's period is done now for the first time; it is then marked as done."""
        if self._session.get(tables.Period, (job, period)) is not None:
            return False
        self._session.add(tables.Period(job=job, period=period, done=at))
        self._session.flush()
        return True


@dataclass(frozen=True, kw_only=True)
class Work:
    """One transaction: all of it is kept, or none."""

    session: Session
    mails: SqlMails
    record: SqlRecord
    findings: SqlFindings
    outbox: SqlOutbox
    journal: SqlJournal
    settings: SqlSettings
    registers: SqlRegisters
    lists: SqlLists
    decisions: SqlDecisions


class Store:
    """Transactions over a database."""

    def __init__(self, engine: Engine, new_salt: Callable[[], str]) -> None:
        self._engine = engine
        self._new_salt = new_salt

    @contextmanager
    def work(self, *, as_of: datetime) -> Iterator[Work]:
        """One transaction; an exception rolls all of it back.

        Raises:
            TransientError: the database is busy, or not to be reached.
        """
        with reached(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield Work(
                session=session,
                mails=SqlMails(session),
                record=SqlRecord(session, as_of=as_of),
                findings=SqlFindings(session),
                outbox=SqlOutbox(session),
                journal=SqlJournal(session, self._new_salt),
                settings=SqlSettings(session),
                registers=SqlRegisters(session),
                lists=SqlLists(session),
                decisions=SqlDecisions(session),
            )
