"""What comes up without a mail, raised once: the rounds of the calendar, council meetings, who is new in the directory."""

from dataclasses import dataclass
from datetime import datetime

from bot.ports import Clock, UnitOfWork, Work
from bot.services.decide import Deciding
from bot.services.letters import ServiceLetters, pending
from mailrules.evaluation.entries import Entering, entries_of
from mailrules.evaluation.evaluate import evaluate_happening
from mailrules.evaluation.happenings import as_mail
from mailrules.evaluation.occasions import ComesUp, of_the_calendar, of_the_directory
from mailrules.evaluation.outcome import Outcome
from mailrules.vocabulary import DutyState

JOB = "occasion"
FIRST_LOOK = "directory/first-look"
"""Whom the first look at a directory finds is entered, and is not taken for new."""


@dataclass(frozen=True, kw_only=True)
class Occasions:
    """Raises what comes up.

    Attributes:
        acting: False in observe mode: nobody is told of what is held.
    """

    store: UnitOfWork
    clock: Clock
    deciding: Deciding
    acting: bool = True

    def look(self) -> int:
        """Raise what is new since the last look; how many things were."""
        now = self.clock.now()
        setting = self.deciding.setting(now)
        with self.store.work(as_of=now) as work:
            first = work.settings.first_time(JOB, FIRST_LOOK, at=now)
            new = [
                each for each in of_the_directory(setting.roll) if work.settings.first_time(JOB, each.period, at=now)
            ]
            due = [
                each
                for each in of_the_calendar(self.deciding.adoption, setting.roll.day)
                if work.settings.first_time(JOB, each.period, at=now)
            ]
            for each in new:
                self._raise(work, each, now, entered_only=first)
            for each in due:
                self._raise(work, each, now)
        return len(due) + (0 if first else len(new))

    def _raise(self, work: Work, what: ComesUp, now: datetime, *, entered_only: bool = False) -> None:
        setting = self.deciding.setting(now)
        outcome = evaluate_happening(what.happening, setting, work.record, at=now)
        if entered_only:
            outcome = Outcome(disposition=outcome.disposition, entries=outcome.entries, hits=outcome.hits)
        if not outcome.hits:
            return
        message, reading = as_mail(what.happening, day=setting.roll.day, at=now)
        entries = entries_of(
            Entering(
                message=message, reading=reading, outcome=outcome, setting=setting,
                mail=what.period, at=now, closed=False, said=(),
            )
        )  # fmt: skip
        work.record.keep(outcome)
        work.registers.enter(entries, at=now)
        work.journal.write(
            at=now,
            actor="evenhand",
            action="occasion raised",
            about=what.period,
            details={
                "hits": [[each.clause, each.rule, each.reason] for each in outcome.hits],
                "duties": [[duty.key, duty.state] for duty in outcome.duties],
                "entered": [entry.key for entry in entries],
            },
        )
        if self.acting:
            self._tell_of_what_is_held(work, outcome, now)

    def _tell_of_what_is_held(self, work: Work, outcome: Outcome, now: datetime) -> None:
        letters = ServiceLetters(deciding=self.deciding)
        to = letters.office(self.deciding.setting(now).roll)
        for duty in outcome.duties:
            if duty.state is DutyState.HELD and to:
                letter = letters.letter("held", f"held/{duty.key}", to, {"reference": duty.key})
                work.outbox.put(pending(letter, purpose="held", duty=None, release_at=now, at=now))
