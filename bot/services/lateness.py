"""A duty whose time has passed and that is not met: the monitoring officer is told, once, that there is something."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.ports import Clock, UnitOfWork, Work
from bot.services.decide import Deciding
from bot.services.letters import ServiceLetters, pending
from bot.services.review import RELEASED
from bot.services.wording import day_in_words
from mailrules.duties import ANSWER, REMIND, Duty
from mailrules.vocabulary import DutyState

LATE = "late"
TOO_LATE = (
    "it should have left by {due}: the service was not there, or was held up; a person decides whether it still goes"
)


def in_time_until(duty: Duty, zone: ZoneInfo) -> datetime | None:
    """Until when the duty is in time: its deadline, but never less than the day on which it may first leave.

    What is due at once is due before anybody could do it: without that day, it would be late in the moment it begins.
    """
    if duty.due is None or duty.release_at is None:
        return duty.due
    day = duty.release_at.astimezone(zone).date() + timedelta(days=1)
    return max(duty.due, datetime.combine(day, time(), tzinfo=zone), key=datetime.timestamp)


def too_late(work: Work, duty: Duty, *, at: datetime, zone: ZoneInfo) -> str:
    """Why a notice whose time is over asks first; empty where it is in time, or a person has released it since."""
    until = in_time_until(duty, zone)
    if until is None or at <= until:
        return ""
    released = (each.at for each in work.journal.entries(about=duty.key) if each.action == RELEASED)
    return "" if any(moment > until for moment in released) else TOO_LATE.format(due=f"{duty.due:%Y-%m-%d}")


@dataclass(frozen=True, kw_only=True)
class Lateness:
    """Tells of what is late.

    Attributes:
        since: duties that were due before that moment (aware) are not told of: the service has only begun.
    """

    store: UnitOfWork
    clock: Clock
    deciding: Deciding
    since: datetime

    def tell(self) -> int:
        """Tell of each late duty once; how many letters were made."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            late = [
                duty
                for duty in work.record.duties(DutyState.HELD, DutyState.DUE)
                if duty.due is not None and self.since <= duty.due and self._is_late(duty, now)
                if not (duty.rule in {REMIND, ANSWER} and duty.state is DutyState.DUE)  # its own letter tells of it
            ]
            return sum(self._about(work, duty, now) for duty in late)

    def _is_late(self, duty: Duty, now: datetime) -> bool:
        until = in_time_until(duty, self.deciding.council.timezone)
        return until is not None and until < now

    def _about(self, work: Work, duty: Duty, now: datetime) -> bool:
        key = f"{LATE}/{duty.key}"
        letters = ServiceLetters(deciding=self.deciding)
        to = letters.monitoring_officer(self.deciding.setting(now).roll)
        if duty.due is None or not to or work.outbox.get(key) is not None:
            return False
        local = duty.due.astimezone(self.deciding.council.timezone)
        values = {"reference": duty.key, "due_words": f"{day_in_words(local.date())} at {local:%H:%M}"}
        return work.outbox.put(
            pending(letters.letter(LATE, key, to, values), purpose=LATE, duty=None, release_at=now, at=now)
        )
