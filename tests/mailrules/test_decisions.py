"""Records as officers write them; and one decision, however often and in whatever order it is sent in."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailrules.decisions.history import Change, begun, followed, identity
from mailrules.decisions.read import names_concurrence, read_record
from mailrules.decisions.record import DecisionRecord

SENT = date(2026, 10, 14)
AT = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


def read(text: str, *papers: str, subject: str = "Delegated decision: bins") -> DecisionRecord:
    return read_record(subject, text, papers, sent=SENT, sender="Sam Sample, Director of Place")


def test_a_form_in_the_mail_is_read() -> None:
    found = read(
        "Ref: PLACE/26/114\nWho: Sam Sample under 3.14\nWhen: 7 October 2026\nWhat: make the order\nWhy: three accidents\n"
        "Options looked at: do nothing; signs only\nInterests declared: none\n"
    )
    assert (found.reference, found.day, found.missing) == ("PLACE/26/114", date(2026, 10, 7), ())
    assert (found.decision, found.reasons) == ("make the order", "three accidents")


def test_a_form_in_a_paper_is_read_and_its_values_go_on_over_lines() -> None:
    found = read(
        "As attached.",
        "Reference: ENV-2026-031\nDecision:\nTo take the banks away\nfrom 30 November.\n\nReasons: fly-tipping",
    )
    assert (found.reference, found.decision, found.reasons) == (
        "ENV-2026-031", "To take the banks away from 30 November.", "fly-tipping",
    )  # fmt: skip


def test_a_table_of_two_columns_is_read() -> None:
    found = read(
        "Decision maker            Jo Example\nDate                      17.11.26\nDecision                  To write it off\n"
    )
    assert (found.decision_maker, found.day, found.decision) == ("Jo Example", date(2026, 11, 17), "To write it off")


@pytest.mark.parametrize(
    ("text", "exempt"),
    [
        ("Exempt, paragraph 3 of Part 1 of Schedule 12A", ("3",)),
        ("This is exempt under paragraphs 1 and 2.", ("1", "2")),
        ("It is exempt.", ("?",)),
        ("Exempt: No", ()),
        ("It is not exempt.", ()),
        ("Nothing special.", ()),
    ],
)
def test_the_paragraphs_of_an_exemption_are_read(text: str, exempt: tuple[str, ...]) -> None:
    assert read(text).exempt == exempt


@pytest.mark.parametrize(
    "text",
    [
        "Concurrence: Cllr B Hartley, 16.11.26",
        "Cllr Whitlock agreed it on the phone the same afternoon.",
        "Taken by Jo Example after consulting Cllr Morgan, who agreed.",
        "I spoke to Cllr Tate on the 6th, who is content.",
        "Done with the agreement of the Cabinet Member for Housing.",
        "The Leader has concurred.",
    ],
)
def test_a_members_concurrence_is_seen(text: str) -> None:
    assert names_concurrence(text)


@pytest.mark.parametrize(
    "text",
    [
        "Concurrence: none needed",
        "Concurrence: n/a",
        "Cllr Mellor does not agree.",
        "Ward members were told.",
        "Agreed with the supplier on Monday.",
        "I consulted the Head of Legal.",
    ],
)
def test_where_no_member_concurred_none_is_seen(text: str) -> None:
    assert not names_concurrence(text)


def whole(**changed: object) -> DecisionRecord:
    form = {"title": "Bins", "reference": "OD/1", "decision": "to empty them", "reasons": "full", "day": SENT}
    return DecisionRecord(**{**form, **changed})  # type: ignore[arg-type]


def changes(*records: DecisionRecord) -> list[Change]:
    decision = begun(records[0], message_id="<0>", at=AT)
    for nth, each in enumerate(records[1:], 1):
        decision = followed(decision, each, message_id=f"<{nth}>", at=AT + timedelta(hours=nth))
    return [version.change for version in decision.versions]


def test_what_a_further_record_does() -> None:
    assert changes(whole(), whole()) == [Change.NEW, Change.DUPLICATE]
    assert changes(whole(), whole(options="none")) == [Change.NEW, Change.COMPLETED]
    assert changes(whole(), whole(decision="to burn them")) == [Change.NEW, Change.CORRECTION]
    assert changes(whole(), DecisionRecord(reference="OD/1", withdraws=True)) == [Change.NEW, Change.WITHDRAWAL]


def test_a_reference_makes_one_decision_of_many_writings() -> None:
    assert identity(whole(reference="od / 1")) == identity(whole(title="Other words", day=None))
    assert identity(whole(reference="")) != identity(whole(reference="", title="Other words"))


@given(st.lists(st.sampled_from(["decision", "reasons", "options", "conflicts"]), min_size=1, max_size=4, unique=True))
def test_pieces_make_the_same_record_in_whatever_order_they_come(names: list[str]) -> None:
    pieces = [DecisionRecord(reference="OD/1", **{name: f"the {name}"}) for name in names]  # type: ignore[arg-type]
    ends = set()
    for order in permutations(pieces):
        decision = begun(order[0], message_id="<0>", at=AT)
        for nth, each in enumerate(order[1:], 1):
            decision = followed(decision, each, message_id=f"<{nth}>", at=AT)
        ends.add(decision.record)
    assert len(ends) == 1


@given(st.integers(min_value=1, max_value=5))
def test_a_mail_that_is_known_changes_nothing_however_often_it_is_looked_at(times: int) -> None:
    once = followed(begun(whole(), message_id="<0>", at=AT), whole(options="none"), message_id="<1>", at=AT)
    again = once
    for _ in range(times):
        again = followed(again, whole(options="other"), message_id="<1>", at=AT)
    assert again == once


@given(st.text(max_size=500))
def test_no_text_raises(text: str) -> None:
    assert isinstance(read(text, text, subject=text), DecisionRecord)
