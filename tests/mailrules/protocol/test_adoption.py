"""How a council has adopted a protocol: what it chose, and what a default chose for it."""

from datetime import date

import pytest

from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.protocol.adopt import AdoptionFileError, load_adoption
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.load import load_protocol
from mailrules.protocol.roles import RoleBook
from mailrules.vocabulary import Mode
from tests.mailrules.protocol.test_protocol_file import SMALL

PROTOCOL = load_protocol(SMALL, "small.yaml")
HEAD = "protocol: small\ncouncil: wychmere\n"


def adopted(text: str, council: Council) -> Adoption:
    return load_adoption(HEAD + text, "adoption.yaml", protocol=PROTOCOL, council=council)


def test_without_a_file_each_default_says_that_it_is_one() -> None:
    choice = Adoption.default().deadline("S01", None)
    assert (choice.value, choice.words) == (
        "5 working days",
        "S01 names no deadline: 5 working days is a default, for want of the council's own choice",
    )


def test_the_clauses_own_time_goes_before_the_councils(council: Council) -> None:
    adoption = adopted("deadlines: {default: 3 working days}\n", council)
    assert adoption.deadline("S01", "2 working days").value == "2 working days"
    assert adoption.deadline("S01", None).words == (
        "S01 names no deadline: 3 working days is the council's choice (adoption.yaml)"
    )


def test_modes_are_by_clause_and_then_for_all(council: Council) -> None:
    adoption = adopted("modes: {default: hold, S01: observe}\n", council)
    assert (adoption.mode("S01").value, adoption.mode("S02").value) == (Mode.OBSERVE, Mode.HOLD)


def test_the_years_round_and_the_councils_meetings_are_the_councils_to_say(council: Council) -> None:
    adoption = adopted("yearly_round: '10-01'\ncouncil_meetings: [2026-10-14]\n", council)
    assert adoption.yearly_round(date(2026, 9, 30)) == date(2025, 10, 1)
    assert Adoption.default().yearly_round(date(2026, 9, 30)) == date(2026, 6, 1)
    assert date(2026, 10, 14) in adoption.council_meetings
    assert adoption.attested_each is None
    assert adopted("attested_each: tuesday\n", council).attested_each == 1
    with pytest.raises(AdoptionFileError, match="write month and day"):
        adopted("yearly_round: '02-30'\n", council)


def test_a_role_is_played_by_whom_the_council_names(council: Council, roll: Roll) -> None:
    usual = RoleBook(protocol=PROTOCOL, adoption=Adoption.default(), roll=roll)
    other = RoleBook(
        protocol=PROTOCOL, adoption=adopted("roles: {chief-executive: {person: o02}}\n", council), roll=roll
    )
    by_post = RoleBook(
        protocol=PROTOCOL, adoption=adopted("roles: {chief-executive: {post: Head of Planning}}\n", council), roll=roll
    )
    assert [[p.id for p in book.holders("chief-executive")] for book in (usual, other, by_post)] == [
        ["o01"],
        ["o02"],
        ["o09"],
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("deadlines: {S1: 3 working days}\n", "adoption.yaml:3: deadlines.S1: S1 is not known here; did you mean S01?"),
        ("deadlines: {S01: soon}\n", "“soon” is no time that can be counted"),
        ("written_to: {greens: [leader]}\n", "greens is not known here; did you mean green?"),
        ("written_to: {green: [leeder]}\n", "did you mean leader?"),
        ("modes: {S01: on}\n", "adoption.yaml:3: modes.S01"),
        ("roles: {chief-executive: {person: o99}}\n", "o99 is not known here"),
    ],
)
def test_a_mistake_is_named_with_its_line(council: Council, text: str, said: str) -> None:
    with pytest.raises(AdoptionFileError) as caught:
        adopted(text, council)
    assert said in str(caught.value)
