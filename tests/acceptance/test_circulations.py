"""What goes round: each thing once, to all who are owed it, when its clause wants it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.ports import OutboxState
from bot.services import decide
from bot.services.certificates import Certifying
from bot.services.circulating.closing import CLOSES_SOON
from bot.services.circulating.letters import CIRCULATION
from bot.services.decide import Deciding
from mailrules.council.model import Absence, Span
from mailrules.duties import CIRCULATE, REMIND
from mailrules.message import Message
from mailrules.protocol.adoption import Adoption
from mailrules.reading.model import Fields, Item, Reading
from mailrules.reading.read import read
from mailrules.rhythm import Rhythm
from mailrules.vocabulary import DutyState, Kind
from tests.acceptance.town import MONDAY, Town, addresses, town
from tests.conftest import written

PRESS = "Tom Eccles <tom.eccles@wychmere.gov.example>"
PLANNER = "Joanna Pike <joanna.pike@wychmere.gov.example>"
PROPER_OFFICER = "Sian Treharne <sian.treharne@wychmere.gov.example>"
NEWSROOM = "newsroom@wychmeregazette.example"
LEADERS = [
    "cllr.amara.okafor@wychmere.gov.example",
    "cllr.victoria.sharpe@wychmere.gov.example",
    "cllr.andrew.galbraith@wychmere.gov.example",
    "cllr.saoirse.byrne@wychmere.gov.example",
]
STATEMENT = (
    "PRESS RELEASE - for immediate release\n\nNew harbour lights switched on\n\nThe new lights on the harbour wall were "
    "switched on this morning. The work cost less than planned.\n\nENDS\n\nNotes to editors: contact the press office."
)
FRIDAY = datetime(2026, 10, 16, 9, 0, tzinfo=UTC)
"""Ten in the morning at the council."""


def adopted(**given: object) -> Callable[[Deciding], Deciding]:
    return lambda deciding: replace(deciding, adoption=Adoption(source="adoption.yaml", **given))  # type: ignore[arg-type]


def issues(here: Town, text: str = STATEMENT, *, sender: str = PRESS, to: str = NEWSROOM, **given: object) -> str:
    return here.to_evenhand(
        sender,
        text,
        to=to,
        subject="PRESS RELEASE: New harbour lights switched on",
        **given,  # type: ignore[arg-type]
    )


def decides(here: Town, nth: int, *, sender: str = PLANNER, **given: object) -> str:
    text = (
        f"Record of a delegated decision\n\nReference: OD/2026/{nth:03}\nDecision: to extend the lease of unit {nth}\n"
        "Reasons: the tenant has kept to it\nDecision-maker: Head of Planning, with the concurrence of the Cabinet Member\n"
        f"Date of decision: {here.now():%d %B %Y}"
    )
    return here.to_evenhand(
        sender,
        text,
        to=PROPER_OFFICER,
        subject=f"Delegated decision OD/2026/{nth:03}: lease of unit {nth}",
        **given,  # type: ignore[arg-type]
    )


def test_a_press_statement_reaches_every_leader_within_a_minute_of_its_issue(
    tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    with town(tmp_path) as here:
        issues(here)
        (row,) = here.sent_once(CIRCULATION)
        assert addresses(row) == LEADERS
        assert row.letter.text == snapshot
        assert row.letter.html == snapshot
        assert [duty.state for duty in here.asked(lambda w: w.record.duties()) if duty.rule == CIRCULATE] == [
            DutyState.MET
        ]
        assert here.asked(lambda work: work.journal.verify()) is None


def test_whoever_had_the_statement_from_the_press_office_does_not_get_it_again(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        issues(here, to=f"{NEWSROOM}, {LEADERS[0]}, {LEADERS[2]}")
        (row,) = here.sent_once(CIRCULATION)
        assert addresses(row) == [LEADERS[1], LEADERS[3]]
        issues(here, to=", ".join((NEWSROOM, *LEADERS)), headers={"Subject": "PRESS RELEASE: Second statement"})
        assert len(here.rows(CIRCULATION)) == 1, "the press office has told them all"


def test_a_statement_that_does_not_come_from_the_press_office_waits_for_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reads(message: Message, *others: Any) -> Reading:
        """What a mail is taken for is not what is told here."""
        statement = Item(kind=Kind.PRESS_RELEASE_ISSUED, fields=Fields(title="New harbour lights"))
        return replace(read(message, *others), items=(statement,))

    monkeypatch.setattr(decide, "read", reads)
    with town(tmp_path) as here:
        issues(here, sender=PLANNER)
        assert here.rows(CIRCULATION) == []
        held = [duty for duty in here.asked(lambda w: w.record.duties(DutyState.HELD)) if duty.rule == CIRCULATE]
        assert "communications-unit" in held[0].reasons[0]


def test_an_embargo_is_kept_to_the_minute(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        issues(here, STATEMENT.replace("for immediate release", "EMBARGOED until 14:30 today"))
        here.rest(datetime(2026, 10, 12, 13, 28, tzinfo=UTC))
        assert here.sent_once(CIRCULATION) == []
        here.minutes(2)
        (row,) = here.sent_once(CIRCULATION)
        assert row.changed >= datetime(2026, 10, 12, 13, 30, tzinfo=UTC)


def test_before_an_election_nothing_of_the_press_goes_round_by_itself(tmp_path: Path) -> None:
    period = ((date(2026, 10, 1), date(2026, 11, 5)),)
    with town(tmp_path, with_=adopted(pre_election=period)) as here:
        issues(here)
        assert here.rows(CIRCULATION) == []
        (held,) = [duty for duty in here.asked(lambda w: w.record.duties(DutyState.HELD)) if duty.rule == CIRCULATE]
        assert "pre-election" in held.reasons[0]
        here.here.reviewing().release(held.key, by="Ruth Abernathy", reason="it is about a road closure")
        here.minutes(3)
        assert [addresses(row) for row in here.sent_once(CIRCULATION)] == [LEADERS]


def test_a_group_without_a_leader_holds_it_for_all_and_a_leader_who_is_away_has_a_deputy(tmp_path: Path) -> None:
    def changed(deciding: Deciding) -> Deciding:
        away = (Absence(span=Span(start=date(2026, 10, 1), end=date(2026, 10, 30))),)
        members = tuple(replace(each, away=away) if each.id == "c35" else each for each in deciding.council.members)
        return replace(deciding, council=replace(deciding.council, members=members))

    with town(tmp_path, with_=changed) as here:
        issues(here)
        (row,) = here.sent_once(CIRCULATION)
        assert "cllr.morag.sinclair@wychmere.gov.example" in addresses(row)
        assert LEADERS[2] not in addresses(row)

    def vacant(deciding: Deciding) -> Deciding:
        groups = tuple(
            replace(each, leader=(), deputy=()) if each.id == "green" else each for each in deciding.council.groups
        )
        return replace(deciding, council=replace(deciding.council, groups=groups))

    with town(tmp_path / "vacant", with_=vacant) as here:
        issues(here)
        assert here.rows(CIRCULATION) == []
        (held,) = [duty for duty in here.asked(lambda w: w.record.duties(DutyState.HELD)) if duty.rule == CIRCULATE]
        assert "Green Group has no leader" in held.reasons[0]


def test_each_decision_is_in_exactly_one_list_and_the_list_leaves_at_the_councils_hour(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        for nth in (1, 2, 3):
            decides(here, nth)
        here.rest(FRIDAY - timedelta(minutes=2))
        assert here.rows(CIRCULATION) == []
        here.rest(FRIDAY + timedelta(minutes=2))
        (first,) = here.sent_once(CIRCULATION)
        assert addresses(first) == LEADERS
        decides(here, 4)
        here.rest(FRIDAY + timedelta(days=14))
        _, second = here.sent_once(CIRCULATION)
        assert [f"OD/2026/{nth:03}" in first.letter.text for nth in (1, 2, 3, 4)] == [True, True, True, False]
        assert [f"OD/2026/{nth:03}" in second.letter.text for nth in (1, 2, 3, 4)] == [False, False, False, True]
        assert here.asked(lambda w: w.record.duties(DutyState.DUE)) == []
        assert here.asked(lambda work: work.journal.verify()) is None


def test_the_council_chooses_the_hour_and_a_closed_day_moves_it_on(tmp_path: Path) -> None:
    chosen = {"E25": Rhythm(weekday=0, hour=time(16, 30))}

    def closed(deciding: Deciding) -> Deciding:
        days = replace(deciding.calendar, closed_days=frozenset({date(2026, 10, 19)}))
        return replace(adopted(lists=chosen)(deciding), calendar=days)

    with town(tmp_path, with_=closed) as here:
        decides(here, 1)
        here.rest(datetime(2026, 10, 12, 15, 31, tzinfo=UTC))
        (row,) = here.sent_once(CIRCULATION)
        assert "list of Monday 12 October 2026" in row.letter.subject
        decides(here, 2)
        here.rest(datetime(2026, 10, 20, 15, 27, tzinfo=UTC))
        assert len(here.sent_once(CIRCULATION)) == 1, "on Monday the council was closed"
        here.minutes(5)
        assert len(here.sent_once(CIRCULATION)) == 2


def test_an_empty_week_is_reported_only_where_the_council_wants_it(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.rest(FRIDAY + timedelta(hours=1))
        assert here.rows(CIRCULATION) == []
    with town(tmp_path / "told", with_=adopted(nil_lists={"E25": True})) as here:
        here.rest(FRIDAY + timedelta(hours=1))
        (row,) = here.sent_once(CIRCULATION)
        assert "No decision was recorded since the last list." in row.letter.text


def test_a_list_that_the_service_was_not_there_for_leaves_on_monday_and_says_so(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        decides(here, 1)
        here.world.tenant.clock.set(datetime(2026, 10, 19, 8, 0, tzinfo=UTC))
        decides(here, 2)
        (row,) = here.sent_once(CIRCULATION)
        assert "This list was due on Friday 16 October 2026." in row.letter.text
        assert "OD/2026/001" in row.letter.text
        assert "OD/2026/002" not in row.letter.text, "it came after the list had closed"


def test_a_list_that_is_later_than_its_limit_asks_first(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        decides(here, 1)
        here.world.tenant.clock.set(datetime(2026, 10, 21, 8, 0, tzinfo=UTC))
        here.minutes(3)
        assert here.sent_once(CIRCULATION) == []
        (held,) = [duty for duty in here.asked(lambda w: w.record.duties(DutyState.HELD)) if duty.rule == CIRCULATE]
        here.here.reviewing().release(held.key, by="Sian Treharne", reason="better late than never")
        here.minutes(3)
        assert len(here.sent_once(CIRCULATION)) == 1


def test_the_list_of_amendments_says_nothing_else_of_the_returns(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    day = datetime(2026, 10, 14, 7, 0, tzinfo=UTC)
    with town(tmp_path) as here:
        here.world.tenant.clock.set(day)
        here.to_evenhand(
            "Cllr Beatrice Cavendish <cllr.beatrice.cavendish@wychmere.gov.example>",
            "Sian,\n\nFor today's council meeting, 14 October, the Conservative Group will move an amendment to item 7, Alan "
            "to move. We ask for a recorded vote on item 9. George wants to speak, and Jacqueline is nominated for the Harbour "
            "Board.\n\nBeatrice",
            to=PROPER_OFFICER, subject="Council amendments: our return",
        )  # fmt: skip
        here.to_evenhand(
            "Cllr Bryn Llewellyn <cllr.bryn.llewellyn@wychmere.gov.example>",
            "Sian,\n\nOur return for council on 14 October: one amendment, to 9(a), Catherine to second. No nominations.\n\nBryn",
            to=PROPER_OFFICER, subject="Amendments for council",
        )  # fmt: skip
        here.rest(datetime(2026, 10, 14, 10, 58, tzinfo=UTC))
        assert here.rows(CIRCULATION) == []
        here.rest(datetime(2026, 10, 14, 11, 2, tzinfo=UTC))
        (row,) = here.sent_once(CIRCULATION)
        assert addresses(row) == LEADERS
        assert row.letter.text == snapshot
        for word in ("George", "Jacqueline", "Harbour", "recorded", "Catherine", "Alan"):
            assert word not in row.letter.text + row.letter.html


def test_in_observe_mode_the_register_shows_what_would_have_gone_round(tmp_path: Path) -> None:
    with town(tmp_path, mode="observe") as here:
        issues(here)
        (row,) = here.rows(CIRCULATION)
        assert row.state is OutboxState.STOPPED
        assert list(here.world.sent_by_us()) == []


@pytest.mark.parametrize("hours", [0, 5])
def test_a_consultation_is_told_with_its_link_and_days_and_nothing_of_the_letter(
    tmp_path: Path, snapshot: SnapshotAssertion, hours: int
) -> None:
    with town(tmp_path) as here:
        here.rest(MONDAY + timedelta(hours=hours, minutes=1))
        here.to_evenhand(
            "Department for Communities <consultations@communities.gov.example>",
            "The Department has today published its consultation on landlord licensing.\n\nIt can be read at "
            "https://www.communities.gov.example/consultations/landlord-licensing and closes on 4 December 2026.\n\nWe know that "
            "Wychmere has had trouble with Harker Lettings.",
            to="chief.executive@wychmere.gov.example", subject="Consultation: landlord licensing",
            headers={
                "X-MS-Exchange-Organization-AuthAs": "Anonymous",
                "Authentication-Results": "mx.wychmere.gov.example; spf=pass "
                "smtp.mailfrom=communities.gov.example; dkim=pass; dmarc=pass header.from=communities.gov.example",
            },
        )  # fmt: skip
        here.rest(datetime(2026, 10, 13, 9, 3, tzinfo=UTC))
        (row,) = here.sent_once(CIRCULATION)
        assert row.letter.text == snapshot
        assert "Harker" not in row.letter.text


def test_the_papers_of_a_statement_go_with_it_as_they_came(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n\xff\xfe\x00 not text"
    with town(tmp_path) as here:
        raw = written(
            PRESS, STATEMENT, to=NEWSROOM, cc="protocol@wychmere.gov.example", subject="PRESS RELEASE: New harbour lights",
            at=here.now(), message_id="<papers@mail.example>",
        )  # fmt: skip
        mail = message_from_bytes(raw, policy=SMTP)
        mail.add_attachment(picture, maintype="image", subtype="png", filename="lights.png")
        here.world.tenant.deliver(mail.as_bytes(), "protocol@wychmere.gov.example")
        here.minutes(3)
        (row,) = here.sent_once(CIRCULATION)
        assert row.letter.attachments == (("lights.png", "image/png", picture),)
        assert "Attached: lights.png" in row.letter.text


def test_a_consultation_is_spoken_of_once_more_before_it_closes(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.to_evenhand(
            PLANNER,
            "Colleagues,\n\nThe Department has published a consultation on landlord licensing: "
            "https://www.communities.gov.example/licensing. Responses are wanted: it closes on 4 December 2026.\n\nJoanna",
            to="chief.executive@wychmere.gov.example", subject="Government consultation: landlord licensing",
        )  # fmt: skip
        here.rest(datetime(2026, 11, 26, 12, 0, tzinfo=UTC))
        assert here.sent_once(CLOSES_SOON) == []
        here.rest(datetime(2026, 11, 27, 10, 2, tzinfo=UTC))
        (reminder,) = here.sent_once(CLOSES_SOON)
        assert reminder.letter.subject.startswith("It closes soon: ")
        assert addresses(reminder) == addresses(here.sent_once(CIRCULATION)[0])


def test_on_the_morning_of_a_council_meeting_whips_are_asked_and_a_return_is_an_answer(tmp_path: Path) -> None:
    meets = adopted(council_meetings=frozenset({date(2026, 10, 14)}))
    with town(tmp_path, with_=meets) as here:
        here.rest(datetime(2026, 10, 14, 1, 0, tzinfo=UTC))
        here.service.nightly()
        here.to_evenhand(
            "Cllr Beatrice Cavendish <cllr.beatrice.cavendish@wychmere.gov.example>",
            "Sian,\n\nFor today's council meeting, the Conservative Group will move an amendment to item 7.\n\nBeatrice",
            to=PROPER_OFFICER, subject="Council amendments: our return",
        )  # fmt: skip
        here.rest(datetime(2026, 10, 14, 9, 3, tzinfo=UTC))
        (asked,) = here.sent_once(REMIND)
        assert "Wednesday 14 October 2026 at 12:00" in asked.letter.text
        assert addresses(asked) == [
            "cllr.ceri.pritchard@wychmere.gov.example",
            "cllr.bryn.llewellyn@wychmere.gov.example",
            "cllr.tobias.ellery@wychmere.gov.example",
        ], "the Conservative whip has answered"


def test_a_certificate_says_of_what_went_round_what_each_group_got(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        issues(here, to=f"{NEWSROOM}, {LEADERS[0]}")
        (row,) = here.sent_once(CIRCULATION)
        deciding = here.here.book.deciding()
        proved = here.asked(lambda work: list(Certifying(work=work, deciding=deciding).all()))
        (certificate,) = proved
        assert certificate.key == row.duty
        assert certificate.equal
        assert [line.group for line in certificate.lines] == ["labour", "conservative", "libdem", "green"]
        assert [told.by_hand for line in certificate.lines for told in line.told] == [True, False, False, False]


def test_a_letter_that_came_back_from_the_one_who_holds_a_role_opens_the_duty_again(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.world.tenant.refuse(LEADERS[1], "552 5.2.2 mailbox full")
        issues(here)
        here.minutes(4)
        (duty,) = [each for each in here.asked(lambda w: w.record.duties(DutyState.HELD)) if each.rule == CIRCULATE]
        assert duty.outstanding == ("leader-of-opposition",)
        assert "came back" in duty.reasons[0]


def test_talk_about_a_statement_is_no_statement_and_does_not_go_round(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.to_evenhand(
            PRESS, "The press release about the lights went out yesterday. Two papers used it, one of them unkindly.\n\nTom",
            to="chief.executive@wychmere.gov.example", subject="Press release: coverage",
        )  # fmt: skip
        assert here.rows(CIRCULATION) == []


def test_a_conference_of_somebody_unknown_is_looked_at_before_it_goes_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reads(message: Message, *others: Any) -> Reading:
        """What a mail is taken for is not what is told here."""
        notice = Item(kind=Kind.CONFERENCE_NOTICE, fields=Fields(title="The future of bins"))
        return replace(read(message, *others), items=(notice,))

    monkeypatch.setattr(decide, "read", reads)
    with town(tmp_path) as here:
        here.to_chief(
            "Sales <sales@bins.example>", "Join us at our conference.", subject="The future of bins",
            headers={
                "X-MS-Exchange-Organization-AuthAs": "Anonymous",
                "Authentication-Results": "mx.wychmere.gov.example; spf=pass smtp.mailfrom=bins.example; dkim=pass; "
                "dmarc=pass header.from=bins.example",
            },
        )  # fmt: skip
        here.rest(datetime(2026, 10, 13, 9, 3, tzinfo=UTC))
        assert here.rows(CIRCULATION) == []
        (held,) = [duty for duty in here.asked(lambda w: w.record.duties(DutyState.HELD)) if duty.rule == CIRCULATE]
        assert "whom the directory does not know" in held.reasons[0]
