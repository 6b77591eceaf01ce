"""When a mail was sent: `Date`, else the topmost `Received` (RFC 5322)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_words

_EARLIEST, _LATEST = 1970, 2100
_COMMENT = re.compile(r"\([^()]*\)")


def sent_at(date: str, received: str) -> datetime | None:
    """The moment, aware; None where neither header can be read."""
    return _moment(date) or _moment(received.rpartition(";")[2])


def _moment(value: str) -> datetime | None:
    words = _COMMENT.sub("", value[:200]).strip()
    if not words:
        return None
    found = _by_standard(words) or _by_words(words)
    if found is None:
        return None
    try:
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return aware if _EARLIEST <= aware.astimezone(UTC).year < _LATEST else None
    except (OverflowError, ValueError):
        return None


def _by_standard(words: str) -> datetime | None:
    try:
        return parsedate_to_datetime(words)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _by_words(words: str) -> datetime | None:
    try:
        return parse_words(words, ignoretz=False, tzinfos={})
    except (ParserError, ValueError, OverflowError, TypeError):
        return None
