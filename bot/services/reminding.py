"""Somebody has to do something by a time: reminded once ahead of it; once it is late, those who look after it learn of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.ports import Clock, OutboxState, UnitOfWork, Work
from bot.services.audience import ACCUSING, accused_by
from bot.services.decide import Deciding
from bot.services.lateness import LATE
from bot.services.letters import ServiceLetters, named, pending
from bot.services.routing import LOOKED_AT
from bot.services.wording import day_in_words
from mailrules.duties import ANSWER, REMIND, Duty
from mailrules.evaluation.reminders import rule_behind
from mailrules.evaluation.setting import Setting
from mailrules.evaluation.stand_in import answering, standing_in
from mailrules.vocabulary import DutyState, Mode


@dataclass(frozen=True, kw_only=True)
class _Mail:
    """What may be said of the mail that a duty is about."""

    reference: str = ""
    date_words: str = ""
    accused: frozenset[str] = frozenset()
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Reminding:
    """Reminds people of what they have to do, and tells of what they have not.

    Attributes:
        since: duties that were due before that moment (aware) are left alone: the service did not act yet.
    """

    store: UnitOfWork
    clock: Clock
    deciding: Deciding
    since: datetime

    def remind(self) -> int:
        """Write every letter whose time has come; how many were written."""
        now = self.clock.now()
        setting = self.deciding.setting(now)
        with self.store.work(as_of=now) as work:
            written = 0
            for duty in work.record.duties(DutyState.DUE):
                if duty.rule in {REMIND, ANSWER} and duty.due is not None and duty.due >= self.since:
                    written += self._about(work, duty, duty.due, setting, now)
        return written

    def _about(self, work: Work, duty: Duty, due: datetime, setting: Setting, now: datetime) -> bool:
        if setting.adoption.mode_of(duty.clause) in {Mode.OFF, Mode.OBSERVE}:
            return False
        if now >= due:
            return self._late(work, duty, due, setting, now)
        when = setting.calendar.ahead_of(due, setting.adoption.reminded(duty.clause))
        if duty.release_at is not None:  # what is asked in the morning for noon is not asked again at once
            when = max(when, duty.release_at + (due - duty.release_at) / 2)
        return now >= when and self._ahead(work, duty, due, setting, now)

    def _ahead(self, work: Work, duty: Duty, due: datetime, setting: Setting, now: datetime) -> bool:
        key = f"{REMIND}-ahead/{duty.key}"
        if work.outbox.get(key) is not None:
            return False
        mail, letters = self._mail(work, duty), ServiceLetters(deciding=self.deciding)
        people = [each for one in duty.outstanding if (each := standing_in(one, setting))]
        to = named(each for each in people if each.id not in mail.accused)
        to = to or (
            letters.monitoring_officer(setting.roll, mail.accused) if mail.quiet else letters.office(setting.roll)
        )
        return self._put(work, "remind", key, to, duty, self._words(duty, due, mail, setting), now)

    def _late(self, work: Work, duty: Duty, due: datetime, setting: Setting, now: datetime) -> bool:
        key = f"{LATE}/{duty.key}"
        if work.outbox.get(key) is not None:
            return False
        mail, letters = self._mail(work, duty), ServiceLetters(deciding=self.deciding)
        if duty.rule == ANSWER:
            return self._unanswered(work, duty, due, setting, now)
        rule = rule_behind(duty, self.deciding.protocol)
        people = [person for role in (rule.escalate_to if rule else ()) for person in answering(role, setting)]
        to = named(dict.fromkeys(each for each in people if each.id not in mail.accused))
        to = to or letters.monitoring_officer(setting.roll, mail.accused)
        template = LATE if mail.quiet else "not-done"
        return self._put(work, template, key, to, duty, self._words(duty, due, mail, setting), now)

    def _unanswered(self, work: Work, duty: Duty, due: datetime, setting: Setting, now: datetime) -> bool:
        """The time at a gate is out: the one who asked decides whether it goes on, and the monitoring officer knows of it."""
        letters, asked = ServiceLetters(deciding=self.deciding), setting.roll.person(duty.facts.served)
        to = dict.fromkeys((*named([asked] if asked else []), *letters.monitoring_officer(setting.roll)))
        answered = (setting.roll.person(each.group) for each in duty.owed if each.met_by)
        values = {
            **self._words(duty, due, self._mail(work, duty), setting),
            "topic": duty.facts.topic or "",
            "answered": ", ".join(each.name for each in answered if each),
            "reference": duty.key,
        }
        return self._put(work, "gate-late", f"{LATE}/{duty.key}", tuple(to), duty, values, now)

    def _put(
        self,
        work: Work,
        template: str,
        key: str,
        to: tuple[tuple[str, str], ...],
        duty: Duty,
        values: Mapping[str, object],
        now: datetime,
    ) -> bool:
        if not to:
            return False
        letter = ServiceLetters(deciding=self.deciding).letter(template, key, to, values)
        row = pending(letter, purpose=REMIND, duty=duty, release_at=now, at=now)
        if self.deciding.adoption.mode_of(duty.clause) is Mode.HOLD:
            row = replace(row, state=OutboxState.HELD, why=LOOKED_AT.format(clause=duty.clause))
        if not work.outbox.put(row):
            return False
        work.journal.write(
            at=now, actor="evenhand", action=f"letter written: {template}", about=duty.key, details={"letter": key}
        )
        return True

    def _words(self, duty: Duty, due: datetime, mail: _Mail, setting: Setting) -> dict[str, object]:
        local = due.astimezone(self.deciding.council.timezone)
        owing = (setting.roll.person(each) for each in duty.outstanding)
        wrote = setting.roll.person(duty.facts.served) if duty.facts.served and not mail.quiet else None
        return {
            "quiet": mail.quiet,
            "reference": duty.key if not mail.quiet else mail.reference or duty.key,
            "mail_reference": mail.reference,
            "mail_words": mail.date_words,
            "sender_name": wrote.name if wrote else "",
            "due_words": f"{day_in_words(local.date())} at {local:%H:%M}",
            "awaited": "" if mail.quiet else duty.facts.what,
            "paragraph": self.deciding.number(duty.clause),
            "protocol_title": self.deciding.protocol.protocol.title,
            "owing": "" if mail.quiet else ", ".join(each.name for each in owing if each),
        }

    def _mail(self, work: Work, duty: Duty) -> _Mail:
        mail = work.mails.get(duty.case)
        if mail is None or mail.decided is None:
            return _Mail()
        said: dict[str, Any] = json.loads(mail.decision)
        return _Mail(
            reference=mail.key,
            date_words=day_in_words(self.deciding.calendar.local_day(mail.received)),
            accused=frozenset(accused_by(said)),
            quiet=bool(ACCUSING.intersection(said["kinds"])) or said.get("closed_to") is not None,
        )
