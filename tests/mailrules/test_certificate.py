"""Was everybody told alike? What the evidence says, and the one verdict that follows from it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mailrules.certificate import TOGETHER, Certificate, Line, Told, certify

LONDON = ZoneInfo("Europe/London")
TEN = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


def letter(
    message_id: str = "<notice@wychmere.gov.example>", *, at: datetime | None = TEN, failed: bool = False
) -> Told:
    return Told(message_id=message_id, addresses=("leader@x.example",), seen=at, failed=("leader@x.example",) * failed)


def by_hand(message_id: str, at: datetime) -> Told:
    return Told(message_id=message_id, addresses=(), seen=at, by_hand=True)


def certified(**told: Told | None) -> Certificate:
    lines = [Line(group=name, name=name.title(), told=(each,) if each else ()) for name, each in told.items()]
    return certify(key="k", clause="E06", state="met", lines=lines, zone=LONDON)


def test_one_letter_to_all_is_equal() -> None:
    proved = certified(green=letter(), labour=letter())
    assert proved.equal
    assert proved.because == ("one letter went to all of them, on Wednesday 14 October 2026 at 10:00",)


def test_a_group_that_was_forgotten_is_named() -> None:
    proved = certified(green=letter(), labour=None)
    assert not proved.equal
    assert proved.because == ("Labour has not been told",)


def test_a_letter_that_came_back_from_every_address_reached_nobody() -> None:
    proved = certified(green=letter(), labour=letter(failed=True))
    assert not proved.equal
    assert proved.because == ("Labour has not been reached: what was sent came back from every address",)


def test_before_anybody_is_told_nobody_is_behind() -> None:
    assert certified(green=letter(at=None), labour=letter(at=None)).equal
    assert certified().equal


def test_officers_own_letters_of_one_morning_are_equal_and_of_two_days_are_not() -> None:
    soon, late = TEN + timedelta(minutes=20), TEN + timedelta(days=2)
    assert certified(green=by_hand("<1@x>", TEN), labour=by_hand("<2@x>", soon)).equal
    proved = certified(green=by_hand("<1@x>", TEN), labour=by_hand("<2@x>", late))
    assert not proved.equal
    assert proved.because == (
        "Green was told on Wednesday 14 October 2026 at 10:00",
        "Labour was told on Friday 16 October 2026 at 10:00",
    )


@given(st.lists(st.one_of(st.none(), st.integers(0, 10_000)), min_size=1, max_size=6))
def test_it_is_equal_only_where_all_or_none_have_heard_and_at_one_time(minutes: list[int | None]) -> None:
    told = {
        f"g{nth}": None if at is None else by_hand(f"<{nth}@x>", TEN + timedelta(minutes=at))
        for nth, at in enumerate(minutes)
    }
    heard = [at for at in minutes if at is not None]
    together = not heard or timedelta(minutes=max(heard) - min(heard)) <= TOGETHER
    assert certified(**told).equal == (not heard or (len(heard) == len(minutes) and together))
