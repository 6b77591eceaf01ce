"""Weeks of a council's life, through the real service, against a tenant that speaks Graph."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.adapters.files import mails_below
from bot.compose.demo import Weeks
from bot.compose.rulebook import rulebook
from bot.compose.trying import SAMPLE, World, sample_events
from bot.ports import OutboxState
from bot.services.as_json import as_json
from bot.services.decide import Decision
from bot.services.judging import least
from bot.services.past import NOTICE
from bot.services.replay import in_order, replay
from mailrules.duties import DutyState
from mailrules.mime import date_of, parse

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def _kept(decision: Decision, zone: ZoneInfo) -> dict[str, Any]:
    """The decision as the service keeps it: of a mail that reports wrongdoing only the least."""
    said = as_json(decision, file="", zone=zone)
    return least(said) if decision.outcome.minimal else said


def test_the_service_decides_as_the_replay_does_to_the_byte(tmp_path: Path) -> None:
    book = rulebook(SAMPLE / "council.yaml", "enfield", None)
    mails = in_order(mails_below(SAMPLE / "mail"), date_of, lambda: None)
    replayed = {
        each.decision.message.message_id: json.dumps(_kept(each.decision, book.council.timezone), ensure_ascii=False)
        for each in replay(mails, book.deciding(), lambda data, direction: parse(data, direction=direction))
    }
    events = sample_events()

    with (
        World(tmp_path, start=events[0].at - timedelta(hours=1), mode="observe") as world,
        world.running() as (here, service),
    ):
        world.live(service, events)
        with here.store.work(as_of=world.tenant.clock.now()) as work:
            decided = {mail.message_id: mail.decision for mail in work.mails.decided_since(BEGINNING)}
            waiting = work.outbox.by_state(OutboxState.PENDING, OutboxState.SENT)

    assert decided == replayed
    assert waiting == [], "what only observes has nothing that could leave"


def test_six_weeks_with_a_full_mailbox_an_absence_a_forgery_and_a_death(tmp_path: Path) -> None:
    told: list[None] = []

    lived = Weeks(tmp_path, sample_events()).live(lambda: told.append(None))

    assert lived.deaths == 1
    assert len(told) == len(sample_events())
    assert lived.errors == ()
    assert lived.journal_broken is None
    sent = [each for each in lived.notices if each.row.state is OutboxState.SENT]
    assert len(sent) >= 5
    assert {each.copies for each in sent} == {1}, "each notice stands in Sent Items once"
    assert {each.copies for each in lived.notices if each.row.state is not OutboxState.SENT} == {0}
    assert all(each.row.purpose == NOTICE for each in lived.notices)
    came_back = [each.duty for each in sent if each.duty.state is DutyState.HELD]
    assert came_back, "a notice that nobody of a group accepted opens its duty again"
    assert all("green" in duty.outstanding for duty in came_back)
    assert "sent_note" in lived.report
