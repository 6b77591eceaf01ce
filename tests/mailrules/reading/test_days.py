"""Days as people write them, seen from Monday 12 October 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailrules.reading.days import days_in

SENT = date(2026, 10, 12)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Thursday 22 October", "2026-10-22"),
        ("next Monday (the 19th, 7pm)", "2026-10-19"),
        ("mon 26th 730", "2026-10-26"),
        ("the 2nd, 6.30 usual place", "2026-11-02"),
        ("Saturday 7 November at Priory Hall", "2026-11-07"),
        ("19/10", "2026-10-19"),
        ("2026-11-30", "2026-11-30"),
        ("tomorrow", "2026-10-13"),
        ("5 January", "2027-01-05"),
    ],
)
def test_a_day_to_come(words: str, day: str) -> None:
    assert days_in(words, SENT)[0] == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("last night", "2026-10-11"),
        ("on Monday night", "2026-10-05"),
        ("on 2 October", "2026-10-02"),
        ("the 9th", "2026-10-09"),
    ],
)
def test_a_day_that_is_gone(words: str, day: str) -> None:
    assert days_in(words, SENT, past=True)[0] == date.fromisoformat(day)


def test_a_day_by_which_a_paper_is_wanted_is_not_the_meetings() -> None:
    assert days_in("by close on Thursday 15th for the meeting on the 19th", SENT, deadlines=False) == (
        date(2026, 10, 19),
    )


def test_a_day_that_there_is_none_of_is_no_day() -> None:
    assert days_in("31 February", SENT) == ()


@given(text=st.text(max_size=200), sent=st.dates(date(2000, 1, 1), date(2090, 1, 1)), past=st.booleans())
def test_any_text_is_read(text: str, sent: date, past: bool) -> None:  # noqa: FBT001
    assert all(isinstance(day, date) for day in days_in(text, sent, past=past))
