"""A copy that a councillor does not know of: its sender is told how to mend it, and it is put right in the open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.ports import OutboxRow, OutboxState
from bot.services.decide import Deciding
from mailrules.copies.repair import Repair
from mailrules.protocol.adoption import Adoption
from mailrules.vocabulary import FindingState, Mode
from tests.acceptance.town import MONITORING_OFFICER, Town, addresses, town

FIRST = "Cllr Hannah Whitlock <cllr.hannah.whitlock@wychmere.gov.example>"
OTHER = "cllr.graham.tate@wychmere.gov.example"
CHIEF = "Chief Executive <chief.executive@wychmere.gov.example>"
LETTER = "Dear Hannah,\n\nThank you for your letter about the harbour wall. The repair is planned for May.\n\nMargaret"
SECRET = ("harbour", "wall", "May")
PURPOSES = ("mend", "told", "consent", "unmended")
BROXTOWE, MEMBERS, KENT = "broxtowe", "member-employee-2007", "kent-2013"


def adopted(**given: object) -> Callable[[Deciding], Deciding]:
    return lambda deciding: replace(deciding, adoption=Adoption(source="adoption.yaml", **given))  # type: ignore[arg-type]


def copied_silently(here: Town, **given: object) -> str:
    return here.chief_sends(LETTER, to=FIRST, bcc=(OTHER,), subject="Your letter", **given)  # type: ignore[arg-type]


def repairs(here: Town) -> list[Repair]:
    return here.asked(lambda work: list(work.findings.by_state(*FindingState)))


def states(here: Town) -> set[FindingState]:
    return {each.state for each in repairs(here)}


def only(here: Town, purpose: str) -> OutboxRow:
    (row,) = here.rows(purpose)
    return row


@pytest.mark.parametrize("protocol", [BROXTOWE, MEMBERS])
def test_the_sender_says_yes_and_the_councillor_learns_who_got_the_copy(tmp_path: Path, protocol: str) -> None:
    with town(tmp_path, protocol=protocol) as here:
        copied_silently(here)
        (mend,) = here.sent_once(*PURPOSES)
        assert mend.purpose == "mend"
        assert addresses(mend) == ["margaret.lindqvist@wychmere.gov.example"], "the sender alone"
        told = only(here, "told")
        assert told.state is OutboxState.HELD, "nothing goes before the sender has seen it"
        assert told.letter.text.strip() in mend.letter.text
        here.answers(mend, CHIEF, "Yes, please. It was necessary because he has to vote on the repair.")
        here.minutes(2)
        assert [row.purpose for row in here.sent_once(*PURPOSES)] == ["mend", "told"]
        letter = only(here, "told").letter
        assert addresses(only(here, "told")) == ["cllr.hannah.whitlock@wychmere.gov.example"]
        assert "Councillor Graham Tate" in letter.text
        assert not [word for word in SECRET if word in letter.subject + letter.text]
        here.rest(datetime(2026, 10, 30, 9, 0, tzinfo=UTC))
        assert len(here.sent_once(*PURPOSES)) == 2, "never twice"
        told_of = {each.finding: each.evidence for each in repairs(here) if each.wants == "tell"}
        assert set(told_of.values()) == {only(here, "told").message_id}
        assert FindingState.ASKED not in states(here)
        assert here.asked(lambda work: work.journal.verify()) is None


def test_the_officers_reason_is_kept_with_the_finding(tmp_path: Path) -> None:
    with town(tmp_path, protocol=MEMBERS) as here:
        copied_silently(here)
        here.answers(only(here, "mend"), CHIEF, "Yes. It was necessary because he has to vote on the repair.")
        here.minutes(2)
        said = {each.wants: (each.state, each.answer) for each in repairs(here)}
        assert said["reason"] == (FindingState.PUT_RIGHT, "It was necessary because he has to vote on the repair.")


def test_one_who_does_not_answer_is_reminded_and_then_the_monitoring_officer_learns_of_it(tmp_path: Path) -> None:
    with town(tmp_path, protocol=BROXTOWE) as here:
        copied_silently(here)
        here.rest(datetime(2026, 10, 15, 9, 2, tzinfo=UTC))
        assert [row.purpose for row in here.sent_once(*PURPOSES)] == ["mend", "mend"]
        assert states(here) == {FindingState.REMINDED}
        here.rest(datetime(2026, 10, 20, 9, 2, tzinfo=UTC))
        here.rest(datetime(2026, 10, 30, 9, 2, tzinfo=UTC))
        assert [row.purpose for row in here.sent_once(*PURPOSES)] == ["mend", "mend", "unmended"]
        assert addresses(only(here, "unmended")) == [MONITORING_OFFICER]
        assert states(here) == {FindingState.ESCALATED}
        with pytest.raises(ConfigurationError, match="whoever sent the mail does not waive"):
            here.here.reviewing().waive(repairs(here)[0].key, by="Margaret Lindqvist", reason="it was nothing")
        for each in repairs(here):
            here.here.reviewing().waive(each.key, by="Ruth Abernathy", reason="the councillor was told by telephone")
        assert states(here) == {FindingState.WAIVED}
        assert only(here, "told").state is OutboxState.HELD


def test_a_letter_by_hand_in_the_same_thread_is_evidence(tmp_path: Path) -> None:
    with town(tmp_path, protocol=BROXTOWE) as here:
        sent = copied_silently(here)
        text = "Dear Hannah,\n\nI should have said that a copy of my letter went to Councillor Tate.\n\nMargaret"
        by_hand = here.chief_sends(text, to=FIRST, subject="Re: Your letter", headers={"In-Reply-To": sent})
        assert {(each.state, each.evidence) for each in repairs(here)} == {(FindingState.PUT_RIGHT, by_hand)}
        here.rest(datetime(2026, 10, 30, 9, 2, tzinfo=UTC))
        assert [row.purpose for row in here.sent_once(*PURPOSES)] == ["mend"]


def test_a_council_may_let_the_councillor_be_told_by_itself(tmp_path: Path) -> None:
    with town(tmp_path, protocol=BROXTOWE, with_=adopted(put_right={"default": Mode.ACT})) as here:
        copied_silently(here)
        assert only(here, "told").state is OutboxState.PENDING
        here.rest(datetime(2026, 10, 13, 9, 2, tzinfo=UTC))
        assert [row.purpose for row in here.sent_once(*PURPOSES)] == ["mend", "told"]
        assert states(here) == {FindingState.PUT_RIGHT}


def test_where_telling_would_disclose_nothing_is_drafted_and_a_person_decides(tmp_path: Path) -> None:
    with town(tmp_path, protocol=BROXTOWE, with_=adopted(put_right={"default": Mode.ACT})) as here:
        copied_silently(here, headers={"Sensitivity": "Personal"})
        here.rest(datetime(2026, 10, 13, 9, 2, tzinfo=UTC))
        assert here.rows("told", "consent") == []
        assert {row.purpose for row in here.sent_once(*PURPOSES)} == {"mend", "unmended"}
        assert "something" in only(here, "unmended").letter.text
        assert "Margaret" not in only(here, "unmended").letter.text


def test_consent_is_asked_for_and_waited_for(tmp_path: Path) -> None:
    for number, (words, state) in enumerate(
        [
            ("Yes, I am happy for you to share it.", FindingState.PUT_RIGHT),
            ("No, please don't share it.", FindingState.ESCALATED),
        ]
    ):
        with town(tmp_path / str(number), protocol=KENT) as here:
            here.chief_sends(LETTER, to=FIRST, cc=OTHER, subject="Your letter")
            here.answers(only(here, "mend"), CHIEF, "Yes please.")
            here.minutes(2)
            asked = only(here, "consent")
            assert asked.state is OutboxState.SENT
            assert states(here) == {FindingState.ASKED}, "asking is not consent"
            here.answers(asked, FIRST, words)
            assert states(here) == {state}


def test_what_is_told_aloud_is_recorded_with_the_clause_that_wants_it(tmp_path: Path) -> None:
    line = "Told Cllr Tate by phone of the letter from Cllr Whitlock, 3 March"
    officer = "Joanna Pike <joanna.pike@wychmere.gov.example>"
    with town(tmp_path / "m", protocol=MEMBERS) as here:
        here.to_evenhand(officer, line, to="protocol@wychmere.gov.example", cc="")
        assert [(each.clause, each.spoken) for each in repairs(here)] == [("M11", True)]
        assert "Graham Tate" in only(here, "told").letter.text
    with town(tmp_path / "k", protocol=KENT) as here:
        here.to_evenhand(officer, line, to="protocol@wychmere.gov.example", cc="")
        assert repairs(here) == []
        said = here.asked(lambda work: [each.action for each in work.journal.entries()])
        assert "told by word of mouth" in said


def test_observe_mode_and_a_protocol_without_the_rule_write_to_nobody(tmp_path: Path) -> None:
    with town(tmp_path / "o", protocol=BROXTOWE, mode="observe") as here:
        copied_silently(here)
        here.rest(datetime(2026, 10, 20, 9, 2, tzinfo=UTC))
        assert {row.state for row in here.rows(*PURPOSES)} == {OutboxState.STOPPED}
    with town(tmp_path / "e", protocol="enfield") as here:
        copied_silently(here)
        assert here.rows(*PURPOSES) == []
        assert repairs(here) == []


def test_a_letter_by_hand_before_the_yes_is_not_followed_by_a_second_one(tmp_path: Path) -> None:
    with town(tmp_path, protocol=MEMBERS) as here:
        sent = copied_silently(here)
        text = "Dear Hannah,\n\nI should have said that a copy of my letter went to Councillor Tate.\n\nMargaret"
        here.chief_sends(text, to=FIRST, subject="Re: Your letter", headers={"In-Reply-To": sent})
        here.answers(only(here, "mend"), CHIEF, "Yes. It was necessary because he has to vote on the repair.")
        here.minutes(2)
        assert [row.purpose for row in here.sent_once(*PURPOSES)] == ["mend"]
        assert only(here, "told").state is OutboxState.STOPPED


def test_a_yes_does_not_pass_by_a_council_that_looks_at_everything_itself(tmp_path: Path) -> None:
    with town(tmp_path, protocol=BROXTOWE, with_=adopted(modes={"B09": Mode.HOLD})) as here:
        copied_silently(here)
        mend = only(here, "mend")
        assert mend.state is OutboxState.HELD
        here.here.reviewing().release(mend.key, by="Ruth Abernathy", reason="it is right")
        here.minutes(2)
        here.answers(only(here, "mend"), CHIEF, "Yes please.")
        here.minutes(2)
        assert only(here, "told").state is OutboxState.HELD
        here.here.reviewing().release(only(here, "told").key, by="Ruth Abernathy", reason="it is right")
        here.minutes(2)
        assert states(here) == {FindingState.PUT_RIGHT}


def test_a_held_word_to_the_sender_that_nobody_lets_go_reaches_the_monitoring_officer(tmp_path: Path) -> None:
    with town(tmp_path, protocol=BROXTOWE, with_=adopted(modes={"B09": Mode.HOLD})) as here:
        copied_silently(here)
        here.rest(datetime(2026, 10, 15, 9, 2, tzinfo=UTC))
        assert [row.purpose for row in here.sent_once(*PURPOSES)] == ["unmended"]


def test_a_copy_to_the_monitoring_officer_is_not_told_of_by_any_machine(tmp_path: Path) -> None:
    with town(tmp_path, protocol=BROXTOWE, with_=adopted(put_right={"default": Mode.ACT})) as here:
        here.chief_sends(LETTER, to=FIRST, bcc=(MONITORING_OFFICER,), subject="Your letter")
        here.rest(datetime(2026, 10, 13, 9, 2, tzinfo=UTC))
        assert here.rows("told", "consent") == []
        assert states(here) == {FindingState.ESCALATED}


def test_a_councillor_who_does_not_answer_is_waited_for_and_then_the_monitoring_officer_decides(tmp_path: Path) -> None:
    with town(tmp_path, protocol=KENT) as here:
        here.chief_sends(LETTER, to=FIRST, cc=OTHER, subject="Your letter")
        here.answers(only(here, "mend"), CHIEF, "Yes please.")
        here.minutes(2)
        here.rest(datetime(2026, 10, 14, 9, 2, tzinfo=UTC))
        assert [row.purpose for row in here.sent_once(*PURPOSES)] == ["mend", "consent"]
        here.rest(datetime(2026, 10, 20, 9, 2, tzinfo=UTC))
        assert [row.purpose for row in here.sent_once(*PURPOSES)] == ["mend", "consent", "unmended"]
        assert "has not answered yet" in only(here, "unmended").letter.text
        assert states(here) == {FindingState.ESCALATED}


def test_one_on_whose_mail_evenhand_was_hidden_is_answered_alone(tmp_path: Path) -> None:
    officer = "Joanna Pike <joanna.pike@wychmere.gov.example>"
    with town(tmp_path, protocol=BROXTOWE) as here:
        here.to_evenhand(officer, LETTER, to=FIRST, cc="")
        here.minutes(2)
        (row,) = here.sent_once("unseen")
        assert (addresses(row), row.letter.cc) == (["joanna.pike@wychmere.gov.example"], ())
        assert not [word for word in (*SECRET, "Whitlock") if word in row.letter.subject + row.letter.text]
        here.to_evenhand(officer, LETTER, to=FIRST)
        here.to_evenhand("Somebody <somebody@elsewhere.example>", LETTER, to=FIRST, cc="")
        here.to_evenhand(officer, LETTER, to=FIRST, cc="", headers={"X-MS-Exchange-Inbox-Rules-Loop": "a@b.example"})
        here.minutes(2)
        assert len(here.rows("unseen")) == 1


def test_a_copy_that_comes_days_after_the_mail_was_sent_is_put_right_once(tmp_path: Path) -> None:
    with town(tmp_path, protocol=BROXTOWE) as here:
        sent = here.now()
        here.rest(datetime(2026, 10, 15, 9, 0, tzinfo=UTC))
        copied_silently(here, sent=sent)
        (mend,) = here.sent_once(*PURPOSES)
        here.answers(mend, CHIEF, "Yes, please.")
        here.rest(datetime(2026, 10, 30, 9, 0, tzinfo=UTC))
        assert [row.purpose for row in here.sent_once(*PURPOSES)] == ["mend", "told"]


def test_a_copy_of_which_the_councillor_was_told_by_hand_meanwhile_is_not_told_of_again(tmp_path: Path) -> None:
    with town(tmp_path, protocol=BROXTOWE) as here:
        sent = here.now()
        here.rest(datetime(2026, 10, 15, 9, 0, tzinfo=UTC))
        words = "Dear Hannah,\n\nI sent Councillor Graham Tate a copy of my letter.\n\nMargaret"
        here.chief_sends(words, to=FIRST, subject="Re: Your letter", headers={"In-Reply-To": "<town-2@mail.example>"})
        copied_silently(here, sent=sent)
        here.rest(datetime(2026, 10, 30, 9, 0, tzinfo=UTC))
        assert here.rows("told") == []
