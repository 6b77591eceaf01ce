"""After a meeting that was agreed and of which nothing was heard, the officer is asked once, and reminded once."""

from dataclasses import dataclass
from datetime import datetime

from bot.ports import Clock, UnitOfWork, Work
from bot.services.decide import Deciding
from bot.services.letters import ServiceLetters, pending
from bot.services.past import ASK
from bot.services.wording import day_in_words
from mailrules.calendar import START_OF_BUSINESS
from mailrules.duties import Duty
from mailrules.vocabulary import DutyState, Mode

REMIND_AFTER = 3
"""Working days after which the officer is reminded."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Asks officers what became of a meeting.

    Attributes:
        since: meetings that were to be asked about before that moment (aware) are not: the service did not act yet.
    """

    store: UnitOfWork
    clock: Clock
    deciding: Deciding
    since: datetime

    def ask(self) -> int:
        """Ask, or remind, wherever it is time; how many letters were made."""
        now = self.clock.now()
        made = 0
        with self.store.work(as_of=now) as work:
            for duty in work.record.duties(DutyState.WAITING):
                made += self._about(work, duty, now)
        return made

    def _about(self, work: Work, duty: Duty, now: datetime) -> bool:
        calendar = self.deciding.calendar
        if duty.facts.day is None:
            return False
        if self.deciding.adoption.mode(duty.clause).value is not Mode.ACT:
            return False
        ask_at = calendar.at(calendar.nth_working_day(duty.facts.day, 1), START_OF_BUSINESS)
        if ask_at < self.since:
            return False
        asked = work.outbox.get(f"ask/{duty.key}")
        if asked is None:
            return now >= ask_at and self._write(work, duty, key=f"ask/{duty.key}", again=False, now=now)
        # From the day on which the officer was asked, which is a later one where the service stood still.
        remind_at = calendar.at(
            calendar.nth_working_day(calendar.local_day(asked.created), REMIND_AFTER), START_OF_BUSINESS
        )
        if now >= remind_at and work.outbox.get(f"remind/{duty.key}") is None:
            return self._write(work, duty, key=f"remind/{duty.key}", again=True, now=now)
        return False

    def _write(self, work: Work, duty: Duty, *, key: str, again: bool, now: datetime) -> bool:
        letters = ServiceLetters(deciding=self.deciding)
        roll = self.deciding.setting(now).roll
        named = roll.person(duty.facts.officer) if duty.facts.officer else None
        officer = roll.at_work(named) if named else None
        group = roll.group(duty.facts.served)
        to = ((officer.name, officer.email),) if officer and officer.email else letters.office(roll)
        values: dict[str, object] = {
            "officer_name": officer.name if officer else "",
            "group_name": group.name if group else duty.facts.served,
            "date_words": day_in_words(duty.facts.day) if duty.facts.day else "",
            "again": again,
        }
        letter = letters.letter("did-it-happen", key, to, values)
        return work.outbox.put(pending(letter, purpose=ASK, duty=duty, release_at=now, at=now))
