"""The clock: it ticks, it stops when told, and what a job raises is heard."""

from threading import Event

import pytest

from bot.errors import ConfigurationError
from bot.services.service import Job
from scheduler import keep_time


def test_each_job_runs_at_once_and_all_end_when_told() -> None:
    stop, done = Event(), []

    def first() -> None:
        done.append("round")
        stop.set()

    keep_time((Job(name="round", seconds=3600, run=first),), stop)

    assert done == ["round"]


def test_what_a_job_raises_ends_the_clock_and_is_told() -> None:
    def refused() -> None:
        raise ConfigurationError("graph: the sign-in is refused")

    with pytest.raises(ConfigurationError, match="sign-in is refused"):
        keep_time((Job(name="round", seconds=3600, run=refused),), Event())
