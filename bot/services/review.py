"""What a person may do about what is held, or about to leave: with a name, a reason, and the same answer the second time."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.errors import ConfigurationError
from bot.ports import Clock, OutboxRow, OutboxState, RecordedMail, UnitOfWork, Work
from bot.services.audience import let_see, who
from bot.services.checking import is_officers
from bot.services.circulating.letters import CIRCULATION, ON_A_LIST, duty_letter
from bot.services.decide import Deciding
from bot.services.entering import enter_waiver
from bot.services.letters import pending
from bot.services.letting import release_letter, stop_letter, waive_finding
from bot.services.past import NOTICE
from bot.services.repeats import newest
from mailrules.duties import CIRCULATE, Duty, DutyError, hold, release, waive
from mailrules.vocabulary import DutyState

ON_ITS_WAY = frozenset({OutboxState.CLAIMED, OutboxState.DRAFTED, OutboxState.SENDING})

RELEASED = "duty released"


@dataclass(frozen=True, kw_only=True)
class Reviewing:
    """Acts on duties, for a person."""

    store: UnitOfWork
    clock: Clock
    deciding: Deciding

    def release(self, key: str, *, by: str, reason: str) -> str:
        """Let a held notice leave, at its release time or now where that has passed."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            if (letter_alone := _alone(work, key)) is not None:
                return release_letter(work, letter_alone, by=by, reason=reason, at=now)
            duty = self._duty(work, key)
            row, next_key = newest(work, key)
            if row is not None and row.state in ON_ITS_WAY:
                raise ConfigurationError(f"{key}: it is {row.state}: wait until it is known what became of it")
            left = row is not None and row.state in {OutboxState.SENT, OutboxState.UNKNOWN}
            if duty.state is DutyState.DUE and row is not None and row.state in {OutboxState.PENDING, OutboxState.SENT}:
                return "it is already released"
            released = self._changed(lambda: release(duty) if duty.state is not DutyState.DUE else duty)
            letter = duty_letter(work, released, self.deciding, at=now, looked_at=True)
            if letter == ON_A_LIST:
                self._keep(work, released, RELEASED, by, reason)
                return "it goes round in the list that closes next"
            if isinstance(letter, str):
                raise ConfigurationError(f"{key}: it cannot leave: {letter}")
            leaves = max(now, duty.release_at or now)
            if row is None or left:
                # A repeat is another letter: the first has left, or may have, and stays as it is.
                again = pending(
                    replace(letter, key=next_key), purpose=_purpose(duty), duty=released, release_at=leaves, at=now
                )
                work.outbox.put(again)
            else:
                again = replace(row, state=OutboxState.PENDING, letter=replace(letter, key=row.key), release_at=leaves)
                again = replace(again, created=now, changed=now, why="", claimed_by="", draft_id="", message_id="")
                work.outbox.change(again, was=row.state)
            if row is not None and row.state is OutboxState.UNKNOWN:
                over = replace(
                    row, state=OutboxState.STOPPED, changed=now, why=f"a person decided on a repeat: {reason}"
                )
                work.outbox.change(over, was=OutboxState.UNKNOWN)
            self._keep(work, released, RELEASED, by, reason)
        return f"it leaves at {leaves.astimezone(self.deciding.council.timezone):%Y-%m-%d %H:%M}"

    def stop(self, key: str, *, by: str, reason: str) -> str:
        """Stop a notice before its release time; the duty is held, and its clock runs on."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            if (letter_alone := _alone(work, key)) is not None:
                return stop_letter(work, letter_alone, by=by, reason=reason, at=now)
            duty = self._duty(work, key)
            row, _ = newest(work, key)
            if row is not None and row.state is OutboxState.STOPPED:
                return "it is already stopped"
            if row is not None and not work.outbox.change(
                replace(row, state=OutboxState.STOPPED, changed=now, why=reason), was=OutboxState.PENDING
            ):
                raise ConfigurationError(f"{key}: it is {row.state}: it can no longer be stopped")
            self._keep(work, self._changed(lambda: hold(duty, reason)), "notice stopped", by, reason)
        return "it is stopped, and the duty is held"

    def waive(self, key: str, *, by: str, reason: str) -> str:
        """Set a duty, or a finding, aside for good."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            if (finding := work.findings.get(key)) is not None:
                about, setting = work.mails.by_key(finding.mail), self.deciding.setting(now)
                if about is not None:
                    let_see(about, by, setting)
                if finding.sender and who(by, setting) == finding.sender:
                    raise ConfigurationError(f"{key}: whoever sent the mail does not waive what was found in it")
                return waive_finding(work, finding, by=by, reason=reason, at=now)
            duty = self._duty(work, key)
            if duty.state is DutyState.WAIVED:
                return "it is already waived"
            row, _ = newest(work, key)
            if row is not None and row.state is OutboxState.PENDING:
                work.outbox.change(
                    replace(row, state=OutboxState.STOPPED, changed=now, why=reason), was=OutboxState.PENDING
                )
            self._waive(work, duty, reason, by)
            work.lists.strike(key)
        return "it is waived"

    def correct(self, key: str, *, topic: str, by: str, reason: str) -> str:
        """Give a held notice another topic; the duty stays held until it is released."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            duty = self._duty(work, key)
            if duty.facts.topic == topic:
                return "it already has that topic"
            if duty.state is not DutyState.HELD:
                raise ConfigurationError(f"{key}: it is {duty.state}: stop it first, then correct it")
            self._keep(work, replace(duty, facts=replace(duty.facts, topic=topic)), "topic corrected", by, reason)
        return f"its topic is now: {topic}"

    def settle(self, key: str, *, by: str, reason: str) -> str:
        """Say that a held mail has been looked at."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            mail = self._mail(work, key)
            let_see(mail, by, self.deciding.setting(now))
            if mail.settled is not None:
                return "it is already settled"
            self._settled(work, mail, by, reason)
        return "it is settled"

    def refuse(self, key: str, *, by: str, reason: str) -> str:
        """Say that a held mail is not what it was taken for: duties that came of it alone are set aside."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            mail = self._mail(work, key)
            let_see(mail, by, self.deciding.setting(now))
            if mail.settled is not None:
                return "it is already settled"
            self._settled(work, mail, by, reason)
            if is_officers(mail):
                return "it is refused"  # what came of the same mail where it arrived is another matter
            for case_id in (*work.record.case_of_mail(mail.message_id), mail.message_id):
                for duty in work.record.duties_of(case_id):
                    if duty.state is DutyState.HELD:
                        self._waive(work, duty, f"refused: {reason}", by)
        return "it is refused, and what was held because of it is set aside"

    def _waive(self, work: Work, duty: Duty, reason: str, by: str) -> None:
        """Set a duty aside, and enter that in the register of waivers."""
        self._keep(work, self._changed(lambda: waive(duty, reason)), "duty waived", by, reason)
        enter_waiver(work, duty, by=by, reason=reason, at=self.clock.now())

    def _settled(self, work: Work, mail: RecordedMail, by: str, reason: str) -> None:
        if not reason.strip():
            raise ConfigurationError("give a reason: it is kept with your name")
        now = self.clock.now()
        work.mails.settle(mail.key, at=now)
        work.journal.write(at=now, actor=by, action="held mail settled", about=mail.key, details={"reason": reason})

    def _mail(self, work: Work, key: str) -> RecordedMail:
        mail = work.mails.by_key(key)
        if mail is None:
            raise ConfigurationError(f"{key}: there is no such mail; `evenhand review` lists them")
        return mail

    def _duty(self, work: Work, key: str) -> Duty:
        duty = work.record.duty(key)
        if duty is None:
            raise ConfigurationError(f"{key}: there is no such duty, nor letter; `evenhand review` lists them")
        return duty

    def _changed(self, change: Callable[[], Duty]) -> Duty:
        try:
            return change()
        except DutyError as error:
            raise ConfigurationError(str(error)) from None

    def _keep(self, work: Work, duty: Duty, action: str, by: str, reason: str) -> None:
        if not reason.strip():
            raise ConfigurationError("give a reason: it is kept with your name")
        work.record.keep_duty(duty)
        work.journal.write(at=self.clock.now(), actor=by, action=action, about=duty.key, details={"reason": reason})


def _purpose(duty: Duty) -> str:
    return CIRCULATION if duty.rule == CIRCULATE else NOTICE


def _alone(work: Work, key: str) -> OutboxRow | None:
    """The letter of that key that is no duty's notice."""
    return work.outbox.get(key) if work.record.duty(key) is None else None
