"""What a council lives through with the running service, in the tenant in a box."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from bot.compose import running
from bot.compose.running import Installation
from bot.compose.trying import World, sample_events
from bot.errors import ConfigurationError, TransientError
from bot.ports import OutboxRow, OutboxState
from bot.services.lateness import in_time_until, too_late
from bot.services.service import Service
from bot.services.watch import Watching
from mailrules.cases import Moment
from mailrules.duties import Duty
from mailrules.vocabulary import DutyState
from tests.acceptance.stage import RELEASE, START, Stage
from tests.conftest import written

LIBDEM_LEADER = "cllr.andrew.galbraith@wychmere.gov.example"
WHO = "Jo Clarke"
MORNING_AFTER = datetime(2026, 10, 13, 9, 1, tzinfo=UTC)
"""Ten at the council, on the working day after the meeting."""
THREE_DAYS_LATER = datetime(2026, 10, 16, 9, 1, tzinfo=UTC)


@contextmanager
def staged(folder_factory: pytest.TempPathFactory, *names: str, until: datetime) -> Iterator[Stage]:
    with World(folder_factory.mktemp("service") / "register", start=START) as world:
        made = Stage(world)
        made.play(names, until=until)
        yield made


@pytest.fixture(scope="module")
def kept_notice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    before = RELEASE - timedelta(minutes=1)
    with staged(tmp_path_factory, "w001.eml", "w003.eml", "w021.eml", until=before) as stage:
        yield stage


@pytest.fixture(scope="module")
def kept_meeting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    monday = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
    with staged(tmp_path_factory, "w001.eml", "w003.eml", until=monday) as stage:
        yield stage


@pytest.fixture
def stage(kept_notice: Stage) -> Stage:
    """One minute before a notice to three groups may leave."""
    kept_notice.back()
    return kept_notice


@pytest.fixture
def meeting(kept_meeting: Stage) -> Stage:
    """The morning of the day on which an officer is to attend a group's meeting, as was agreed."""
    kept_meeting.back()
    return kept_meeting


@contextmanager
def service_of(stage: Stage) -> Iterator[tuple[Installation, Service]]:
    with stage.process(watches=True) as both:
        yield both


def minutes(stage: Stage, service: Service, count: int = 1) -> None:
    for _ in range(count):
        stage.tenant.clock.advance(timedelta(minutes=1))
        service.minute()


def at(stage: Stage, service: Service, when: datetime) -> None:
    stage.tenant.clock.set(when)
    service.minute()


def notice(stage: Stage) -> OutboxRow:
    return next(row for row in stage.rows() if row.purpose == "notice")


def the_duty(stage: Stage) -> Duty:
    (duty,) = stage.asked(lambda work: work.record.duties())
    return duty


def answered(
    stage: Stage, sender: str, text: str, letter: OutboxRow, message_id: str = "<answer@mail.example>"
) -> None:
    """Somebody answers a letter of Evenhand's; the answer goes to Evenhand's own mailbox."""
    own = stage.world.council.bot_mailbox
    raw = written(
        sender, text, to=own, subject=f"Re: {letter.letter.subject}", at=stage.tenant.clock.now(),
        headers={"In-Reply-To": letter.message_id}, message_id=message_id,
    )  # fmt: skip
    stage.tenant.deliver(raw, own)


def test_a_take_up_sent_to_evenhand_opens_its_case_and_is_copied_to_the_office(stage: Stage) -> None:
    with service_of(stage) as (_, service):
        minutes(stage, service)
        told = notice(stage)
        answered(stage, f"Cllr Andrew Galbraith <{LIBDEM_LEADER}>", "Yes please, the same for us.", told)
        minutes(stage, service, 2)
    cases = stage.asked(lambda work: list(work.record.all_cases()))
    taken = next(case for case in cases if case.group == "libdem")
    assert (taken.stage, taken.origin) == (Moment.TAKEN_UP, told.case)
    copy = next(row for row in stage.rows() if row.purpose == "copy")
    assert copy.state is OutboxState.SENT
    assert "the same for us" in copy.letter.text
    assert [address for _, address in copy.letter.to] != [LIBDEM_LEADER]


def test_a_notice_that_is_stopped_in_time_does_not_leave_and_its_duty_is_held(stage: Stage) -> None:
    with service_of(stage) as (here, service):
        key = notice(stage).key
        here.reviewing().stop(key, by=WHO, reason="the officer did not go")
        assert here.reviewing().stop(key, by=WHO, reason="again") == "it is already stopped"
        minutes(stage, service, 3)
        assert (notice(stage).state, the_duty(stage).state) == (OutboxState.STOPPED, DutyState.HELD)
        assert stage.copies() == {}
        here.reviewing().release(key, by=WHO, reason="but he did")
        minutes(stage, service)
    assert (stage.copies(), the_duty(stage).state) == ({key: 1}, DutyState.MET)


