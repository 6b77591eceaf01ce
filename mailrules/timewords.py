"""Times as a council writes them: `5 working days`, `next working day at 10:00`, `at once`.

The words are a closed grammar, read when a file is loaded, so that a deadline that cannot be counted never reaches a duty.
"""

import re
from dataclasses import dataclass
from datetime import time
from typing import Literal

Unit = Literal["working days", "clear working days", "days", "weeks", "hours", "next working day", "at once"]

_COUNTED = re.compile(
    r"(?:within\s+)?(?P<count>\d{1,3}|an?|one|two|three|four|five|ten)\s+"
    r"(?P<unit>clear working days?|working days?|calendar days?|days?|"
    r"weeks?|hours?)(?:\s+(?:at|by)\s+(?P<time>\d{1,2}[:.]\d{2}|noon))?",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:the )?next working day(?:\s+(?:at|by)\s+(?P<time>\d{1,2}[:.]\d{2}|noon))?", re.IGNORECASE)
_AT_ONCE = re.compile(r"at once|immediately|at issue|at the time of issue", re.IGNORECASE)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}

GRAMMAR = (
    "write `at once`, `next working day at 10:00`, `5 working days`, `10 clear working days`, `7 days`, `48 hours`"
)


@dataclass(frozen=True, kw_only=True)
class Span:
    """A length of time, as words gave it.

    Attributes:
        at: the local time of day at which it ends; None where the words give none.
    """

    count: int
    unit: Unit
    at: time | None = None


class TimeWordsError(ValueError):
    """Words that do not say a time that can be counted."""


def _time(words: str | None) -> time | None:
    if words is None:
        return None
    if words.lower() == "noon":
        return time(12, 0)
    hours, minutes = (int(part) for part in re.split(r"[:.]", words))
    try:
        return time(hours, minutes)
    except ValueError:
        raise TimeWordsError(f"{words} is no time of day: {GRAMMAR}") from None


def _unit(words: str) -> Unit:
    plural = words.lower().removeprefix("calendar ").rstrip("s") + "s"
    units: dict[str, Unit] = {
        "clear working days": "clear working days",
        "working days": "working days",
        "days": "days",
        "weeks": "weeks",
        "hours": "hours",
    }
    return units[plural]


def read_time(words: str) -> Span:
    """The length of time that the words say.

    Raises:
        TimeWordsError: they say none; the error shows how to write one.
    """
    said = " ".join(words.split())
    if _AT_ONCE.fullmatch(said):
        return Span(count=0, unit="at once")
    if hit := _NEXT.fullmatch(said):
        return Span(count=1, unit="next working day", at=_time(hit["time"]))
    if hit := _COUNTED.fullmatch(said):
        number = hit["count"].lower()
        return Span(count=_NUMBERS.get(number) or int(number), unit=_unit(hit["unit"]), at=_time(hit["time"]))
    raise TimeWordsError(f"“{words}” is no time that can be counted: {GRAMMAR}")


def says_a_time(words: str | None) -> bool:
    """Whether the words say a time that can be counted."""
    if words is None:
        return False
    try:
        read_time(words)
    except TimeWordsError:
        return False
    return True
