"""The monitoring officer is asked whether every group was told alike, and has it on paper, from the register."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.adapters.render.certificate import render_certificates
from bot.compose.trying import World
from bot.services.certificates import Certifying, as_json
from mailrules.certificate import Certificate
from tests.acceptance.stage import START, Stage


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with World(tmp_path_factory.mktemp("certificate") / "register", start=START) as world:
        made = Stage(world)
        made.play()
        yield made


@pytest.fixture
def stage(kept: Stage) -> Stage:
    kept.back()
    return kept


def certificate(stage: Stage) -> Certificate:
    with stage.process() as (here, _):
        (proved,) = stage.asked(lambda work: list(Certifying(work=work, deciding=here.deciding).all()))
    return proved


def sent(stage: Stage) -> None:
    with stage.process(watches=True) as (_, service):
        for _ in range(3):
            stage.tenant.clock.advance(timedelta(minutes=1))
            service.minute()


def test_before_the_notice_leaves_nobody_has_heard(stage: Stage) -> None:
    proved = certificate(stage)
    assert proved.equal
    assert proved.because == ("no group has been told so far",)


def test_one_notice_in_sent_items_is_equal_treatment_with_times_for_each_group(stage: Stage) -> None:
    sent(stage)
    proved = certificate(stage)
    assert proved.equal, proved.because
    assert len(proved.lines) == 3
    for line in proved.lines:
        (told,) = line.told
        assert told.addresses
        assert told.accepted is not None
        assert told.seen is not None
        assert told.accepted <= told.seen


def test_a_notice_that_one_group_did_not_get_is_unequal_and_says_who(stage: Stage) -> None:
    stage.tenant.refuse("cllr.saoirse.byrne@wychmere.gov.example")
    sent(stage)
    stage.tenant.clock.advance(timedelta(minutes=5))
    sent(stage)
    proved = certificate(stage)
    assert not proved.equal
    assert proved.because == ("Green Group has not been reached: what was sent came back from every address",)


def test_the_certificate_is_a_page_of_its_own_and_says_no_more_than_the_register(stage: Stage) -> None:
    sent(stage)
    proved = as_json(certificate(stage), stage.world.council.timezone)
    page = render_certificates(
        {
            "council": "Wychmere Borough Council", "protocol": "a <protocol>", "made": stage.tenant.clock.now(),
            "head": "abc", "certificates": [proved],
        }
    )  # fmt: skip
    assert "equal" in page
    assert "a &lt;protocol&gt;" in page
    assert "cllr.saoirse.byrne@wychmere.gov.example" in page
    assert json.dumps(proved)
