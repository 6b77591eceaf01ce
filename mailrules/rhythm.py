"""When a list closes: on a day of the week, at an hour of the council's own time; a day on which it is closed moves it on."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mailrules.calendar import Calendar

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORDS = re.compile(
    rf"(?P<day>{'|'.join(WEEKDAYS)}) at (?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)|(?P<noon>{'|'.join(WEEKDAYS)}) at noon",
    re.IGNORECASE,
)
WEEK = timedelta(days=7)


class RhythmError(ValueError):
    """Words that say no day of the week and hour."""


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """A day of the week (Monday is 0) and an hour in local time."""

    weekday: int
    hour: time


DEFAULT_RHYTHM = Rhythm(weekday=4, hour=time(10, 0))
"""Friday at ten, where neither the clause nor the council names one."""


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A moment at which a list closes.

    Attributes:
        nominal: the day on which it would have closed without holidays; it names the period.
        at: the moment (aware, in the council's zone).
    """

    nominal: date
    at: datetime

    @property
    def period(self) -> str:
        """The week, as ISO 8601 writes it."""
        year, week, _ = self.nominal.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def moved(self) -> bool:
        """Whether the council's calendar has moved it."""
        return self.at.date() != self.nominal


def read_rhythm(words: str) -> Rhythm:
    """The rhythm that the words say.

    Raises:
        RhythmError: they say none; the error shows how to write one.
    """
    hit = _WORDS.fullmatch(" ".join(words.split()))
    if hit is None:
        raise RhythmError(f"“{words}” is no day and hour of the week: write `friday at 10:00`")
    day = (hit["day"] or hit["noon"]).lower()
    hour = time(12, 0) if hit["noon"] else time(int(hit["hour"]), int(hit["minute"]))
    return Rhythm(weekday=WEEKDAYS.index(day), hour=hour)


def closing(rhythm: Rhythm, nominal: date, calendar: Calendar) -> Closing:
    """The closing of the week in which that day is; on a closed day it is the next working day, at the same hour."""
    day = nominal if calendar.is_working_day(nominal) else calendar.nth_working_day(nominal, 1)
    return Closing(nominal=nominal, at=calendar.at(day, rhythm.hour))


def last_closing(rhythm: Rhythm, now: datetime, calendar: Calendar) -> Closing:
    """The last closing that is not after that moment (aware)."""
    today = calendar.local_day(now)
    nominal = today - timedelta(days=(today.weekday() - rhythm.weekday) % 7)
    found = closing(rhythm, nominal, calendar)
    while found.at > now:
        nominal -= WEEK
        found = closing(rhythm, nominal, calendar)
    return found


def first_closing_after(rhythm: Rhythm, at: datetime, calendar: Calendar) -> Closing:
    """The first closing after a moment (aware): the list to which what was recorded then belongs."""
    found = last_closing(rhythm, at, calendar)
    return closing(rhythm, found.nominal + WEEK, calendar)
