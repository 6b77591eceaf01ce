"""The same mail under each protocol: held, warned of, somebody told, stopped, or let go."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from bot.adapters.texts import read_protocol
from mailrules.copies.clauses import Asked, asked_of, judged
from mailrules.copies.correspondence import Way
from mailrules.copies.wrong import Checked, Copy, Wrong
from mailrules.vocabulary import Finding, Mode
from tests.mailrules.copies.stories import Teller

PROTOCOLS = ("enfield", "broxtowe", "member-officer-code", "kent-2013", "member-employee-2007")
ASKS = {"id": "a", "from": "c31", "to": "o10", "subject": "Families", "text": "Adeel\n\nHow many are in hotels?\n\nIan"}
MARKED = {**ASKS, "subject": "PERSONAL: my own illness", "text": "Adeel\n\nMy own illness keeps me at home.\n\nIan"}
MARKED_ONLY = {**ASKS, "subject": "PERSONAL: families"}
PERSONAL_ONLY = {**ASKS, "text": "Adeel\n\nMy own illness keeps me at home. May I meet you in March?\n\nIan"}
WRITES = {"from": "o10", "to": "c31", "subject": "Families", "text": "Dear Ian\n\n312 in all.\n\nAdeel"}
ANSWERS = {**WRITES, "subject": "RE: Families", "answers": ["a"]}
FORWARDS = {
    "from": "o10", "to": "c07", "subject": "FW: Families",
    "text": "Graham\n\nSee below.\n\nFrom: Cllr Ian Duxbury\nSent: 1 October 2026\nTo: Adeel Khan\n\nHow many are in hotels?",
}  # fmt: skip

ROWS: tuple[tuple[str, Mapping[str, Any], tuple[Mapping[str, Any], ...], tuple[str, str, str, str, str]], ...] = (
    ("a visible copy to a second councillor", {**WRITES, "cc": "c30"}, (), ("", "", "", "K28", "M11")),
    ("a hidden copy to a second councillor", {**WRITES, "bcc": "c30"}, (), ("", "B09", "", "K28 K29", "M11 M12")),
    ("a hidden copy to another officer", {**WRITES, "bcc": "o04"}, (), ("", "B09", "", "", "")),
    ("a councillor's letter passed to a second one", FORWARDS, (ASKS,), ("", "", "", "K28", "M11")),
    ("an answer copied to a cabinet member", {**ANSWERS, "cc": "c04"}, (ASKS,), ("", "", "", "K28", "M11")),
    ("the same, personal and marked", {**ANSWERS, "cc": "c04"}, (MARKED,), ("E33", "", "", "K28", "M11")),
    ("the same, marked and about business", {**ANSWERS, "cc": "c04"}, (MARKED_ONLY,), ("", "", "", "K28", "M11")),
    ("the same, personal and not marked", {**ANSWERS, "cc": "c04"}, (PERSONAL_ONLY,), ("", "", "", "K28", "M11")),
)


@cache
def teller(protocol: str) -> Teller:
    return Teller(protocol)


@pytest.mark.parametrize(
    ("mail", "before", "protocol", "holding"),
    [
        pytest.param(mail, before, protocol, clauses, id=f"{row}: {protocol}")
        for row, mail, before, wanted in ROWS
        for protocol, clauses in zip(PROTOCOLS, wanted, strict=True)
    ],
)
def test_a_person_looks_where_the_protocol_asks_for_it(
    mail: Mapping[str, Any], before: tuple[Mapping[str, Any], ...], protocol: str, holding: str
) -> None:
    found, _ = teller(protocol).tell(mail, before)
    assert " ".join(sorted({reason.partition(":")[0] for reason in found.held_because})) == holding
    assert {each.clause for each in found.findings} <= {None, *(hit.clause for hit in found.hits)}


@pytest.mark.parametrize(("protocol", "clause"), [("kent-2013", "K29"), ("member-employee-2007", "M12")])
def test_a_hidden_copy_to_an_officer_is_outside_the_ban_and_its_sender_is_warned(protocol: str, clause: str) -> None:
    found, _ = teller(protocol).tell({**WRITES, "bcc": "o04"})
    assert [(hit.clause, hit.reason.endswith("the sender is warned)")) for hit in found.hits] == [(clause, True)]
    assert [each.clause for each in found.findings] == [None, None]


@pytest.mark.parametrize("protocol", ["kent-2013", "member-employee-2007"])
def test_consent_does_not_lift_the_ban_on_hidden_copies(protocol: str) -> None:
    lets = {**ASKS, "text": "Adeel\n\nHow many are in hotels? Feel free to copy Harriet in on your answer.\n\nIan"}
    hidden, _ = teller(protocol).tell({**ANSWERS, "bcc": "c30"}, (lets,))
    seen, _ = teller(protocol).tell({**ANSWERS, "cc": "c30"}, (lets,))
    assert hidden.held_because
    assert seen.held_because == seen.findings == ()


def test_broxtowe_is_content_once_the_councillor_is_told() -> None:
    told = {**WRITES, "bcc": "o04", "text": "Dear Ian\n\n312 in all. I have copied this to Callum.\n\nAdeel"}
    found, _ = teller("broxtowe").tell(told)
    assert found.held_because == ()


def test_an_officers_letter_passed_on_needs_the_councillor_told_under_broxtowe() -> None:
    passed = {
        **FORWARDS,
        "text": "Graham\n\nSee below.\n\nFrom: Adeel Khan\nSent: 1 October 2026\nTo: Cllr Ian Duxbury\n\n312 in all.",
    }
    found, _ = teller("broxtowe").tell(passed)
    assert [each.clause for each in found.findings] == ["B09"]


def spoken(protocol: str) -> tuple[Asked, ...]:
    ways: frozenset[Way] = frozenset({"member-to-officer"})
    return asked_of(read_protocol(protocol).clauses, Copy(ways=ways, to_member=True, later=True, spoken=True))


# Row 7: an officer tells somebody in person what a councillor said.
@pytest.mark.parametrize(
    ("protocol", "tell"), list(zip(PROTOCOLS, ([], [], [], [], [("M11", "warn", True)]), strict=True))
)
def test_what_was_said_aloud_concerns_one_protocol_which_has_the_councillor_told(
    protocol: str, tell: list[tuple[str, str, bool]]
) -> None:
    assert [(each.clause, each.answer, each.tell) for each in spoken(protocol)] == tell


@pytest.mark.parametrize(
    ("mode", "clauses", "holds"),
    [(Mode.ACT, {"K28", "K29"}, True), (Mode.OBSERVE, {"K28", "K29"}, False), (Mode.OFF, {None}, False)],
)
def test_a_rule_that_is_only_observed_holds_nothing_and_one_that_is_off_is_not_named(
    mode: Mode, clauses: set[str | None], *, holds: bool
) -> None:
    copy = Copy(ways=frozenset({"officer-to-member"}), to_member=True, hidden=True, told=True)
    wrongs = tuple(
        Wrong(finding=each, address="x@y.example", why="it is so", copy=copy)
        for each in (Finding.BLIND_COPY, Finding.COPIED_WITHOUT_CONSENT)
    )
    found, asked = judged(Checked(wrong=wrongs), read_protocol("kent-2013").clauses, lambda _clause: mode)
    assert {each.clause for each in found} == clauses
    assert any(each.holds for each in asked) is holds
