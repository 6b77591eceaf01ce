"""Somebody has to be asked before a thing goes on: their replies say who has answered, and what goes on without is told of."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.services.gatekeeping import GATE
from mailrules.duties import ANSWER, REMIND, Duty
from mailrules.vocabulary import DutyState
from tests.acceptance.town import MONITORING_OFFICER, Town, addresses, town

PRESS = "Tom Eccles <tom.eccles@wychmere.gov.example>"
LEADER = "Cllr Amara Okafor <cllr.amara.okafor@wychmere.gov.example>"
CLERK = "Sian Treharne <sian.treharne@wychmere.gov.example>"
HOUSING = "Cllr David Levene <cllr.david.levene@wychmere.gov.example>"
DRAFT = (
    "Dear both,\n\nPlease find below a draft press release for your comments. We plan to issue it on Wednesday 14 October at "
    "14:00.\n\n"
    "DRAFT PRESS RELEASE\n\nA new hostel\n\nThe council will open a hostel in May.\n\nTom"
)


def drafts(here: Town) -> str:
    return here.to_evenhand(
        PRESS, DRAFT, to=f"{LEADER}, {HOUSING}", subject="DRAFT press release: homelessness - for your comments"
    )


def replies(here: Town, sender: str, text: str, to: str) -> str:
    return here.to_evenhand(
        sender, text, to=PRESS, subject="Re: DRAFT press release: homelessness - for your comments",
        headers={"In-Reply-To": to},
    )  # fmt: skip


def gate(here: Town) -> Duty:
    (found,) = [duty for duty in here.asked(lambda work: work.record.duties()) if duty.rule == ANSWER]
    return found


def test_a_draft_is_open_until_both_have_answered_and_the_press_office_learns_that_they_have(
    tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    with town(tmp_path) as here:
        asked = drafts(here)
        assert gate(here).due == datetime(2026, 10, 14, 13, 0, tzinfo=UTC)
        replies(here, LEADER, "Fine by me, thank you.\n\nAmara", asked)
        assert gate(here).state is DutyState.DUE
        assert here.rows(GATE) == []
        replies(here, HOUSING, "I would put the second sentence first. Otherwise good.\n\nDavid", asked)
        assert gate(here).state is DutyState.MET, "their views are asked; they need not agree"
        (told,) = here.sent_once(GATE)
        assert addresses(told) == ["tom.eccles@wychmere.gov.example"]
        assert told.letter.text == snapshot
        here.rest(datetime(2026, 10, 15, 9, 0, tzinfo=UTC))
        assert here.rows(REMIND) == []


def test_who_has_not_answered_is_reminded_before_the_planned_hour_and_then_a_person_decides(
    tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    with town(tmp_path) as here:
        asked = drafts(here)
        replies(here, LEADER, "Happy with this.\n\nAmara", asked)
        here.rest(datetime(2026, 10, 14, 9, 2, tzinfo=UTC))
        (reminder,) = here.sent_once(REMIND)
        assert addresses(reminder) == ["cllr.david.levene@wychmere.gov.example"]
        assert reminder.letter.text == snapshot
        here.rest(datetime(2026, 10, 14, 13, 2, tzinfo=UTC))
        _, late = here.sent_once(REMIND)
        assert addresses(late) == ["tom.eccles@wychmere.gov.example", MONITORING_OFFICER]
        assert late.letter.text == snapshot


def test_a_statement_that_is_issued_before_the_answers_is_told_of_and_goes_round_all_the_same(
    tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    with town(tmp_path) as here:
        drafts(here)
        here.to_evenhand(
            PRESS, "PRESS RELEASE - for immediate release\n\nA new hostel\n\nThe council will open a hostel in May.\n\nENDS",
            to="newsroom@wychmeregazette.example", subject="PRESS RELEASE: homelessness",
        )  # fmt: skip
        (told,) = here.sent_once(GATE)
        assert addresses(told) == ["tom.eccles@wychmere.gov.example", MONITORING_OFFICER]
        assert told.letter.text == snapshot
        assert gate(here).state is DutyState.HELD
        assert len(here.sent_once("circulation")) == 1


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Please go ahead.\n\nDavid", DutyState.MET),
        ("No, please hold it until I have spoken to the tenants.\n\nDavid", DutyState.HELD),
        ("Yes, but only if you take out the second sentence.\n\nDavid", DutyState.HELD),
    ],
)
def test_where_the_word_of_one_is_needed_a_yes_opens_and_all_else_waits_for_a_person(
    tmp_path: Path, text: str, state: DutyState
) -> None:
    with town(tmp_path, protocol="kent-2013") as here:
        asked = drafts(here)
        replies(here, HOUSING, text, asked)
        (authority,) = [
            each for each in here.asked(lambda w: w.record.duties()) if each.key.startswith("kent-2013/K32/")
        ]
        assert authority.state is state
        assert here.asked(lambda work: work.journal.verify()) is None


def test_a_place_at_a_lesser_conference_is_asked_of_the_whip_and_one_on_the_list_of_nobody(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        member = "Cllr Harriet Croft <cllr.harriet.croft@wychmere.gov.example>"
        words = (
            "Dear Sian,\n\nI should like to attend the conference {} on 4 November. Please book me a place.\n\nHarriet"
        )
        here.to_evenhand(member, words.format("Bees in the City"), to=CLERK, subject="Conference: Bees in the City")
        asked = [duty for duty in here.asked(lambda work: work.record.duties()) if duty.rule == ANSWER]
        assert {each for duty in asked for each in duty.tell} == {"cllr.beatrice.cavendish@wychmere.gov.example"}
        assert {duty.state for duty in asked} == {DutyState.DUE, DutyState.HELD}, "whose budget pays, a person finds"
        here.to_evenhand(HOUSING, words.format("Institute of Housing Conference 2026").replace("Harriet", "David"),
                         to=CLERK, subject="Institute of Housing Conference 2026")  # fmt: skip
        again = [duty for duty in here.asked(lambda work: work.record.duties()) if duty.rule == ANSWER]
        assert len(again) == len(asked), "the cabinet member for housing needs nobody's leave"
