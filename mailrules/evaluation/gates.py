"""A gate made into a duty: those who have to be asked give their word by a time, before the thing goes on."""

from datetime import datetime

from mailrules.circulation.embargo import planned_in
from mailrules.duties import ANSWER, Duty, Facts, Owed, hold
from mailrules.evaluation.judgement import Judgement
from mailrules.evaluation.reminders import addresses, duty_key
from mailrules.evaluation.setting import Setting
from mailrules.protocol.model import Protocol
from mailrules.rules.consequences import Gated
from mailrules.rules.params import Gate
from mailrules.rules.situation import Situation
from mailrules.vocabulary import DutyState

NOT_FOUND = (
    "{clause}: which {role} has to be asked cannot be told: ask them by hand, and waive this when they have answered"
)
ASKED = {
    "inform": "that you know of it",
    "consult": "your view",
    "consult-and-include": "your view, which is carried in it",
    "agree": "whether you agree",
    "consent": "whether you consent",
    "authorise": "whether you give the word",
}
"""What is awaited of somebody at a gate, by how much their word weighs."""


def duty_to_answer(judgement: Judgement, gated: Gated, situation: Situation, *, setting: Setting, at: datetime) -> Duty:
    """The duty of those at a gate to answer; it is due when the thing is planned to go on, where the mail says when."""
    clause, item = judgement.clause.id, situation.item
    deadline = setting.adoption.deadline(clause, None)
    text = f"{situation.message.subject}\n{situation.message.text}"
    planned = planned_in(text, setting.roll.day, setting.calendar)
    counted = setting.calendar.deadline(at, deadline.value)
    due = planned if planned is not None and planned > at else counted
    before = f", before {gated.before}" if gated.before else ""
    duty = Duty(
        key=duty_key(judgement, situation.message.message_id, setting, ANSWER),
        clause=clause,
        rule=ANSWER,
        notice="",
        case=situation.message.message_id,
        facts=Facts(
            served=situation.reading.sender.person or "",
            what=f"{ASKED[gated.strength]}{before}",
            topic=item.topic or item.fields.title,
        ),
        owed=tuple(Owed(group=person.id) for person in gated.people),
        say=frozenset(),
        due=due,
        release_at=at,
        state=DutyState.DUE,
        tell=addresses(gated.people),
        local_choice=(deadline.words,) if due is counted and deadline.words else (),
    )
    everybody = gated.need == "all" or not gated.people
    missing = [NOT_FOUND.format(clause=clause, role=role) for role in gated.vacant] if everybody else []
    return hold(duty, *missing) if missing else duty


def gate_of(duty: Duty, protocol: Protocol) -> Gate | None:
    """The clause's gate at which the duty is to answer; None where the protocol has it no more."""
    clause, nth = protocol.clause(duty.clause), duty.key.rpartition(f"{ANSWER}-")[2]
    rule = clause.rules[int(nth)] if clause and nth.isdecimal() and int(nth) < len(clause.rules) else None
    return rule if isinstance(rule, Gate) else None
