"""The tables of the register. Uniqueness lives here, in constraints; domain values are joined to them in mapping.py."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.adapters.store.columns import UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """All tables of the register."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


def moment(*, nullable: bool = False, index: bool = False) -> Column[datetime]:
    """A column for an aware moment."""
    return Column(UtcDateTime(), nullable=nullable, index=index)


class Identity(Table, table=True):
    """Which mailbox this database belongs to, and whether it may send."""

    __tablename__ = "identity"
    id: int = Field(primary_key=True)
    database: str
    mailbox: str
    home: str
    """Where the database lay when it was last used: a copy lies elsewhere."""
    frozen_because: str = ""
    created: datetime = Field(sa_column=moment())


class Setting(Table, table=True):
    """One word that all processes share: the switch, the go-live instant, a cursor."""

    __tablename__ = "setting"
    name: str = Field(primary_key=True)
    value: str
    changed: datetime = Field(sa_column=moment())


class Mail(Table, table=True):
    """A mail, kept before it is read."""

    __tablename__ = "mail"
    __table_args__ = (
        Index("ix_mail_message_id", "message_id"),
        Index("ix_mail_undecided", "decided", "received"),
        Index("ix_mail_held", "disposition", "settled", "received"),
        Index("ix_mail_bodies", "erased", "decided"),
    )
    key: str = Field(primary_key=True)
    message_id: str
    direction: str
    mailbox: str
    folder: str
    arrival_id: str
    received: datetime = Field(sa_column=moment(index=True))
    recorded: datetime = Field(sa_column=moment())
    raw: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    bcc: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    decided: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    disposition: str = ""
    decision: str = ""
    retention: str = ""
    erased: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    settled: datetime | None = Field(default=None, sa_column=moment(nullable=True))


class Copy(Table, table=True):
    """Where a mail was found; one mail may lie in several mailboxes."""

    __tablename__ = "copy"
    __table_args__ = (UniqueConstraint("mailbox", "arrival_id"),)
    id: int | None = Field(default=None, primary_key=True)
    mailbox: str
    folder: str
    arrival_id: str
    mail: str = Field(foreign_key="mail.key", index=True)


class ItemRow(Table, table=True):
    """One item of a mail."""

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("mail", "nth"),)
    id: int | None = Field(default=None, primary_key=True)
    mail: str = Field(foreign_key="mail.key")
    nth: int
    kind: str = Field(index=True)
    group: str | None = None
    topic: str | None = None
    confidence: float
    value: str
    """The item as JSON."""


class CaseRow(Table, table=True):
    """A case."""

    __tablename__ = "case"
    id: str = Field(primary_key=True)
    group: str = Field(index=True)
    matter: str
    opened: datetime = Field(sa_column=moment())
    changed: datetime = Field(sa_column=moment(index=True))
    value: str


class CaseMail(Table, table=True):
    """Which mails belong to which case."""

    __tablename__ = "case_mail"
    message_id: str = Field(primary_key=True)
    case: str = Field(primary_key=True, foreign_key="case.id")


class DutyRow(Table, table=True):
    """A duty."""

    __tablename__ = "duty"
    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    clause: str
    state: str = Field(index=True)
    due: datetime | None = Field(default=None, sa_column=moment(nullable=True, index=True))
    release_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    value: str


class ConsentRow(Table, table=True):
    """What a group, or a member, has consented to or refused."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("message_id", "by", "topic"),)
    id: int | None = Field(default=None, primary_key=True)
    by: str = Field(index=True)
    topic: str
    given: bool
    message_id: str


class FindingRow(Table, table=True):
    """Something wrong with a mail that was sent, and what became of it."""

    __tablename__ = "finding"
    key: str = Field(primary_key=True)
    mail: str = Field(index=True)
    message_id: str = Field(index=True)
    state: str = Field(index=True)
    sent: datetime = Field(sa_column=moment(index=True))
    value: str


class OutboxLetter(Table, table=True):
    """A letter on its way; its key exists once, for ever."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_changed", "state", "changed"),)
    key: str = Field(primary_key=True)
    purpose: str
    duty: str = Field(index=True)
    case: str
    state: str
    letter: str
    release_at: datetime = Field(sa_column=moment(index=True))
    created: datetime = Field(sa_column=moment())
    changed: datetime = Field(sa_column=moment())
    claimed_by: str = ""
    draft_id: str = ""
    message_id: str = Field(default="", index=True)
    attempts: int = 0
    why: str = ""