def test_a_service_that_comes_back_after_the_deadline_asks_before_it_sends(stage: Stage) -> None:
    due = the_duty(stage).due
    assert due is not None
    stage.tenant.clock.set(due + timedelta(days=10))
    with service_of(stage) as (here, service):
        minutes(stage, service, 2)
        assert notice(stage).key not in stage.copies()
        assert (notice(stage).state, the_duty(stage).state) == (OutboxState.STOPPED, DutyState.HELD)
        assert "a person decides" in " ".join(the_duty(stage).reasons)
        here.reviewing().release(notice(stage).key, by=WHO, reason="late is better than never")
        minutes(stage, service, 2)
    assert stage.copies()[notice(stage).key] == 1
    assert the_duty(stage).state is DutyState.MET


def test_a_service_that_was_off_for_a_weekend_sends_what_is_still_in_time(stage: Stage) -> None:
    stage.tenant.clock.set(RELEASE + timedelta(days=4))
    with service_of(stage) as (_, service):
        minutes(stage, service, 2)
    assert stage.copies() == {notice(stage).key: 1}


def test_a_notice_that_has_left_cannot_be_stopped(stage: Stage) -> None:
    with service_of(stage) as (here, service):
        minutes(stage, service)
        with pytest.raises(ConfigurationError, match="no longer"):
            here.reviewing().stop(notice(stage).key, by=WHO, reason="too late")


def test_the_switch_stops_all_at_once(stage: Stage) -> None:
    with service_of(stage) as (here, service):
        here.switch().turn(off=True, by=WHO, reason="an election is called")
        minutes(stage, service, 3)
        assert stage.copies() == {}
        here.switch().turn(off=False, by=WHO, reason="it is over")
        minutes(stage, service)
    assert stage.copies() == {notice(stage).key: 1}


def test_who_observes_has_nothing_to_send_with(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage.world, "_mode", "observe")
    with service_of(stage) as (_, service):
        assert service.sending is None
        assert service.reconciling is None
        minutes(stage, service, 3)
    assert stage.copies() == {}


def test_nothing_that_came_before_going_live_is_acted_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("live") / "register"
    events = [each for each in sample_events() if each.mail.path.name in {"w001.eml", "w003.eml", "w021.eml"}]
    with World(folder, start=events[0].at) as world:
        for event in events:
            world.happen(event)
        world.tenant.clock.advance(timedelta(minutes=1))
        with world.running() as (here, service):
            service.minute()
            service.nightly()
            with here.store.work(as_of=world.tenant.clock.now()) as work:
                assert list(work.mails.decided_since(START)) == []
                assert list(work.outbox.by_state(*OutboxState)) == []


def test_an_absent_leader_and_a_closed_mailbox_start_nothing_and_the_group_that_was_not_reached_is_held(
    stage: Stage,
) -> None:
    stage.tenant.refuse(LIBDEM_LEADER)
    stage.tenant.answer_automatically("cllr.amara.okafor@wychmere.gov.example", "I am away.", heeds_suppression=False)
    stage.tenant.answer_automatically(stage.world.council.bot_mailbox, "So am I.")
    with service_of(stage) as (here, service):
        minutes(stage, service, 5)
        key = notice(stage).key
        assert sorted(row.key for row in stage.rows()) == [key, f"held/{key}"], "its people are told that it came back"
        assert stage.copies() == {key: 1, f"held/{key}": 1}
        assert (the_duty(stage).state, the_duty(stage).outstanding) == (DutyState.HELD, ("libdem",))
        stage.tenant.accept(LIBDEM_LEADER)
        here.reviewing().release(key, by=WHO, reason="the address is mended")
        minutes(stage, service, 2)
    repeat = next(row for row in stage.rows() if row.key.startswith(f"{key}/repeat"))
    assert stage.copies() == {key: 1, f"held/{key}": 1, repeat.key: 1}
    assert [address for _, address in repeat.letter.to] == [LIBDEM_LEADER]
    assert the_duty(stage).state is DutyState.MET


def test_a_bounce_that_is_read_before_the_letter_is_seen_holds_the_duty_as_well(stage: Stage) -> None:
    kill_at = 0
    while not stage.copies():
        kill_at += 1
        stage.back()
        stage.tenant.clock.set(RELEASE)
        stage.tenant.refuse(LIBDEM_LEADER)
        assert stage.dies(kill_at)
    assert notice(stage).state is OutboxState.SENDING
    stage.recover(watches=True)
    assert (notice(stage).state, the_duty(stage).outstanding) == (OutboxState.SENT, ("libdem",))
    assert the_duty(stage).state is DutyState.HELD


