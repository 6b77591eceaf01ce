"""Letters beside a mail: to whom they go, what they may say, and what a vacancy does."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.adapters.render.letters import JinjaRenderer
from bot.adapters.texts import read_protocol
from bot.ports import OutboxRow, OutboxState, RecordedMail
from bot.services.decide import Deciding, Decision
from bot.services.routing import Routing, addressed_now
from mailrules.calendar import Calendar
from mailrules.council.model import Council, Dated, Officer, Span
from mailrules.evaluation.evaluate import evaluate
from mailrules.evaluation.record import RememberedRecord
from mailrules.evaluation.stand_in import answering
from mailrules.mime import parse
from mailrules.protocol.adoption import Adoption
from mailrules.reading.model import Fields, Item, Reading, SenderReading, VisibleText
from mailrules.vocabulary import Direction, Flag, Kind
from tests.conftest import MONDAY, written

HOUSING, RUTH = "adeel.khan@wychmere.gov.example", "ruth.abernathy@wychmere.gov.example"
COMPLAINT = Item(kind=Kind.COMPLAINT_ABOUT_OFFICER, fields=Fields(officer="o10"))
PRIVATE = "Adeel Khan was rude to me about the bins"


def deciding(council: Council, protocol: str, adoption: Adoption | None = None) -> Deciding:
    return Deciding(
        council=council,
        protocol=read_protocol(protocol),
        adoption=adoption or Adoption.default(),
        calendar=Calendar(zone=council.timezone, nation=council.nation),
        renderer=JinjaRenderer(),
    )


def letters(
    where: Deciding,
    *items: Item,
    sender: str = "c22",
    to: str = "jo@outside.example",
    flags: frozenset[Flag] = frozenset(),
) -> list[OutboxRow]:
    """The letters that a mail of one sentence brings."""
    setting = where.setting(MONDAY)
    person = setting.roll.person(sender)
    assert person is not None
    raw = written(person.email, PRIVATE, to=to, subject=PRIVATE)
    message = parse(raw, direction=Direction.IN)
    known = SenderReading(
        address=person.email, person=sender, group_of_member=setting.roll.group_of(sender), internal=True
    )
    reading = Reading(sender=known, visible=VisibleText(written=PRIVATE), items=items, flags=flags)
    outcome = evaluate(message, reading, setting, RememberedRecord(), at=MONDAY)
    decision = Decision(message=message, reading=reading, outcome=outcome, words={}, at=MONDAY)
    mail = RecordedMail(
        key="m-1", message_id=message.message_id, direction="in", mailbox="", folder="inbox", arrival_id="1",
        received=MONDAY, recorded=MONDAY, raw=raw,
    )  # fmt: skip
    return list(Routing(deciding=where).letters(decision, mail, now=MONDAY))


def addressees(rows: list[OutboxRow]) -> set[str]:
    return {address for row in rows for _, address in row.letter.to}


@pytest.mark.parametrize(
    "protocol", ["enfield", "broxtowe", "member-officer-code", "kent-2013", "member-employee-2007"]
)
def test_whoever_a_mail_accuses_is_never_told_and_nobody_is_told_what(council: Council, protocol: str) -> None:
    where = deciding(council, protocol)
    for officer in council.officers:
        rows = letters(where, replace(COMPLAINT, fields=Fields(officer=officer.id)))
        assert officer.email not in addressees(rows)
        said = " ".join(row.letter.subject + row.letter.text + row.letter.html for row in rows)
        for word in ("omplain", "bins", "Sharpe", officer.name, "paragraph"):
            assert word not in said, (protocol, word)


def test_a_complaint_goes_to_the_step_that_has_it_at_once(council: Council) -> None:
    (row,) = letters(deciding(council, "enfield"), COMPLAINT)
    assert addressees([row]) == {"callum.ferris@wychmere.gov.example"}
    assert row.release_at == MONDAY


def test_a_fear_of_wrongdoing_is_told_to_its_posts_alone(council: Council) -> None:
    fear = Item(kind=Kind.WHISTLEBLOWING, fields=Fields(officer="o15"))
    rows = letters(deciding(council, "broxtowe"), fear, Item(kind=Kind.GROUP_BRIEFING_REQUEST, group="conservative"))
    assert addressees(rows) == {RUTH, "margaret.lindqvist@wychmere.gov.example"}


def test_a_personal_mail_is_told_of_without_its_words(council: Council) -> None:
    item = Item(kind=Kind.GROUP_BRIEFING_REQUEST, group="conservative", topic="Bins")
    rows = letters(deciding(council, "enfield"), item, flags=frozenset({Flag.MARKED_PERSONAL}))
    route = next(row for row in rows if row.purpose == "route")
    assert "briefing" not in route.letter.text
    assert "something" in route.letter.text


def test_a_condition_that_a_person_has_to_see_asks_the_review_list_and_nobody_else(council: Council) -> None:
    item = Item(kind=Kind.LOCAL_MATTER)
    rows = letters(deciding(council, "member-employee-2007"), item, to=HOUSING)
    assert [row.state for row in rows] == [OutboxState.HELD]
    assert "only where the matter is in the formal decision process" in rows[0].why


def left(council: Council, deputy: str | None) -> Council:
    """The same council, whose monitoring officer has left the post on the first of October."""

    def changed(officer: Officer) -> Officer:
        if officer.id != "o03":
            return officer
        gone = Dated(word="monitoring-officer", span=Span(end=date(2026, 10, 1)))
        return replace(officer, duties=(gone,), deputy=deputy)

    return replace(council, officers=tuple(changed(each) for each in council.officers))


def test_a_vacant_post_is_its_deputys(council: Council) -> None:
    question = Item(kind=Kind.PROTOCOL_QUESTION)
    assert addressees(letters(deciding(council, "enfield"), question)) == {RUTH}
    vacant = deciding(left(council, "o07"), "enfield")
    assert addressees(letters(vacant, question)) == {"sian.treharne@wychmere.gov.example"}


def test_a_post_in_which_nobody_is_found_is_for_the_office_to_see_to(council: Council) -> None:
    (row,) = letters(deciding(left(council, None), "enfield"), Item(kind=Kind.PROTOCOL_QUESTION))
    assert addressees([row]) == {"lewis.carmichael@wychmere.gov.example"}
    assert "The Monitoring Officer" in row.letter.text


def test_who_holds_the_post_is_asked_again_when_the_letter_leaves(council: Council) -> None:
    (row,) = letters(deciding(council, "enfield"), Item(kind=Kind.PROTOCOL_QUESTION))
    later = deciding(left(council, "o07"), "enfield").setting(datetime(2026, 10, 13, tzinfo=UTC))
    assert [address for _, address in addressed_now(row.letter, later, ()).to] == ["sian.treharne@wychmere.gov.example"]
    assert addressed_now(row.letter, deciding(council, "enfield").setting(MONDAY), ()) == row.letter


def test_the_one_who_answers_for_a_post_can_be_written_to(council: Council) -> None:
    mute = tuple(replace(each, email="") if each.id == "o03" else each for each in council.officers)
    setting = deciding(replace(council, officers=mute), "enfield").setting(MONDAY)
    assert [each.id for each in answering("monitoring-officer", setting)] == ["o07"]
