"""What comes up without a mail is raised once: the year's round, a council's morning, somebody who is new."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.services.decide import Deciding
from bot.services.occasions import Occasions
from mailrules.council.model import Officer
from mailrules.duties import REMIND
from mailrules.protocol.adoption import Adoption
from tests.bot.services.council_office import Office, office
from tests.conftest import MONDAY, written

JUNE = datetime(2027, 6, 1, 7, 0, tzinfo=MONDAY.tzinfo)


@pytest.fixture
def protocol() -> str:
    return "enfield"


@pytest.fixture
def here(database_url: str, protocol: str) -> Iterator[Office]:
    with office(database_url, protocol) as made:
        yield made


def look(here: Office, at: datetime, deciding: Deciding | None = None) -> int:
    here.clock.set(at)
    return Occasions(store=here.store, clock=here.clock, deciding=deciding or here.deciding).look()


def reminded(here: Office) -> dict[str, list[str]]:
    with here.work() as work:
        duties = [duty for duty in work.record.duties() if duty.rule == REMIND]
    return {duty.clause: [owed.group for owed in duty.owed] for duty in duties}


def test_once_a_year_the_groups_are_reminded_of_their_rules_and_of_their_office_holders(here: Office) -> None:
    look(here, JUNE)
    leaders = ["c01", "c22", "c35", "c42"]
    assert {clause: who for clause, who in reminded(here).items() if clause in {"E12", "E13"}} == {
        "E12": leaders,
        "E13": leaders,
    }
    with here.work() as work:
        before = len(work.record.duties())
    look(here, JUNE.replace(day=2))
    with here.work() as work:
        assert len(work.record.duties()) == before


def test_a_round_that_is_long_past_waits_for_the_next(here: Office) -> None:
    look(here, MONDAY)
    assert reminded(here) == {}


def test_a_council_may_begin_its_year_when_it_likes(here: Office) -> None:
    ours = replace(here.deciding, adoption=replace(Adoption.default(), year_begins=(10, 1)))
    look(here, MONDAY, ours)
    assert "E12" in reminded(here)


def test_on_the_morning_of_a_council_meeting_the_whips_are_reminded_and_on_no_other_day(here: Office) -> None:
    ours = replace(
        here.deciding, adoption=replace(Adoption.default(), council_meetings=frozenset({date(2026, 10, 14)}))
    )
    look(here, MONDAY, ours)
    assert "E29" not in reminded(here)
    look(here, MONDAY.replace(day=14), ours)
    assert reminded(here)["E29"] == ["c03", "c24", "c37", "c43"]
    look(here, MONDAY.replace(day=14, hour=16), ours)
    with here.work() as work:
        assert len([duty for duty in work.record.duties() if duty.clause == "E29"]) == 1


@pytest.mark.parametrize("protocol", ["member-employee-2007"])
def test_who_is_in_the_directory_when_the_service_begins_is_not_new_and_who_comes_later_is(here: Office) -> None:
    assert look(here, MONDAY) == 1, "the week's round alone"
    assert "M15" not in reminded(here)
    new = Officer(id="o99", name="Rhoda Pell", kind="officer", post="Planner", email="rhoda.pell@wychmere.gov.example")
    grown = replace(here.deciding.council, officers=(*here.deciding.council.officers, new))
    look(here, MONDAY.replace(day=13), replace(here.deciding, council=grown, _rolls={}))
    assert "o01" in reminded(here)["M15"]


@pytest.mark.parametrize("protocol", ["member-officer-code"])
def test_restricted_posts_are_entered_from_the_directory_and_nobody_is_told(here: Office) -> None:
    look(here, MONDAY)
    posts = [dict(row.fields) for row in here.rows("politically-restricted-posts")]
    assert {"o01", "o04"} <= {post["officer"] for post in posts}
    with here.work() as work:
        assert work.record.duties() == []


@pytest.mark.parametrize("protocol", ["kent-2013"])
def test_a_form_of_an_officer_is_entered_and_the_rules_find_it(here: Office) -> None:
    form = written(
        "callum.ferris@wychmere.gov.example",
        "member: Quentin Ashdown\nsigned on: 9 October 2026",
        subject="Form: agreement signed",
        message_id="<form@x.example>",
    )
    here.get(form)
    with here.work() as work:
        (entry,) = work.record.kept_in("signed-agreements")
    assert entry == {"member": "c17", "signed-on": "9 October 2026"}
