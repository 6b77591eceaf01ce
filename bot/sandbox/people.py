"""Who is in a tenant, and what is kept of the post between them."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.store import MailboxStore


@dataclass(frozen=True, kw_only=True)
class AutomaticReply:
    """What an address answers by itself, once to each sender.

    Attributes:
        heeds_suppression: whether it is silent where the mail asks for silence, as Exchange is.
    """

    text: str
    heeds_suppression: bool = True


@dataclass(frozen=True, kw_only=True)
class User:
    """Somebody with a mailbox.

    Attributes:
        in_scope: whether the app may reach the mailbox.
    """

    id: str
    name: str
    address: str
    store: MailboxStore = field(repr=False)
    in_scope: bool = True


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A mail that reached an address, here or outside."""

    to: str
    raw: bytes = field(repr=False)
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TraceEntry:
    """A mail to one address, as the message trace keeps it.

    Attributes:
        status: `delivered`, `failed`, or `expanded` where the address is a list's.
    """

    message_id: str
    sender: str
    recipient: str
    at: datetime
    status: str
    subject: str = ""
