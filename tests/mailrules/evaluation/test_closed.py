"""Mails that few may have, clauses that give way, and reminders that an answer meets."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.adapters.texts import library_names, read_protocol
from mailrules.calendar import Calendar
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.evaluation.evaluate import evaluate
from mailrules.evaluation.outcome import Outcome
from mailrules.evaluation.precedence import gives_way
from mailrules.evaluation.record import RememberedRecord
from mailrules.evaluation.setting import Setting
from mailrules.mime import parse
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.dates import Dates
from mailrules.protocol.roles import RoleBook
from mailrules.reading.model import Fields, Item, Reading, SenderReading, VisibleText
from mailrules.vocabulary import Direction, Disposition, DutyState, Flag, Kind
from tests.conftest import MONDAY, written

SHARPE = "cllr.victoria.sharpe@wychmere.gov.example"
CHIEF = "margaret.lindqvist@wychmere.gov.example"
FEAR = Item(kind=Kind.WHISTLEBLOWING)
REQUEST = Item(kind=Kind.GROUP_ATTENDANCE_REQUEST, group="conservative", topic="Food waste")


def setting(council: Council, roll: Roll, protocol: str) -> Setting:
    book = read_protocol(protocol)
    return Setting(
        roll=roll,
        roles=RoleBook(protocol=book, adoption=Adoption.default(), roll=roll),
        protocol=book,
        adoption=Adoption.default(),
        calendar=Calendar(zone=council.timezone, nation=council.nation),
    )


def followed(
    where: Setting,
    *items: Item,
    sender: str = "c22",
    record: RememberedRecord | None = None,
    **mail: str,
) -> Outcome:
    person = where.roll.person(sender)
    assert person is not None
    answers = {"In-Reply-To": mail.pop("answers")} if "answers" in mail else None
    raw = written(person.email, "Good morning.", headers=answers, **mail)  # type: ignore[arg-type]
    reading = Reading(
        sender=SenderReading(
            address=person.email,
            person=sender,
            group_of_member=where.roll.group_of(sender) if sender.startswith("c") else None,
            internal=True,
        ),
        visible=VisibleText(written="Good morning."),
        items=items,
    )
    return evaluate(parse(raw, direction=Direction.IN), reading, where, record or RememberedRecord(), at=MONDAY)


@pytest.mark.parametrize("protocol", library_names())
def test_a_fear_of_wrongdoing_is_for_few_whatever_the_protocol_says(
    council: Council, roll: Roll, protocol: str
) -> None:
    outcome = followed(setting(council, roll, protocol), FEAR, REQUEST)
    assert outcome.closed_to is not None
    assert set(outcome.closed_to) <= {"monitoring-officer", "whistleblowing-officer", "chief-executive"}
    assert [duty.rule for duty in outcome.duties if duty.notice or duty.rule == "circulate"] == []
    assert (outcome.disposition, outcome.minimal) == (Disposition.HOLD, True)
    assert {role for route in outcome.routes for role in route.to} <= set(outcome.closed_to)


def test_one_who_is_accused_of_wrongdoing_is_not_among_those_few(council: Council, roll: Roll) -> None:
    accused = replace(FEAR, fields=Fields(officer="o01"))
    outcome = followed(setting(council, roll, "broxtowe"), accused)
    assert outcome.closed_to == ("monitoring-officer", "whistleblowing-officer")


def test_a_mail_that_complains_as_well_makes_no_notice(council: Council, roll: Roll) -> None:
    complaint = Item(kind=Kind.COMPLAINT_ABOUT_OFFICER, fields=Fields(officer="o10"))
    where = setting(council, roll, "member-officer-code")
    assert [duty.clause for duty in followed(where, REQUEST).duties] == ["U06"]
    assert followed(where, REQUEST, complaint).duties == ()


def test_a_complaint_never_comes_to_the_one_complained_of(council: Council, roll: Roll) -> None:
    for officer in (each.id for each in council.officers):
        complaint = Item(kind=Kind.COMPLAINT_ABOUT_OFFICER, fields=Fields(officer=officer))
        outcome = followed(setting(council, roll, "broxtowe"), complaint)
        assert officer not in {owed.group for duty in outcome.duties for owed in duty.owed}
        assert all(officer in route.never for route in outcome.routes)


def test_a_reminder_is_no_notice_and_the_answer_meets_it(council: Council, roll: Roll) -> None:
    where, record = setting(council, roll, "broxtowe"), RememberedRecord()
    asked = followed(where, Item(kind=Kind.MEMBER_INFORMATION_REQUEST), record=record, message_id="<ask@mail.example>")
    record.keep(asked)
    assert [(duty.rule, duty.state, duty.notice) for duty in asked.duties] == [("remind", DutyState.DUE, "")]
    assert asked.disposition is Disposition.NONE
    other = Item(kind=Kind.OTHER)
    answered = followed(
        where, other, sender="o01", record=record, to=SHARPE, answers="<ask@mail.example>", message_id="<answer@x>"
    )
    assert [(duty.rule, duty.state) for duty in answered.duties] == [("remind", DutyState.MET)]


def test_a_chaser_of_ones_own_does_not_meet_it(council: Council, roll: Roll) -> None:
    where, record = setting(council, roll, "broxtowe"), RememberedRecord()
    record.keep(
        followed(where, Item(kind=Kind.MEMBER_INFORMATION_REQUEST), record=record, message_id="<ask@mail.example>")
    )
    chaser = followed(
        where, Item(kind=Kind.OTHER), record=record, to=CHIEF, answers="<ask@mail.example>", message_id="<again@x>"
    )
    assert chaser.duties == ()


def test_a_clause_that_gives_way_says_to_which() -> None:
    book = read_protocol("member-officer-code")
    assert gives_way(book.clauses, frozenset({"U02", "U03"}))["U02"] == "U03"
    assert gives_way(book.clauses, frozenset({"U02", "U05"})) == {}


def test_a_clause_on_trial_ends_with_its_trial() -> None:
    book = read_protocol("broxtowe")
    clause = book.clause("B05")
    assert clause is not None
    trial = clause.model_copy(update={"trial": Dates.model_validate({"from": "2026-10-01", "to": "2026-10-31"})})
    tried = book.model_copy(update={"clauses": (trial,)})
    days = [date(2026, 9, 30), date(2026, 10, 31), date(2026, 10, 31) + timedelta(days=1)]
    assert [len(tried.clauses_on(day)) for day in days] == [0, 1, 0]


def test_a_press_statement_in_confidence_is_held_before_it_goes_round(council: Council, roll: Roll) -> None:
    statement = Item(kind=Kind.PRESS_RELEASE_ISSUED, flags=frozenset({Flag.CONFIDENTIAL}))
    (duty,) = followed(setting(council, roll, "kent-2013"), statement, sender="o14").duties
    assert (duty.rule, duty.state) == ("circulate", DutyState.HELD)
    assert "monitoring officer" in duty.reasons[0]
