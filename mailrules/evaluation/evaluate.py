"""Council, protocol, what the register knows, and a reading: what follows."""

from dataclasses import dataclass, replace
from datetime import datetime

from mailrules.cases import Case, Moment
from mailrules.copies.history import letter_of
from mailrules.duties import Duty, reach, waive
from mailrules.evaluation.doubts import doubts_about
from mailrules.evaluation.judge import Judgement, judge
from mailrules.evaluation.moves import Move, move
from mailrules.evaluation.notices import duty_barred, duty_owed, told_already
from mailrules.evaluation.outbound import outbound
from mailrules.evaluation.outcome import Consent, Considered, Entry, Found, Outcome, Route
from mailrules.evaluation.papers import had_before
from mailrules.evaluation.record import Record
from mailrules.evaluation.setting import Setting
from mailrules.message import Message
from mailrules.reading.model import Item, Reading
from mailrules.rules.base import Barred, Entered, Gated, NoticeOwed, Routed, Situation
from mailrules.vocabulary import CONSENT_KINDS, Direction, Disposition, DutyState, Kind, Mode


@dataclass
class _Sum:
    """What has been gathered so far; lives only within one call of `evaluate`."""

    cases: dict[str, Case]
    duties: dict[str, Duty]
    routes: dict[tuple[str, tuple[str, ...]], None]
    entries: dict[Entry, None]
    consents: list[Consent]
    held: dict[str, None]
    hits: list[Considered]
    misses: list[Considered]
    main_case: str | None = None
    findings: tuple[Found, ...] = ()


def evaluate(message: Message, reading: Reading, setting: Setting, record: Record, *, at: datetime) -> Outcome:
    """What follows from one mail.

    Args:
        message: the mail.
        reading: what it is.
        setting: council, protocol and adoption of its day.
        record: what the register knows before it.
        at: when the mail was sent (aware); it dates cases and deadlines.
    """
    known = {case.id: case for case in record.cases()}
    total = _Sum({}, {}, {}, {}, [], {}, [], [])
    for nth, item in enumerate(reading.items):
        _item(total, nth, item, message=message, reading=reading, setting=setting, record=record, known=known, at=at)
    if reading.doubts and reading.sender.internal and reading.machine is None:
        total.held.update(dict.fromkeys(reading.doubts))
    if message.direction is Direction.OUT:
        _sent(total, message, reading, setting, record, at=at)
    return replace(_outcome(total), letter=letter_of(message, reading, at=at))


def _sent(total: _Sum, message: Message, reading: Reading, setting: Setting, record: Record, *, at: datetime) -> None:
    """What is wrong with a mail that was sent."""
    found = outbound(message, reading, setting, record, at=at)
    total.findings = found.findings
    total.held.update(dict.fromkeys(found.held_because))
    total.hits.extend(found.hits)


def _item(
    total: _Sum,
    nth: int,
    item: Item,
    *,
    message: Message,
    reading: Reading,
    setting: Setting,
    record: Record,
    known: dict[str, Case],
    at: datetime,
) -> None:
    doubts = doubts_about(item, reading)
    step = move(item, nth=nth, message=message, reading=reading, cases=known.values(), roll=setting.roll, at=at)
    if item.kind in CONSENT_KINDS and reading.sender.authentic:
        _consent(total, item, message)
    same_paper: str | None = ""
    if step.case is not None and item.kind is Kind.GROUP_BRIEFING_DELIVERED:
        same_paper = had_before(message, step.case, known.values())
    situation = Situation(
        message=message,
        reading=reading,
        item=item,
        roll=setting.roll,
        roles=setting.roles,
        case=step.case,
        event=step.event,
        offered=step.offered,
        same_paper=same_paper,
        consents=_consents(record, step),
    )
    before = len(total.duties), len(total.held)
    judgements = tuple(judge(setting.protocol, setting.adoption, situation))
    stopped = _stopped(judgements)
    total.held.update(dict.fromkeys(stopped))
    for judgement in judgements:
        _take(total, judgement, situation, setting=setting, record=record, doubts=(*doubts, *stopped), at=at)
    if step.case is not None and reading.sender.authentic:
        known[step.case.id] = total.cases[step.case.id] = step.case
        if nth == 0 or total.main_case is None:
            total.main_case = step.case.id
        _meet(total, step.case, record, doubts)
        _fall_away(total, step.case, record)
    touched = (len(total.duties), len(total.held)) != before
    if step.doubt and setting.protocol.watches(item.kind) and not touched:
        total.held[step.doubt] = None


