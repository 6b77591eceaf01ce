"""One parser for every mail, from a file or from a mailbox. It never raises: what it cannot read, it says.

The standard library's `compat32` policy takes hostile mail apart without raising; decoding is done here.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import Message as Part
from hashlib import sha256

from mailrules.message import Mailbox, Message
from mailrules.mime.addresses import MOST, mailboxes
from mailrules.mime.body import Body
from mailrules.mime.dates import sent_at
from mailrules.mime.disputed import agreed
from mailrules.mime.headers import cut_short, decoded, headers_of, raw_header, raw_headers
from mailrules.mime.parts import type_of
from mailrules.mime.reach import headers_alone, taken_apart
from mailrules.vocabulary import Direction

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")
_MBOX_FROM = re.compile(rb"\AFrom [^\n]*\n")
_PEOPLE = ("from", "sender", "reply-to", "to", "cc", "bcc")
_LONGEST_OF_PEOPLE = 500_000


def parse(data: bytes, *, direction: Direction, bcc: Sequence[str] = (), documents: bool = True) -> Message:
    """The mail in some bytes (RFC 5322, RFC 2045-2047, RFC 2231).

    Args:
        data: the mail as received or as kept in a file.
        direction: whether it came in or was sent.
        bcc: addresses that Sent Items shows as Bcc, where the bytes do not have them.
        documents: whether the text of attached documents is read as well.
    """
    digest = sha256(data).hexdigest()
    defects: list[str] = []
    root, why = taken_apart(_MBOX_FROM.sub(b"", _in_lines(data)))
    if why:
        defects.append(why)
    body = Body(defects, documents=documents)
    text = body.take(root)
    headers = headers_of(root)
    defects.extend(_about_headers(root))
    return Message(
        message_id=_message_id(raw_header(root, "message-id"), digest),
        direction=direction,
        date=sent_at(raw_header(root, "date"), raw_header(root, "received")),
        subject=decoded(raw_header(root, "subject")),
        from_=mailboxes(raw_header(root, "from")),
        sender=next(iter(mailboxes(raw_header(root, "sender"))), None),
        reply_to=mailboxes(raw_header(root, "reply-to")),
        to=_every(root, "to"),
        cc=_every(root, "cc"),
        bcc=_bcc(root, bcc) if direction is Direction.OUT else (),
        in_reply_to=tuple(_MESSAGE_ID.findall(raw_header(root, "in-reply-to"))),
        references=tuple(_MESSAGE_ID.findall(raw_header(root, "references")))[-100:],
        headers=headers,
        text=text,
        html=body.html,
        content_type=type_of(root),
        attachments=tuple(body.attachments),
        defects=tuple(dict.fromkeys(defects)),
        digest=digest,
    )


def _in_lines(data: bytes) -> bytes:
    """Bytes whose lines end as old Macintoshes end them would be one line without end."""
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def date_of(data: bytes) -> datetime | None:
    """When a mail was sent, from its headers alone; the same as `parse` finds, sooner."""
    root = headers_alone(_MBOX_FROM.sub(b"", data))
    return sent_at(raw_header(root, "date"), raw_header(root, "received"))


def _about_headers(root: Part) -> Iterator[str]:
    """What of the headers cannot be relied on."""
    if not root.keys():
        yield "it has no headers, so nobody can tell whom it is from"
    yield from cut_short(root, (*_PEOPLE, "subject", "references", "in-reply-to"))
    for name in _PEOPLE:
        values = raw_headers(root, name)
        if sum(len(value) for value in values) > _LONGEST_OF_PEOPLE:
            yield f"its header {name} names more people than are read"
        elif not all(agreed(value) for value in values):
            yield f"its header {name} can be read in two ways, so nobody can tell for certain whom it names"


def _every(root: Part, name: str) -> tuple[Mailbox, ...]:
    """Every mailbox of every header of that name: a second To is as visible as the first."""
    found: dict[Mailbox, None] = {}
    length = 0
    for value in raw_headers(root, name):
        length += len(value)
        if length > _LONGEST_OF_PEOPLE or len(found) > MOST:
            break
        found.update(dict.fromkeys(mailboxes(value)))
    return tuple(found)


def _bcc(root: Part, given: Sequence[str]) -> tuple[Mailbox, ...]:
    shown = _every(root, "bcc")
    known = {box.address for box in shown}
    added = (box for each in given for box in mailboxes(each) if box.address not in known)
    return (*shown, *dict.fromkeys(added))


def _message_id(value: str, digest: str) -> str:
    found = _MESSAGE_ID.search(value)
    if found:
        return found.group()
    bare = value.strip()
    return f"<{bare}>" if bare and " " not in bare else f"<{digest[:40]}@no-message-id.invalid>"
