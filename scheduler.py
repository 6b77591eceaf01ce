"""The clock: APScheduler's minute tick over a table of jobs. No logic: whether something is due is asked of the register."""

from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Event

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

import bot.__main__
from bot.services.service import Job

GRACE_SECONDS = 30


def keep_time(jobs: Sequence[Job], stop: Event) -> None:
    """Run each job at its interval, first at once, until `stop` is set; a job that is still running is not begun again.

    What a job raises ends all of them and is raised here: APScheduler would only log it, and go on.
    """
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE_SECONDS}
    scheduler = BackgroundScheduler(timezone=UTC, job_defaults=defaults)
    raised: list[BaseException] = []

    def end(event: JobExecutionEvent) -> None:
        raised.append(event.exception)
        stop.set()

    scheduler.add_listener(end, EVENT_JOB_ERROR)
    for job in jobs:
        scheduler.add_job(job.run, IntervalTrigger(seconds=job.seconds), id=job.name, next_run_time=datetime.now(UTC))
    scheduler.start()
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)
    if raised:
        raise raised[0]


def main() -> None:
    """The command `evenhand`."""
    bot.__main__.main(keep_time)


if __name__ == "__main__":
    main()
