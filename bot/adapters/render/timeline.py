"""The duties over time, as rows for a picture: when each arose, when its notice may leave, and by when it is owed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mailrules.vocabulary import DutyState

SHAPES: Mapping[DutyState, str] = {
    DutyState.WAITING: "M0 -7L7 0L0 7L-7 0Z",
    DutyState.DUE: "M-6 0A6 6 0 1 1 6 0A6 6 0 1 1 -6 0Z",
    DutyState.HELD: "M-6 -6H6V6H-6Z",
    DutyState.BARRED: "M-6 -4L-4 -6L0 -2L4 -6L6 -4L2 0L6 4L4 6L0 2L-4 6L-6 4L-2 0Z",
    DutyState.MET: "M0 -7L7 6H-7Z",
    DutyState.WAIVED: "M0 7L7 -6H-7Z",
}
"""State to the outline of its mark about the origin: no state is told by its colour alone (WCAG 2.2, 1.4.1)."""

WIDTH, LEFT, RIGHT, TOP, STEP = 960, 270, 936, 34, 30
"""The picture's measures, in SVG units: whole width, where time starts and ends, the first row, and row to row."""

_TICKS = 8
_STEPS = (1, 2, 7, 14, 28, 91, 182, 364)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One duty.

    Attributes:
        mail: the place of the mail that last spoke of it, counted from 1.
        arose: when the mail came that made it.
        tell: ids and addresses of those who would be told.
    """

    mail: int
    subject: str
    clause: str
    group: str
    state: DutyState
    arose: datetime
    release_at: datetime | None
    due: datetime | None
    tell: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row as it is drawn; all in SVG units."""

    row: Row
    y: float
    start: float
    end: float
    mark: float
    shape: str


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The picture: its lines, and the days that stand above them."""

    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    width: int
    height: int


def rows_of(mails: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    """The duties of a replay, in the order in which they arose; of one that changed, its last state.

    A duty of a case is one duty, whichever of the case's mails speaks of it; where there is no case, each mail has
    its own.
    """
    found: dict[tuple[str, ...], Row] = {}
    for number, mail in enumerate(mails, 1):
        about = ("case", mail["case"]) if mail["case"] else ("mail", str(number))
        for place, duty in enumerate(mail["duties"]):
            key = (*about, duty["clause"], duty["rule"], "" if mail["case"] else str(place))
            found[key] = _row(number, mail, duty, found.get(key))
    return tuple(sorted(found.values(), key=lambda row: row.arose))


def _row(number: int, mail: Mapping[str, Any], duty: Mapping[str, Any], earlier: Row | None) -> Row:
    return Row(
        mail=number,
        subject=mail["_view"]["subject"],
        clause=duty["clause"],
        group=mail["group"] or "",
        state=DutyState(duty["state"]),
        arose=earlier.arose if earlier else datetime.fromisoformat(mail["_view"]["date"]),
        release_at=_moment(duty["release_at"]),
        due=_moment(duty["due"]),
        tell=tuple(duty["tell"]),
    )


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def timeline(rows: Sequence[Row]) -> Timeline | None:
    """Where everything stands in the picture; None where there is no duty."""
    if not rows:
        return None
    moments = sorted(moment for row in rows for moment in _moments(row))
    day = timedelta(days=1)
    first = (moments[0] - day / 2).replace(hour=0, minute=0, second=0, microsecond=0)
    last = moments[-1] + day

    def x(moment: datetime) -> float:
        return round(LEFT + (RIGHT - LEFT) * ((moment - first) / (last - first)), 1)

    lines = tuple(_line(row, x, TOP + STEP * (place + 0.5)) for place, row in enumerate(rows))
    ticks = tuple((x(moment), f"{moment.day} {moment:%b}") for moment in _ticks(first, last))
    return Timeline(lines=lines, ticks=ticks, width=WIDTH, height=TOP + STEP * len(rows) + 10)


def _moments(row: Row) -> Iterable[datetime]:
    return (moment for moment in (row.arose, row.release_at, row.due) if moment is not None)


def _line(row: Row, x: Callable[[datetime], float], y: float) -> Line:
    return Line(
        row=row,
        y=y,
        start=x(min(_moments(row))),
        end=x(max(_moments(row))),
        mark=x(row.release_at or row.arose),
        shape=SHAPES[row.state],
    )


def _ticks(first: datetime, last: datetime) -> Iterator[datetime]:
    days = (last - first).days
    step = next((step for step in _STEPS if days // step < _TICKS), days // _TICKS + 1)
    return (first + timedelta(days=after) for after in range(0, days + 1, step))
