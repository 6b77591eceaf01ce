"""A letter as it must be sent at the moment of sending, or why it must not be."""

import json
from dataclasses import dataclass, replace

from bot.ports import Clock, Letter, OutboxRow, UnitOfWork, Work
from bot.services.audience import accused_by
from bot.services.circulating.closing import CLOSES_SOON
from bot.services.circulating.letters import CIRCULATION, still_right, to_the_same
from bot.services.decide import Deciding
from bot.services.lateness import LATE
from bot.services.letters import notice_letter
from bot.services.outdated import HELD, outdated
from bot.services.past import ASK, CONSENT, NOTICE
from bot.services.repairing import MEND, TOLD
from bot.services.routing import ROUTE, addressed_now
from mailrules.copies.repair import settled_by_telling, still_open
from mailrules.duties import REMIND
from mailrules.vocabulary import DutyState

FOR_FINDINGS = frozenset({MEND, TOLD, CONSENT})
MAY_BE_OUTDATED = frozenset({NOTICE, CIRCULATION, ASK, HELD, LATE})


@dataclass(frozen=True, kw_only=True)
class StillRight:
    """Asks the register and the directory again, right before a letter leaves."""

    store: UnitOfWork
    clock: Clock
    deciding: Deciding

    def __call__(self, row: OutboxRow) -> Letter | str:
        """The letter to those who hold its posts now, or why it must not leave."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            duty = work.record.duty(row.duty) if row.duty else None
            if row.purpose in MAY_BE_OUTDATED:
                over = outdated(work, row, duty, at=now, zone=self.deciding.council.timezone)
                if over:
                    return over
            source = work.record.duty(row.case) if row.purpose == CLOSES_SOON else None
            about = work.mails.by_key(row.case) if row.purpose == ROUTE else None
            open_ = row.purpose not in FOR_FINDINGS or self._still_open(work, row)
        if not open_:
            return "it is put right, or waived, already"
        if row.purpose == NOTICE:
            letter = notice_letter(duty, self.deciding, at=now) if duty else "its duty is not in the register"
            return letter if isinstance(letter, str) else replace(letter, key=row.key)
        if row.purpose == CIRCULATION:
            return still_right(row, duty, self.deciding, at=now) if duty else "its duty is not in the register"
        if source is not None:
            return to_the_same(row, source, self.deciding, at=now)
        if row.purpose == REMIND and duty is not None and duty.state is not DutyState.DUE:
            return f"nobody need be reminded any more: the duty is {duty.state}"
        if about is not None:
            return addressed_now(row.letter, self.deciding.setting(now), accused_by(json.loads(about.decision)))
        return row.letter

    def _still_open(self, work: Work, row: OutboxRow) -> bool:
        """Whether what the letter is for is still open: for a councillor, what they have to be told of or asked about."""
        repairs = still_open(work.findings.of_mail(row.case))
        if row.purpose == MEND:
            return bool(repairs)
        councillor = row.key.rpartition("/")[2]
        return any(each.of == councillor and (settled_by_telling(each) or each.wants == "consent") for each in repairs)
