"""What follows from a judgement, taken into the sum: duties, routes, findings, entries, words for people."""

from datetime import datetime

from mailrules.cases import Case, Moment
from mailrules.duties import Duty, reach, waive
from mailrules.evaluation.circulations import duty_to_circulate
from mailrules.evaluation.gates import duty_to_answer
from mailrules.evaluation.judgement import Judgement
from mailrules.evaluation.notices import duty_barred, duty_owed, told_already
from mailrules.evaluation.outcome import Entry, Found, Paragraph, Route
from mailrules.evaluation.record import Record
from mailrules.evaluation.reminders import duty_to_remind, late_already
from mailrules.evaluation.setting import Setting
from mailrules.evaluation.summing import Sum
from mailrules.evaluation.untold import untold
from mailrules.rules.consequences import (
    Barred,
    CirculationOwed,
    Consequence,
    Entered,
    FoundWrong,
    GateAnswered,
    Gated,
    Inserted,
    NoticeOwed,
    Reminder,
    Routed,
    Warned,
)
from mailrules.rules.situation import Situation
from mailrules.vocabulary import DutyState, Mode


def take(
    total: Sum,
    judgement: Judgement,
    situation: Situation,
    *,
    setting: Setting,
    record: Record,
    doubts: tuple[str, ...],
    at: datetime,
) -> None:
    """Take everything that follows from a judgement; a judgement from which nothing follows is a miss, with its reason."""
    verdict = judgement.verdict
    if not verdict.follows:
        total.misses.append(judgement.considered)
        return
    total.hits.append(judgement.considered)
    for consequence in verdict.follows:
        if isinstance(consequence, NoticeOwed):
            duty = duty_owed(judgement, consequence, situation, setting=setting, doubts=doubts, at=at)
            _owe(total, duty, situation, record)
        elif isinstance(consequence, Barred):
            _bar(total, judgement, consequence, situation, setting=setting)
        elif isinstance(consequence, CirculationOwed):
            if judgement.clause.vocabulary == "part":
                total.cautions_of(judgement, f"perhaps for {' and '.join(consequence.roles)}: {consequence.what}")
                continue
            owed = duty_to_circulate(judgement, consequence, situation, setting=setting, doubts=doubts, at=at)
            owe_beside(total, owed, record)
        elif isinstance(consequence, Reminder) and consequence.met:
            if late := late_already(judgement, consequence, setting=setting, at=at):
                total.cautions_of(judgement, late, consequence.escalate_to)
        elif isinstance(consequence, Reminder):
            owe_beside(total, duty_to_remind(judgement, consequence, situation, setting=setting, at=at), record)
        else:
            _await(total, judgement, consequence, situation, setting=setting, record=record, at=at)
            _note(total, judgement, consequence, situation)


def _await(
    total: Sum,
    judgement: Judgement,
    consequence: Consequence,
    situation: Situation,
    *,
    setting: Setting,
    record: Record,
    at: datetime,
) -> None:
    """Those at a gate whose answers are waited for owe them."""
    if isinstance(consequence, Gated) and consequence.awaited and not judgement.verdict.provided:
        owe_beside(total, duty_to_answer(judgement, consequence, situation, setting=setting, at=at), record)


def _bar(total: Sum, judgement: Judgement, barred: Barred, situation: Situation, *, setting: Setting) -> None:
    lifted = f", without {barred.lifted_by}" if barred.lifted_by else ""
    reason = f"{judgement.clause.id}: {barred.what} may not go to {', '.join(barred.to)}{lifted}"
    duty = duty_barred(judgement, barred, situation, setting=setting, reason=reason)
    total.duties[duty.key] = duty
    total.held[reason] = None


