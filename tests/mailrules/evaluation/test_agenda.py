"""The days to come, as the monitoring officer sees them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailrules.calendar import Calendar
from mailrules.duties import Duty, Facts
from mailrules.evaluation.agenda import Sort, days_to_come
from mailrules.protocol.adoption import Adoption
from mailrules.vocabulary import DutyState

LONDON = ZoneInfo("Europe/London")
CALENDAR = Calendar(zone=LONDON, nation="england", closed_days=frozenset({date(2026, 12, 24)}))
NOW = datetime(2026, 12, 21, 9, 0, tzinfo=UTC)
ADOPTION = Adoption(council_meetings=frozenset({date(2026, 12, 22)}))
DUTY = Duty(
    key="enfield/E06/c-1/prepared",
    clause="E06",
    rule="equal_access",
    notice="briefing-prepared",
    case="c-1",
    facts=Facts(served="green", what="briefing"),
    owed=(),
    say=frozenset(),
    due=datetime(2026, 12, 23, 17, 0, tzinfo=UTC),
    release_at=datetime(2026, 12, 22, 10, 0, tzinfo=UTC),
    state=DutyState.DUE,
)


def told(*duties: Duty, days: int = 14, now: datetime = NOW) -> list[tuple[str, str, str]]:
    lines = days_to_come(CALENDAR, ADOPTION, duties, now=now, days=days)
    return [(f"{line.day:%d %b}", f"{line.at:%H:%M}" if line.at else "", line.words) for line in lines]


def test_a_fortnight_at_christmas() -> None:
    assert told(DUTY) == [
        ("21 Dec", "", "the round of the week begins"),
        ("22 Dec", "", "the council meets"),
        ("22 Dec", "10:00", "E06: its notice may leave; until then it can be stopped"),
        ("23 Dec", "17:00", "E06 is due"),
        ("24 Dec", "", "closed: the council is closed"),
        ("25 Dec", "", "closed: Christmas Day"),
        ("28 Dec", "", "closed: Boxing Day (observed)"),
        ("28 Dec", "", "the round of the week begins"),
        ("01 Jan", "", "closed: New Year's Day"),
    ]


def test_what_is_late_is_still_there_and_says_so() -> None:
    late = replace(DUTY, due=datetime(2026, 12, 18, 17, 0, tzinfo=UTC), release_at=None, state=DutyState.HELD)
    assert told(late, days=1)[0] == ("18 Dec", "17:00", "E06 is late, held for a person")


def test_what_is_met_waived_or_waits_for_something_is_not_in_the_calendar() -> None:
    for state in (DutyState.MET, DutyState.WAIVED, DutyState.BARRED, DutyState.WAITING):
        assert all("E06" not in words for _, _, words in told(replace(DUTY, state=state)))


def test_a_held_notice_does_not_leave_by_itself() -> None:
    held = told(replace(DUTY, state=DutyState.HELD))
    assert ("23 Dec", "17:00", "E06 is due, held for a person") in held
    assert all("may leave" not in words for _, _, words in held)


@pytest.mark.parametrize(("day", "moved"), [((2026, 10, 25), "back"), ((2027, 3, 28), "forward")])
def test_the_nights_when_the_clocks_change_are_named(day: tuple[int, int, int], moved: str) -> None:
    now = datetime(*day, 9, 0, tzinfo=UTC)
    assert (f"{now:%d %b}", "", f"the clocks go {moved}: times are meant as the clock on the wall says") in told(
        now=now, days=1
    )


def test_no_day_at_all_cannot_be_shown() -> None:
    with pytest.raises(ValueError, match="ask for one or more"):
        told(days=0)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)), st.integers(1, 60), st.integers(1, 60))  # noqa: DTZ001
def test_a_longer_look_begins_with_the_shorter_one(at: datetime, days: int, more: int) -> None:
    now = at.replace(tzinfo=UTC)
    short = days_to_come(CALENDAR, ADOPTION, [DUTY], now=now, days=days)
    longer = days_to_come(CALENDAR, ADOPTION, [DUTY], now=now, days=days + more)
    assert longer[: len(short)] == short
    rounds = [line for line in longer if line.sort is Sort.COMES_ROUND and "week" in line.words]
    assert all(line.day.weekday() == 0 for line in rounds)
