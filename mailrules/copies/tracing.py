"""Laying what Exchange traced beside what Sent Items showed: by Message-ID, and by nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

FAILED, EXPANDED = "failed", "expanded"
"""It did not get there; it went to a list, whose members have rows of their own."""


@dataclass(frozen=True, kw_only=True)
class TraceRow:
    """One mail to one recipient, as Exchange traced it; whether in To, Cc or Bcc it does not say.

    Attributes:
        message_id: in angle brackets.
        sender: of the envelope, lower case.
        recipient: of the envelope, lower case.
        at: when Exchange took it (aware).
        status: Exchange's word, lower case.
    """

    message_id: str
    sender: str
    recipient: str
    at: datetime
    status: str


@dataclass(frozen=True, kw_only=True)
class TracedMail:
    """One mail as Exchange traced it.

    Attributes:
        reached: everybody to whom it went, lists among them; nobody where every one of them failed.
        lists: those of them that Exchange expanded.
    """

    message_id: str
    sender: str
    at: datetime
    reached: tuple[str, ...]
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SeenMail:
    """A mail that was seen in Sent Items; `key` is the register's."""

    key: str
    message_id: str


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two sources side by side.

    Attributes:
        both: what both know, with every mail that was seen under that Message-ID.
        unseen: what reached somebody, as Exchange knows, and nobody saw in Sent Items.
        untraced: what was seen in Sent Items and Exchange knows nothing of.
    """

    both: tuple[tuple[TracedMail, tuple[SeenMail, ...]], ...]
    unseen: tuple[TracedMail, ...]
    untraced: tuple[SeenMail, ...]


def gathered(rows: Iterable[TraceRow]) -> tuple[TracedMail, ...]:
    """The rows of each mail together, the earliest mail first."""
    by_id: dict[str, list[TraceRow]] = {}
    for row in rows:
        by_id.setdefault(row.message_id, []).append(row)
    mails = (
        TracedMail(
            message_id=message_id,
            sender=of_mail[0].sender,
            at=min(row.at for row in of_mail),
            reached=tuple(sorted({row.recipient for row in of_mail if row.status != FAILED})),
            lists=tuple(sorted({row.recipient for row in of_mail if row.status == EXPANDED})),
        )
        for message_id, of_mail in by_id.items()
    )
    return tuple(sorted(mails, key=lambda mail: (mail.at, mail.message_id)))


def compared(traced: Iterable[TracedMail], seen: Iterable[SeenMail]) -> Compared:
    """What both sources know, and what only one of them does."""
    by_id: dict[str, list[SeenMail]] = {}
    for each in seen:
        by_id.setdefault(each.message_id, []).append(each)
    known = list(traced)
    ids = {mail.message_id for mail in known}
    return Compared(
        both=tuple((mail, tuple(by_id[mail.message_id])) for mail in known if mail.message_id in by_id),
        unseen=tuple(mail for mail in known if mail.reached and mail.message_id not in by_id),
        untraced=tuple(each for message_id, mails in by_id.items() if message_id not in ids for each in mails),
    )
