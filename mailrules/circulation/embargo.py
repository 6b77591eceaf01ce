"""Until when a statement must not go round: `embargoed until 00:01 on Friday 16 October`, `not for publication before noon`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from mailrules.calendar import Calendar
from mailrules.reading.days import days_in

_EMBARGO = re.compile(
    r"\b(?:(?:strict(?:ly)?\s+)?embargo(?:ed)?\b|"
    r"(?:not|nothing)\s+(?:for|to be)\s+(?:publication|published|release[d]?|broadcast|use[d]?|reported)"
    r"(?:\s+or\s+\w+)?\s+(?:before|until|till))(?P<rest>[^\n]{0,120})",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:no|not under|without|lifted|ended|off|free of)\b[^\n]{0,12}$", re.IGNORECASE)
_LIFTED = re.compile(
    r"^[^\n]{0,20}\b(?:has been |is |now )?(?:lifted|over|ended|off|withdrawn)\b|^\s*:?\s*(?:none|no\b|n/a)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)|\b(?P<h24>[01]?\d|2[0-3])[:.](?P<m24>[0-5]\d)\b"
    r"|\b(?P<four>[01]\d[0-5]\d|2[0-3][0-5]\d)\s?(?:hrs|hours)\b|\b(?P<word>noon|midday|midnight)\b",
    re.IGNORECASE,
)
_WORDS = {"noon": time(12, 0), "midday": time(12, 0), "midnight": time(0, 0)}
_HALF_DAY = 12


@dataclass(frozen=True, kw_only=True)
class Embargo:
    """An embargo that a text states.

    Attributes:
        until: the moment at which it ends (aware); None where the text does not say so that it can be told.
        words: how the text puts it.
    """

    until: datetime | None
    words: str


def embargo_in(text: str, sent: date, calendar: Calendar) -> Embargo | None:
    """The embargo under which a statement stands; None where it states none, or says that it is over.

    A day without an hour ends the embargo as the day begins; an hour without a day means the day of sending.
    """
    for hit in _EMBARGO.finditer(text):
        rest = hit["rest"]
        if _OVER.search(text[max(0, hit.start() - 30) : hit.start()]) or _LIFTED.search(rest):
            continue
        words = " ".join(hit.group().split())
        days, clock = days_in(rest, sent), _clock(rest)
        if not days and clock is None:
            return Embargo(until=None, words=words)
        return Embargo(until=calendar.at(days[0] if days else sent, clock or time(0, 0)), words=words)
    return None


def _clock(text: str) -> time | None:
    hit = _CLOCK.search(text)
    if hit is None:
        return None
    if hit["word"]:
        return _WORDS[hit["word"].lower()]
    if hit["four"]:
        return time(int(hit["four"][:2]), int(hit["four"][2:]))
    if hit["h24"] is not None:
        return time(int(hit["h24"]), int(hit["m24"]))
    hour = int(hit["hour"])
    if not 1 <= hour <= _HALF_DAY:
        return None
    afternoon = hit["half"].lower().startswith("p")
    return time(hour % _HALF_DAY + (_HALF_DAY if afternoon else 0), int(hit["minute"] or 0))
