"""Reminders made into duties. They stand beside the notices."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from mailrules.calendar import START_OF_BUSINESS
from mailrules.council.roll import Person, Roll
from mailrules.duties import REMIND, Duty, Facts, Owed, answered, hold, notice_key
from mailrules.evaluation.judgement import Judgement
from mailrules.evaluation.record import Record
from mailrules.evaluation.setting import Setting
from mailrules.message import Message
from mailrules.protocol.model import Protocol
from mailrules.reading.model import Reading
from mailrules.rules.consequences import Reminder
from mailrules.rules.params import Deadline
from mailrules.rules.situation import Situation
from mailrules.vocabulary import DutyState

NOBODY = "{clause}: nobody is there to be reminded: say in the adoption file who it is"


def duty_to_remind(
    judgement: Judgement, reminder: Reminder, situation: Situation, *, setting: Setting, at: datetime
) -> Duty:
    """The duty of somebody to do something by a time; it falls to those who hold the roles on the day."""
    clause = judgement.clause.id
    deadline = setting.adoption.deadline(clause, reminder.within)
    reading = situation.reading
    duty = Duty(
        key=duty_key(judgement, situation.message.message_id, setting, REMIND),
        clause=clause,
        rule=REMIND,
        notice="",
        case=situation.message.message_id,
        facts=Facts(served=reading.sender.person or "", what=reminder.met_by),
        owed=tuple(Owed(group=person.id) for person in reminder.who),
        say=frozenset(),
        due=setting.calendar.deadline(started(reminder, setting, at), deadline.value),
        release_at=None,
        state=DutyState.DUE,
        tell=addresses(reminder.who),
        local_choice=(deadline.words,) if deadline.words else (),
    )
    if reminder.who:
        return duty
    return hold(duty, NOBODY.format(clause=clause))


def rule_behind(duty: Duty, protocol: Protocol) -> Deadline | None:
    """The clause's rule by which somebody is reminded; None where a ladder reminds."""
    clause, nth = protocol.clause(duty.clause), duty.key.rpartition(f"{REMIND}-")[2]
    rule = clause.rules[int(nth)] if clause and nth.isdecimal() and int(nth) < len(clause.rules) else None
    return rule if isinstance(rule, Deadline) else None


def started(reminder: Reminder, setting: Setting, at: datetime) -> datetime:
    """From when the time is counted: the mail's own moment, or the day that it names."""
    return setting.calendar.at(reminder.from_, START_OF_BUSINESS) if reminder.from_ else at


def late_already(judgement: Judgement, reminder: Reminder, *, setting: Setting, at: datetime) -> str:
    """That what the mail itself brings comes too late; empty where it is in time."""
    deadline = setting.adoption.deadline(judgement.clause.id, reminder.within)
    due = setting.calendar.deadline(started(reminder, setting, at), deadline.value)
    return f"it is late: it was owed by {setting.calendar.local_day(due)}" if at > due else ""


def met_by(message: Message, reading: Reading, record: Record, roll: Roll) -> Iterator[Duty]:
    """The reminders that this mail meets: an officer answers the one who asked, or brings it to those who had to have it."""
    sender = reading.sender
    if not sender.authentic or not sender.internal or sender.group_of_member is not None:
        return
    owed = [
        duty
        for earlier in message.thread
        for duty in record.duties_of(earlier)
        if duty.rule == REMIND and duty.outstanding and duty.facts.served != sender.person
    ]
    if owed:
        reached = {person.id for each in message.addressees if (person := roll.whose(each.address))}
        for duty in owed:
            if reached & {duty.facts.served, *duty.outstanding}:
                yield answered(duty, message.message_id)


def addresses(people: Iterable[Person]) -> tuple[str, ...]:
    """Their addresses, each once."""
    return tuple(dict.fromkeys(person.email for person in people if person.email))


def duty_key(judgement: Judgement, message_id: str, setting: Setting, what: str) -> str:
    """The key of what a rule of a clause asks beside the notices, for one mail."""
    return notice_key(
        protocol=setting.protocol.id, clause=judgement.clause.id, case=message_id, moment=f"{what}-{judgement.nth}"
    )
