"""The life of a finding, and what an officer reports by word of mouth."""

from datetime import UTC, datetime

import pytest

from mailrules.copies.found import Found
from mailrules.copies.repair import NEXT, Repair, RepairError, answered, ask, escalate, put_right, remind, waive, whose
from mailrules.copies.spoken import spoken_of
from mailrules.council.roll import Roll
from mailrules.vocabulary import Finding, FindingState

NOON = datetime(2026, 10, 12, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 10, 15, 12, 0, tzinfo=UTC)


def a_finding(state: FindingState = FindingState.FOUND, *, wants: str = "tell") -> Repair:
    return Repair(
        key="finding/m-1/copy-not-notified/X1/c01", mail="m-1", message_id="<m-1@x>", finding=Finding.COPY_NOT_NOTIFIED,
        clause="X1", addresses=("b@x.example",), of="c01", sender="o01", sent=NOON, wants=wants, changed=NOON,  # type: ignore[arg-type]
        state=state,
    )  # fmt: skip


def test_it_is_asked_reminded_and_told_of_in_that_order() -> None:
    told = escalate(remind(ask(a_finding(), at=NOON), at=NOON), at=LATER)
    assert (told.state, told.changed) == (FindingState.ESCALATED, LATER)
    with pytest.raises(RepairError, match="is escalated: it cannot become asked"):
        ask(told, at=LATER)


@pytest.mark.parametrize("state", [state for state, after in NEXT.items() if after])
def test_from_wherever_it_stands_it_can_be_put_right_or_waived(state: FindingState) -> None:
    assert put_right(a_finding(state), "<told@x>", at=LATER).evidence == "<told@x>"
    assert waive(a_finding(state), " said by telephone ", at=LATER).reason == "said by telephone"


def test_nothing_is_put_right_without_a_mail_or_waived_without_a_reason() -> None:
    with pytest.raises(RepairError, match="by a mail that shows it"):
        put_right(a_finding(), "", at=LATER)
    with pytest.raises(RepairError, match="waived with a reason"):
        waive(a_finding(), "  ", at=LATER)
    with pytest.raises(RepairError, match="is waived: it cannot become put-right"):
        put_right(waive(a_finding(), "said", at=NOON), "<told@x>", at=LATER)


def test_what_the_sender_says_is_no_evidence_that_a_councillor_was_told() -> None:
    said = answered(a_finding(FindingState.ASKED), "She knew of it.", "<answer@x>", at=LATER)
    assert (said.state, said.answer) == (FindingState.ASKED, "She knew of it.")
    reason = answered(a_finding(FindingState.ASKED, wants="reason"), "He votes on it.", "<answer@x>", at=LATER)
    assert (reason.state, reason.evidence) == (FindingState.PUT_RIGHT, "<answer@x>")


def test_each_councillor_is_told_of_their_own_letters_alone() -> None:
    found = Found(
        finding=Finding.FORWARDED_ON, clause="X1", addresses=("x@x.example", "y@x.example", "z@x.example"),
        copies=(("c01", "x@x.example"), ("c02", "y@x.example"), ("c02", "x@x.example")),
    )  # fmt: skip
    assert whose(found) == {"c01": ("x@x.example",), "c02": ("y@x.example", "x@x.example"), "": ("z@x.example",)}


@pytest.mark.parametrize(
    "line",
    [
        "Told Cllr Tate by phone of the letter from Cllr Whitlock, 3 March",
        "I told Councillor Tate this morning about my conversation with Councillor Whitlock.",
        "For the record: I have told Cllr Tate about the email from Cllr Whitlock",
        "Note: I mentioned to Cllr Tate what was in the letter of Cllr Whitlock",
        "I've just told Graham Tate of the call with Hannah Whitlock\n\nJoanna",
        "\n\nTold Cllr Tate in the corridor of the complaint Cllr Whitlock made",
    ],
)
def test_a_line_reports_what_was_told_aloud(line: str, roll: Roll) -> None:
    spoken = spoken_of(line, roll)
    assert spoken is not None
    assert (spoken.to.name, spoken.of.name) == ("Graham Tate", "Hannah Whitlock")


@pytest.mark.parametrize(
    "line",
    [
        "Cllr Tate told me of the letter from Cllr Whitlock",
        "Told Cllr Tate by phone that the meeting is off",
        "Told the Leader of the letter from Cllr Whitlock",
        "Told Cllr Tate and Cllr Whitlock of the letter from the Ombudsman",
        "Have you told Cllr Tate of the letter from Cllr Whitlock?",
        "Told Cllr Tate of his own letter to Cllr Tate",
        "",
    ],
)
def test_a_line_that_does_not_name_one_councillor_on_either_side_reports_nothing(line: str, roll: Roll) -> None:
    assert spoken_of(line, roll) is None
