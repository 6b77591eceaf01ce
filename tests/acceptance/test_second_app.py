"""The council lets a second app read what some officers have sent; the others' mail, and all sending, stays out of its reach."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.compose.trying import World
from bot.errors import ConfigurationError, PermanentError
from bot.ports import RecordedMail
from bot.sandbox.faults import Fault, Misbehaviour
from bot.services.audience import may_see
from bot.services.service import Service
from bot.settings import SecondSettings
from mailrules.vocabulary import Disposition
from tests.conftest import written

MONDAY = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
DIRECTOR, PLACE, MONITORING = "callum.ferris@wychmere.gov.example", "paul.nwosu@wychmere.gov.example", "o03"
MEMBER, OTHER = "cllr.amara.okafor@wychmere.gov.example", "cllr.bernard.hartley@wychmere.gov.example"
PRESS = "press.office@wychmere.gov.example"
OUTSIDE = "friend@home.example"
ANSWER = "Dear Councillor Okafor,\n\nThe repairs at Northgate begin in March.\n\nKind regards\nCallum"


def second(
    officers: tuple[str, ...] = ("o04",), shared: tuple[str, ...] = (), *, trace: bool = False
) -> SecondSettings:
    return SecondSettings(
        client_id="-", client_secret="-", officers=officers, shared_mailboxes=shared, message_trace=trace
    )


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("second") / "register"
    with World(folder, start=MONDAY, protocol="kent-2013", second=second(shared=(PRESS,))) as made:
        yield made


def sends(
    world: World, *, sender: str = DIRECTOR, name: str = "Callum Ferris", bcc: tuple[str, ...] = (), number: int = 1,
    text: str = ANSWER, to: str = MEMBER, kept: bool = True, added: tuple[str, ...] = (),
) -> str:  # fmt: skip
    """An officer answers a councillor; the mail's Message-ID."""
    message_id = f"<answer-{number}@wychmere.gov.example>"
    raw = written(
        f"{name} <{sender}>", text, to=to, subject="Northgate", at=world.tenant.clock.now(), message_id=message_id
    )
    world.tenant.send_by_hand(raw, sender, bcc, kept=kept, added=added)
    return message_id


def a_minute(world: World, service: Service) -> None:
    world.tenant.clock.advance(timedelta(minutes=1))
    service.minute()


def mails(service: Service) -> list[RecordedMail]:
    with service.store.work(as_of=service.clock.now()) as work:
        return list(work.mails.decided_since(MONDAY - timedelta(days=1)))


def findings(mail: RecordedMail) -> set[tuple[str, str]]:
    said = json.loads(mail.decision)
    return {(found["finding"], address) for found in said["findings"] for address in found["addresses"]}


def test_a_hidden_copy_in_an_enrolled_officers_mail_is_found_and_held(world: World) -> None:
    with world.running() as (_, service):
        a_minute(world, service)
        message_id = sends(world, bcc=(OTHER,))
        a_minute(world, service)
        (mail,) = mails(service)
    assert (mail.message_id, mail.direction, mail.disposition) == (message_id, "out", Disposition.HOLD)
    assert ("blind-copy", OTHER) in findings(mail)
    assert world.heard.errors == []


def test_a_clean_mail_is_checked_and_nothing_follows(world: World) -> None:
    with world.running() as (_, service):
        a_minute(world, service)
        sends(world)
        a_minute(world, service)
        (mail,) = mails(service)
        with service.store.work(as_of=service.clock.now()) as work:
            assert (list(work.record.all_cases()), work.record.duties()) == ([], [])
    assert (mail.disposition, findings(mail), mail.retention) == (Disposition.NONE, set(), "officers")


def test_what_an_officer_says_in_a_sent_mail_opens_no_case(world: World) -> None:
    told = "Dear Saoirse,\n\nThe briefing that your group asked for is attached.\n\nKind regards\nCallum"
    with world.running() as (_, service):
        a_minute(world, service)
        sends(world, to="cllr.saoirse.byrne@wychmere.gov.example", text=told)
        a_minute(world, service)
        assert len(mails(service)) == 1
        with service.store.work(as_of=service.clock.now()) as work:
            assert list(work.record.all_cases()) == []


def test_the_same_mail_is_judged_as_before_where_it_arrives_at_the_chief_executives(world: World) -> None:
    """The officer's own copy is checked; the chief executive's opens the case, whichever is found first."""
    told = "Dear Rachel,\n\nI attended the Labour Group's meeting on 9 October and answered questions on housing.\n\nCallum"
    with world.running() as (_, service):
        a_minute(world, service)
        sends(world, to=world.council.chief_executive_mailbox, text=told, bcc=(OUTSIDE,))
        a_minute(world, service)
        by_key = {mail.key[0]: mail for mail in mails(service)}
        with service.store.work(as_of=service.clock.now()) as work:
            found = work.mails.get(by_key["m"].message_id)
    assert set(by_key) == {"m", "s"}
    assert ("blind-copy", OUTSIDE) in findings(by_key["s"])
    assert json.loads(by_key["m"].decision)["kinds"] == ["group-attendance-reported"]
    assert findings(by_key["m"]) == set()
    assert found is not None, "what is asked of a Message-ID is asked of the mail that is judged as a whole"
    assert found.key == by_key["m"].key


