"""A council whose protocol is none of the shipped ones: a file from the guide alone gives it the right outcomes."""

from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

import bot.__main__
from bot.services.circulating.letters import CIRCULATION
from bot.services.gatekeeping import GATE
from bot.services.past import NOTICE
from mailrules.duties import ANSWER, REMIND
from mailrules.vocabulary import DutyState
from tests.acceptance.town import MONITORING_OFFICER, addresses, town

FILE = str(Path(__file__).parent / "sixth_council" / "fenmouth.yaml")
PRESS = "Tom Eccles <tom.eccles@wychmere.gov.example>"
PROPER_OFFICER = "Sian Treharne <sian.treharne@wychmere.gov.example>"
DRAFT = (
    "Dear Sian,\n\nHere is a draft press release for your approval.\n\nDRAFT PRESS RELEASE\n\nNew harbour lights\n\nTom"
)


def test_the_file_is_found_right_and_is_accounted_for() -> None:
    runner = CliRunner()
    checked = runner.invoke(bot.__main__.app, ["protocol", "check", FILE])
    assert checked.exit_code == 0, checked.output
    explained = runner.invoke(bot.__main__.app, ["protocol", "explain", FILE])
    assert explained.exit_code == 0, explained.output
    for clause in ("F01", "F02", "F03", "F04", "F05", "F06"):
        assert clause in explained.output


def test_a_paper_for_one_group_is_told_to_the_others_with_its_topic_and_the_same_is_offered(tmp_path: Path) -> None:
    with town(tmp_path, protocol=FILE) as here:
        here.chief_sends(
            "Dear Saoirse,\n\nThe briefing note on the leisure contract that your group asked for is attached.\n\nKind regards",
            to="cllr.saoirse.byrne@wychmere.gov.example", subject="Briefing note for the Green Group: the leisure contract",
            attached=("Leisure contract.txt", b"The facts of the leisure contract, and the options."),
        )  # fmt: skip
        (duty,) = [each for each in here.asked(lambda work: work.record.duties()) if each.notice]
        assert duty.due == datetime(2026, 10, 14, 16, 0, tzinfo=UTC), (
            "two working days, at five by the clock on the wall"
        )
        here.rest(datetime(2026, 10, 13, 9, 3, tzinfo=UTC))
        (notice,) = here.sent_once(NOTICE)
        assert "leisure contract" in notice.letter.text.lower()
        assert len(addresses(notice)) == 3


def test_a_statement_goes_to_the_whips_and_one_yes_is_enough_for_a_draft(tmp_path: Path) -> None:
    with town(tmp_path, protocol=FILE) as here:
        asked = here.to_evenhand(PRESS, DRAFT, to=PROPER_OFFICER, subject="DRAFT press release: New harbour lights")
        (gate,) = [each for each in here.asked(lambda work: work.record.duties()) if each.rule == ANSWER]
        assert {each.group for each in gate.owed} == {"o07", "o03"}
        here.to_evenhand(
            PROPER_OFFICER, "Fine by me.\n\nSian", to=PRESS, subject="Re: DRAFT press release: New harbour lights",
            headers={"In-Reply-To": asked},
        )  # fmt: skip
        answered = here.asked(lambda work: work.record.duty(gate.key))
        assert answered is not None
        assert answered.state is DutyState.MET
        assert len(here.sent_once(GATE)) == 1
        here.to_evenhand(
            PRESS, "PRESS RELEASE - for immediate release\n\nNew harbour lights\n\nThey are lit.\n\nENDS",
            to="newsroom@wychmeregazette.example", subject="PRESS RELEASE: New harbour lights",
        )  # fmt: skip
        (row,) = here.sent_once(CIRCULATION)
        assert addresses(row) == [
            "cllr.ceri.pritchard@wychmere.gov.example", "cllr.beatrice.cavendish@wychmere.gov.example",
            "cllr.bryn.llewellyn@wychmere.gov.example", "cllr.tobias.ellery@wychmere.gov.example",
        ]  # fmt: skip


def test_an_answer_that_does_not_come_in_three_working_days_is_told_to_the_monitoring_officer(tmp_path: Path) -> None:
    with town(tmp_path, protocol=FILE) as here:
        here.to_evenhand(
            "Cllr Hannah Whitlock <cllr.hannah.whitlock@wychmere.gov.example>",
            "Dear Joanna,\n\nCould you please send me the number of planning appeals in my ward last year?\n\nHannah",
            to="Joanna Pike <joanna.pike@wychmere.gov.example>", subject="Information request: planning appeals",
        )  # fmt: skip
        here.rest(datetime(2026, 10, 16, 9, 3, tzinfo=UTC))
        told = [addresses(row) for row in here.sent_once(REMIND)]
        assert told == [["joanna.pike@wychmere.gov.example"], [MONITORING_OFFICER]]


def test_ward_members_hear_before_the_public_and_it_is_late_once_the_public_has_heard(tmp_path: Path) -> None:
    with town(tmp_path, protocol=FILE) as here:
        here.to_evenhand(
            "Joanna Pike <joanna.pike@wychmere.gov.example>",
            "Dear Sian,\n\nWe are holding a public exhibition on the sea wall in Harbour ward on 5 November. "
            "It will be announced at noon on Wednesday 14 October.\n\nJoanna",
            to=PROPER_OFFICER, subject="Public exhibition in Harbour ward: the sea wall",
        )  # fmt: skip
        (duty,) = [each for each in here.asked(lambda work: work.record.duties()) if each.clause == "F06"]
        assert duty.due == datetime(2026, 10, 14, 11, 0, tzinfo=UTC), "noon by the clock on the wall"
        (row,) = here.sent_once(CIRCULATION)
        assert row.changed < duty.due
        assert addresses(row) == [
            "cllr.hannah.whitlock@wychmere.gov.example",
            "cllr.beatrice.cavendish@wychmere.gov.example",
            "cllr.evelyn.winter@wychmere.gov.example",
        ]
        assert "announced" not in row.letter.text, "that there is a matter, and its topic: no more"
