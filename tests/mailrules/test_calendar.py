"""A council's days: working days, bank holidays, deadlines in local time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailrules.calendar import Calendar
from mailrules.timewords import TimeWordsError, read_time

LONDON = ZoneInfo("Europe/London")
ENGLAND = Calendar(LONDON, "england", frozenset({date(2026, 12, 24)}))
SCOTLAND = Calendar(LONDON, "scotland")

moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_bank_holidays_are_those_of_the_nation() -> None:
    january_2 = date(2026, 1, 2)
    assert (ENGLAND.is_working_day(january_2), SCOTLAND.is_working_day(january_2)) == (True, False)


def test_a_deadline_steps_over_christmas_and_the_councils_own_closed_day() -> None:
    wednesday = datetime(2026, 12, 23, 15, 0, tzinfo=UTC)
    assert ENGLAND.deadline(wednesday, "1 working day") == datetime(2026, 12, 29, 17, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("at once", datetime(2026, 10, 23, 16, 0, tzinfo=LONDON)),
        ("next working day at 10:00", datetime(2026, 10, 26, 10, 0, tzinfo=LONDON)),
        ("5 working days", datetime(2026, 10, 30, 17, 0, tzinfo=LONDON)),
        ("5 clear working days", datetime(2026, 11, 2, 17, 0, tzinfo=LONDON)),
        ("within a week", datetime(2026, 10, 30, 17, 0, tzinfo=LONDON)),
        ("7 days by noon", datetime(2026, 10, 30, 12, 0, tzinfo=LONDON)),
        ("48 hours", datetime(2026, 10, 25, 15, 0, tzinfo=LONDON)),
    ],
)
def test_each_way_of_saying_a_time(words: str, expected: datetime) -> None:
    friday_before_the_clocks_go_back = datetime(2026, 10, 23, 15, 0, tzinfo=UTC)
    assert ENGLAND.deadline(friday_before_the_clocks_go_back, words) == expected


def test_words_that_say_no_time_are_refused_with_an_example() -> None:
    with pytest.raises(TimeWordsError, match="5 working days"):
        read_time("in a timely manner")


@given(at=moments, count=st.integers(1, 30))
def test_a_deadline_in_working_days_ends_on_a_working_day_and_counts_them_all(at: datetime, count: int) -> None:
    due = ENGLAND.deadline(at, f"{count} working days")
    first, last = ENGLAND.local_day(at), ENGLAND.local_day(due)
    between = [first + timedelta(days=each) for each in range(1, (last - first).days + 1)]
    assert sum(map(ENGLAND.is_working_day, between)) == count
    assert ENGLAND.is_working_day(last)
    assert due.astimezone(LONDON).time() == time(17, 0)


@given(at=moments)
def test_a_notice_can_be_stopped_until_ten_on_a_later_working_day(at: datetime) -> None:
    leaves = ENGLAND.release(at, "next working day at 10:00")
    assert leaves > at
    assert leaves.astimezone(LONDON).time() == time(10, 0)
    assert ENGLAND.is_working_day(ENGLAND.local_day(leaves))


MONDAY_AT_FIVE = datetime(2026, 10, 26, 17, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "words", "expected"),
    [
        (MONDAY_AT_FIVE, None, datetime(2026, 10, 26, 10, 0, tzinfo=LONDON)),
        (MONDAY_AT_FIVE, "1 working day", datetime(2026, 10, 23, 10, 0, tzinfo=LONDON)),
        (MONDAY_AT_FIVE, "2 days", datetime(2026, 10, 23, 10, 0, tzinfo=LONDON)),
        (MONDAY_AT_FIVE, "3 hours", datetime(2026, 10, 26, 14, 0, tzinfo=LONDON)),
        (datetime(2026, 10, 26, 10, 0, tzinfo=LONDON), None, datetime(2026, 10, 23, 10, 0, tzinfo=LONDON)),
        (datetime(2026, 10, 25, 17, 0, tzinfo=LONDON), None, datetime(2026, 10, 23, 10, 0, tzinfo=LONDON)),
    ],
)
def test_a_reminder_comes_ahead_of_its_deadline_on_a_working_day(
    moment: datetime, words: str | None, expected: datetime
) -> None:
    assert ENGLAND.ahead_of(moment, words) == expected


@given(moments)
def test_a_reminder_is_always_ahead(moment: datetime) -> None:
    ahead = ENGLAND.ahead_of(moment, None)
    assert ahead < moment
    assert ENGLAND.is_working_day(ahead.date())
