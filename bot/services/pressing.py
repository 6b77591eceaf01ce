"""Findings that nobody mends: their sender is reminded once, and then the monitoring officer is told once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from bot.ports import Clock, OutboxRow, OutboxState, UnitOfWork, Work
from bot.services.letters import pending
from bot.services.mending import mend_letter
from bot.services.past import CONSENT
from bot.services.repairing import MEND, TOLD, Repairing
from mailrules.calendar import START_OF_BUSINESS
from mailrules.copies.repair import Repair, remind
from mailrules.vocabulary import FindingState, Mode

PRESS_AFTER = 3
"""Working days after which a sender is reminded, and after as many again the monitoring officer is told."""
UNANSWERED = "The councillor has been asked for consent, and has not answered yet."

_Step = Literal["remind", "unanswered", "escalate"]


@dataclass(frozen=True, kw_only=True)
class Pressing:
    """Looks after findings that are open."""

    store: UnitOfWork
    clock: Clock
    repairing: Repairing

    def press(self) -> int:
        """Remind, or tell, wherever it is time; how many letters were written."""
        now = self.clock.now()
        written = 0
        with self.store.work(as_of=now) as work:
            waiting = work.findings.by_state(FindingState.ASKED, FindingState.REMINDED)
            for step, repairs in self._due(work, waiting, now):
                if step == "remind":
                    self._again(work, repairs, now)
                else:
                    why = UNANSWERED if step == "unanswered" else ""
                    told = self.repairing.escalated(work, repairs, now=now, why=why)
                    self._keep(work, told, "finding escalated", now)
                written += 1
        return written

    def _due(self, work: Work, waiting: Sequence[Repair], now: datetime) -> Iterator[tuple[_Step, list[Repair]]]:
        """What has to be done now, by mail."""
        adoption = self.repairing.deciding.adoption
        found: list[tuple[str, _Step, Repair]] = []
        for each in waiting:
            step, since = self._next(work, each, now)
            if adoption.mode_of(each.clause) not in {Mode.OFF, Mode.OBSERVE} and self._over(since, now):
                found.append((each.mail, step, each))
        for (_, step), all_of in groupby(sorted(found, key=lambda each: each[:2]), lambda each: each[:2]):
            yield step, [each for _, _, each in all_of]

    def _next(self, work: Work, repair: Repair, now: datetime) -> tuple[_Step, datetime]:
        """What comes next, and since when it is waited for."""
        asked = work.outbox.get(f"{CONSENT}/{repair.mail}/{repair.of}") if repair.wants == "consent" else None
        if asked is not None and asked.state is OutboxState.SENT:
            return "unanswered", asked.changed
        first = work.outbox.get(f"{MEND}/{repair.mail}")
        sender = self.repairing.deciding.setting(now).roll.person(repair.sender)
        reachable = sender is not None and bool(sender.email)
        if repair.state is FindingState.ASKED and reachable and first is not None and first.state is OutboxState.SENT:
            return "remind", repair.changed
        return "escalate", repair.changed

    def _over(self, since: datetime, now: datetime) -> bool:
        calendar = self.repairing.deciding.calendar
        day = calendar.nth_working_day(calendar.local_day(since), PRESS_AFTER)
        return now >= calendar.at(day, START_OF_BUSINESS)

    def _again(self, work: Work, repairs: list[Repair], now: datetime) -> None:
        deciding, first = self.repairing.deciding, repairs[0]
        sender = deciding.setting(now).roll.person(first.sender)
        assert sender is not None
        letter = mend_letter(deciding, repairs, self._drafts(work, repairs), sender, now=now, again=True)
        self.repairing.put(work, pending(letter, purpose=MEND, duty=None, case=first.mail, release_at=now, at=now))
        self._keep(work, [remind(each, at=now) for each in repairs], "sender reminded", now)

    def _drafts(self, work: Work, repairs: list[Repair]) -> list[OutboxRow]:
        """The letters to councillors that wait for the sender's yes."""
        keys = dict.fromkeys(f"{purpose}/{each.mail}/{each.of}" for purpose in (TOLD, CONSENT) for each in repairs)
        found = (work.outbox.get(key) for key in keys)
        return [row for row in found if row is not None and row.state in {OutboxState.HELD, OutboxState.PENDING}]

    def _keep(self, work: Work, repairs: Iterable[Repair], action: str, now: datetime) -> None:
        for each in repairs:
            work.findings.keep(each)
            work.journal.write(at=now, actor="evenhand", action=action, about=each.key, details={})
