"""The life of a duty."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailrules.duties import Duty, DutyError, Facts, Owed, bar, hold, reach, release, reopen, waive
from mailrules.vocabulary import DutyState, Label

DUTY = Duty(
    key="small/S01/c-1/prepared",
    clause="S01",
    rule="equal-access",
    notice="briefing-prepared",
    case="c-1",
    facts=Facts(served="labour", what="briefing"),
    owed=(Owed(group="conservative"), Owed(group="green")),
    say=frozenset({Label.FACT}),
    due=datetime(2026, 10, 19, 16, 0, tzinfo=UTC),
    release_at=datetime(2026, 10, 13, 9, 0, tzinfo=UTC),
    state=DutyState.DUE,
)


def test_a_notice_by_hand_to_one_group_leaves_the_others_owed() -> None:
    reached = reach(DUTY, frozenset({"green"}), "<by-hand>", by_hand=True)
    assert (reached.state, reached.outstanding) == (DutyState.DUE, ("conservative",))
    assert reach(reached, frozenset({"conservative"}), "<sent>").state is DutyState.MET


def test_a_bounce_opens_the_duty_again_for_that_group_and_a_person_decides() -> None:
    met = reach(DUTY, frozenset({"green", "conservative"}), "<sent>")
    again = reopen(met, "green", "the mail came back")
    assert (again.state, again.outstanding, again.reasons) == (DutyState.HELD, ("green",), ("the mail came back",))


def test_a_waiver_needs_a_reason_and_is_for_good() -> None:
    with pytest.raises(DutyError, match="say why"):
        waive(DUTY, "  ")
    waived = waive(DUTY, "the meeting never took place")
    with pytest.raises(DutyError):
        release(waived)


def test_a_held_duty_keeps_its_deadline() -> None:
    assert hold(DUTY, "look").due == DUTY.due


STEPS = [
    lambda duty: hold(duty, "a reason"),
    release,
    lambda duty: bar(duty, "forbidden"),
    lambda duty: waive(duty, "a reason"),
    lambda duty: reach(duty, frozenset({"green"}), "<m>"),
    lambda duty: reach(duty, frozenset({"conservative"}), "<m>"),
    lambda duty: reopen(duty, "green", "bounced"),
]


@given(path=st.lists(st.sampled_from(STEPS), max_size=12), start=st.sampled_from(list(DutyState)))
def test_whatever_happens_a_met_duty_has_evidence_for_each_group(path: list, start: DutyState) -> None:  # type: ignore[type-arg]
    duty = (
        replace(DUTY, state=start)
        if start is not DutyState.MET
        else reach(DUTY, frozenset({"green", "conservative"}), "<m>")
    )
    for step in path:
        try:
            duty = step(duty)
        except DutyError:
            continue
        assert duty.state is not DutyState.MET or duty.outstanding == ()
        assert duty.owed[0].group == "conservative"
