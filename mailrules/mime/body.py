"""What one mail holds: its text as its reader sees it, and what is attached, part by part, as far as it goes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.message import Message as Part
from itertools import islice

from mailrules.message import Attachment
from mailrules.mime.attachments import attachment_text, is_document
from mailrules.mime.charsets import bytes_as_text, known, readable
from mailrules.mime.flowed import unwrapped
from mailrules.mime.headers import MOST as MOST_FIELDS
from mailrules.mime.headers import decoded, headers_of, raw_header
from mailrules.mime.html import read_html
from mailrules.mime.parts import bytes_of, charset_of, filename_of, is_attached, parameter, type_of, unbase64
from mailrules.mime.reach import taken_apart
from mailrules.mime.sealed import sealed, sealed_text
from mailrules.mime.winmail import opened

DEEPEST, MOST_PARTS, LONGEST_BODY = 20, 300, 1_000_000
_MOST_DOCUMENTS, _MOST_READ = 20, 2_000_000
_SHOWN_OF_A_MAIL = frozenset({"from", "to", "cc", "date", "subject", "message-id"})
_MAIL = frozenset({"message/rfc822", "message/global"})
_NEVER_SHOWN = frozenset({"text/calendar", "text/rfc822-headers", "text/x-vcard", "text/vcard", "text/directory"})


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """A stretch of the mail's text; HTML is turned into text only where it is what is shown."""

    text: str
    is_html: bool = False


