"""Working days and deadlines in a council's own time.

Bank holidays come from `holidays`, by nation; the council adds its own closed days. All arithmetic is on local wall
time, so that the nights when clocks change lose and repeat nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from mailrules.timewords import Either, Span, TimeWordsError, read_time

SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
"""A council's nation, and the name that `holidays` has for it."""

CLOSE_OF_BUSINESS = time(17, 0)
START_OF_BUSINESS = time(10, 0)
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Working days and local time of one council.

    Attributes:
        nation: england, wales, scotland or northern-ireland.
        closed_days: days on which this council is closed beside bank holidays.
    """

    zone: ZoneInfo
    nation: str
    closed_days: frozenset[date] = frozenset()
    _bank: holidays.HolidayBase = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_bank", holidays.country_holidays("GB", subdiv=SUBDIVISIONS[self.nation]))

    def is_working_day(self, day: date) -> bool:
        """Whether the council works on that day."""
        return day.weekday() < _SATURDAY and day not in self._bank and day not in self.closed_days

    def local_day(self, at: datetime) -> date:
        """The day at that moment, where the council is."""
        return at.astimezone(self.zone).date()

    def working_days_after(self, day: date) -> Iterator[date]:
        """The working days after a day, that day itself not among them."""
        while True:
            day += timedelta(days=1)
            if self.is_working_day(day):
                yield day

    def nth_working_day(self, day: date, count: int) -> date:
        """The `count`-th working day after a day; 0 is the day itself."""
        following = self.working_days_after(day)
        for _ in range(count):
            day = next(following)
        return day

    def at(self, day: date, clock: time) -> datetime:
        """That wall time on that day, aware; an hour that the spring change leaves out is the moment after it."""
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC).astimezone(self.zone)

    def deadline(self, at: datetime, words: str) -> datetime:
        """The moment by which something counted from `at` has to be done: days end at close of business.

        Raises:
            TimeWordsError: the words say no time that can be counted.
        """
        return self._end(at, read_time(words), CLOSE_OF_BUSINESS)

    def release(self, at: datetime, words: str) -> datetime:
        """The moment before which something must not leave: days begin at the start of business.

        Raises:
            TimeWordsError: the words say no time that can be counted.
        """
        return self._end(at, read_time(words), START_OF_BUSINESS)

    def ahead_of(self, moment: datetime, words: str | None) -> datetime:
        """When somebody is reminded of what has to be done by a moment: at the start of business, so long ahead of it.

        Without words it is on the last working day that begins before the moment.

        Raises:
            TimeWordsError: the words say no time that can be counted.
        """
        span = read_time(words) if words is not None else Span(count=0, unit="working days")
        if isinstance(span, Either):
            raise TimeWordsError(f"{words}: how long ahead is one length of time, as `2 working days`")
        if span.unit == "hours":
            return (moment.astimezone(UTC) - timedelta(hours=span.count)).astimezone(self.zone)
        day = self._worked_on(self.local_day(moment))
        if self.at(day, START_OF_BUSINESS) >= moment:
            day = self._worked_on(day - timedelta(days=1))
        if span.unit in {"days", "weeks"}:
            back = timedelta(weeks=span.count) if span.unit == "weeks" else timedelta(days=span.count)
            day = self._worked_on(day - back)
        elif span.unit != "at once":
            for _ in range(span.count):
                day = self._worked_on(day - timedelta(days=1))
        return self.at(day, span.at or START_OF_BUSINESS)

    def _worked_on(self, day: date) -> date:
        """That day, or the last working day before it."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def closed_because(self, day: date) -> str:
        """Why the council does not work on a day of the week: the bank holiday's name, or that it is closed; else empty."""
        if day.weekday() >= _SATURDAY or self.is_working_day(day):
            return ""
        return self._bank.get(day) or "the council is closed"

    def _end(self, at: datetime, words: Span | Either, usual: time) -> datetime:
        if isinstance(words, Span):
            return self._end_of(at, words, usual)
        ends = [self._end_of(at, span, usual) for span in words.spans]
        return (max if words.last else min)(ends, key=datetime.timestamp)

    def _end_of(self, at: datetime, span: Span, usual: time) -> datetime:
        day, clock = self.local_day(at), span.at or usual
        match span.unit:
            case "at once":
                return at.astimezone(self.zone)
            case "on the day":
                # What comes after its hour is due there and then: no time ends before it begins.
                return max(self.at(day, clock), at.astimezone(self.zone), key=datetime.timestamp)
            case "as soon as possible":
                return self._soon(at, usual)
            case "hours":
                return (at.astimezone(UTC) + timedelta(hours=span.count)).astimezone(self.zone)
            case "days" | "clear days":
                return self.at(day + timedelta(days=span.count + span.clear), clock)
            case "weeks":
                return self.at(day + timedelta(weeks=span.count), clock)
            case "working days" | "next working day" | "clear working days":
                return self.at(self.nth_working_day(day, span.count + span.clear), clock)

    def _soon(self, at: datetime, usual: time) -> datetime:
        """Begun at the first working moment, and done by the end of the next working day."""
        day, local = self.local_day(at), at.astimezone(self.zone)
        if usual == START_OF_BUSINESS and self.is_working_day(day) and local.time() < CLOSE_OF_BUSINESS:
            return max(local, self.at(day, START_OF_BUSINESS))
        return self.at(self.nth_working_day(day, 1), usual)
