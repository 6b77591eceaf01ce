"""Personal data is kept no longer than its class says."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports import Clock, KeptBody, UnitOfWork
from mailrules.vocabulary import DutyState


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """Erases the bodies of mails whose class no longer keeps them.

    Attributes:
        days: class to days after which a body goes.
    """

    store: UnitOfWork
    clock: Clock
    days: dict[str, int]

    def erase(self) -> int:
        """Erase what is no longer kept; how many bodies were. What is still held, or open, is kept."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            open_cases = {duty.case for duty in work.record.duties(DutyState.HELD, DutyState.DUE, DutyState.WAITING)}
            # A held mail of which no duty stands is kept until somebody has looked: nothing else would tell of it.
            doomed = [
                mail.key
                for mail in work.mails.bodies()
                if self._over(mail, now)
                and not (cases := set(work.record.case_of_mail(mail.message_id))) & open_cases
                and not (mail.held and not any(work.record.duties_of(case) for case in cases))
            ]
            count = work.mails.erase(doomed, at=now)
            if count:
                work.journal.write(
                    at=now, actor="evenhand", action="bodies erased", about="retention", details={"mails": doomed}
                )
        return count

    def _over(self, mail: KeptBody, now: datetime) -> bool:
        kept = timedelta(days=self.days.get(mail.retention, max(self.days.values())))
        return now - mail.decided >= kept
