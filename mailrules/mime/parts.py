"""One MIME part: its type, name, charset and bytes, whatever its headers say."""

import base64
import binascii
import re
from email.message import Message as Part

from mailrules.mime.headers import decoded, raw_header

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_UNPADDED = 4


def type_of(part: Part) -> str:
    """Type and subtype, lower case."""
    try:
        return part.get_content_type()
    except (ValueError, TypeError):
        return "application/octet-stream"


def parameter(part: Part, name: str) -> str:
    """A parameter of its Content-Type; empty where there is none that can be read."""
    try:
        value = part.get_param(name, "")
    except (ValueError, TypeError, LookupError, IndexError):
        return ""
    return value if isinstance(value, str) else ""


def filename_of(part: Part) -> str:
    """Its name, decoded."""
    try:
        return decoded(part.get_filename() or "")
    except (ValueError, TypeError, LookupError, IndexError):
        return decoded(parameter(part, "name"))


def charset_of(part: Part) -> str | None:
    """The charset that it names."""
    try:
        return part.get_content_charset() or None
    except (ValueError, TypeError, LookupError, IndexError):
        return None


def is_attached(part: Part) -> bool:
    """Whether it is to be kept apart from the text (RFC 2183)."""
    return raw_header(part, "content-disposition").split(";")[0].strip().lower() == "attachment"


def bytes_of(part: Part) -> bytes:
    """Its content, decoded as far as that goes."""
    raw = part.get_payload()
    if not isinstance(raw, str):
        return b""
    if raw_header(part, "content-transfer-encoding").strip().lower() == "base64":
        return unbase64(raw.encode("ascii", "replace"))
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    return content if isinstance(content, bytes) else raw.encode("utf-8", "surrogateescape")


def unbase64(raw: bytes) -> bytes:
    """What base64 holds, whatever got between its letters; what does not come out even is left off at its end."""
    letters = _NOT_BASE64.sub(b"", raw)
    even = len(letters) - len(letters) % _UNPADDED
    rest = letters[even:]
    try:
        return base64.b64decode(letters[:even] + (rest + b"=" * (-len(rest) % _UNPADDED) if len(rest) > 1 else b""))
    except (binascii.Error, ValueError):
        return b""