def _stopped(judgements: tuple[Judgement, ...]) -> tuple[str, ...]:
    """Why somebody has to look before anything leaves: the gates at which this item stands on a ground of its own."""
    return tuple(
        f"{judgement.clause.id}: {' or '.join(consequence.who)} must look first: {consequence.ground}"
        for judgement in judgements
        for consequence in judgement.verdict.follows
        if isinstance(consequence, Gated) and consequence.ground and judgement.mode is not Mode.OBSERVE
    )


def _consent(total: _Sum, item: Item, message: Message) -> None:
    by = item.group or item.fields.member
    if by is not None:
        given = item.kind is Kind.CONSENT_GIVEN
        total.consents.append(Consent(by=by, topic=item.topic, given=given, message_id=message.message_id))


def _consents(record: Record, step: Move) -> dict[str, bool]:
    if step.offered is None:
        return {}
    return {each.by: each.given for each in record.consents_of(step.offered.group)}


def _take(
    total: _Sum,
    judgement: Judgement,
    situation: Situation,
    *,
    setting: Setting,
    record: Record,
    doubts: tuple[str, ...],
    at: datetime,
) -> None:
    clause, verdict = judgement.clause, judgement.verdict
    considered = Considered(clause=clause.id, rule=judgement.mechanism, reason=verdict.reason)
    if not verdict.follows:
        total.misses.append(considered)
        return
    total.hits.append(considered)
    for consequence in verdict.follows:
        if isinstance(consequence, NoticeOwed):
            duty = duty_owed(judgement, consequence, situation, setting=setting, doubts=doubts, at=at)
            _owe(total, duty, situation, record)
        elif isinstance(consequence, Barred):
            lifted = f", without {consequence.lifted_by}" if consequence.lifted_by else ""
            reason = f"{clause.id}: {consequence.what} may not go to {', '.join(consequence.to)}{lifted}"
            duty = duty_barred(judgement, consequence, situation, setting=setting, reason=reason)
            total.duties[duty.key] = duty
            total.held[reason] = None
        elif isinstance(consequence, Routed):
            total.routes[clause.id, consequence.to] = None
        elif isinstance(consequence, Gated):
            total.routes[clause.id, consequence.who] = None
        elif isinstance(consequence, Entered):
            total.entries[Entry(register=consequence.register, clause=clause.id)] = None


def _owe(total: _Sum, duty: Duty, situation: Situation, record: Record) -> None:
    known = {each.key: each for each in record.duties_of(duty.case)}
    earlier = total.duties.get(duty.key) or known.get(duty.key)
    if earlier is not None and earlier.state is not DutyState.WAITING:
        return
    case = situation.case
    total.duties[duty.key] = told_already(duty, case) if case else duty
    for reason in total.duties[duty.key].reasons:
        if total.duties[duty.key].state is DutyState.HELD:
            total.held[reason] = None


def _meet(total: _Sum, case: Case, record: Record, doubts: tuple[str, ...]) -> None:
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


def _fall_away(total: _Sum, case: Case, record: Record) -> None:
    """A duty that waited for something that will not come is set aside, with that as its reason."""
    if case.stage not in {Moment.DECLINED, Moment.CANCELLED}:
        return
    for duty in (*record.duties_of(case.id), *(each for each in total.duties.values() if each.case == case.id)):
        current = total.duties.get(duty.key, duty)
        if current.state is DutyState.WAITING:
            total.duties[duty.key] = waive(current, f"it did not come to it: {case.stage}")


def _outcome(total: _Sum) -> Outcome:
    acts = any(duty.state is DutyState.DUE for duty in total.duties.values())
    disposition = Disposition.HOLD if total.held else Disposition.ACT if acts else Disposition.NONE
    return Outcome(
        disposition=disposition,
        case=total.main_case,
        cases=tuple(total.cases.values()),
        duties=tuple(total.duties.values()),
        routes=tuple(Route(clause=clause, to=to) for clause, to in total.routes),
        findings=total.findings,
        entries=tuple(total.entries),
        consents=tuple(total.consents),
        held_because=tuple(total.held),
        hits=tuple(total.hits),
        misses=tuple(total.misses),
    )
