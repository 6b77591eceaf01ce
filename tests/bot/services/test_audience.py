"""Who may see what is kept of a mail, and who is told that there is something."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.compose.rulebook import rulebook
from bot.compose.trying import SAMPLE
from bot.ports import RecordedMail
from bot.services.audience import may_see
from bot.services.decide import Deciding
from bot.services.letters import ServiceLetters
from mailrules.council.roll import Roll
from tests.conftest import MONDAY

CHIEF, DIRECTOR = "o01", "o02"


@pytest.fixture(scope="module")
def deciding() -> Deciding:
    return rulebook(SAMPLE / "council.yaml", "kent-2013", None).deciding()


def decided(kind: str, **more: Any) -> RecordedMail:
    item = {"kind": kind, "fields": {"officer": more.pop("officer", None), "member": None}}
    said = {"kinds": [kind], "items": [item], "routes": [], "closed_to": None} | more
    moment = datetime(2026, 10, 12, tzinfo=UTC)
    return RecordedMail(
        key="m-1", message_id="<m@x.example>", direction="in", mailbox="a", folder="inbox", arrival_id="i",
        received=moment, recorded=moment, decided=moment, disposition="hold", decision=json.dumps(said),
    )  # fmt: skip


def overseer(roll: Roll) -> str:
    return roll.holders("monitoring-officer")[0].id


def test_an_ordinary_mail_is_seen_by_whoever_works_at_the_review(deciding: Deciding) -> None:
    assert may_see(decided("group-briefing-request"), "", deciding.setting(MONDAY))


def test_whoever_a_complaint_accuses_does_not_see_it_under_any_name(deciding: Deciding) -> None:
    setting = deciding.setting(MONDAY)
    chief = setting.roll.person(CHIEF)
    assert chief is not None
    complaint = decided("complaint-about-officer", officer=CHIEF)
    for name in (CHIEF, chief.name, chief.name.upper(), chief.email, *chief.aliases):
        assert not may_see(complaint, name, setting), name
    assert may_see(complaint, overseer(setting.roll), setting)


@pytest.mark.parametrize("name", ["", " ", "Somebody Else", "monitoring-officer"])
def test_a_name_that_the_directory_does_not_have_opens_nothing_that_is_closed(deciding: Deciding, name: str) -> None:
    assert not may_see(decided("complaint-about-officer", officer=CHIEF), name, deciding.setting(MONDAY))


def test_a_closed_mail_is_for_its_posts_and_the_monitoring_officer(deciding: Deciding) -> None:
    setting = deciding.setting(MONDAY)
    closed = decided("whistleblowing", closed_to=["head-of-paid-service"], routes=[{"never": [DIRECTOR]}])
    assert may_see(closed, overseer(setting.roll), setting) is (overseer(setting.roll) != DIRECTOR)
    assert not may_see(closed, DIRECTOR, setting)
    assert not may_see(closed, "o20", setting)


def test_where_it_concerns_the_monitoring_officer_the_chief_executive_is_told(deciding: Deciding) -> None:
    roll, letters = deciding.setting(MONDAY).roll, ServiceLetters(deciding=deciding)
    chief = roll.holders("chief-executive")[0]
    assert letters.monitoring_officer(roll, {overseer(roll)}) == ((chief.name, chief.email),)
    assert letters.monitoring_officer(roll, {overseer(roll), chief.id}) == ()
