"""A consequence made into a duty: whom, what, by when, and what was decided locally."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from mailrules.cases import Case, Matter, Moment
from mailrules.duties import Duty, Facts, Owed, hold, notice_key, reach
from mailrules.evaluation.judgement import Judgement
from mailrules.evaluation.recipients import addressing
from mailrules.evaluation.setting import Setting
from mailrules.protocol.adoption import Choice
from mailrules.reading.model import Item
from mailrules.rules.consequences import Barred, NoticeOwed
from mailrules.rules.situation import Situation
from mailrules.vocabulary import DutyState, Label, Mode


def duty_owed(
    judgement: Judgement,
    owed: NoticeOwed,
    situation: Situation,
    *,
    setting: Setting,
    doubts: tuple[str, ...],
    at: datetime,
) -> Duty:
    """The duty that a notice falls due, held where a doubt stands in its way."""
    clause, item, case = judgement.clause, situation.item, situation.case
    assert case is not None
    adoption = setting.adoption
    release = adoption.release(clause.id, judgement.mechanism)
    deadline = adoption.deadline(clause.id, owed.deadline)
    topic_told = adoption.topic_told(clause.id, Label.TOPIC in owed.say)
    say = owed.say | {Label.TOPIC} if topic_told.value else owed.say - {Label.TOPIC}
    whom = addressing(owed.groups, setting.roll, adoption)
    written_to = [adoption.written_to(group) for group in owed.groups]
    choices: list[Choice[Any]] = [adoption.mode(clause.id), release, deadline, topic_told, *written_to]
    if setting.roll.ungrouped():
        choices.append(adoption.ungrouped())
    duty = Duty(
        key=notice_key(
            protocol=setting.protocol.id,
            clause=clause.id,
            case=case.id,
            moment=Moment.ATTENDED if owed.waiting else case.stage,
        ),
        clause=clause.id,
        rule=judgement.mechanism,
        notice=owed.notice,
        case=case.id,
        facts=_facts(item, case),
        owed=tuple(Owed(group=group) for group in owed.groups),
        say=say,
        due=None if owed.waiting else setting.calendar.deadline(at, deadline.value),
        release_at=None if owed.waiting else setting.calendar.release(at, release.value),
        state=DutyState.WAITING if owed.waiting else DutyState.DUE,
        tell=tuple(recipient.address for recipient in whom.recipients),
        local_choice=tuple(dict.fromkeys(choice.words for choice in choices if choice.words)),
        protected=situation.reading.protected,
    )
    if owed.waiting:
        return replace(duty, due=None)
    reasons = [*doubts, *owed.doubts, *whom.missing]
    if Label.TOPIC in say and duty.facts.topic is None:
        reasons.append("no neutral topic could be made: write one")
    if judgement.mode is Mode.HOLD:
        reasons.append(f"this council has every notice under {clause.id} looked at before it leaves")
    return hold(duty, *reasons) if reasons else duty


def duty_barred(judgement: Judgement, barred: Barred, situation: Situation, *, setting: Setting, reason: str) -> Duty:
    """What may not be told: kept beside the duties, so that the register shows it."""
    case = situation.case.id if situation.case else situation.message.message_id
    return Duty(
        key=notice_key(protocol=setting.protocol.id, clause=judgement.clause.id, case=case, moment="barred"),
        clause=judgement.clause.id,
        rule=judgement.mechanism,
        notice="",
        case=case,
        facts=Facts(served=barred.to[0], what=barred.what),
        owed=(),
        say=frozenset(),
        due=None,
        release_at=None,
        state=DutyState.BARRED,
        reasons=(reason,),
    )


def _facts(item: Item, case: Case) -> Facts:
    what = "briefing" if case.matter is Matter.BRIEFING else "attendance"
    day: date | None = item.fields.date or case.day
    return Facts(
        served=case.group,
        what=what,
        topic=item.topic or case.topic,
        officer=item.fields.officer or case.officer,
        day=day,
    )


def told_already(duty: Duty, case: Case) -> Duty:
    """The duty after the notices that officers have already sent by hand in the case."""
    for group, message_id in case.told().items():
        if group in duty.outstanding:
            duty = reach(duty, frozenset({group}), message_id, by_hand=True)
    return duty
