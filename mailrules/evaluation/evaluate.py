"""Council, protocol, what the register knows, and a reading: what follows."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from mailrules.cases import MOVES, Case, Moment
from mailrules.copies.history import letter_of
from mailrules.duties import Duty, reach, waive
from mailrules.evaluation.audience import Audience, audience_of
from mailrules.evaluation.circulations import duty_to_circulate
from mailrules.evaluation.doubts import doubts_about, unreliable
from mailrules.evaluation.gates import duty_to_answer
from mailrules.evaluation.happenings import as_mail, item_of
from mailrules.evaluation.judge import Judgement, judge
from mailrules.evaluation.moves import Move, move
from mailrules.evaluation.notices import duty_barred, duty_owed, told_already
from mailrules.evaluation.outbound import outbound
from mailrules.evaluation.outcome import Caution, Consent, Considered, Entry, Found, Outcome, Paragraph, Route
from mailrules.evaluation.papers import fingerprints, had_before
from mailrules.evaluation.record import Record, cases_within_reach
from mailrules.evaluation.reminders import duty_to_remind, late_already, met_by
from mailrules.evaluation.setting import Setting
from mailrules.evaluation.untold import untold
from mailrules.matching import same_topic
from mailrules.message import Message
from mailrules.protocol.in_mail import RolesInMail
from mailrules.reading.model import Item, Reading
from mailrules.rules.base import (
    Barred,
    CirculationOwed,
    Consequence,
    Entered,
    FoundWrong,
    GateAnswered,
    Gated,
    Happening,
    Inserted,
    NoticeOwed,
    Permitted,
    Reminder,
    Routed,
    Situation,
    Warned,
)
from mailrules.rules.forms import filled_in
from mailrules.vocabulary import CONSENT_KINDS, GROUP_KINDS, Direction, Disposition, DutyState, Kind, Mode


@dataclass
class _Sum:
    """What has been gathered so far; lives only within one call of `evaluate`."""

    cases: dict[str, Case]
    duties: dict[str, Duty]
    routes: dict[tuple[str | None, tuple[str, ...]], Route]
    entries: dict[Entry, None]
    consents: list[Consent]
    held: dict[str, None]
    hits: list[Considered]
    misses: list[Considered]
    warnings: dict[Caution, None] = field(default_factory=dict)
    paragraphs: dict[Paragraph, None] = field(default_factory=dict)
    findings: dict[Found, None] = field(default_factory=dict)
    audience: Audience | None = None
    main_case: str | None = None

    def cautions_of(
        self, judgement: Judgement, words: str, who: tuple[str, ...] = (), people: tuple[str, ...] = ()
    ) -> None:
        """Put something before a person."""
        provided = judgement.verdict.provided
        caution = Caution(clause=judgement.clause.id, words=words, who=who, provided=provided, people=people)
        self.warnings[caution] = None


def evaluate(
    message: Message,
    reading: Reading,
    setting: Setting,
    record: Record,
    *,
    at: datetime,
    earlier: tuple[Item, ...] = (),
    copied_in: bool = False,
) -> Outcome:
    """What follows from one mail.

    Args:
        message: the mail.
        reading: what it is.
        setting: council, protocol and adoption of its day.
        record: what the register knows before it.
        at: when the mail was sent (aware); it dates cases and deadlines.
        earlier: what the earlier mails of the same thread hold.
        copied_in: it lies in Evenhand's own mailbox: what an officer copies in is that officer's own sent mail.
    """
    known = {case.id: case for case in cases_within_reach(record, message, at=at)}
    total = _Sum({}, {}, {}, {}, [], {}, [], [])
    bare = tuple(bare_situation(item, message, reading, setting, earlier) for item in reading.items)
    total.audience = audience_of(bare, setting)
    _close(total, bare[0])
    for nth, situation in enumerate(bare):
        _item(total, nth, situation, setting=setting, record=record, known=known, at=at)
    form = filled_in(message, reading, setting.roll)
    if form is not None:
        _happened(total, form, message, reading, setting, record, at=at)
    for duty in met_by(message, reading, record, setting.roll):
        total.duties.setdefault(duty.key, duty)
    if reading.machine is None:
        total.held.update(dict.fromkeys(unreliable(reading)))
    if message.direction is Direction.OUT or (
        (_shows_evenhand(message, setting) or copied_in) and _by_officer(reading)
    ):
        _sent(total, message, reading, setting, record, at=at)
    return replace(_outcome(total), letter=letter_of(message, reading, at=at))


def _shows_evenhand(message: Message, setting: Setting) -> bool:
    return any(box.address == setting.roll.council.bot_mailbox for box in message.addressees)


def _by_officer(reading: Reading) -> bool:
    sender = reading.sender
    known = sender.person is not None and sender.internal and sender.authentic
    return known and sender.group_of_member is None and reading.machine is None


def _sent(total: _Sum, message: Message, reading: Reading, setting: Setting, record: Record, *, at: datetime) -> None:
    """What is wrong with a mail that was sent."""
    found = outbound(message, reading, setting, record, at=at)
    total.findings.update(dict.fromkeys(found.findings))
    total.held.update(dict.fromkeys(found.held_because))
    total.hits.extend(found.hits)


def evaluate_happening(happening: Happening, setting: Setting, record: Record, *, at: datetime) -> Outcome:
    """What follows from something that is no mail: an occasion of the calendar, or a change in a register.

    Args:
        happening: what has come up; its name is that under which it feeds clauses.
        at: when (aware).
    """
    message, reading = as_mail(happening, day=setting.roll.day, at=at)
    total = _Sum({}, {}, {}, {}, [], {}, [], [])
    _happened(total, happening, message, reading, setting, record, at=at)
    return _outcome(total)


def _happened(
    total: _Sum,
    happening: Happening,
    message: Message,
    reading: Reading,
    setting: Setting,
    record: Record,
    *,
    at: datetime,
) -> None:
    bare = bare_situation(item_of(happening), message, reading, setting, ())
    situation = replace(bare, happening=happening, registers=record.kept_in)
    for judgement in judge(setting.protocol, setting.adoption, situation):
        if judgement.verdict.follows:
            _take(total, judgement, situation, setting=setting, record=record, doubts=(), at=at)


def bare_situation(
    item: Item, message: Message, reading: Reading, setting: Setting, earlier: tuple[Item, ...] = ()
) -> Situation:
    """The situation of an item before it has moved a case."""
    roles = RolesInMail(
        protocol=setting.protocol,
        adoption=setting.adoption,
        roll=setting.roll,
        message=message,
        reading=reading,
        item=item,
    )
    return Situation(message=message, reading=reading, item=item, roll=setting.roll, roles=roles, earlier=earlier)


def _close(total: _Sum, situation: Situation) -> None:
    """A closed mail: a report of wrongdoing is for a person, and its posts are told by a route of the service's own."""
    audience = total.audience
    if audience is None:
        return
    if audience.local:
        left = untold(audience.to, situation, each=True)
        total.routes[None, audience.to] = Route(clause=None, to=audience.to, never=audience.never, untold=left)
    if audience.minimal or not audience.to:
        total.held[_CLOSED if audience.to else _CLOSED_TO_NOBODY] = None


