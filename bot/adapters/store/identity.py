"""Which mailbox a database belongs to, and where it lay: a copy, or a restored one, starts frozen."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from bot.adapters.store import tables


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """A database's own identity.

    Attributes:
        frozen_because: why it may not send; empty where it may.
    """

    database: str
    mailbox: str
    frozen_because: str


def belong(session: Session, *, mailbox: str, home: str, seal: str, new_id: str, at: datetime) -> Belonging:
    """The database's identity, made on first use.

    A database of another mailbox, one that lies elsewhere than before, or one that is older than the seal which lies
    beside it (a restored backup) is frozen from now on, until a person has looked and thaws it.

    Args:
        home: where the database lies, as its own installation names the place.
        seal: what the installation remembers of the database beside it (see `seal_of`); empty where nothing.
        new_id: an identifier that nobody has used, for a new database.
    """
    row = session.get(tables.Identity, 1)
    if row is None:
        row = tables.Identity(id=1, database=new_id, mailbox=mailbox, home=home, created=at)
        session.add(row)
        session.flush()
    elif row.mailbox != mailbox:
        row.frozen_because = f"this database belongs to the mailbox {row.mailbox}, and the settings name {mailbox}"
    elif row.home != home:
        row.frozen_because = f"this database was last used at {row.home}, and lies at {home} now: it may be a copy"
    elif seal and (strange := _strange(session, row.database, seal)):
        row.frozen_because = strange
    session.add(row)
    return Belonging(database=row.database, mailbox=row.mailbox, frozen_because=row.frozen_because)


def seal_of(session: Session) -> str:
    """What is to be remembered beside the database: which it is, and how far its journal has come."""
    return f"{session.get_one(tables.Identity, 1).database} {_head(session)}"


def _strange(session: Session, database: str, seal: str) -> str:
    known, _, head = seal.partition(" ")
    if known != database:
        return "this is not the database that was last used here: it may be a copy, or restored"
    if head.isdecimal() and int(head) > _head(session):
        return "this database is older than when it was last used here: it may have been restored"
    return ""


def _head(session: Session) -> int:
    return session.exec(select(tables.JournalHead)).one().seq


def freeze(session: Session, reason: str) -> None:
    """Freeze the database: nothing leaves until a person thaws it."""
    row = session.get_one(tables.Identity, 1)
    row.frozen_because = row.frozen_because or reason
    session.add(row)


def frozen_because(session: Session) -> str:
    """Why the database may not send; empty where it may."""
    row = session.get(tables.Identity, 1)
    return row.frozen_because if row else "this database has no identity yet"


def thaw(session: Session, *, home: str, mailbox: str) -> None:
    """A person has looked: the database belongs here from now on."""
    row = session.get_one(tables.Identity, 1)
    row.frozen_because, row.home, row.mailbox = "", home, mailbox
    session.add(row)
