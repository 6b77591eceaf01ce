"""What a mail says of the thing that goes round: where it can be found, when it opens and closes."""

import re
from dataclasses import dataclass
from datetime import date

from mailrules.reading.days import days_in

_LINK = re.compile(r"https?://[^\s<>\"'“”‘’()\[\]{}|\\^`]+", re.IGNORECASE)
_TRAILING = ".,;:!?*_"
_CLOSES = re.compile(
    r"\b(?:clos(?:es?|ing)|deadline|respon(?:d|ses?|ding)|comments?|replies|submissions?|"
    r"ends?|until|runs? (?:from .{1,40}? )?(?:to|until))\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:opens?|opened|opening|begins?|began|launch(?:es|ed)?|starts?|started|published|runs? from)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
LONGEST_LINK = 400


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What could be found; None where the mail does not say it."""

    link: str | None = None
    opens: date | None = None
    closes: date | None = None


def particulars(text: str, sent: date) -> Particulars:
    """The particulars that a text gives, as seen from the day on which it was sent.

    A link is what the text shows, never what lies beneath it in HTML. Of two days near a word of closing the later one counts.
    """
    opens, closes = _days(text, sent, _OPENS, not_=_CLOSES), _days(text, sent, _CLOSES)
    last = max(closes, default=None)
    first = min((day for day in (*opens, *closes) if last is None or day < last), default=None)
    return Particulars(link=_link(text), opens=first, closes=last)


def _link(text: str) -> str | None:
    found = (hit.group().rstrip(_TRAILING) for hit in _LINK.finditer(text))
    return next((link for link in found if len(link) <= LONGEST_LINK and "@" not in link.split("/")[2]), None)


def _days(text: str, sent: date, near: re.Pattern[str], not_: re.Pattern[str] | None = None) -> list[date]:
    sentences = (part for part in _SENTENCE.split(text) if near.search(part) and not (not_ and not_.search(part)))
    return [day for part in sentences for day in days_in(part, sent)]