@dataclass
class Body:
    """Gathers what one mail holds.

    Attributes:
        defects: what could not be read, in plain words.
        html: the first HTML part.
        documents: whether the text of attached documents is read as well.
    """

    defects: list[str] = field(default_factory=list)
    html: str = ""
    documents: bool = True
    attachments: list[Attachment] = field(default_factory=list)
    _count: int = 0
    _documents: int = 0
    _read: int = 0

    def take(self, root: Part) -> str:
        """Take the mail's parts; its text, as its reader sees it."""
        return self._as_text(self._shown(root, 0))

    def _as_text(self, shown: Sequence[_Shown]) -> str:
        texts = [self._html_as_text(each.text) if each.is_html else each.text for each in shown]
        text = "\n".join(each for each in texts if each.strip())[:LONGEST_BODY].replace("\x00", "")
        if why := sealed_text(text):
            self.defects.append(why)
        return text

    def _html_as_text(self, html: str) -> str:
        text, why = read_html(html)
        if why:
            self.defects.append(why)
        return text

    def _shown(self, part: Part, depth: int) -> list[_Shown]:
        self._count += 1
        if depth > DEEPEST or self._count > MOST_PARTS:
            self.defects.append("it has more parts, or parts deeper within parts, than are read")
            return []
        kind = type_of(part)
        if why := sealed(part):
            self.defects.append(why)
        if kind in _MAIL:
            self._enclosed(part, filename_of(part), depth)
            return []
        if kind.startswith("message/"):
            self._fields(part, kind)
            return []
        inner = part.get_payload()
        if isinstance(inner, list):
            return self._several(kind, inner, depth)
        return self._leaf(part, kind, depth)

    def _several(self, kind: str, inner: Sequence[object], depth: int) -> list[_Shown]:
        parts = [each for each in inner[: MOST_PARTS + 1] if isinstance(each, Part)]
        if not parts:
            self.defects.append("a part that should hold others holds none")
        shown = [self._shown(each, depth + 1) for each in parts]
        together = [piece for pieces in shown for piece in pieces]
        if kind == "multipart/alternative":
            plain = [each for each in together if not each.is_html and each.text.strip()]
            return plain or [each for each in together if each.is_html][:1]
        return together

    def _leaf(self, part: Part, kind: str, depth: int) -> list[_Shown]:
        name, content = filename_of(part), bytes_of(part)
        if kind.startswith("multipart/"):
            self.defects.append("its parts cannot be told from one another")
            return self._inline(part, "text/plain", content)
        if kind == "application/ms-tnef" or name.lower() == "winmail.dat":
            return self._winmail(content, depth)
        first_of_mail = not self.attachments and self._count <= depth + 1
        if (
            kind.startswith("text/")
            and kind not in _NEVER_SHOWN
            and not is_attached(part)
            and (first_of_mail or not name)
        ):
            return self._inline(part, kind, content)
        self._file(name, kind, content, depth)
        return []

    def _inline(self, part: Part, kind: str, content: bytes) -> list[_Shown]:
        charset = charset_of(part)
        within = content[: 2 * LONGEST_BODY]
        if len(within) < len(content):
            self.defects.append("its text is longer than is read")
        elif not readable(within, charset):
            no_such = charset is not None and known(charset) is None
            self.defects.append(
                f"its letters are in a code that does not exist ({charset}), so some may be wrong"
                if no_such
                else "some of its letters are broken"
            )
        text = bytes_as_text(within, charset).replace("\r\n", "\n").replace("\r", "\n")
        if kind == "text/html":
            self.html = self.html or text[:LONGEST_BODY]
            return [_Shown(text=text, is_html=True)]
        if parameter(part, "format").lower() == "flowed":
            text = unwrapped(text, delete_space=parameter(part, "delsp").lower() == "yes")
        return [_Shown(text=text)]

    def _file(self, name: str, kind: str, content: bytes, depth: int) -> None:
        if name.lower().endswith(".eml") and content:
            self._mail_in_bytes(content, name, depth)
        else:
            self._attach(name, kind, content)

    def _mail_in_bytes(self, content: bytes, name: str, depth: int) -> None:
        mail, why = taken_apart(content)
        if why:
            self.defects.append(f"the mail {name}: {why}")
        self._mail_within(mail, name, depth)

    def _attach(self, name: str, kind: str, content: bytes) -> None:
        self._documents += is_document(name, kind)
        if not self.documents:
            text, unread = "", ""
        elif self._documents > _MOST_DOCUMENTS or self._read > _MOST_READ:
            text, unread = "", "the mail has more attachments than are read"
        else:
            text, unread = attachment_text(name, kind, content)
        self._read += len(text)
        if unread:
            self.defects.append(f"the attachment {name or kind}: {unread}")
        self._keep(name, kind, text, content, unread)

    def _keep(self, name: str, kind: str, text: str, content: bytes = b"", unread: str = "") -> None:
        self.attachments.append(
            Attachment(name=name, content_type=kind, content=content, text=text, unread_because=unread)
        )

    def _fields(self, part: Part, kind: str) -> None:
        """A report's fields (RFC 3464, RFC 8098, RFC 5965), which the parser takes for headers of mails."""
        if kind == "message/partial":
            self.defects.append("it is one piece of a mail that was cut into several")
        elif kind == "message/external-body":
            self.defects.append("an attachment lies elsewhere, and is not fetched")
        self._keep(filename_of(part), kind, "\n\n".join(_blocks(part))[:LONGEST_BODY])

    def _enclosed(self, part: Part, name: str, depth: int) -> None:
        inner = part.get_payload()
        mail = inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Part) else None
        if mail is None:
            self._attach(name, "message/rfc822", bytes_of(part))
            return
        raw = mail.get_payload()
        # Some encode a mail within a mail, against RFC 2046; it was then taken for a mail without headers.
        if raw_header(part, "content-transfer-encoding").strip().lower() == "base64" and isinstance(raw, str):
            self._mail_in_bytes(unbase64(raw.encode("ascii", "replace")), name, depth)
        else:
            self._mail_within(mail, name, depth)

    def _mail_within(self, mail: Part, name: str, depth: int) -> None:
        before = len(self.attachments)
        text = self._as_text(self._shown(mail, depth + 1))
        heads = [f"{key}: {value}" for key, value in headers_of(mail) if key in _SHOWN_OF_A_MAIL]
        name = name or f"{decoded(raw_header(mail, 'subject'))}.eml"
        within = self.attachments[before:]
        del self.attachments[before:]
        self._keep(name, "message/rfc822", "\n".join([*heads, "", text]))
        self.attachments.extend(within)

    def _winmail(self, content: bytes, depth: int) -> list[_Shown]:
        found = opened(content)
        self.defects.extend(found.unread)
        for name, data in found.files[:MOST_PARTS]:
            self._file(name, "application/octet-stream", data, depth)
        if found.text.strip():
            return [_Shown(text=found.text.replace("\r\n", "\n"))]
        self.html = self.html or found.html[:LONGEST_BODY]
        return [_Shown(text=found.html, is_html=True)] if found.html.strip() else []


def _blocks(part: Part) -> Iterator[str]:
    inner = part.get_payload()
    for block in inner[:MOST_PARTS] if isinstance(inner, list) else []:
        if isinstance(block, Part):
            said = block.get_payload()
            lines = [f"{name}: {decoded(str(value))}" for name, value in islice(block.raw_items(), MOST_FIELDS)]
            yield "\n".join([*lines, *([said] if isinstance(said, str) and said.strip() else [])])
    if isinstance(inner, str):
        yield inner
