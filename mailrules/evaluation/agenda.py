"""The days to come: what is closed, what comes round, what falls due, what may leave."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from mailrules.calendar import Calendar
from mailrules.duties import Duty
from mailrules.evaluation.occasions import of_the_calendar
from mailrules.protocol.adoption import Adoption
from mailrules.vocabulary import DutyState, Occasion

RUNNING = frozenset({DutyState.DUE, DutyState.HELD})


class Sort(StrEnum):
    """What a line of the calendar is about."""

    CLOSED = "closed"
    CLOCKS = "clocks"
    COMES_ROUND = "comes round"
    LEAVES = "may leave"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the calendar.

    Attributes:
        at: the moment, in the council's zone; None where the whole day is meant.
        about: the duty's or the letter's key; empty for days and occasions.
    """

    day: date
    sort: Sort
    words: str
    at: datetime | None = None
    about: str = ""


_SAID = {
    Occasion.EACH_WEEK: "the round of the week begins",
    Occasion.EACH_YEAR: "the round of the year begins",
    Occasion.COUNCIL_MEETING: "the council meets",
}


def days_to_come(
    calendar: Calendar, adoption: Adoption, duties: Iterable[Duty], *, now: datetime, days: int
) -> tuple[Line, ...]:
    """The lines of the days from today on, in order; what is late already stands first, under its own day.

    Args:
        now: aware.
        days: how many days are shown, today among them; at least one.

    Raises:
        ValueError: fewer than one day is asked for.
    """
    if days < 1:
        raise ValueError(f"{days} days cannot be shown: ask for one or more")
    today = calendar.local_day(now)
    last = today + timedelta(days=days - 1)
    shown = [today + timedelta(days=nth) for nth in range(days)]
    lines = [line for day in shown for line in (*_of_the_day(calendar, day), *_rounds(adoption, day, first=today))]
    lines += [line for duty in duties for line in _of_a_duty(calendar, duty, now=now) if line.day <= last]
    return tuple(sorted(lines, key=lambda line: (line.day, line.at is not None, _moment(line), line.sort, line.about)))


def _moment(line: Line) -> float:
    return line.at.timestamp() if line.at else 0.0


def _of_the_day(calendar: Calendar, day: date) -> Iterator[Line]:
    if because := calendar.closed_because(day):
        yield Line(day=day, sort=Sort.CLOSED, words=f"closed: {because}")
    offsets = [datetime(day.year, day.month, day.day, hour, tzinfo=calendar.zone).utcoffset() for hour in (0, 12)]
    before, after = offsets
    if before is not None and after is not None and before != after:
        moved = "forward" if after > before else "back"
        yield Line(
            day=day, sort=Sort.CLOCKS, words=f"the clocks go {moved}: times are meant as the clock on the wall says"
        )


def _rounds(adoption: Adoption, day: date, *, first: date) -> Iterator[Line]:
    """What comes up for the first time on that day: a week's or a year's round is shown on the day on which it begins."""
    before = (
        {each.period for each in of_the_calendar(adoption, day - timedelta(days=1))} if day > first else frozenset()
    )
    for each in of_the_calendar(adoption, day):
        occasion = Occasion(each.happening.what)
        begins = each.period.rpartition("/")[2]
        if each.period not in before and begins == day.isoformat():
            yield Line(day=day, sort=Sort.COMES_ROUND, words=_SAID[occasion])


def _of_a_duty(calendar: Calendar, duty: Duty, *, now: datetime) -> Iterator[Line]:
    if duty.state not in RUNNING:
        return
    held = ", held for a person" if duty.state is DutyState.HELD else ""
    if duty.due is not None:
        at = duty.due.astimezone(calendar.zone)
        late = duty.due < now
        words = f"{duty.clause} is late" if late else f"{duty.clause} is due"
        sort = Sort.LATE if late else Sort.DUE
        yield Line(day=at.date(), sort=sort, words=words + held, at=at, about=duty.key)
    if duty.notice and duty.state is DutyState.DUE and duty.release_at is not None and duty.release_at >= now:
        at = duty.release_at.astimezone(calendar.zone)
        words = f"{duty.clause}: its notice may leave; until then it can be stopped"
        yield Line(day=at.date(), sort=Sort.LEAVES, words=words, at=at, about=duty.key)
