"""A duty whose time has passed and that is not met: the monitoring officer is told, once, that there is something."""

from dataclasses import dataclass
from datetime import datetime

from bot.ports import Clock, UnitOfWork, Work
from bot.services.decide import Deciding
from bot.services.letters import ServiceLetters, pending
from bot.services.review import RELEASED
from bot.services.wording import day_in_words
from mailrules.duties import REMIND, Duty
from mailrules.vocabulary import DutyState

LATE = "late"
TOO_LATE = (
    "it should have left by {due}: the service was not there, or was held up; a person decides whether it still goes"
)


def too_late(work: Work, duty: Duty, *, at: datetime) -> str:
    """Why a notice whose deadline is over asks first; empty where it is in time, or a person has released it since."""
    if duty.due is None or at <= duty.due:
        return ""
    released = (each.at for each in work.journal.entries(about=duty.key) if each.action == RELEASED)
    return "" if any(moment > duty.due for moment in released) else TOO_LATE.format(due=f"{duty.due:%Y-%m-%d}")


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
                if duty.due is not None and self.since <= duty.due < now
                if not (duty.rule == REMIND and duty.state is DutyState.DUE)  # its own letter tells of it
            ]
            return sum(self._about(work, duty, now) for duty in late)

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
