"""A service that stopped is noticed from outside: by the answer of its endpoint, and by the age of its file."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from starlette.requests import Request
from starlette.routing import Route

from bot.adapters.health import Heartbeat, allowed_age, application


def asked(last: datetime | None, now: datetime, allowed: timedelta = timedelta(minutes=5)) -> tuple[int, str]:
    app = application(lambda: last, lambda: now, CollectorRegistry(), allowed)
    (route,) = [each for each in app.routes if isinstance(each, Route) and each.path == "/health"]
    answer = route.endpoint(Request({"type": "http"}))
    return answer.status_code, json.loads(answer.body)["state"]


def test_it_is_well_while_rounds_are_made_and_stale_once_none_was_for_too_long(monday: datetime) -> None:
    assert asked(monday, monday + timedelta(minutes=4)) == (200, "well")
    assert asked(monday, monday + timedelta(minutes=5)) == (503, "stale")


def test_before_its_first_round_it_is_not_yet_well(monday: datetime) -> None:
    assert asked(None, monday) == (503, "starting")


@pytest.mark.parametrize(("tick", "minutes"), [(1, 5), (60, 5), (600, 30)])
def test_a_slow_tick_is_given_three_rounds(tick: int, minutes: int) -> None:
    assert allowed_age(tick) == timedelta(minutes=minutes)


def test_the_file_of_each_process_tells_when_it_last_went_round(tmp_path: Path, monday: datetime) -> None:
    heart = Heartbeat(tmp_path / "alive")
    assert heart.last() is None
    heart.beat(monday)
    heart.beat(monday + timedelta(minutes=1))
    assert heart.last() == monday + timedelta(minutes=1)
    assert [each.name for each in tmp_path.iterdir()] == ["alive"]
