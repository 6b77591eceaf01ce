"""When a statement may go round, and is planned to: `embargoed until 00:01 on Friday 16 October`, `we issue it at noon`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from mailrules.calendar import START_OF_BUSINESS, Calendar
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


_PLANNED = re.compile(
    r"\b(?:issu(?:e|ed|ing)|releas(?:e|ed|ing)|publish(?:ed|ing)?|publication|announc(?:e|ed|ing|ement)|made public|"
    r"go(?:es|ing)? (?:out|live|public)|send(?:ing)? (?:it )?out|plan(?:ned|ning)?)\b"
    r"(?P<rest>[^\n.]{0,80}(?:\.\d{2}[^\n.]{0,40})?)",
    re.IGNORECASE,
)


def planned_in(text: str, sent: date, calendar: Calendar) -> datetime | None:
    """When a thing is planned to go out, as its draft says: the end of its embargo, or the day and hour named; else None.

    A day without an hour means the start of business of that day; an hour without a day, the day of sending.
    """
    embargo = embargo_in(text, sent, calendar)
    if embargo is not None and embargo.until is not None:
        return embargo.until
    for hit in _PLANNED.finditer(text):
        days, clock = days_in(hit["rest"], sent), _clock(hit["rest"])
        if days or clock is not None:
            return calendar.at(days[0] if days else sent, clock or START_OF_BUSINESS)
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
