"""When a mail was sent: `Date`, else the topmost `Received` (RFC 5322)."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_words

_EARLIEST, _LATEST = 1970, 2100
_COMMENT = re.compile(r"\([^()]*\)")
_ZONE = re.compile(r"\b[A-Z]{3,4}\Z")
_HOURS = {"BST": 1, "WEST": 1, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2, "EET": 2, "EEST": 3}
"""Names of zones that RFC 5322 does not know and European mail uses; others are ambiguous, and are read as UTC."""
# Two days of which nothing is alike: a date that takes anything from them does not say when it is.
_UNLIKE = (datetime(1971, 1, 1, tzinfo=UTC), datetime(1984, 12, 28, tzinfo=UTC))


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
        aware = found if found.tzinfo else found.replace(tzinfo=_zone(words))
        return aware if _EARLIEST <= aware.astimezone(UTC).year <= _LATEST else None
    except (OverflowError, ValueError):
        return None


def _zone(words: str) -> tzinfo:
    name = _ZONE.search(words)
    return timezone(timedelta(hours=_HOURS.get(name.group(), 0))) if name else UTC


def _by_standard(words: str) -> datetime | None:
    try:
        return parsedate_to_datetime(words)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _by_words(words: str) -> datetime | None:
    try:
        one, other = (parse_words(words, default=day, tzinfos=_named_zone) for day in _UNLIKE)
    except (ParserError, ValueError, OverflowError, TypeError, IndexError, AttributeError):
        return None
    return one if one == other else None


def _named_zone(name: str | None, seconds: int | None) -> tzinfo:
    """The zone, without a look at the zone of the machine (which dateutil would take)."""
    return timezone(timedelta(seconds=seconds or 3_600 * _HOURS.get(name or "", 0)))