class LocalChoice(Table, table=True):
    """What an adoption, or a default, decided where a clause is silent."""

    __tablename__ = "local_choice"
    __table_args__ = (UniqueConstraint("duty", "words"),)
    id: int | None = Field(default=None, primary_key=True)
    duty: str
    words: str


class JournalRow(Table, table=True):
    """One entry of the journal; `details` and `salt` can be erased, the rest proves itself."""

    __tablename__ = "journal"
    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_column=moment())
    actor: str
    action: str
    about: str = Field(index=True)
    details: str | None = None
    salt: str | None = None
    commitment: str
    previous: str
    hash: str = Field(unique=True)


class JournalHead(Table, table=True):
    """The head of the chain: locked while an entry is added, so that two processes make one chain."""

    __tablename__ = "journal_head"
    id: int = Field(primary_key=True)
    seq: int
    hash: str


class Period(Table, table=True):
    """A timed job's period that is done: it is done once."""

    __tablename__ = "period"
    job: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    done: datetime = Field(sa_column=moment())


class EntryRow(Table, table=True):
    """One entry of a register; added, and never changed: the database itself refuses it."""

    __tablename__ = "register_entry"
    __table_args__ = (Index("ix_register_entry_register_at", "register", "at"),)
    nth: int | None = Field(default=None, primary_key=True)
    """The order in which they were entered."""
    key: str = Field(unique=True)
    """The same for the same thing out of the same mail."""
    register_name: str = Field(sa_column=Column("register", String(), nullable=False))
    clause: str
    at: datetime = Field(sa_column=moment())
    entered: datetime = Field(sa_column=moment())
    mail: str
    message_id: str
    subject: str | None = None
    fields_: dict[str, str] = Field(sa_column=Column("fields", JSON, nullable=False))
    kept_by: str
    open_to: list[str] = Field(sa_column=Column(JSON, nullable=False))
    provided: str
    closed: bool


class LetterRow(Table, table=True):
    """What is remembered of a mail for what is sent after it: no words, which stay in the mail's body, but their prints."""

    __tablename__ = "letter"
    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(unique=True)
    at: datetime = Field(sa_column=moment(index=True))
    value: str
    """Whom it shows, what it follows, what it was taken for, as JSON."""
    prints: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class LetterPaper(Table, table=True):
    """A paper that went with a letter, as prints; its name only where a group was given it."""

    __tablename__ = "letter_paper"
    letter: int = Field(primary_key=True, foreign_key="letter.id")
    nth: int = Field(primary_key=True)
    name: str
    prints: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class LetterPrint(Table, table=True):
    """Under which prints a letter is found again; letter 0 says that too many have the print for it to tell anything."""

    __tablename__ = "letter_print"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    print: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    letter: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))


class Listed(Table, table=True):
    """What is on a list that goes round: the duty of the thing, which is on one list at most, and that of the list."""

    __tablename__ = "listed"
    duty: str = Field(primary_key=True)
    list_key: str = Field(sa_column=Column("list", String(), nullable=False, index=True))
    nth: int


class DecisionRow(Table, table=True):
    """A decision that an officer took, with its history; its id is made of its reference, so that it is kept once."""

    __tablename__ = "decision"
    id: str = Field(primary_key=True)
    value: str


class DecisionMail(Table, table=True):
    """Which mail is about which decision."""

    __tablename__ = "decision_mail"
    message_id: str = Field(primary_key=True)
    decision: str = Field(foreign_key="decision.id", index=True)
