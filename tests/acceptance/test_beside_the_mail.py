"""A mail that belongs elsewhere: those whom it concerns get a letter beside it; the mail itself is left alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.ports import OutboxState
from bot.services.decide import Deciding
from mailrules.protocol.adoption import Adoption
from mailrules.vocabulary import Mode
from tests.acceptance.town import CHIEF, MONITORING_OFFICER, Town, addresses, town

GREEN_LEADER = "Cllr Saoirse Byrne <cllr.saoirse.byrne@wychmere.gov.example>"
PLANNER = "Joanna Pike <joanna.pike@wychmere.gov.example>"
TUESDAY_AT_TEN = datetime(2026, 10, 13, 9, 1, tzinfo=UTC)
ASKS = "Dear Joanna,\n\nCould you prepare a briefing note for the Green Group on street lighting?\n\nSaoirse"
CHIEFS = {CHIEF, "margaret.lindqvist@wychmere.gov.example"}


def asks_the_planner(here: Town) -> None:
    here.to_evenhand(GREEN_LEADER, ASKS, to=PLANNER, subject="Briefing for the Green Group: street lighting")


def adopted(**given: object) -> Callable[[Deciding], Deciding]:
    def change(deciding: Deciding) -> Deciding:
        return replace(deciding, adoption=Adoption(source="adoption.yaml", **given))  # type: ignore[arg-type]

    return change


def test_a_request_that_went_to_a_head_of_service_is_told_to_the_chief_executive_and_its_sender(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        asks_the_planner(here)
        assert here.sent_once("route", "where") == [], "it may be stopped until its release time"
        here.rest(TUESDAY_AT_TEN)
        route, where = here.sent_once("route", "where")
        assert set(addresses(route)) <= CHIEFS
        assert addresses(where) == ["cllr.saoirse.byrne@wychmere.gov.example"]
        assert "paragraph 13" in route.letter.text
        assert "street lighting" not in route.letter.text
        assert "The Chief Executive" in where.letter.text
        here.rest(datetime(2026, 10, 20, 12, 0, tzinfo=UTC))
        assert here.sent_once("route", "where") == [route, where], "never twice"
        assert here.asked(lambda work: work.journal.verify()) is None


def test_what_reached_the_chief_executive_brings_no_letter(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.to_chief(GREEN_LEADER, ASKS, subject="Briefing for the Green Group: street lighting")
        here.rest(TUESDAY_AT_TEN)
        assert here.rows("route", "where") == []


def test_observe_mode_and_an_observed_clause_send_none(tmp_path: Path) -> None:
    with town(tmp_path / "a", mode="observe") as here:
        asks_the_planner(here)
        here.rest(TUESDAY_AT_TEN)
        assert {row.state for row in here.rows("route", "where")} == {OutboxState.STOPPED}
    with town(tmp_path / "b", with_=adopted(modes={"E04": Mode.OBSERVE})) as here:
        asks_the_planner(here)
        here.rest(TUESDAY_AT_TEN)
        assert [(row.purpose, row.state) for row in here.rows("route", "where")] == [("route", OutboxState.STOPPED)]


def test_a_clause_that_is_held_waits_for_a_person_who_lets_the_letter_go_or_stops_it(tmp_path: Path) -> None:
    with town(tmp_path, with_=adopted(modes={"E04": Mode.HOLD}, releases={"route": "at once"})) as here:
        asks_the_planner(here)
        here.rest(TUESDAY_AT_TEN)
        held = here.rows("route", "where")
        assert {row.state for row in held} == {OutboxState.HELD}
        route, where = held
        assert "under E04 looked at" in route.why
        here.here.reviewing().release(route.key, by="Jo Clarke", reason="the chief executive should know")
        assert here.here.reviewing().stop(where.key, by="Jo Clarke", reason="she knows") == "it is stopped"
        here.minutes(2)
        assert [row.key for row in here.sent_once("route", "where")] == [route.key]


def test_a_forged_request_brings_no_letter(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.to_evenhand(
            GREEN_LEADER, ASKS, to=PLANNER, subject="Briefing for the Green Group: street lighting",
            headers={"X-MS-Exchange-Organization-AuthAs": "Anonymous", "Authentication-Results": "mx; dmarc=fail"},
        )  # fmt: skip
        here.rest(TUESDAY_AT_TEN)
        assert here.rows("route", "where") == []


def test_several_clauses_that_bring_one_mail_to_one_post_are_one_letter(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        asked = "Dear Joanna,\n\nWould you come to our group meeting on 21 October to talk about street lighting?\n\nSaoirse"
        here.to_evenhand(GREEN_LEADER, asked, to=PLANNER, subject="Green Group meeting: invitation")
        here.rest(TUESDAY_AT_TEN)
        (route,) = here.sent_once("route")
        assert route.letter.text.count("Under paragraph 13") == 2
        assert MONITORING_OFFICER not in addresses(route)
