"""A mail, wherever it came from: a file, a mailbox, another mail."""

from dataclasses import dataclass, field
from datetime import datetime

from mailrules.vocabulary import Direction


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """One address as a header shows it (RFC 5322 mailbox)."""

    address: str
    """The addr-spec, lower case, domain in its ASCII (IDNA) form; empty where none could be read."""
    name: str = ""
    """The display name, decoded."""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One attached part."""

    name: str
    content_type: str
    """Type and subtype, lower case."""
    content: bytes = field(repr=False)
    text: str = field(default="", repr=False)
    """What a person would read in it, where it could be read."""
    unread_because: str = ""
    """Why it could not be read; empty where it was, or where nothing in it bears on the mail."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A mail as received or as sent.

    Attributes:
        headers: every header in order, names in lower case, values unfolded and decoded.
        date: aware; from `Date`, else from the topmost `Received`; None where neither can be read.
        text: the body as a reader sees it (from text/plain, else from HTML), quoted text included.
        bcc: what Sent Items shows; on received mail always empty.
        defects: what could not be read, in plain words; a mail with defects is held, never dropped.
        digest: SHA-256 of the bytes, hexadecimal.
    """

    message_id: str
    direction: Direction
    date: datetime | None
    subject: str
    from_: tuple[Mailbox, ...]
    sender: Mailbox | None = None
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    text: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    content_type: str = "text/plain"
    attachments: tuple[Attachment, ...] = ()
    defects: tuple[str, ...] = ()
    digest: str = ""

    def header(self, name: str) -> str:
        """The first header of that name (any case), or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), "")

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Every header of that name, in order."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key == wanted)

    @property
    def addressees(self) -> tuple[Mailbox, ...]:
        """Everybody whom the mail shows as addressed: To, then Cc."""
        return self.to + self.cc

    @property
    def thread(self) -> tuple[str, ...]:
        """The Message-IDs that this mail says it follows, nearest first, each once."""
        return tuple(dict.fromkeys((*self.in_reply_to, *reversed(self.references))))
