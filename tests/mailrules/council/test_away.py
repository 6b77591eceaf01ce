"""Somebody is on leave: their letters go to whoever stands in, and where nobody does, to nobody."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.adapters.texts import read_council
from bot.errors import ConfigurationError
from mailrules.council.check import check
from mailrules.council.model import Absence, Council, Dated, Span
from mailrules.council.roll import Roll
from mailrules.evaluation.recipients import addressing
from mailrules.protocol.adoption import Adoption
from tests.conftest import SAMPLE

DAY = date(2026, 10, 12)
LEAVE = Span(start=date(2026, 10, 12), end=date(2026, 10, 16))


def away(council: Council, **who: str | None) -> Council:
    """The council with people on leave; each with the stand-in that the leave names, or none."""
    absent = {person: (Absence(span=LEAVE, deputy=deputy),) for person, deputy in who.items()}
    return replace(
        council,
        members=tuple(replace(each, away=absent.get(each.id, ())) for each in council.members),
        officers=tuple(replace(each, away=absent.get(each.id, ())) for each in council.officers),
    )


def written_to(council: Council, group: str, day: date = DAY) -> list[str]:
    return [each.name for each in addressing([group], Roll(council, day), Adoption()).recipients]


def test_a_leader_on_leave_is_stood_in_for_on_those_days_alone(council: Council) -> None:
    absent = away(council, c35=None)
    days = [date(2026, 10, 11), date(2026, 10, 12), date(2026, 10, 16), date(2026, 10, 17)]
    leader, deputy = (written_to(council, "libdem"), [f"Cllr {Roll(council, DAY).deputy('libdem').name}"])  # type: ignore[union-attr]
    assert [written_to(absent, "libdem", day) for day in days] == [leader, deputy, deputy, leader]


def test_the_leave_can_name_another_of_the_group_but_nobody_of_another(council: Council) -> None:
    whip = Roll(council, DAY).chief_whip("libdem")
    assert whip is not None
    assert written_to(away(council, c35=whip.id), "libdem") == [f"Cllr {whip.name}"]
    assert written_to(away(council, c35="c01"), "libdem") == []


def test_where_leader_and_deputy_are_both_away_the_notice_is_held(council: Council) -> None:
    absent = away(council, c35=None, c36=None)
    found = addressing(["libdem", "green"], Roll(absent, DAY), Adoption())
    assert [each.split(":")[0] for each in found.missing] == ["nobody in libdem can be written to"]
    assert any("is away and nobody stands in" in each for each in check(absent, DAY))


def test_an_officer_s_work_goes_to_the_deputy_and_on_to_the_deputy_s_deputy(council: Council) -> None:
    assert [each.id for each in Roll(away(council, o03=None), DAY).acting("monitoring-officer")] == ["o07"]
    assert [each.id for each in Roll(away(council, o03=None, o07=None), DAY).acting("monitoring-officer")] == ["o13"]
    assert Roll(away(council, o03="o07", o07="o03"), DAY).acting("monitoring-officer") == ()


def test_a_vacant_post_is_its_deputy_s(council: Council) -> None:
    left = Span(end=date(2026, 9, 30))
    changed = {
        "o03": {"span": left},
        "o07": {"duties": (Dated(word="deputy-monitoring-officer"),)},
    }
    vacant = tuple(replace(each, **changed.get(each.id, {})) for each in council.officers)  # type: ignore[arg-type]
    roll = Roll(replace(council, officers=vacant), DAY)
    assert roll.holders("monitoring-officer") == ()
    assert [each.id for each in roll.acting("monitoring-officer")] == ["o07"]


def test_whom_a_matter_concerns_stands_in_for_nobody(council: Council) -> None:
    roll = Roll(away(council, o03=None), DAY)
    assert roll.acting("monitoring-officer", but=["o07"]) == ()
    assert Roll(council, DAY).acting("monitoring-officer", but=["o03"]) == ()


def test_the_directory_says_it_and_a_wrong_name_is_told_with_its_line(tmp_path: Path) -> None:
    text = (SAMPLE / "council.yaml").read_text(encoding="utf-8")
    file = tmp_path / "council.yaml"
    leave = "  away:\n  - {from: 2026-10-12, to: 2026-10-16, deputy: %s}\n- id: o04\n"
    file.write_text(text.replace("- id: o04\n", leave % "o13"), encoding="utf-8")
    assert [each.id for each in Roll(read_council(file), DAY).acting("monitoring-officer")] == ["o13"]
    file.write_text(text.replace("- id: o04\n", leave % "o99"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"officers\.2\.away\.0\.deputy.*there is no o99"):
        read_council(file)
