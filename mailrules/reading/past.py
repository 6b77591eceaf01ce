"""What is known of earlier mail, as far as reading a new one needs it."""

from dataclasses import dataclass, field
from typing import Protocol

from mailrules.message import Message
from mailrules.reading.model import Item, Reading


@dataclass(frozen=True, kw_only=True)
class KnownMail:
    """An earlier mail, and what it was taken for."""

    message_id: str
    subject: str
    items: tuple[Item, ...]
    written: str = field(repr=False, default="")
    case: str | None = None
    asks: bool = False
    """It is Evenhand's own question whether a meeting took place."""


class Past(Protocol):
    """Earlier mail, by Message-ID."""

    def mail(self, message_id: str) -> KnownMail | None:
        """The mail with that Message-ID; None where it is not known."""
        ...


@dataclass
class RememberedPast:
    """Earlier mail kept in memory: for the replay, and for tests."""

    _mails: dict[str, KnownMail] = field(default_factory=dict)

    def mail(self, message_id: str) -> KnownMail | None:
        """The mail with that Message-ID."""
        return self._mails.get(message_id)

    def remember(self, message: Message, reading: Reading, *, case: str | None) -> None:
        """Keep what a mail was taken for."""
        self._mails[message.message_id] = KnownMail(
            message_id=message.message_id,
            subject=message.subject,
            items=reading.items,
            written=reading.visible.written,
            case=case,
        )


def answered(message: Message, past: Past) -> tuple[KnownMail, ...]:
    """The earlier mails that this one says it follows, nearest first."""
    return tuple(known for each in message.thread if (known := past.mail(each)) is not None)
