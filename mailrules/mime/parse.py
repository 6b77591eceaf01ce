"""One parser for every mail, from a file or from a mailbox. It never raises: what it cannot read, it says.

The standard library's `compat32` policy takes hostile mail apart without raising; decoding is done here.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email import message_from_bytes
from email.message import Message as Part
from email.parser import BytesHeaderParser
from hashlib import sha256

from tnefparse import TNEF

from mailrules.message import Attachment, Mailbox, Message
from mailrules.mime.addresses import mailboxes
from mailrules.mime.attachments import attachment_text
from mailrules.mime.charsets import bytes_as_text
from mailrules.mime.dates import sent_at
from mailrules.mime.headers import decoded, headers_of, raw_header
from mailrules.mime.html import html_to_text
from mailrules.vocabulary import Direction

DEEPEST, MOST_PARTS, LONGEST_BODY = 20, 300, 1_000_000
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")
_MBOX_FROM = re.compile(rb"\AFrom [^\n]*\n")
_FLOWED = re.compile(r"(?<=[^\s]) \n(?!(?:>|-- \n|From ))")


def parse(data: bytes, *, direction: Direction, bcc: Sequence[str] = ()) -> Message:
    """The mail in some bytes (RFC 5322, RFC 2045-2047, RFC 2231).

    Args:
        data: the mail as received or as kept in a file.
        direction: whether it came in or was sent.
        bcc: addresses that Sent Items shows as Bcc, where the bytes do not have them.
    """
    digest = sha256(data).hexdigest()
    defects: list[str] = []
    root = message_from_bytes(_MBOX_FROM.sub(b"", data))
    body = _Body(defects)
    body.take(root)
    headers = headers_of(root)
    if not headers:
        defects.append("it has no headers, so nobody can tell whom it is from")
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
        text=body.text(),
        html=body.html[:LONGEST_BODY],
        content_type=_type(root),
        attachments=tuple(body.attachments),
        defects=tuple(dict.fromkeys(defects)),
        digest=digest,
    )


def date_of(data: bytes) -> datetime | None:
    """When a mail was sent, from its headers alone; the same as `parse` finds, sooner."""
    root = BytesHeaderParser().parsebytes(_MBOX_FROM.sub(b"", data))
    return sent_at(raw_header(root, "date"), raw_header(root, "received"))


def _every(root: Part, name: str) -> tuple[Mailbox, ...]:
    """Every mailbox of every header of that name: a second To is as visible as the first."""
    values = (decoded_safely for key, decoded_safely in _raw_items(root) if key.lower() == name)
    return tuple(dict.fromkeys(box for value in values for box in mailboxes(value)))


def _raw_items(root: Part) -> Iterator[tuple[str, str]]:
    names = dict.fromkeys(key.lower() for key in root.keys())  # noqa: SIM118 - a Part is no dict
    for name in names:
        for value in root.get_all(name, []):
            yield name, re.sub(r"[\r\n]+[ \t]*", " ", bytes_as_text(str(value).encode("utf-8", "surrogateescape")))


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


def _type(part: Part) -> str:
    try:
        return part.get_content_type()
    except (ValueError, TypeError):
        return "application/octet-stream"


def _payload(part: Part) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    if isinstance(content, bytes):
        return content
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _filename(part: Part) -> str:
    try:
        return decoded(part.get_filename() or "")
    except (ValueError, TypeError, LookupError):
        named = part.get_param("name", "")
        return decoded(named) if isinstance(named, str) else ""


def _charset(part: Part) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, TypeError, LookupError):
        return None


class _Body:
    """Gathers what one mail holds, part by part."""

    def __init__(self, defects: list[str]) -> None:
        self.defects = defects
        self.plain: list[str] = []
        self.html = ""
        self.attachments: list[Attachment] = []
        self.count = 0

    def text(self) -> str:
        """The body as its reader sees it."""
        plain = "\n".join(each for each in self.plain if each.strip())
        return (
            (plain if plain.strip() else html_to_text(self.html))[:LONGEST_BODY]
            .replace("\r\n", "\n")
            .replace("\x00", "")
        )

    def take(self, part: Part, depth: int = 0) -> None:
        """Take a part and what is in it."""
        self.count += 1
        if depth > DEEPEST or self.count > MOST_PARTS:
            self.defects.append("it has more parts, or parts deeper within parts, than are read")
            return
        kind = _type(part)
        inner = part.get_payload()
        if part.is_multipart() and isinstance(inner, list) and kind != "message/rfc822":
            if not inner:
                self.defects.append("a part that should hold others holds none")
            for each in inner[:MOST_PARTS]:
                if isinstance(each, Part):
                    self.take(each, depth + 1)
            return
        self._leaf(part, kind, depth)

    def _leaf(self, part: Part, kind: str, depth: int) -> None:
        name = _filename(part)
        attached = (part.get_content_disposition() or "").lower() == "attachment" if _has_disposition(part) else False
        if kind == "message/rfc822":
            self._enclosed(part, name, depth)
        elif kind in {"text/plain", "text/html"} and not attached and not name:
            self._inline(part, kind)
        elif kind == "application/ms-tnef" or name.lower() == "winmail.dat":
            self._winmail(_payload(part))
        elif kind.startswith("text/") and not attached and not name and not self.plain:
            self._inline(part, "text/plain")
        else:
            self._attach(name, kind, _payload(part))

    def _inline(self, part: Part, kind: str) -> None:
        text = bytes_as_text(_payload(part)[: 2 * LONGEST_BODY], _charset(part)).replace("\r\n", "\n")
        if kind == "text/html":
            self.html = self.html or text
            return
        if str(part.get_param("format", "") or "").lower() == "flowed":
            text = _FLOWED.sub(" ", text)
        self.plain.append(text)

    def _attach(self, name: str, kind: str, content: bytes) -> None:
        text, unread = attachment_text(name, kind, content)
        if unread:
            self.defects.append(f"the attachment {name or kind}: {unread}")
        self.attachments.append(
            Attachment(name=name, content_type=kind, content=content, text=text, unread_because=unread)
        )

    def _enclosed(self, part: Part, name: str, depth: int) -> None:
        inner = part.get_payload()
        mail = inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Part) else None
        if mail is None:
            self._attach(name, "message/rfc822", _payload(part))
            return
        within = _Body(self.defects)
        within.count = self.count
        within.take(mail, depth + 1)
        self.count = within.count
        shown = [
            f"{key}: {value}"
            for key, value in headers_of(mail)
            if key in {"from", "to", "cc", "date", "subject", "message-id"}
        ]
        text = "\n".join([*shown, "", within.text()])
        self.attachments.append(
            Attachment(
                name=name or f"{decoded(raw_header(mail, 'subject'))}.eml",
                content_type="message/rfc822",
                content=b"",
                text=text,
            )
        )
        self.attachments.extend(within.attachments)

    def _winmail(self, content: bytes) -> None:
        try:
            opened = TNEF(content)
            files = [
                (str(each.long_filename() or each.name or ""), bytes(each.data or b"")) for each in opened.attachments
            ]
            body = opened.body
        except Exception as error:  # noqa: BLE001 - tnefparse raises whatever a hostile file makes it raise; it is kept as a defect
            self.defects.append(f"winmail.dat could not be opened ({type(error).__name__})")
            return
        if body and not self.plain:
            self.plain.append(bytes_as_text(body) if isinstance(body, bytes) else str(body))
        for name, data in files[:MOST_PARTS]:
            self._attach(name, "application/octet-stream", data)


def _has_disposition(part: Part) -> bool:
    return bool(raw_header(part, "content-disposition"))
