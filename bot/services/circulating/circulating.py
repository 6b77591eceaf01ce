"""What is to go round, and when: looked for in the register each minute, worded, and put on its way once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports import Clock, OutboxState, UnitOfWork, Work
from bot.services.circulating.letters import CIRCULATION, circulation_letter
from bot.services.decide import Deciding
from bot.services.letters import OBSERVED, ServiceLetters, pending
from bot.services.routing import OBSERVED_CLAUSE
from mailrules.duties import CIRCULATE, Duty, Facts, Owed, hold
from mailrules.evaluation.lists import is_list, key_of_list, rule_of
from mailrules.evaluation.owed_now import owed_now
from mailrules.evaluation.reminders import addresses
from mailrules.evaluation.setting import Setting
from mailrules.protocol.clause import Clause
from mailrules.rhythm import Closing, last_closing
from mailrules.rules.params import Circulate
from mailrules.vocabulary import DutyState, Mode

JOB = "circulation"
IN_WEEK = "2 working days"
"""Until when a list of the week is still in time, counted from its closing; a later one asks first."""


@dataclass(frozen=True, kw_only=True)
class Circulating:
    """Puts on its way what goes round.

    Attributes:
        since: what was due before that moment (aware) is left alone: the service did not act yet.
        acting: False in observe mode: what would have left is kept as stopped.
    """

    store: UnitOfWork
    clock: Clock
    deciding: Deciding
    since: datetime
    acting: bool = True

    def look(self) -> int:
        """Make the letters whose time has come; how many were made."""
        now = self.clock.now()
        setting = self.deciding.setting(now)
        with self.store.work(as_of=now) as work:
            owed = [duty for duty in work.record.duties(DutyState.DUE) if self._is_ours(duty)]
            written = sum(self._one(work, duty, now) for duty in owed)
            written += sum(self._of_the_week(work, clause, nth, owed, setting, now) for clause, nth in self._weekly())
            return written + self._of_the_day(work, owed, setting, now)

    def _is_ours(self, duty: Duty) -> bool:
        return duty.rule == CIRCULATE and (duty.due is None or duty.due >= self.since)

    def _one(self, work: Work, duty: Duty, now: datetime) -> bool:
        """One thing by itself, or a list whose things are on it."""
        rule = rule_of(duty, self.deciding.protocol)
        if rule is not None and rule.gathered and not is_list(duty):
            return False
        return work.outbox.get(duty.key) is None and self._write(work, duty, now)

    def _weekly(self) -> Iterator[tuple[Clause, int]]:
        for clause in self.deciding.protocol.clauses:
            for nth, rule in enumerate(clause.rules):
                weekly = isinstance(rule, Circulate) and rule.gathered and rule.every == "week"
                if weekly and self.deciding.adoption.mode_of(clause.id) is not Mode.OFF:
                    yield clause, nth

    def _of_the_week(
        self, work: Work, clause: Clause, nth: int, owed: Iterable[Duty], setting: Setting, now: datetime
    ) -> bool:
        """The list that closed last: made in the first look after its closing, and never again."""
        adoption = self.deciding.adoption
        rhythm = adoption.listed(clause.id)
        closed = last_closing(rhythm.value, now, self.deciding.calendar)
        key = key_of_list(self.deciding.protocol.protocol.id, clause.id, closed.period, str(nth))
        if closed.at < self.since or not work.settings.first_time(JOB, key, at=now):
            return False
        things = self._belonging(work, [duty for duty in owed if _is_of(duty, clause.id, nth)], closed)
        if not things and not adoption.nil_list(clause.id).value:
            return False
        due = self.deciding.calendar.deadline(closed.at, IN_WEEK)
        choices = (rhythm.words, adoption.nil_list(clause.id).words if not things else "")
        return self._make(
            work, key, clause, nth, things, setting, now, leaves=self._leaves(clause, closed), due=due,
            facts=Facts(served="", what=_rule(clause, nth).what, day=closed.at.date()), choices=choices,
        )  # fmt: skip

    def _belonging(self, work: Work, things: Sequence[Duty], closed: Closing) -> list[Duty]:
        """The things that were there when the list closed, and are on no other."""
        taken = work.lists.among([duty.key for duty in things])
        came = work.mails.received([duty.case for duty in things])
        return [duty for duty in things if duty.key not in taken and came.get(duty.case, closed.at) <= closed.at]

    def _leaves(self, clause: Clause, closed: Closing) -> datetime:
        own = self.deciding.adoption.releases.get(clause.id)
        return self.deciding.calendar.release(closed.at, own) if own else closed.at

    def _of_the_day(self, work: Work, owed: Iterable[Duty], setting: Setting, now: datetime) -> int:
        """Lists that close at an hour of a day that the mails name: what comes later is on a further one."""
        waiting: dict[tuple[str, str, datetime], list[Duty]] = {}
        for duty in owed:
            rule = rule_of(duty, self.deciding.protocol)
            if rule is None or rule.not_before is None or is_list(duty) or duty.release_at is None:
                continue
            if duty.release_at <= now and work.lists.of(duty.key) is None:
                waiting.setdefault((duty.clause, duty.key.rpartition("-")[2], duty.release_at), []).append(duty)
        return sum(self._list_of(work, things, setting, now) for things in waiting.values())

    def _list_of(self, work: Work, things: list[Duty], setting: Setting, now: datetime) -> bool:
        first = things[0]
        clause = self.deciding.protocol.clause(first.clause)
        assert clause is not None
        assert first.release_at is not None
        nth = int(first.key.rpartition("-")[2])
        day = first.release_at.astimezone(self.deciding.council.timezone).date()
        key = key_of_list(self.deciding.protocol.protocol.id, clause.id, day.isoformat(), str(nth))
        further = 1
        while work.record.duty(key) is not None:
            further += 1
            key = key_of_list(self.deciding.protocol.protocol.id, clause.id, f"{day.isoformat()}+{further}", str(nth))
        return self._make(
            work, key, clause, nth, things, setting, now, leaves=first.release_at,
            due=max(duty.due or now for duty in things), facts=Facts(served="", what=_rule(clause, nth).what, day=day),
        )  # fmt: skip

    def _make(
        self,
        work: Work,
        key: str,
        clause: Clause,
        nth: int,
        things: list[Duty],
        setting: Setting,
        now: datetime,
        *,
        leaves: datetime,
        due: datetime,
        facts: Facts,
        choices: tuple[str, ...] = (),
    ) -> bool:
        """The duty to send a list, with its things on it, and its letter."""
        rule = _rule(clause, nth)
        duty = Duty(
            key=key, clause=clause.id, rule=CIRCULATE, notice="", case=key, facts=facts,
            owed=tuple(Owed(group=role) for role in rule.to), say=frozenset(rule.say), due=due, release_at=leaves,
            state=DutyState.DUE, local_choice=tuple(words for words in choices if words),
        )  # fmt: skip
        duty = replace(duty, tell=addresses(owed_now(duty, setting).people))
        work.lists.enlist(key, [thing.key for thing in things])
        work.record.keep_duty(duty)
        work.journal.write(
            at=now, actor="evenhand", action="list closed", about=key, details={"things": [each.key for each in things]}
        )
        if self.deciding.adoption.mode_of(clause.id) is Mode.HOLD:
            return self._hold(
                work, duty, f"this council has everything under {clause.id} looked at before it leaves", now
            )
        return self._write(work, duty, now)

    def _write(self, work: Work, duty: Duty, now: datetime) -> bool:
        """The letter, put on its way; a duty whose letter must not leave as it is waits for a person."""
        letter = circulation_letter(work, duty, self.deciding, at=now)
        if isinstance(letter, str):
            return self._hold(work, duty, letter, now)
        row = pending(letter, purpose=CIRCULATION, duty=duty, release_at=max(duty.release_at or now, now), at=now)
        if not self.acting:
            row = replace(row, state=OutboxState.STOPPED, why=OBSERVED)
        elif self.deciding.adoption.mode_of(duty.clause) is Mode.OBSERVE:
            row = replace(row, state=OutboxState.STOPPED, why=OBSERVED_CLAUSE.format(clause=duty.clause))
        if not work.outbox.put(row):
            return False
        work.journal.write(
            at=now, actor="evenhand", action="circulation written", about=duty.key,
            details={"to": [address for _, address in letter.to]},
        )  # fmt: skip
        return True

    def _hold(self, work: Work, duty: Duty, why: str, now: datetime) -> bool:
        work.record.keep_duty(hold(duty, why))
        work.journal.write(at=now, actor="evenhand", action="duty held", about=duty.key, details={"reasons": [why]})
        letters = ServiceLetters(deciding=self.deciding)
        to = letters.office(self.deciding.setting(now).roll)
        if not to or not self.acting:
            return False
        letter = letters.letter("held", f"held/{duty.key}", to, {"reference": duty.key})
        return work.outbox.put(pending(letter, purpose="held", duty=None, release_at=now, at=now))


def _is_of(duty: Duty, clause: str, nth: int) -> bool:
    """Whether it is a thing for the list of that rule."""
    return duty.clause == clause and not is_list(duty) and duty.key.endswith(f"-{nth}")


def _rule(clause: Clause, nth: int) -> Circulate:
    rule = clause.rules[nth]
    assert isinstance(rule, Circulate)
    return rule