def test_nothing_that_was_sent_before_the_enrolment_is_read(world: World) -> None:
    sends(world, bcc=(OTHER,))
    world.tenant.clock.advance(timedelta(minutes=5))
    with world.running() as (_, service):
        a_minute(world, service)
        assert mails(service) == []


def test_each_mailbox_has_a_place_of_its_own_and_one_that_fails_stops_no_other(world: World) -> None:
    with world.running() as (_, service):
        a_minute(world, service)
        sends(world, number=1)
        sends(world, sender=PRESS, name="Press Office", number=2)
        world.box.faults.add(Fault(kind=Misbehaviour.DENIED, path=f"users/{DIRECTOR}/"))
        a_minute(world, service)
        assert [mail.mailbox for mail in mails(service)] == [PRESS]
        assert any("officers' mails" in error for error in world.heard.errors)
        a_minute(world, service)
        assert {mail.mailbox for mail in mails(service)} == {PRESS, DIRECTOR}


def test_a_lost_place_is_found_again_and_no_mail_is_checked_twice(world: World) -> None:
    with world.running() as (_, service):
        a_minute(world, service)
        sends(world)
        a_minute(world, service)
        world.box.delta.expire()
        sends(world, number=2)
        a_minute(world, service)
        assert len(mails(service)) == 2


def test_an_enrolment_that_ends_is_read_no_more_and_one_that_begins_again_begins_anew(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("again") / "register"
    with World(folder, start=MONDAY, second=second(("o04", "o06"))) as world:
        with world.running() as (_, service):
            a_minute(world, service)
        world._second = second(("o06",))
        with world.running() as (_, service):
            a_minute(world, service)
            sends(world, number=1)
            a_minute(world, service)
            assert mails(service) == []
        world.tenant.clock.advance(timedelta(minutes=5))
        world._second = second(("o04", "o06"))
        with world.running() as (_, service):
            a_minute(world, service)
            sends(world, number=2)
            a_minute(world, service)
            assert [mail.message_id for mail in mails(service)] == ["<answer-2@wychmere.gov.example>"]
            with service.store.work(as_of=service.clock.now()) as work:
                told = [entry.action for entry in work.journal.entries(about=DIRECTOR)]
    assert told == ["mailbox enrolled", "mailbox read no more", "mailbox enrolled"]


def test_what_was_found_is_for_the_monitoring_officer_and_not_for_the_officer_whose_mail_it_is(world: World) -> None:
    with world.running() as (here, service):
        a_minute(world, service)
        sends(world, bcc=(OTHER,))
        a_minute(world, service)
        (mail,) = mails(service)
        setting = here.deciding.setting(service.clock.now())
        with service.store.work(as_of=service.clock.now()) as work:
            letter = work.outbox.get(f"held/{mail.key}")
    assert may_see(mail, MONITORING, setting)
    assert not any(may_see(mail, each, setting) for each in ("", "o04", "o06", "c01"))
    assert letter is not None
    assert [address for _, address in letter.letter.to] == ["ruth.abernathy@wychmere.gov.example"]


def test_nothing_is_sent_or_changed_through_the_second_app(world: World) -> None:
    with world.running() as (_, service):
        a_minute(world, service)
        assert service.enrolling is not None
        sends(world)
        a_minute(world, service)
        item = next(iter(world.tenant.mailbox(DIRECTOR).items()))
        with pytest.raises(PermanentError, match="only reads"):
            service.enrolling.mailbox(DIRECTOR).categorise(item.id, "Seen")
    asked = [each.asked for each in world.box.records.all(path=f"users/{DIRECTOR}") if each.asked.method != "GET"]
    assert asked == []


@pytest.mark.parametrize(
    ("officers", "shared", "why"),
    [
        (("c01",), (), "councillors are never enrolled"),
        (("o99",), (), "no such officer"),
        (("o01",), (), "read already"),
        ((), ("nobody@wychmere.gov.example",), "no such shared mailbox"),
    ],
)
def test_who_cannot_be_enrolled_is_said(
    tmp_path_factory: pytest.TempPathFactory, officers: tuple[str, ...], shared: tuple[str, ...], why: str
) -> None:
    folder = tmp_path_factory.mktemp("wrong") / "register"
    with World(folder, start=MONDAY, second=second()) as world:
        world._second = second(officers, shared)
        with pytest.raises(ConfigurationError, match=why), world.running():
            pass
