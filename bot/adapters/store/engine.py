"""Opening the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import TransientError

BUSY_SECONDS = 30
STUCK_SECONDS = 300
"""After which a server ends the transaction of a process that stands still in the middle of it."""
ONE_WRITER = 0x65_76_65_6E
"""The lock that every transaction on a server takes; any number does, as long as all processes take the same."""


def open_engine(url: str, *, patience: float = BUSY_SECONDS) -> Engine:
    """An engine for `sqlite:///…` or `postgresql+psycopg://…`.

    On both, every transaction begins as the one writer, and waits for the one before it. What is decided about a mail
    depends on what was decided about the mails before it: two processes that decided side by side would each decide
    without the other's mail. What takes time, asking the mailbox, is done outside of transactions, and side by side.

    Args:
        patience: seconds that a transaction waits for the one before it.
    """
    place = _with_driver(make_url(url))
    if place.get_backend_name() == "sqlite":
        return _sqlite(place, patience)
    engine = create_engine(place, pool_pre_ping=True, isolation_level="READ COMMITTED", hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(
            f"SET LOCAL lock_timeout = {round(patience * 1000)};"
            f"SET LOCAL idle_in_transaction_session_timeout = '{STUCK_SECONDS}s';"
            f"SELECT pg_advisory_xact_lock({ONE_WRITER})"
        )

    return engine


def _sqlite(place: URL, patience: float) -> Engine:
    """SQLite writes ahead, waits when it is busy, and keeps foreign keys."""
    engine = create_engine(place, connect_args={"timeout": patience}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _with_driver(place: URL) -> URL:
    return place.set(drivername="postgresql+psycopg") if place.drivername in {"postgres", "postgresql"} else place


def server_place(url: str) -> str:
    """Where a database on a server lies, without who signs in: the same for every process that uses it."""
    place = make_url(url)
    host = place.host or place.query.get("host", "")
    return f"{place.get_backend_name()}://{host}:{place.port or ''}/{place.database}"


@contextmanager
def reached() -> Iterator[None]:
    """A database that is busy or away is a passing trouble; its message is told without a word of what was kept."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        said = str(error.orig).strip().partition("\n")[0]
        raise TransientError(f"the register is busy or not to be reached: {said}") from None
