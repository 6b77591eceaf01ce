"""Times as a council writes them: `5 working days`, `by noon on the day`, `5 working days or 2 weeks, whichever is earlier`.

The words are a closed grammar, read when a file is loaded, so that a deadline that cannot be counted never reaches a duty.
"""

import re
from dataclasses import dataclass
from datetime import time
from typing import Literal

Unit = Literal[
    "working days",
    "clear working days",
    "days",
    "clear days",
    "weeks",
    "hours",
    "next working day",
    "on the day",
    "as soon as possible",
    "at once",
]

_CLOCK = r"(?P<time>\d{1,2}[:.]\d{2}|noon)"
_COUNTED = re.compile(
    r"(?:with)?(?:in\s+)?(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|ten)\s+"
    r"(?P<unit>clear working days?|working days?|clear days?|calendar days?|days?|weeks?|hours?)"
    rf"(?:\s+(?:at|by)\s+{_CLOCK})?",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"(?:by )?(?:the )?next working day(?:\s+(?:at|by)\s+{_CLOCK})?", re.IGNORECASE)
_ON_THE_DAY = re.compile(rf"(?:(?:by|at) {_CLOCK} )?on (?:the|that) day(?: itself)?", re.IGNORECASE)
_MORNING = re.compile(r"(?:on (?:the|that) morning|(?:in the )?morning of the day)(?: itself)?", re.IGNORECASE)
_SOON = re.compile(
    r"as soon as (?:is )?(?:reasonably )?(?:possible|practicable|practical)(?: after\b.*)?", re.IGNORECASE
)
_AT_ONCE = re.compile(r"at once|immediately|at issue|at the (?:same )?time (?:of|as)\b.+", re.IGNORECASE)
_EITHER = re.compile(
    r"(?:(?P<a>.+?) or (?P<b>.+?),? whichever (?:is|comes) (?:the )?(?P<which>earlier|sooner|first|later|last))"
    r"|(?:the (?P<which2>earlier|sooner|first|later|last) of (?P<a2>.+?) (?:and|or) (?P<b2>.+))",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}

GRAMMAR = (
    "write `at once`, `next working day at 10:00`, `by noon on the day`, `5 working days`, `10 clear working days`, "
    "`7 days`, `3 clear days`, `2 weeks`, `48 hours`, `as soon as possible`, or two of them: "
    "`5 working days or 2 weeks, whichever is earlier`"
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

    @property
    def clear(self) -> int:
        """One where neither the first day nor the last counts: it then ends on the day after those that do; else none."""
        return int(self.unit.startswith("clear"))


@dataclass(frozen=True, kw_only=True)
class Either:
    """Two lengths of time, of which one counts: the one that ends first, or the one that ends last."""

    spans: tuple[Span, Span]
    last: bool


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
        "clear days": "clear days",
        "days": "days",
        "weeks": "weeks",
        "hours": "hours",
    }
    return units[plural]


def read_time(words: str) -> Span | Either:
    """The length of time that the words say.

    Raises:
        TimeWordsError: they say none; the error shows how to write one.
    """
    said = " ".join(words.split())
    if hit := _EITHER.fullmatch(said):
        first, second = hit["a"] or hit["a2"], hit["b"] or hit["b2"]
        which = (hit["which"] or hit["which2"]).lower()
        return Either(spans=(_single(first), _single(second)), last=which in {"later", "last"})
    return _single(said)


def _single(said: str) -> Span:
    if _AT_ONCE.fullmatch(said):
        return Span(count=0, unit="at once")
    if _SOON.fullmatch(said):
        return Span(count=1, unit="as soon as possible")
    if hit := _ON_THE_DAY.fullmatch(said):
        return Span(count=0, unit="on the day", at=_time(hit["time"]))
    if _MORNING.fullmatch(said):
        return Span(count=0, unit="on the day", at=time(12, 0))
    if hit := _NEXT.fullmatch(said):
        return Span(count=1, unit="next working day", at=_time(hit["time"]))
    if hit := _COUNTED.fullmatch(said):
        number = hit["count"].lower()
        return Span(count=_NUMBERS.get(number) or int(number), unit=_unit(hit["unit"]), at=_time(hit["time"]))
    raise TimeWordsError(f"“{said}” is no time that can be counted: {GRAMMAR}")


def says_a_time(words: str | None) -> bool:
    """Whether the words say a time that can be counted."""
    if words is None:
        return False
    try:
        read_time(words)
    except TimeWordsError:
        return False
    return True


def is_exact(words: str) -> bool:
    """Whether the words leave nothing to be read into them: `as soon as possible` does, and a council may say what it means."""
    read = read_time(words)
    spans = read.spans if isinstance(read, Either) else (read,)
    return all(span.unit != "as soon as possible" for span in spans)


def is_at_once(words: str) -> bool:
    """Whether the words mean that nothing is waited for."""
    read = read_time(words)
    return isinstance(read, Span) and read.unit == "at once"