_CLOSED = "the mail is for those alone to whom it is routed: the monitoring officer sees to it"
_CLOSED_TO_NOBODY = "nobody is found who may have the complaint: the monitoring officer finds the step"


def _item(
    total: _Sum,
    nth: int,
    bare: Situation,
    *,
    setting: Setting,
    record: Record,
    known: dict[str, Case],
    at: datetime,
) -> None:
    item, message, reading = bare.item, bare.message, bare.reading
    doubts = doubts_about(item, reading)
    step = move(item, nth=nth, message=message, reading=reading, cases=known.values(), roll=setting.roll, at=at)
    if item.kind in CONSENT_KINDS and reading.sender.authentic:
        _consent(total, item, message)
    same_paper: str | None = ""
    if step.case is not None and item.kind is Kind.GROUP_BRIEFING_DELIVERED:
        same_paper = had_before(message, step.case, known.values())
    situation = replace(
        bare,
        case=step.case,
        event=step.event,
        offered=step.offered,
        same_paper=same_paper,
        consents=_consents(record, step),
        before=_before(item, known.values()) if item.topic else frozenset(),
        paper_of=_paper_of(message, known.values(), record) if message.attachments else None,
        registers=record.kept_in,
    )
    before = len(total.duties), len(total.held)
    judgements = _within(total.audience, judge(setting.protocol, setting.adoption, situation))
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


_KIND_OF = {(matter, moment): kind for kind, (matter, moment) in MOVES.items()}


def _before(item: Item, cases: Iterable[Case]) -> frozenset[Kind]:
    """The kinds of mail that moved the cases of the same matter."""
    if item.kind in GROUP_KINDS:
        return frozenset()
    alike = [case for case in cases if same_topic(item.topic, case.topic)]
    return frozenset(
        kind for case in alike for event in case.events if (kind := _KIND_OF.get((case.matter, event.moment)))
    )