def test_no_loop_passes_the_count_of_a_day(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_NOTICES_A_DAY", "1")
    with service_of(stage) as (here, service):
        minutes(stage, service)
        answered(stage, f"Cllr Andrew Galbraith <{LIBDEM_LEADER}>", "Yes please, the same for us.", notice(stage))
        minutes(stage, service, 3)
        assert [row.state for row in stage.rows()] == [OutboxState.SENT, OutboxState.PENDING]
        assert "a person has to look" in here.switch().why_not()
        stage.tenant.clock.advance(timedelta(days=1))
        minutes(stage, service)
        assert [row.state for row in stage.rows()] == [OutboxState.SENT, OutboxState.SENT]


def test_after_a_meeting_of_which_nothing_was_heard_the_officer_is_asked_once_and_reminded_once(meeting: Stage) -> None:
    with service_of(meeting) as (_, service):
        minutes(meeting, service)
        assert meeting.rows() == []
        for when in (
            MORNING_AFTER,
            MORNING_AFTER + timedelta(days=1),
            THREE_DAYS_LATER,
            THREE_DAYS_LATER + timedelta(days=9),
        ):
            at(meeting, service, when)
            minutes(meeting, service, 2)
    asked, reminded = meeting.rows()
    assert (asked.created, reminded.created) == (MORNING_AFTER, THREE_DAYS_LATER)
    assert [row.letter.to[0][1] for row in (asked, reminded)] == ["paul.nwosu@wychmere.gov.example"] * 2
    assert sorted(meeting.copies().values()) == [1, 1]


def test_a_service_that_stood_still_does_not_ask_and_remind_in_one_breath(meeting: Stage) -> None:
    with service_of(meeting) as (_, service):
        at(meeting, service, THREE_DAYS_LATER + timedelta(days=9))
        minutes(meeting, service, 3)
    assert len(meeting.rows()) == 1


@pytest.mark.parametrize(
    ("words", "told"), [("Yes, it went ahead.", ["ask", "notice"]), ("It was called off.", ["ask"])]
)
def test_an_officers_ordinary_answer_is_understood(meeting: Stage, words: str, told: list[str]) -> None:
    with service_of(meeting) as (_, service):
        at(meeting, service, MORNING_AFTER)
        answered(meeting, "Paul Nwosu <paul.nwosu@wychmere.gov.example>", words, meeting.rows()[0])
        minutes(meeting, service)
        at(meeting, service, THREE_DAYS_LATER)
        minutes(meeting, service)
    assert sorted(row.purpose for row in meeting.rows() if row.state is OutboxState.SENT) == told
    expected = DutyState.MET if "notice" in told else DutyState.WAIVED
    assert the_duty(meeting).state is expected


def test_a_register_that_is_restored_starts_frozen_and_looks_before_it_sends(stage: Stage) -> None:
    folder = stage.world.settings.data_dir
    backup = folder.with_name("backup.db")
    shutil.copy(folder / "register.db", backup)
    with service_of(stage) as (_, service):
        minutes(stage, service)
    key = notice(stage).key
    assert stage.copies() == {key: 1}
    shutil.copy(backup, folder / "register.db")
    assert notice(stage).state is OutboxState.PENDING
    with service_of(stage) as (here, service):
        minutes(stage, service, 20)
        assert "older" in here.switch().why_not()
        assert notice(stage).state is OutboxState.PENDING
        running.thaw(here, by=WHO, reason="the disk is new; the mailbox is the same")
        minutes(stage, service, 2)
    assert stage.copies() == {key: 1}
    assert (notice(stage).state, the_duty(stage).state) == (OutboxState.SENT, DutyState.MET)


def test_a_register_that_was_copied_elsewhere_starts_frozen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = stage.world.settings.data_dir
    elsewhere = folder.with_name("elsewhere")
    shutil.copytree(folder, elsewhere, dirs_exist_ok=True)
    monkeypatch.setattr(stage.world, "_folder", elsewhere)
    with stage.world.running() as (here, service):
        minutes(stage, service, 3)
        assert "copy" in here.switch().why_not()
    assert stage.copies() == {}
    shutil.rmtree(elsewhere)


def test_bodies_go_when_their_time_is_over_and_the_journal_still_proves(stage: Stage) -> None:
    with service_of(stage) as (here, service):
        minutes(stage, service)
        stage.tenant.clock.advance(timedelta(days=here.settings.retention.case + 1))
        service.nightly()
        assert service.nightly() is None
    mails = stage.asked(lambda work: list(work.mails.decided_since(START)))
    assert len(mails) == 3
    assert [mail.raw for mail in mails] == [None] * 3
    assert stage.asked(lambda work: work.journal.verify()) is None
    assert stage.asked(lambda work: [each.action for each in work.journal.entries(about="retention")]) == [
        "bodies erased"
    ]


def test_a_nightly_comparison_that_dies_half_way_is_repeated_that_day_and_then_no_more(stage: Stage) -> None:
    class Dies:
        asked = 0

        def compare(self) -> int:
            self.asked += 1
            if self.asked == 1:
                raise KeyboardInterrupt
            if self.asked == 2:
                raise TransientError("the mailbox was busy")
            return 0

    with service_of(stage) as (_, service):
        watching = Dies()
        nightly = replace(service, watching=cast("Watching", watching)).nightly
        with pytest.raises(KeyboardInterrupt):
            nightly()
        for _ in range(4):
            nightly()
        assert watching.asked == 3
        stage.tenant.clock.advance(timedelta(days=1))
        nightly()
        assert watching.asked == 4


def test_nobody_is_told_on_monday_that_something_waits_which_was_settled_meanwhile(stage: Stage) -> None:
    (party,) = [event.data for event in sample_events() if event.mail.path.name == "w096.eml"]
    with service_of(stage) as (here, service):
        here.switch().turn(off=True, by=WHO, reason="the weekend")
        stage.tenant.deliver(party, stage.world.council.chief_executive_mailbox)
        minutes(stage, service, 2)
        told = next(row for row in stage.rows() if row.purpose == "held")
        here.reviewing().settle(told.key.removeprefix("held/"), by=WHO, reason="the whip has been told")
        here.switch().turn(off=False, by=WHO, reason="Monday")
        minutes(stage, service, 2)
    assert next(row for row in stage.rows() if row.key == told.key).state is OutboxState.STOPPED
    assert told.key not in stage.copies()


def test_what_is_due_at_once_is_in_time_all_the_day_on_which_it_may_leave(stage: Stage) -> None:
    zone = stage.world.council.timezone
    duty = replace(the_duty(stage), due=RELEASE - timedelta(days=1))
    until = in_time_until(duty, zone)
    assert until == datetime(2026, 10, 15, tzinfo=zone)

    def why(at: datetime) -> str:
        return stage.asked(lambda work: too_late(work, duty, at=at, zone=zone))

    assert why(RELEASE + timedelta(hours=9)) == ""
    assert "a person decides" in why(RELEASE + timedelta(days=1))


def test_what_is_still_owed_keeps_its_mails(stage: Stage) -> None:
    with service_of(stage) as (here, service):
        here.reviewing().stop(notice(stage).key, by=WHO, reason="is it true?")
        stage.tenant.clock.advance(timedelta(days=here.settings.retention.case + 1))
        service.nightly()
    mails = stage.asked(lambda work: list(work.mails.decided_since(START)))
    assert all(mail.raw for mail in mails)


def test_a_letter_of_unknown_outcome_is_repeated_only_when_a_person_says_so(stage: Stage) -> None:
    with service_of(stage) as (here, service):
        stage.tenant.lag, stage.tenant.lag_hides = timedelta(days=9), True
        minutes(stage, service, 18)
        first = notice(stage)
        assert first.state is OutboxState.UNKNOWN
        stage.tenant.lag = timedelta()
        said = here.reviewing().release(first.key, by=WHO, reason="it is in no mailbox: I have asked all three groups")
        assert said.startswith("it leaves at")
        minutes(stage, service, 2)
    old, repeat = stage.rows()
    assert (old.state, repeat.state) == (OutboxState.STOPPED, OutboxState.SENT)
    assert repeat.key != old.key
    assert the_duty(stage).state is DutyState.MET


def test_a_held_mail_that_nobody_has_looked_at_is_not_erased(stage: Stage) -> None:
    (party,) = [event.data for event in sample_events() if event.mail.path.name == "w096.eml"]
    stage.tenant.deliver(party, stage.world.council.chief_executive_mailbox)
    with service_of(stage) as (here, service):
        minutes(stage, service, 2)
        mail = stage.asked(
            lambda work: next(each for each in work.mails.decided_since(START) if each.disposition == "hold")
        )
        stage.tenant.clock.advance(timedelta(days=here.settings.retention.case + 1))
        service.nightly()
        assert stage.asked(lambda work: work.mails.by_key(mail.key)).raw
        here.reviewing().settle(mail.key, by=WHO, reason="the whip has been told that officers do no party business")
        stage.tenant.clock.advance(timedelta(days=1))
        service.nightly()
    assert stage.asked(lambda work: work.mails.by_key(mail.key)).raw is None
