"""What services need from the world, as Protocols. Adapters keep them; nothing here does anything."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol

from mailrules.cases import Case
from mailrules.copies.history import History
from mailrules.copies.repair import Repair
from mailrules.copies.tracing import TraceRow
from mailrules.decisions.history import Decision
from mailrules.duties import Duty
from mailrules.evaluation.outcome import Consent, Outcome
from mailrules.evaluation.registers import RegisterEntry
from mailrules.reading.model import Item
from mailrules.vocabulary import DutyState, FindingState


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...


class Ids(Protocol):
    """Fresh identifiers."""

    def new(self) -> str:
        """An identifier that nobody has used."""
        ...


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A mail in a folder, before it is read."""

    id: str
    """The mailbox's immutable id."""
    message_id: str
    received: datetime
    bcc: tuple[str, ...] = ()
    """Addresses that Sent Items shows as Bcc."""
    removed: bool = False


@dataclass(frozen=True, kw_only=True)
class Changes:
    """One page of what changed in a folder."""

    arrivals: tuple[Arrival, ...]
    cursor: str
    """Where to go on; opaque."""
    more: bool
    """Whether another page waits now. A page may be empty and more still wait."""


class Mailbox(Protocol):
    """A mailbox that is read. Errors: `TransientError`, `PermanentError`, `CursorLostError`."""

    def changes(self, folder: str, cursor: str | None, *, since: datetime) -> Changes:
        """The next page of changes in a well-known folder (`inbox`, `sentitems`); without cursor, all received since."""
        ...

    def mime(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """The mails as RFC 5322 bytes, by id; those that are gone are left out."""
        ...

    def listing(self, folder: str, *, since: datetime) -> Iterator[Arrival]:
        """All that is there now, newest first: for the nightly count-and-compare."""
        ...

    def categorise(self, arrival_id: str, category: str) -> None:
        """Add a category to a mail, others kept."""
        ...


COPIES = "Copies of this letter: "


def copies_line(cc: Sequence[tuple[str, str]]) -> str:
    """The line at a letter's foot that names its copies, made of the very list that fills Cc: (display name, address)."""
    return COPIES + ", ".join(name or address for name, address in cc)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail to be sent. It has no Bcc, and cannot have one."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"ser_json_bytes": "base64", "val_json_bytes": "base64"}
    """Where a letter is kept as JSON, its papers are no text."""

    key: str
    """The notice key: unique for ever."""
    to: tuple[tuple[str, str], ...]
    """(display name, address)."""
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    cc: tuple[tuple[str, str], ...] = ()
    attachments: tuple[tuple[str, str, bytes], ...] = field(default=(), repr=False)
    """(name, content type, bytes)."""
    posts: tuple[str, ...] = ()
    """Roles to whose holders it goes; who holds them is asked at the moment of sending."""

    def __post_init__(self) -> None:
        """Raises `ValueError` where the letter has copies of which its text does not tell, name by name."""
        if self.cc and copies_line(self.cc) not in " ".join(self.text.split()):
            raise ValueError("a letter says whom it is copied to: its template has to print the line of copies")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft that the mailbox holds."""

    id: str
    message_id: str


class Whereabouts(StrEnum):
    """Where the mailbox says that a letter is."""

    SENT = "sent"
    DRAFT = "draft"
    NOWHERE = "nowhere"


class MessageTrace(Protocol):
    """What Exchange knows of the mails that went through it. Errors: as `Mailbox`."""

    def rows(self, sender: str, *, since: datetime, until: datetime) -> Iterator[TraceRow]:
        """What a sender has sent in that time, one recipient a row; a row may be told twice."""
        ...


class Sender(Protocol):
    """Evenhand's own mailbox, for sending. Nothing here is ever repeated by itself."""

    def draft(self, letter: Letter) -> Draft:
        """Make the draft, marked with the letter's key. `UncertainError` where the answer was lost."""
        ...

    def send(self, draft_id: str) -> None:
        """Send the draft, once. `UncertainError` where it may have gone."""
        ...

    def whereabouts(self, *, key: str, draft: Draft | None) -> tuple[Whereabouts, Draft | None]:
        """Look by draft id, Message-ID and key, in Drafts and Sent Items."""
        ...

    def discard(self, draft_id: str) -> None:
        """Delete a draft that will not be sent."""
        ...


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """The words of one letter."""

    subject: str
    text: str
    html: str


class Renderer(Protocol):
    """Templates to words."""

    def letter(self, template: str, values: Mapping[str, object]) -> Rendered:
        """Render `notices/<template>` or `circulations/<template>`; a placeholder without value is an error."""
        ...


class OutboxState(StrEnum):
    """Where a letter stands. The words are the ones that a person sees."""

    PENDING = "pending"
    HELD = "held"
    """A person lets it go first, or stops it."""
    CLAIMED = "claimed"
    DRAFTED = "drafted"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class RecordedMail:
    """A mail as the register keeps it.

    Attributes:
        key: the same for every copy of one mail, wherever it was found.
        raw: the bytes; None once they have been erased.
        decision: the JSON of what was decided; empty while nothing is.
        settled: when a person had looked at a held mail.
    """

    key: str
    message_id: str
    direction: str
    mailbox: str
    folder: str
    arrival_id: str
    received: datetime
    recorded: datetime
    raw: bytes | None = field(default=None, repr=False)
    bcc: tuple[str, ...] = ()
    decided: datetime | None = None
    disposition: str = ""
    decision: str = field(default="", repr=False)
    retention: str = ""
    settled: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class KeptBody:
    """A mail that has been decided and whose body is still kept; without the body.

    Attributes:
        held: whether a person still has to look at the mail.
    """

    key: str
    message_id: str
    retention: str
    decided: datetime
    held: bool


@dataclass(frozen=True, kw_only=True)
class OutboxRow:
    """A letter on its way.

    Attributes:
        release_at: not before (aware).
        claimed_by: the process that works on it; empty where none does.
    """

    key: str
    purpose: str
    """`notice` for what a duty asks; else the name of the service letter."""
    duty: str
    case: str
    state: OutboxState
    letter: Letter
    release_at: datetime
    created: datetime
    changed: datetime
    claimed_by: str = ""
    draft_id: str = ""
    message_id: str = ""
    attempts: int = 0
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class JournalEntry:
    """Who did what, when. The details can be erased; the chain still proves."""

    seq: int
    at: datetime
    actor: str
    action: str
    about: str
    details: Mapping[str, object] | None
    hash: str


class Mails(Protocol):
    """The mails in the register."""

    def record(self, mail: RecordedMail) -> bool:
        """Keep a mail before it is read; False where this copy, or another of the same mail, is already known."""
        ...

    def undecided(self, limit: int) -> Sequence[RecordedMail]:
        """Mails that nothing has been decided about, oldest first."""
        ...

    def take(self, key: str) -> bool:
        """Whether nothing has been decided about this mail yet; nobody else then decides about it in this transaction."""
        ...

    def decide(self, key: str, *, at: datetime, disposition: str, decision: str, retention: str) -> None:
        """Keep what was decided."""
        ...

    def get(self, message_id: str) -> RecordedMail | None:
        """The mail with that Message-ID."""
        ...

    def received(self, message_ids: Sequence[str]) -> Mapping[str, datetime]:
        """When mails came in, by Message-ID; of several copies the first."""
        ...

    def by_key(self, key: str) -> RecordedMail | None:
        """The mail of that key."""
        ...

    def decided_since(self, since: datetime) -> Iterator[RecordedMail]:
        """Mails received since, with their decisions, oldest first."""
        ...

    def held(self) -> Iterator[RecordedMail]:
        """Held mails that nobody has settled, oldest first."""
        ...

    def settle(self, key: str, *, at: datetime) -> None:
        """Keep that a person has looked at a held mail."""
        ...

    def bodies(self) -> Sequence[KeptBody]:
        """Decided mails whose bodies are still kept, those longest decided first."""
        ...

    def erase(self, keys: Sequence[str], *, at: datetime) -> int:
        """Erase the bodies of these mails; how many were."""
        ...

    def known_arrivals(self, mailbox: str, arrival_ids: Sequence[str]) -> frozenset[str]:
        """Which of these ids the register has."""
        ...


class Outbox(Protocol):
    """Letters on their way. `key` is unique: a second letter of the same key is refused."""

    def put(self, row: OutboxRow) -> bool:
        """Keep a new letter; False where one of that key exists."""
        ...

    def claim(self, *, by: str, at: datetime) -> OutboxRow | None:
        """The next pending letter whose time has come, claimed for this process by compare-and-set."""
        ...

    def change(self, row: OutboxRow, *, was: OutboxState, attempts: int | None = None) -> bool:
        """Keep the row, if it is still as it was; False where somebody else has changed it.

        With `attempts` only where nobody has begun a new attempt since either: the same state can come back.
        """
        ...

    def get(self, key: str) -> OutboxRow | None:
        """The letter of that key."""
        ...

    def by_state(self, *states: OutboxState) -> Sequence[OutboxRow]:
        """Letters in these states, oldest first."""
        ...

    def sent_since(self, since: datetime) -> int:
        """How many letters have left since, or may have."""
        ...

    def by_message_id(self, message_id: str) -> OutboxRow | None:
        """The letter that was sent as that message."""
        ...


class Journal(Protocol):
    """The journal: a hash chain over salted commitments."""

    def write(
        self, *, at: datetime, actor: str, action: str, about: str, details: Mapping[str, object]
    ) -> JournalEntry:
        """Add an entry at the head of the chain."""
        ...

    def entries(self, *, about: str | None = None) -> Iterator[JournalEntry]:
        """Entries in order; those about one thing where given."""
        ...

    def verify(self) -> int | None:
        """None where the chain proves; else the number of the first broken entry."""
        ...

    def head(self) -> str:
        """The hash of the newest entry; empty where there is none."""
        ...

    def erase_details(self, about: str) -> int:
        """Erase the details of entries about a thing, commitments kept; how many were."""
        ...


class Register(Protocol):
    """Cases, duties and consents."""

    def cases(self, thread: Sequence[str] = ()) -> Iterable[Case]:
        """Cases that a mail could be about, oldest first; `thread` is the Message-IDs that it follows, however old."""
        ...

    def duties_of(self, case: str) -> tuple[Duty, ...]:
        """The duties of a case."""
        ...

    def consents_of(self, by: str) -> tuple[Consent, ...]:
        """What a group or member has consented to or refused, oldest first."""
        ...

    def kept_in(self, register: str) -> Iterable[Mapping[str, str]]:
        """The fields of each entry of a register, oldest first; what was only proposed is no entry."""
        ...

    @property
    def history(self) -> History:
        """Earlier mail, for what is sent after it."""
        ...

    def keep(self, outcome: Outcome) -> None:
        """Keep what followed from a mail."""
        ...

    def keep_items(self, mail: str, items: Sequence[Item]) -> None:
        """Keep what a mail holds."""
        ...

    def keep_case(self, case: Case) -> None:
        """Keep a case."""
        ...

    def keep_duty(self, duty: Duty) -> None:
        """Keep a duty."""
        ...

    def case(self, case_id: str) -> Case | None:
        """The case of that id."""
        ...

    def duty(self, key: str) -> Duty | None:
        """The duty of that key."""
        ...

    def named(self, keys: Sequence[str]) -> Sequence[Duty]:
        """The duties of these keys, in that order; those that are not there are left out."""
        ...

    def keep_known(self, duties: Sequence[Duty]) -> None:
        """Keep duties that are kept already, as they now stand, in one go; their local choices stay as they are."""
        ...

    def duties(self, *states: DutyState) -> Sequence[Duty]:
        """Duties in these states (all where none is given), by deadline."""
        ...

    def all_cases(self) -> Iterable[Case]:
        """Every case, oldest first."""
        ...

    def items_of(self, message_id: str) -> tuple[Item, ...]:
        """What a mail was taken for."""
        ...

    def case_of_mail(self, message_id: str) -> tuple[str, ...]:
        """The ids of the cases that a mail belongs to."""
        ...


class Findings(Protocol):
    """What was found wrong with mails that were sent, and what became of it."""

    def keep(self, repair: Repair) -> None:
        """Keep a finding as it now stands."""
        ...

    def get(self, key: str) -> Repair | None:
        """The finding of that key."""
        ...

    def of_mail(self, mail: str) -> Sequence[Repair]:
        """The findings of a mail, by its key or its Message-ID."""
        ...

    def by_state(self, *states: FindingState) -> Sequence[Repair]:
        """Findings in these states, oldest first."""
        ...

    def sent_between(self, since: datetime, until: datetime) -> Sequence[Repair]:
        """Findings in mails that were sent in that time, oldest first."""
        ...


class Registers(Protocol):
    """The council's registers: entries are added, and never changed."""

    def enter(self, entries: Iterable[RegisterEntry], *, at: datetime) -> int:
        """Add entries, at the moment of entering; how many were new: the same thing of the same mail is entered once."""
        ...

    def entries(self, register: str = "", *, until: datetime | None = None) -> Iterator[RegisterEntry]:
        """The entries of a register, or of all, by their moment; those before `until` where it is given."""
        ...

    def get(self, key: str) -> RegisterEntry | None:
        """The entry of that key."""
        ...


class Words(Protocol):
    """Words that all processes share, and periods that are done."""

    def get(self, name: str) -> str | None:
        """The word under that name."""
        ...

    def put(self, name: str, value: str, *, at: datetime) -> None:
        """Keep a word."""
        ...

    def names(self, prefix: str) -> dict[str, str]:
        """All words whose name begins so."""
        ...

    def is_done(self, job: str, period: str) -> bool:
        """Whether a job's period is done."""
        ...

    def first_time(self, job: str, period: str, *, at: datetime) -> bool:
        """Whether a job's period is done now for the first time; it is then marked as done."""
        ...


class Lists(Protocol):
    """Which things that go round are on which list: each on one at most."""

    def enlist(self, list_key: str, duties: Sequence[str]) -> None:
        """Put things on a list, in that order; each is on none."""
        ...

    def strike(self, list_key: str) -> None:
        """Take everything off a list that will not go: it is free for another."""
        ...

    def of(self, duty: str) -> str | None:
        """The key of the list on which a thing is; None where it is on none."""
        ...

    def among(self, duties: Sequence[str]) -> frozenset[str]:
        """Those of the things that are on a list already."""
        ...

    def on(self, list_key: str) -> tuple[str, ...]:
        """The keys of the duties of what is on a list, in order."""
        ...


class Decisions(Protocol):
    """Decisions that officers took, each once, with its history."""

    def keep(self, decision: Decision) -> None:
        """Keep a decision as it now stands, and which mails are about it."""
        ...

    def get(self, decision_id: str) -> Decision | None:
        """The decision of that id."""
        ...

    def of_mail(self, message_id: str) -> Decision | None:
        """The decision that a mail is about."""
        ...

    def of_mails(self, message_ids: Sequence[str]) -> Mapping[str, Decision]:
        """The decisions that mails are about, by Message-ID; those about none are left out."""
        ...

    def keep_known(self, decisions: Sequence[Decision]) -> None:
        """Keep decisions that are kept already, as they now stand, in one go; no mail is added to them."""
        ...


class Papers(Protocol):
    """Papers that go with a letter, made of its template's own folder."""

    def pdf(self, template: str, values: Mapping[str, object]) -> bytes | None:
        """The accessible PDF of a circulation; None where its template has none."""
        ...


class Work(Protocol):
    """One transaction: all of it is kept, or none."""

    @property
    def mails(self) -> Mails:
        """The mails."""
        ...

    @property
    def record(self) -> Register:
        """Cases, duties, consents."""
        ...

    @property
    def findings(self) -> Findings:
        """What was found wrong with mails that were sent."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Letters on their way."""
        ...

    @property
    def journal(self) -> Journal:
        """The journal."""
        ...

    @property
    def settings(self) -> Words:
        """Words that all processes share."""
        ...

    @property
    def registers(self) -> Registers:
        """The council's registers."""
        ...

    @property
    def lists(self) -> Lists:
        """What is on which list."""
        ...

    @property
    def decisions(self) -> Decisions:
        """Decisions that officers took."""
        ...


class UnitOfWork(Protocol):
    """Where transactions begin."""

    def work(self, *, as_of: datetime) -> AbstractContextManager[Work]:
        """One transaction; an exception rolls all of it back."""
        ...