def _paper_of(message: Message, cases: Iterable[Case], record: Record) -> str | None:
    """The group for which a paper in the mail was written, unless it has agreed; None where there is none."""
    prints = fingerprints(message)
    for case in cases:
        if prints & case.papers:
            said = list(record.consents_of(case.group))
            if not said or not said[-1].given:
                return case.group
    return None


def _stopped(judgements: tuple[Judgement, ...]) -> tuple[str, ...]:
    """Why somebody has to look before anything leaves: the gates at which this item stands on a ground of its own."""
    return tuple(
        f"{judgement.clause.id}: {' or '.join(consequence.who)} must look first: {consequence.ground}"
        for judgement in judgements
        for consequence in judgement.verdict.follows
        if isinstance(consequence, Gated)
        and consequence.ground
        and consequence.otherwise in {"hold", "block"}
        and not judgement.verdict.provided
        and judgement.mode is not Mode.OBSERVE
    )


SPREADS = (NoticeOwed, CirculationOwed, Permitted, Inserted)
"""What a closed audience rules out: each would bring word of the mail to somebody, or lets that be."""
BRINGS = (Routed, Gated, Warned, Reminder)
"""What brings a mail to people; ruled out where nobody but the closed audience may have it."""


def _within(audience: Audience | None, judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """The judgements that a closed audience leaves; the others are misses, with that as their reason."""
    if audience is None:
        return judgements
    return tuple(_kept_within(audience, judgement) for judgement in judgements)


def _kept_within(audience: Audience, judgement: Judgement) -> Judgement:
    own = judgement.clause.id in audience.clauses
    out = SPREADS if own or not audience.nobody_else else SPREADS + BRINGS
    kept = tuple(each for each in judgement.verdict.follows if not isinstance(each, out))
    if kept == judgement.verdict.follows:
        return judgement
    reason = judgement.verdict.reason if kept else audience.why
    return replace(judgement, verdict=replace(judgement.verdict, reason=reason, follows=kept))


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
    considered = _considered(str(clause.id), judgement.mechanism, verdict.reason)
    if not verdict.follows:
        total.misses.append(considered)
        return
    total.hits.append(considered)
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
            _owe_beside(total, owed, record)
        elif isinstance(consequence, Reminder) and consequence.met:
            if late := late_already(judgement, consequence, setting=setting, at=at):
                total.cautions_of(judgement, late, consequence.escalate_to)
        elif isinstance(consequence, Reminder):
            _owe_beside(total, duty_to_remind(judgement, consequence, situation, setting=setting, at=at), record)
        else:
            _await(total, judgement, consequence, situation, setting=setting, record=record, at=at)
            _note(total, judgement, consequence, situation)


def _await(
    total: _Sum,
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
        _owe_beside(total, duty_to_answer(judgement, consequence, situation, setting=setting, at=at), record)


@lru_cache(maxsize=4096)
def _considered(clause: str, rule: str, reason: str) -> Considered:
    return Considered(clause=clause, rule=rule, reason=reason)


def _bar(total: _Sum, judgement: Judgement, barred: Barred, situation: Situation, *, setting: Setting) -> None:
    lifted = f", without {barred.lifted_by}" if barred.lifted_by else ""
    reason = f"{judgement.clause.id}: {barred.what} may not go to {', '.join(barred.to)}{lifted}"
    duty = duty_barred(judgement, barred, situation, setting=setting, reason=reason)
    total.duties[duty.key] = duty
    total.held[reason] = None


def _note(total: _Sum, judgement: Judgement, consequence: Consequence, situation: Situation) -> None:
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


def _owe_beside(total: _Sum, duty: Duty, record: Record) -> None:
    """A reminder or a circulation: owed once for a mail, however often it is looked at."""
    if duty.key in total.duties or any(each.key == duty.key for each in record.duties_of(duty.case)):
        return
    total.duties[duty.key] = duty
    if duty.state is DutyState.HELD:
        total.held.update(dict.fromkeys(duty.reasons))


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
    acts = any(duty.state is DutyState.DUE and duty.notice for duty in total.duties.values())
    disposition = Disposition.HOLD if total.held else Disposition.ACT if acts else Disposition.NONE
    return Outcome(
        disposition=disposition,
        case=total.main_case,
        cases=tuple(total.cases.values()),
        duties=tuple(total.duties.values()),
        routes=tuple(total.routes.values()),
        findings=tuple(total.findings),
        entries=tuple(total.entries),
        consents=tuple(total.consents),
        warnings=tuple(total.warnings),
        paragraphs=tuple(total.paragraphs),
        closed_to=total.audience.to if total.audience else None,
        minimal=bool(total.audience and total.audience.minimal),
        held_because=tuple(total.held),
        hits=tuple(total.hits),
        misses=tuple(total.misses),
    )
