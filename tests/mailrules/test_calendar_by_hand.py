"""Days counted by hand over the holidays of four nations, and what is true of every way of counting when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailrules.calendar import Calendar
from mailrules.protocol.adoption import Adoption

LONDON = ZoneInfo("Europe/London")
NATIONS = ("england", "wales", "scotland", "northern-ireland")
CALENDARS = {nation: Calendar(LONDON, nation) for nation in NATIONS}

BY_HAND = [
    # from, words, England, Wales, Scotland, Northern Ireland
    # Christmas: 25 December 2026 is a Friday, 28 stands for Boxing Day, 1 January; in Scotland 4 January stands for the 2nd
    ("2026-12-23", "5 working days", "2027-01-04", "2027-01-04", "2027-01-05", "2027-01-04"),
    ("2026-12-23", "10 days", "2027-01-02", "2027-01-02", "2027-01-02", "2027-01-02"),
    ("2026-12-23", "3 clear days", "2026-12-27", "2026-12-27", "2026-12-27", "2026-12-27"),
    ("2026-12-23", "5 working days or 10 days, whichever is earlier", *["2027-01-02"] * 4),
    ("2026-12-23", "the later of 5 working days and 10 days", "2027-01-04", "2027-01-04", "2027-01-05", "2027-01-04"),
    ("2026-12-24", "as soon as possible after the meeting", *["2026-12-29"] * 4),
    # Easter: Good Friday 3 April 2026; Easter Monday is a working day in Scotland
    ("2026-04-02", "2 working days", "2026-04-08", "2026-04-08", "2026-04-07", "2026-04-08"),
    # Easter 2027 lies around the night on which the clocks go forward
    ("2027-03-25", "2 working days", "2027-03-31", "2027-03-31", "2027-03-30", "2027-03-31"),
    # May: the 4th and the 25th
    ("2026-04-30", "2 clear working days", *["2026-05-06"] * 4),
    ("2026-05-22", "1 working day", *["2026-05-26"] * 4),
    # St Patrick's Day, the Twelfth (a Sunday: the 13th), the summer's ends, St Andrew's Day
    ("2026-03-16", "1 working day", "2026-03-17", "2026-03-17", "2026-03-17", "2026-03-18"),
    ("2026-07-10", "next working day", "2026-07-13", "2026-07-13", "2026-07-13", "2026-07-14"),
    ("2026-07-31", "next working day", "2026-08-03", "2026-08-03", "2026-08-04", "2026-08-03"),
    ("2026-08-28", "next working day", "2026-09-01", "2026-09-01", "2026-08-31", "2026-09-01"),
    ("2026-11-27", "next working day", "2026-11-30", "2026-11-30", "2026-12-01", "2026-11-30"),
]

EVERY_UNIT = (
    "at once", "at the time of issue", "by noon on the day", "on the day", "as soon as possible",
    "next working day at 10:00", "3 working days", "3 clear working days", "3 days", "3 clear days", "2 weeks", "30 hours",
    "3 working days or 4 days, whichever is later",
)  # fmt: skip


@pytest.mark.parametrize("row", BY_HAND, ids=lambda row: f"{row[0]} {row[1]}")
def test_days_are_counted_as_they_are_by_hand(row: tuple[str, ...]) -> None:
    begun = datetime.combine(date.fromisoformat(row[0]), time(15, 0), tzinfo=LONDON)
    for nation, expected in zip(NATIONS, row[2:], strict=True):
        due = CALENDARS[nation].deadline(begun, row[1])
        assert due == datetime.combine(date.fromisoformat(expected), time(17, 0), tzinfo=LONDON), nation


def test_noon_on_the_day_is_that_days_noon_and_what_comes_after_it_is_due_at_once() -> None:
    england = CALENDARS["england"]
    morning = datetime(2026, 10, 12, 9, 0, tzinfo=LONDON)
    assert england.deadline(morning, "by noon on the day") == datetime(2026, 10, 12, 12, 0, tzinfo=LONDON)
    afternoon = datetime(2026, 10, 12, 15, 0, tzinfo=LONDON)
    assert england.deadline(afternoon, "by noon on the day") == afternoon


def test_what_is_to_go_as_soon_as_possible_waits_for_the_morning_of_a_working_day() -> None:
    england = CALENDARS["england"]
    friday, evening = datetime(2026, 10, 9, 11, 30, tzinfo=LONDON), datetime(2026, 10, 9, 20, 0, tzinfo=LONDON)
    assert england.release(friday, "as soon as possible") == friday
    assert england.release(evening, "as soon as possible") == datetime(2026, 10, 12, 10, 0, tzinfo=LONDON)


def test_the_council_says_what_soon_means_and_a_default_says_so_too() -> None:
    soon = "as soon as possible after the meeting"
    assert Adoption().deadline("E01", soon).value == soon
    assert "default" in Adoption().deadline("E01", soon).words
    chosen = Adoption(source="adoption.yaml", deadlines={"E01": "2 working days"}).deadline("E01", soon)
    assert (chosen.value, "adoption.yaml" in chosen.words) == ("2 working days", True)
    assert Adoption(deadlines={"E01": "2 weeks"}).deadline("E01", "2 days").value == "2 days"


def test_a_closed_day_is_told_with_its_reason() -> None:
    closed = Calendar(LONDON, "england", frozenset({date(2026, 12, 24)}))
    days = [date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 29)]
    assert [closed.closed_because(day) for day in days] == ["the council is closed", "Christmas Day", "", ""]


around_both_changes = st.one_of(
    st.datetimes(datetime(2026, 10, 22), datetime(2026, 10, 27), timezones=st.just(UTC)),  # noqa: DTZ001
    st.datetimes(datetime(2027, 3, 24), datetime(2027, 3, 30), timezones=st.just(UTC)),  # noqa: DTZ001
)


@given(at=around_both_changes, words=st.sampled_from(EVERY_UNIT), nation=st.sampled_from(NATIONS))
def test_no_time_ends_before_it_begins_and_each_has_the_hour_that_the_words_say(
    at: datetime, words: str, nation: str
) -> None:
    calendar = CALENDARS[nation]
    due, leaves = calendar.deadline(at, words), calendar.release(at, words)
    assert due >= at
    assert leaves >= at
    assert leaves <= due
    if ("day" in words and "on the day" not in words) or "week" in words:
        assert due.astimezone(LONDON).time() == (time(10, 0) if "10:00" in words else time(17, 0))


@given(at=around_both_changes, later=st.integers(0, 3 * 24 * 60), words=st.sampled_from(EVERY_UNIT))
def test_what_begins_later_never_ends_earlier(at: datetime, later: int, words: str) -> None:
    england = CALENDARS["england"]
    assert england.deadline(at, words) <= england.deadline(at + timedelta(minutes=later), words)


@given(at=around_both_changes, count=st.integers(1, 72))
def test_hours_are_hours_though_the_clock_jumps(at: datetime, count: int) -> None:
    due = CALENDARS["england"].deadline(at, f"{count} hours")
    assert due.astimezone(UTC) - at == timedelta(hours=count)


@given(at=around_both_changes, count=st.integers(1, 9), clock=st.times())
def test_a_night_on_which_clocks_change_is_one_day_like_another(at: datetime, count: int, clock: time) -> None:
    england = CALENDARS["england"]
    words = f"{count} days at {clock:%H:%M}"
    due = england.deadline(at, words)
    ends = england.local_day(at) + timedelta(days=count)
    skipped = ends == date(2027, 3, 28) and clock.hour == 1
    assert england.local_day(due) == ends
    assert due.astimezone(LONDON).strftime("%H:%M") == (f"02:{clock.minute:02}" if skipped else f"{clock:%H:%M}")


@pytest.mark.parametrize(("words", "nation"), list(product(EVERY_UNIT, NATIONS)))
def test_a_closed_day_put_in_moves_working_days_alone(words: str, nation: str) -> None:
    begun = datetime(2026, 10, 19, 15, 0, tzinfo=LONDON)
    open_all, closed = CALENDARS[nation], Calendar(LONDON, nation, frozenset({date(2026, 10, 20)}))
    moves = "whichever" not in words and ("working" in words or "possible" in words)
    assert (closed.deadline(begun, words) > open_all.deadline(begun, words)) == moves
