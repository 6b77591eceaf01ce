"""Headers as a person reads them: unfolded (RFC 5322), decoded (RFC 2047), bounded."""

import re
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.message import Message as Part

LONGEST = 16_384
MOST = 2_000
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(=\?)")


def bytes_as_text(data: bytes, charset: str | None = None) -> str:
    """Bytes as text: by the charset named, else as UTF-8, else as Windows-1252, which is what senders mostly mean."""
    for each in (charset, "utf-8", "cp1252"):
        if not each:
            continue
        try:
            return data.decode(each)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _raw(value: object) -> str:
    if isinstance(value, Header):
        value = str(value)
    text = str(value)
    if any("\udc80" <= mark <= "\udcff" for mark in text):
        text = bytes_as_text(
            text.encode("ascii", "surrogateescape") if _surrogate_only(text) else text.encode("utf-8", "replace")
        )
    return text


def _surrogate_only(text: str) -> bool:
    return all(mark < "\x80" or "\udc80" <= mark <= "\udcff" for mark in text)


def decoded(value: object) -> str:
    """A header's value, unfolded and decoded; what cannot be decoded is kept as it is."""
    text = _CONTROL.sub("", _FOLD.sub(" ", _raw(value)[:LONGEST])).strip()
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(_BETWEEN_WORDS.sub(r"\1 \2", text))
    except (HeaderParseError, ValueError):
        return text
    words = (piece if isinstance(piece, str) else bytes_as_text(piece, charset) for piece, charset in pieces)
    return _CONTROL.sub("", _FOLD.sub(" ", "".join(words)))


def headers_of(part: Part) -> tuple[tuple[str, str], ...]:
    """Every header in order, names in lower case; of an endless list the first 2,000."""
    return tuple((name.lower(), decoded(value)) for name, value in part.raw_items())[:MOST]


def raw_header(part: Part, name: str) -> str:
    """The first header of that name, unfolded and not decoded: addresses are taken apart before they are decoded."""
    wanted = name.lower()
    for key, value in part.raw_items():
        if key.lower() == wanted:
            return _CONTROL.sub("", _FOLD.sub(" ", _raw(value)[:LONGEST])).strip()
    return ""
