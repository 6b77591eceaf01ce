"""What later mail says to an open gate: those who were asked answer, or the thing goes on before they have.

An answer is read from a reply to the mail that opened the gate, or to the letter by which Evenhand asked. What is not clearly
a yes or a no waits for a person; nothing goes on by itself here: the one who asked is told how the gate stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports import OutboxRow, RecordedMail, Work
from bot.services.decide import Deciding, Decision
from bot.services.letters import ServiceLetters, named, pending
from bot.services.wording import day_in_words
from mailrules.council.roll import Person
from mailrules.duties import ANSWER, Duty, hold, reach
from mailrules.evaluation.gates import gate_of
from mailrules.evaluation.registers import RegisterEntry
from mailrules.evaluation.stand_in import standing_in
from mailrules.matching import same_topic
from mailrules.reading.answering import Word, word_of
from mailrules.rules.params import Gate
from mailrules.vocabulary import DutyState, Flag

GATE, PASSED = "gate", "passed"
ANSWERS = "gate-answers"
OPEN = frozenset({DutyState.DUE, DutyState.HELD})
ASKED_FOR_VIEWS = frozenset({"inform", "consult", "consult-and-include"})
SAID_NO = "{name} has said no: it does not go on without a person’s decision"
UNCLEAR = "{name} has answered, and whether that is a yes cannot be told: read it"
WENT_ON = "it has gone on before {names} had answered"


@dataclass(frozen=True, kw_only=True)
class Gatekeeping:
    """Takes from a decided mail what bears on open gates, and writes the letters that follow."""

    deciding: Deciding

    def heard(self, work: Work, mail: RecordedMail, decision: Decision, *, now: datetime) -> Iterator[OutboxRow]:
        """Keep what the mail says to open gates; the letters that tell of it."""
        sender = decision.reading.sender
        if decision.reading.machine is not None or not sender.authentic or Flag.SPOOFED in decision.reading.flags:
            return
        if sender.person is not None and sender.internal:
            for duty in self._answered(work, decision):
                yield from self._answer(work, mail, decision, duty, sender.person, now)
        yield from self._passed(work, decision, now)

    def _answered(self, work: Work, decision: Decision) -> Iterator[Duty]:
        """The open gates that the mail's thread is about."""
        seen: set[str] = set()
        for message_id in decision.message.thread:
            row = work.outbox.by_message_id(message_id)
            about = work.mails.by_key(row.case) if row is not None else None
            for duty in work.record.duties_of(about.message_id if about else message_id):
                if duty.rule == ANSWER and duty.state in OPEN and duty.key not in seen:
                    seen.add(duty.key)
                    yield duty

    def _answer(
        self, work: Work, mail: RecordedMail, decision: Decision, duty: Duty, person: str, now: datetime
    ) -> Iterator[OutboxRow]:
        setting = self.deciding.setting(now)
        gate = gate_of(duty, self.deciding.protocol)
        stands_for = [each for each in duty.outstanding if (who := standing_in(each, setting)) and who.id == person]
        word = word_of(decision.reading.visible.written)
        if gate is None or not stands_for or word is Word.NOTHING:
            return
        counts = word is Word.YES or gate.strength in ASKED_FOR_VIEWS
        whom = frozenset(duty.outstanding if counts and gate.need == "any" else stands_for)
        name = self._name(person, now)
        self._enter(work, mail, duty, person, word, now)
        if counts:
            after = reach(duty, whom, mail.message_id, by_hand=True)
        else:
            after = hold(duty, (SAID_NO if word is Word.NO else UNCLEAR).format(name=name))
        work.record.keep_duty(after)
        work.journal.write(
            at=now, actor="evenhand", action="gate answered", about=duty.key, details={"by": person, "word": str(word)}
        )
        if after.state is DutyState.MET or not counts:
            yield from self._tell(work, after, "gate-answered", f"{GATE}/{duty.key}/{mail.key}", now)

    def _enter(self, work: Work, mail: RecordedMail, duty: Duty, person: str, word: Word, now: datetime) -> None:
        entry = RegisterEntry(
            register=ANSWERS, clause=duty.clause, at=mail.received, mail=mail.key, message_id=mail.message_id, subject=person,
            fields=(("answer", str(word)), ("by", person), ("matter", duty.facts.topic or duty.case)),
        )  # fmt: skip
        work.registers.enter([entry], at=now)

    def _passed(self, work: Work, decision: Decision, now: datetime) -> Iterator[OutboxRow]:
        """The thing has gone on: what is still open at its gates is told of, once for each gate."""
        kinds = set(decision.reading.kinds)
        for duty in work.record.duties(DutyState.DUE, DutyState.HELD):
            gate = gate_of(duty, self.deciding.protocol) if duty.rule == ANSWER else None
            if gate is None or not kinds & set(gate.passed_by) or not self._same(duty, gate, decision):
                continue
            names = self._names(duty.outstanding, now)
            held = hold(duty, WENT_ON.format(names=names))
            work.record.keep_duty(held)
            work.journal.write(
                at=now, actor="evenhand", action="gate passed unanswered", about=duty.key,
                details={"message_id": decision.message.message_id, "outstanding": list(duty.outstanding)},
            )  # fmt: skip
            yield from self._tell(work, held, "gate-passed", f"{PASSED}/{duty.key}", now)

    def _same(self, duty: Duty, gate: Gate, decision: Decision) -> bool:
        """Whether what has gone on is what stood at the gate: by its thread, else by its title."""
        if duty.case in decision.message.thread:
            return True
        titles = (each.fields.title or each.topic for each in decision.reading.items if each.kind in gate.passed_by)
        return any(same_topic(title, duty.facts.topic) for title in titles if title)

    def _tell(self, work: Work, duty: Duty, template: str, key: str, now: datetime) -> Iterator[OutboxRow]:
        """The one who asked, and where it went on unanswered the monitoring officer, learn how the gate stands."""
        roll = self.deciding.setting(now).roll
        letters = ServiceLetters(deciding=self.deciding)
        asked = roll.person(duty.facts.served)
        to = named([asked] if asked else [])
        if template == "gate-passed" or not to:
            to = tuple(dict.fromkeys((*to, *letters.monitoring_officer(roll))))
        mail = work.mails.get(duty.case)
        gate = gate_of(duty, self.deciding.protocol)
        answered = [owed.group for owed in duty.owed if owed.met_by]
        values = {
            "topic": duty.facts.topic or "",
            "paragraph": self.deciding.number(duty.clause),
            "protocol_title": self.deciding.protocol.protocol.title,
            "mail_words": day_in_words(self.deciding.calendar.local_day(mail.received)) if mail else "",
            "before": (gate.before if gate else None) or "",
            "unless": (gate.unless if gate else None) or "",
            "answered": self._names(answered, now),
            "outstanding": self._names(duty.outstanding, now),
            "open": duty.state is DutyState.MET,
            "reasons": list(duty.reasons) if duty.state is DutyState.HELD else [],
            "reference": duty.key,
        }
        letter = letters.letter(template, key, to, values)
        if to:
            yield replace(
                pending(letter, purpose=GATE, duty=None, release_at=now, at=now), case=mail.key if mail else ""
            )

    def _names(self, ids: tuple[str, ...] | list[str], now: datetime) -> str:
        return ", ".join(self._name(each, now) for each in ids)

    def _name(self, person_id: str, now: datetime) -> str:
        person: Person | None = self.deciding.setting(now).roll.person(person_id)
        return person.name if person else person_id
