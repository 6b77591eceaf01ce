"""Once a working day the service says that it is alive, with its counts and no word of a mail: silence then means something."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports import Clock, OutboxState, UnitOfWork, Work
from bot.services.decide import Deciding
from bot.services.letters import ServiceLetters, pending
from bot.services.wording import day_in_words
from mailrules.calendar import START_OF_BUSINESS
from mailrules.vocabulary import DutyState

ALIVE = "alive"


@dataclass(frozen=True, kw_only=True)
class Alive:
    """Writes the day's word to the chief executive's office.

    Attributes:
        began: when the service began to act (aware); nothing before it is counted.
    """

    store: UnitOfWork
    clock: Clock
    deciding: Deciding
    began: datetime

    def tell(self) -> int:
        """Write the letter of the day, where it is a working day past the start of business; how many were written."""
        calendar, now = self.deciding.calendar, self.clock.now()
        today = calendar.local_day(now)
        if not self.deciding.adoption.alive_told or not calendar.is_working_day(today):
            return 0
        if now < calendar.at(today, START_OF_BUSINESS):
            return 0
        with self.store.work(as_of=now) as work:
            key = f"{ALIVE}/{today}"
            letters = ServiceLetters(deciding=self.deciding)
            to = letters.office(self.deciding.setting(now).roll)
            if not to or work.outbox.get(key) is not None:
                return 0
            since = max(self.began, now - timedelta(days=1))
            values = {"day_words": day_in_words(today), **self._counts(work, since)}
            letter = letters.letter(ALIVE, key, to, values)
            return work.outbox.put(pending(letter, purpose=ALIVE, duty=None, release_at=now, at=now))

    def _counts(self, work: Work, since: datetime) -> dict[str, int]:
        states = Counter(duty.state for duty in work.record.duties(DutyState.DUE, DutyState.HELD, DutyState.WAITING))
        return {
            "mails": sum(1 for _ in work.mails.decided_since(since)),
            "sent": work.outbox.sent_since(since),
            "held": states[DutyState.HELD] + sum(1 for _ in work.mails.held()),
            "due": states[DutyState.DUE],
            "waiting": states[DutyState.WAITING],
            "unknown": len(work.outbox.by_state(OutboxState.UNKNOWN)),
        }
