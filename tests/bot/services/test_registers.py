"""A council reads its registers: what was said, given and set aside, each with the mail that made it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from mailrules.evaluation.entries import KEPT_ALWAYS, UNPROVED
from mailrules.vocabulary import Direction, DutyState
from tests.bot.services.council_office import Office, office
from tests.conftest import MONDAY, written

GREEN = "cllr.saoirse.byrne@wychmere.gov.example"
CHIEF = "chief.executive@wychmere.gov.example"
PAPER = b"The facts of the leisure contract, and the options. " * 8
OVERSEER = "o03"
QUESTION = """\
> Your group had the note on the leisure contract. I can't let them have it unless your group agrees.
> May it be shared?"""


@pytest.fixture
def here(database_url: str) -> Iterator[Office]:
    with office(database_url) as made:
        yield made


def asked(message_id: str = "<may-we@x.example>", at: datetime = MONDAY) -> bytes:
    text = (
        "Dear Saoirse,\n\nThe Conservatives would like sight of the note on the leisure contract that was done for your "
        "group. I can't let them have it unless your group agrees. Do you?"
    )
    return written(
        CHIEF, text, to=GREEN, subject="Leisure contract note - may it be shared?", at=at, message_id=message_id
    )


def answered(text: str, at: datetime, message_id: str) -> bytes:
    return written(
        f"Saoirse Byrne <{GREEN}>",
        f"{text}\n\nOn 12 Oct 2026, at 09:00, Chief Executive wrote:\n>\n{QUESTION}",
        subject="Re: Leisure contract note - may it be shared?",
        at=at,
        message_id=message_id,
        headers={"In-Reply-To": "<may-we@x.example>", "References": "<may-we@x.example>"},
    )


def given(at: datetime = MONDAY) -> bytes:
    text = "Dear Saoirse,\n\nThe briefing note on the leisure contract that your group asked for is attached.\n\nKind regards"
    return written(
        f"Rachel Denholm <{CHIEF}>",
        text,
        to=GREEN,
        subject="Briefing note for the Green Group: the leisure contract",
        at=at,
        message_id="<paper@x.example>",
        attached=("Leisure contract.txt", PAPER),
    )


def test_a_consent_is_given_and_withdrawn_and_both_stand_in_the_register(here: Office) -> None:
    tuesday, friday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)
    here.get(asked(), Direction.OUT)
    here.get(answered("Yes, that is fine by us.", tuesday, "<yes@x.example>"))
    here.get(answered("On reflection we withdraw our consent.", friday, "<no@x.example>"))

    rows = here.rows("consents")
    said = [(row.who, dict(row.fields)["answer"], row.holds, row.mail) for row in rows]
    assert said == [
        ("Green Group", "given", False, "<yes@x.example>"),
        ("Green Group", "withdrawn", True, "<no@x.example>"),
    ]
    assert all("eisure contract" in dict(row.fields)["matter"] for row in rows)

    before = here.rows("consents", on=friday.date() - timedelta(days=1))
    assert [(dict(row.fields)["answer"], row.holds) for row in before] == [("given", True)]
    assert [row.mail for row in here.rows("consents", since=friday.date())] == ["<no@x.example>"]


def test_a_briefing_and_its_paper_are_entered_with_the_fingerprint(here: Office) -> None:
    here.get(given(), Direction.OUT)
    (briefing,) = here.rows("briefings")
    assert (briefing.who, briefing.mail) == ("Green Group", "<paper@x.example>")
    assert dict(briefing.fields)["what"] == "prepared"
    (paper,) = here.rows("group-documents")
    fields = dict(paper.fields)
    assert fields["document"] == "Leisure contract.txt"
    assert f"bytes:{sha256(PAPER).hexdigest()}" in fields["fingerprint"]


def test_the_same_mail_seen_again_enters_nothing_again(here: Office) -> None:
    key = here.get(given(), Direction.OUT)
    before = here.rows("briefings")
    with here.work() as work:
        mail = work.mails.by_key(key)
        assert mail is not None
        entries = list(work.registers.entries())
        assert work.registers.enter(entries, at=here.clock.now()) == 0
        journal = [each.details for each in work.journal.entries(about=key)]
    assert here.rows("briefings") == before
    assert journal[0] is not None
    assert set(journal[0]["entered"]) == {entry.key for entry in entries}, "the journal's chain proves the register"


def test_a_waiver_is_entered_with_who_and_why(here: Office) -> None:
    here.get(given(), Direction.OUT)
    with here.work() as work:
        (duty,) = [each for each in work.record.duties(DutyState.DUE, DutyState.HELD) if each.notice]
    here.later(hours=2)
    here.reviewing.waive(duty.key, by="o01", reason="It was the yearly report, which all groups had.")
    here.reviewing.waive(duty.key, by="o01", reason="Again.")
    (row,) = here.rows("waivers")
    assert row.clause == duty.clause
    assert row.mail == "<paper@x.example>"
    assert dict(row.fields)["by"] == "o01"
    assert "yearly report" in dict(row.fields)["reason"]


def test_groups_and_office_holders_come_from_the_directory(here: Office) -> None:
    groups = here.rows("groups")
    assert "Green Group" in {row.who for row in groups}
    assert {row.mail for row in groups} == {""}
    holders = {(row.subject, dict(row.fields)["office"]) for row in here.rows("office-holders")}
    assert {("c42", "leader"), (OVERSEER, "monitoring-officer")} <= holders


def test_each_register_is_listed_whether_anything_stands_in_it_or_not(here: Office) -> None:
    with here.look() as look:
        counts = look.counts()
    assert {*KEPT_ALWAYS, "waivers", "groups", "office-holders"} <= set(counts)
    assert counts["petitions"] == 0


def entered(here: Office, register: str, **more: object) -> None:
    """An entry that a mail of another day has made."""
    key = here.get(given(), Direction.OUT)
    with here.work() as work:
        some = next(each for each in work.registers.entries("briefings") if each.mail == key)
        work.registers.enter([replace(some, register=register, **more)], at=here.clock.now())  # type: ignore[arg-type]


RULES = (("group", "green"), ("document", "Standing orders.docx"), ("day", "2026-10-12"), ("note", "for us"))


def test_anybody_may_look_at_the_groups_rules_and_at_nothing_else(here: Office) -> None:
    entered(here, "group-rules", clause="E12", fields=RULES)
    (row,) = here.rows("group-rules", public=True)
    assert dict(row.fields) == {"group": "Green Group", "document": "Standing orders.docx", "day": "2026-10-12"}
    assert (row.subject, row.mail) == ("", "")
    with here.look(public=True) as look:
        assert look.counts() == {"group-rules": 1, "permitted-non-councillors": 0}
        assert look.rows("briefings") == ()
        assert look.rows("groups") == ()


@pytest.mark.parametrize("shut", [{"provided": UNPROVED}, {"closed": True}])
def test_what_is_only_proposed_or_closed_is_not_for_anybody(here: Office, shut: dict[str, object]) -> None:
    entered(here, "group-rules", fields=RULES, **shut)
    assert here.rows("group-rules", public=True) == ()


def test_an_entry_for_few_is_for_them_although_its_mail_is_open(here: Office) -> None:
    entered(here, "relationships", closed=True, open_to=("monitoring-officer",))
    assert len(here.rows("relationships", by=OVERSEER)) == 1
    assert here.rows("relationships", by="") == here.rows("relationships", by="o04") == ()
    with here.look(by="o04") as look:
        assert look.counts()["relationships"] == 0, "not even their number is told"


def test_a_protocol_that_opens_nothing_to_the_public_shows_the_public_nothing(database_url: str) -> None:
    with office(database_url, "member-employee-2007") as here, here.look(public=True) as look:
        assert look.counts() == {}


def test_what_was_entered_before_a_day_is_told_by_the_councils_own_midnight(here: Office) -> None:
    late = datetime(2026, 10, 12, 23, 30, tzinfo=UTC)  # half past midnight on the 13th, in summer time
    here.get(given(late), Direction.OUT)
    assert here.rows("briefings", on=date(2026, 10, 12)) == ()
    (row,) = here.rows("briefings", on=date(2026, 10, 13))
    assert row.at.startswith("2026-10-13T00:30")


def test_a_mail_whose_decision_is_gone_does_not_open_what_it_closed(here: Office) -> None:
    entered(here, "relationships", closed=True, mail="m-unknown")
    assert here.rows("relationships", by=OVERSEER) == ()
