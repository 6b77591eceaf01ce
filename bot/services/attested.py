"""The week's attestation on silent copies: one letter to the monitoring officer, on the day that the council has chosen."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.ports import Clock, UnitOfWork, Work
from bot.services.attesting import WEEK, Attesting, as_json
from bot.services.decide import Deciding
from bot.services.letters import ServiceLetters, pending
from bot.services.wording import day_in_words
from mailrules.calendar import START_OF_BUSINESS

ATTESTATION = "attestation"
_LAST = "attested until"


@dataclass(frozen=True, kw_only=True)
class Attested:
    """Sends the attestation of each week once.

    Attributes:
        began: when the service began to act (aware); what was before is not attested by itself.
        enrolled, traced: which further sources are read; see `Attesting`.
    """

    store: UnitOfWork
    clock: Clock
    deciding: Deciding
    began: datetime
    enrolled: bool = False
    traced: bool = False

    def look(self) -> int:
        """Make the letter that is due; how many were made."""
        weekday, calendar = self.deciding.adoption.attested_each, self.deciding.calendar
        now = self.clock.now()
        if weekday is None:
            return 0
        today = calendar.local_day(now)
        day = today - timedelta(days=(today.weekday() - weekday) % 7)
        if now < calendar.at(day, START_OF_BUSINESS):
            day -= WEEK
        with self.store.work(as_of=now) as work:
            return self._of(work, day, now)

    def _of(self, work: Work, day: date, now: datetime) -> int:
        """The letter of the time that ends as that day begins; it goes on from where the last one ended: nothing is left out."""
        key = f"{ATTESTATION}/{day}"
        letters = ServiceLetters(deciding=self.deciding)
        to = letters.monitoring_officer(self.deciding.setting(now).roll)
        zone = self.deciding.council.timezone
        until = datetime.combine(day, time(), tzinfo=zone)
        if until <= self.began or not to or work.outbox.get(key) is not None:
            return 0
        last = work.settings.get(_LAST)
        since = datetime.fromisoformat(last) if last else max(self.began, until - WEEK)
        attesting = Attesting(work=work, council=self.deciding.council, enrolled=self.enrolled, traced=self.traced)
        said = as_json(attesting.of(since, until), zone)
        values = {**said, "first_words": day_in_words(since.astimezone(zone).date()), "last_words": _last_day(until)}
        letter = letters.letter(ATTESTATION, key, to, values)
        work.outbox.put(pending(letter, purpose=ATTESTATION, duty=None, release_at=now, at=now))
        work.settings.put(_LAST, until.isoformat(), at=now)
        return 1


def _last_day(until: datetime) -> str:
    return day_in_words(until.date() - timedelta(days=1))