def _note(total: Sum, judgement: Judgement, consequence: Consequence, situation: Situation) -> None:
    """What is noted for people: with whom a matter belongs, what to look at, which words an answer carries."""
    clause, provided = str(judgement.clause.id), judgement.verdict.provided
    match consequence:
        case Routed(to=to):
            known = total.routes.get((clause, to))
            total.routes[clause, to] = Route(
                clause=clause,
                to=to,
                then=consequence.then,
                before=consequence.before or (known.before if known else ""),
                tell_sender=consequence.tell_sender,
                provided="" if known and not known.provided else provided,
                never=total.audience.never if total.audience else (),
                mechanism=judgement.mechanism,
                untold=untold(to, situation, each=judgement.mechanism == "route"),
            )
        case Gated(who=who):
            gate = Route(
                clause=clause,
                to=who,
                before=consequence.before,
                provided=provided,
                never=total.audience.never if total.audience else (),
                mechanism=judgement.mechanism,
                asks=consequence.strength,
                untold=untold(who, situation, each=consequence.need == "all"),
            )
            total.routes.setdefault((clause, who), gate)
        case GateAnswered():
            answer = "open" if consequence.opens else "shut"
            fields = (("answer", answer), ("by", consequence.by), ("ground", consequence.ground))
            total.entries[Entry(register="gate-answers", clause=clause, fields=fields)] = None
        case Entered():
            total.entries[
                Entry(
                    register=consequence.register,
                    clause=clause,
                    fields=consequence.fields,
                    kept_by=consequence.kept_by,
                    open_to=consequence.open_to,
                    provided=provided,
                )
            ] = None
        case Warned():
            total.cautions_of(judgement, consequence.words, consequence.who, consequence.people)
            if consequence.answer in {"hold", "block"} and not provided and judgement.mode is not Mode.OBSERVE:
                total.held[f"{clause}: {consequence.words}"] = None
        case FoundWrong():
            total.findings[Found(finding=consequence.finding, clause=clause, addresses=consequence.addresses)] = None
        case Inserted():
            total.paragraphs[
                Paragraph(
                    clause=clause,
                    into=consequence.into,
                    words=consequence.words,
                    template=consequence.template,
                    provided=provided,
                )
            ] = None
        case _:
            pass


def owe_beside(total: Sum, duty: Duty, record: Record) -> None:
    """A reminder or a circulation: owed once for a mail, however often it is looked at."""
    if duty.key in total.duties or any(each.key == duty.key for each in record.duties_of(duty.case)):
        return
    total.duties[duty.key] = duty
    if duty.state is DutyState.HELD:
        total.held.update(dict.fromkeys(duty.reasons))


def _owe(total: Sum, duty: Duty, situation: Situation, record: Record) -> None:
    known = {each.key: each for each in record.duties_of(duty.case)}
    earlier = total.duties.get(duty.key) or known.get(duty.key)
    if earlier is not None and earlier.state is not DutyState.WAITING:
        return
    case = situation.case
    total.duties[duty.key] = told_already(duty, case) if case else duty
    for reason in total.duties[duty.key].reasons:
        if total.duties[duty.key].state is DutyState.HELD:
            total.held[reason] = None


def meet(total: Sum, case: Case, record: Record, doubts: tuple[str, ...]) -> None:
    """A notice by hand meets what is still owed to the groups that it reached; a doubtful one meets nothing."""
    told = case.told()
    if not told or doubts:
        return
    for duty in record.duties_of(case.id):
        current = total.duties.get(duty.key, duty)
        newly = {group: message_id for group, message_id in told.items() if group in current.outstanding}
        for group, message_id in newly.items():
            current = reach(current, frozenset({group}), message_id, by_hand=True)
        if newly:
            total.duties[duty.key] = current


def fall_away(total: Sum, case: Case, record: Record) -> None:
    """A duty that waited for something that will not come is set aside, with that as its reason."""
    if case.stage not in {Moment.DECLINED, Moment.CANCELLED}:
        return
    for duty in (*record.duties_of(case.id), *(each for each in total.duties.values() if each.case == case.id)):
        current = total.duties.get(duty.key, duty)
        if current.state is DutyState.WAITING:
            total.duties[duty.key] = waive(current, f"it did not come to it: {case.stage}")
