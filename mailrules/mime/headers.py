"""Headers as a person reads them: unfolded (RFC 5322), decoded (RFC 2047), bounded."""

import re
from collections.abc import Iterator, Sequence
from email._policybase import Compat32
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Part
from itertools import islice

from mailrules.mime.charsets import bytes_as_text

LONGEST = 65_536
MOST = 2_000
_LONGEST_OF_MIME = 4_096
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?(?:[^?]{0,20000}|[^\r\n]{0,300}?)\?=")


class BoundedPolicy(Compat32):
    """The forgiving policy, with a bound on each value before anything looks into it.

    The standard library takes the parameters of a MIME header apart in quadratic time.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and value, the value cut one mark after the bound so that the cut can be told."""
        name, value = super().header_source_parse(sourcelines)
        bound = _LONGEST_OF_MIME if name.lower().startswith("content-") else LONGEST
        return name, value[: bound + 1]


def decoded(value: str) -> str:
    """A header's value, unfolded and decoded; what cannot be decoded is kept as it is."""
    text = _plain(value)
    if "=?" not in text:
        return text
    joined: list[tuple[bytes | str, str | None]] = []
    end = 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        after_word = bool(joined) and isinstance(joined[-1][0], bytes)
        if between and not (after_word and between.isspace()):
            joined.append((between, None))
        _join(joined, found.group())
        end = found.end()
    joined.append((text[end:], None))
    words = (piece if isinstance(piece, str) else bytes_as_text(piece, charset) for piece, charset in joined)
    return _CONTROL.sub("", _FOLD.sub(" ", "".join(words))).strip()


def _join(joined: list[tuple[bytes | str, str | None]], word: str) -> None:
    """Add an encoded word; one letter may be split over two words of one charset, against RFC 2047."""
    try:
        piece, charset = decode_header(word)[0]
    except (HeaderParseError, ValueError, IndexError):
        joined.append((word, None))
        return
    before, its_charset = joined[-1] if joined else ("", None)
    if isinstance(piece, bytes) and isinstance(before, bytes) and its_charset == charset:
        joined[-1] = (before + piece, charset)
    else:
        joined.append((piece, charset))


def headers_of(part: Part) -> tuple[tuple[str, str], ...]:
    """Every header in order, names in lower case; of an endless list the first 2,000."""
    return tuple((name.lower(), decoded(value)) for name, value in islice(_items(part), MOST))


def raw_headers(part: Part, name: str) -> tuple[str, ...]:
    """Every header of that name, unfolded and not decoded: addresses are taken apart before they are decoded."""
    wanted = name.lower()
    return tuple(_plain(value) for key, value in _items(part) if key.lower() == wanted)


def raw_header(part: Part, name: str) -> str:
    """The first header of that name, unfolded and not decoded; an empty string where there is none."""
    return next(iter(raw_headers(part, name)), "")


def cut_short(part: Part, names: Sequence[str]) -> tuple[str, ...]:
    """Which of these headers are longer than is read, and whether there are more headers than are read."""
    items = [(key.lower(), len(value)) for key, value in _items(part)]
    long = (f"the header {name} is longer than is read" for name in names if (name, LONGEST + 1) in items)
    return (*long, *(("it has more headers than are read",) if len(items) > MOST else ()))


def _items(part: Part) -> Iterator[tuple[str, str]]:
    return ((name, str(value)) for name, value in part.raw_items())


def _plain(value: str) -> str:
    return _CONTROL.sub("", _FOLD.sub(" ", _as_sent(value[:LONGEST]))).strip()


def _as_sent(value: str) -> str:
    """Bytes above 127, which the parser hides in surrogates, as text (RFC 6532, else Windows-1252)."""
    if value.isascii():
        return value
    return bytes_as_text(value.encode("utf-8", "surrogateescape"))
