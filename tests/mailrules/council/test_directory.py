"""The directory file: what is wrong in it is named with its line, and what would make a notice wrong is found."""

from datetime import date

import pytest

from mailrules.council.check import check
from mailrules.council.load import CouncilFileError, load_council
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from tests.conftest import SAMPLE

DAY = date(2026, 10, 12)
TEXT = (SAMPLE / "council.yaml").read_text(encoding="utf-8")


def changed(old: str, new: str, times: int = 1) -> Council:
    assert old in TEXT
    return load_council(TEXT.replace(old, new, times), "council.yaml")


def problem(text: str) -> str:
    with pytest.raises(CouncilFileError) as caught:
        load_council(text, "council.yaml")
    (only,) = caught.value.problems
    return str(only)


def line_of(words: str, text: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_the_sample_council_has_nothing_wrong(council: Council) -> None:
    assert check(council, DAY) == ()


def test_a_key_that_is_written_wrong_is_named_with_the_right_one() -> None:
    text = TEXT.replace("chief_whip: c24", "chief_wip: c24")
    assert problem(text) == (
        f"council.yaml:{line_of('chief_wip', text)}: groups.1.chief_wip: "
        "is not a key that is known here; did you mean chief_whip?"
    )


def test_a_nation_that_there_is_none_of_is_named() -> None:
    text = TEXT.replace("nation: england", "nation: englnd")
    assert problem(text).endswith("did you mean england?")


def test_an_id_that_is_nobodys_is_named_with_the_nearest() -> None:
    text = TEXT.replace("leader: c22", "leader: c222")
    expected = (
        f"council.yaml:{line_of('c222', text)}: groups.1.leader: there is no c222 in the directory; did you mean c22?"
    )
    assert problem(text) == expected


def test_text_that_is_no_yaml_is_named_with_its_line() -> None:
    assert problem("council:\n  id: [a\ngroups: {}\n").startswith("council.yaml:3: ")


def test_a_group_with_no_leader_is_named() -> None:
    (only,) = check(changed("  leader: c42\n", ""), DAY)
    assert only == "green: the group has no leader, so nobody can be written to: name one under `leader`"


def test_a_leader_with_no_address_is_named() -> None:
    found = check(changed("  email: cllr.saoirse.byrne@wychmere.gov.example\n", ""), DAY)
    assert found == ("green: its leader, Saoirse Byrne, has no address: add `email`",)


def test_two_holders_of_one_post_are_named() -> None:
    (only,) = check(changed("  leader: c42\n", "  leader: [c42, c44]\n"), DAY)
    assert (
        only == "green: the post of leader has two holders, Saoirse Byrne and Wren Ashby: give one of them a `to` date"
    )


def test_two_chief_executives_are_named() -> None:
    (only, *_) = check(
        changed(
            "  kind: director\n  post: Executive Director of Corporate",
            "  kind: chief-executive\n  post: Executive Director of Corporate",
        ),
        DAY,
    )
    assert only.startswith("the post of chief-executive has two holders, Margaret Lindqvist and Devinder Sandhu")


def test_one_address_twice_is_named_whatever_its_letter_case() -> None:
    (only,) = check(changed("email: cllr.wren.ashby@", "email: CLLR.Tobias.Ellery@"), DAY)
    assert only.startswith("cllr.tobias.ellery@wychmere.gov.example belongs to Tobias Ellery and to Wren Ashby")


def test_a_group_of_one_is_named() -> None:
    text = TEXT
    for name in ("tobias.ellery", "wren.ashby"):
        text = text.replace(f"  group: green\n  email: cllr.{name}", f"  group: null\n  email: cllr.{name}")
    found = check(load_council(text, "council.yaml"), DAY)
    assert found[0].startswith("green: the group has 1 member(s)")


def test_an_office_counts_on_its_days_alone() -> None:
    council = changed("  leader: c42\n", "  leader: {id: c42, to: 2026-10-31}\n")
    assert Roll(council, date(2026, 10, 31)).leader("green") is not None
    assert Roll(council, date(2026, 11, 1)).leader("green") is None


def test_a_member_who_changes_group_sits_where_the_day_says() -> None:
    old = "  group: green\n  email: cllr.wren.ashby"
    new = "  group: [{group: green, to: 2026-10-12}, {group: labour, from: 2026-10-13}]\n  email: cllr.wren.ashby"
    council = changed(old, new)
    assert [Roll(council, day).group_of("c44") for day in (DAY, date(2026, 10, 13))] == ["green", "labour"]


@pytest.mark.parametrize(
    ("address", "person"),
    [
        ("CEO@Wychmere.gov.example", "o01"),
        ("chief.executive+held@wychmere.gov.example", "o01"),
        ("bea.cavendish@example.net", "c24"),
        ("stranger@example.net", None),
    ],
)
def test_an_address_is_its_owners_however_it_is_written(roll: Roll, address: str, person: str | None) -> None:
    owner = roll.whose(address)
    assert (owner.id if owner else None) == person


def test_who_may_speak_for_a_group(roll: Roll) -> None:
    assert [person.id for person in roll.speakers("conservative")] == ["c22", "c23", "c24", "o20"]


def test_a_line_manager_is_found(roll: Roll) -> None:
    manager = roll.line_manager("o10")
    assert manager is not None
    assert manager.id == "o04"


def test_outside_bodies_are_known_by_their_domains(roll: Roll) -> None:
    body = roll.outside_body("first@bulletins.lga.example")
    assert body is not None
    assert body.kind == "association"
