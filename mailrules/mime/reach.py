"""How much of a mail is read: enough for any that a person wrote, and never more than a minute's work."""

import re
from email import message_from_bytes
from email.message import Message as Part
from email.parser import BytesHeaderParser
from itertools import islice

from mailrules.mime.headers import BoundedPolicy

LARGEST, MOST_LINES = 40_000_000, 1_000_000
_MANY_WITHIN, _THEN_AT_MOST = 100, 2_000_000
_BODY = re.compile(rb"\r?\n\r?\n|\r\r")
_LINE = re.compile(rb"\n")
_BOUNDARY = re.compile(rb"boundary[ \t]{0,8}=", re.IGNORECASE)


def taken_apart(data: bytes) -> tuple[Part, str]:
    """A mail's parts, and what is said of those that are not read; empty where there are none."""
    within, why = _within_reach(data)
    try:
        return message_from_bytes(within, policy=BoundedPolicy()), why
    except RecursionError:
        return headers_alone(within), "it has parts deeper within parts than can be told apart"


def headers_alone(data: bytes) -> Part:
    """A mail without its body."""
    end = _BODY.search(data, 0, LARGEST)
    return BytesHeaderParser(policy=BoundedPolicy()).parsebytes(data[: end.end() if end else LARGEST])


def _within_reach(data: bytes) -> tuple[bytes, str]:
    """The beginning of a mail, as much of it as is read, and what is said of the rest; empty where there is none."""
    end = min(len(data), LARGEST)
    if data.count(b"\n", 0, end) > MOST_LINES:
        end = next(islice(_LINE.finditer(data), MOST_LINES, None)).end()
    # The parser looks at each line once for each part that it lies in.
    if end > _THEN_AT_MOST and sum(1 for _ in islice(_BOUNDARY.finditer(data, 0, end), _MANY_WITHIN)) == _MANY_WITHIN:
        end = _THEN_AT_MOST
    if end == len(data):
        return data, ""
    return data[:end], f"it is larger than is read ({len(data):,} bytes, of which the first {end:,} were)"
