"""Council, protocol, what the register knows, and a reading: what follows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from mailrules.cases import MOVES, Case
from mailrules.copies.history import letter_of
from mailrules.evaluation.audience import audience_of
from mailrules.evaluation.doubts import doubts_about, unreliable
from mailrules.evaluation.happenings import as_mail, item_of
from mailrules.evaluation.judge import judge, passed_over
from mailrules.evaluation.moves import Move, move
from mailrules.evaluation.outbound import outbound
from mailrules.evaluation.outcome import Consent, Outcome, Route
from mailrules.evaluation.papers import fingerprints, had_before
from mailrules.evaluation.record import Record, cases_within_reach
from mailrules.evaluation.reminders import met_by
from mailrules.evaluation.setting import Setting
from mailrules.evaluation.summing import Sum, outcome_of
from mailrules.evaluation.taking import fall_away, meet, take
from mailrules.evaluation.untold import untold
from mailrules.evaluation.within import stopped_by, within
from mailrules.matching import same_topic
from mailrules.message import Message
from mailrules.protocol.in_mail import RolesInMail
from mailrules.reading.model import Item, Reading
from mailrules.rules.forms import filled_in
from mailrules.rules.situation import Happening, Situation
from mailrules.vocabulary import CONSENT_KINDS, GROUP_KINDS, Direction, Kind


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
    total = Sum({}, {}, {}, {}, [], {}, [], [])
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
    if is_checked(message, reading, setting, copied_in=copied_in):
        _sent(total, message, reading, setting, record, at=at)
    return replace(outcome_of(total), letter=letter_of(message, reading, at=at))


def is_checked(message: Message, reading: Reading, setting: Setting, *, copied_in: bool = False) -> bool:
    """Whether the checker of sent correspondence looks at a mail: the council sent it, or an officer's copy of it came in."""
    shown = copied_in or _shows_evenhand(message, setting)
    return message.direction is Direction.OUT or (shown and _by_officer(reading))


def _shows_evenhand(message: Message, setting: Setting) -> bool:
    return any(box.address == setting.roll.council.bot_mailbox for box in message.addressees)


def _by_officer(reading: Reading) -> bool:
    sender = reading.sender
    known = sender.person is not None and sender.internal and sender.authentic
    return known and sender.group_of_member is None and reading.machine is None


def _sent(total: Sum, message: Message, reading: Reading, setting: Setting, record: Record, *, at: datetime) -> None:
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
    total = Sum({}, {}, {}, {}, [], {}, [], [])
    _happened(total, happening, message, reading, setting, record, at=at)
    return outcome_of(total)


def _happened(
    total: Sum,
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
            take(total, judgement, situation, setting=setting, record=record, doubts=(), at=at)


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


def _close(total: Sum, situation: Situation) -> None:
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
    total: Sum,
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
        before=_before(item, message, known.values()),
        paper_of=_paper_of(message, known.values(), record) if message.attachments else None,
        registers=record.kept_in,
    )
    before = len(total.duties), len(total.held)
    total.misses.extend(passed_over(setting.protocol, setting.adoption, situation))
    judgements = within(total.audience, judge(setting.protocol, setting.adoption, situation))
    stopped = stopped_by(judgements)
    total.held.update(dict.fromkeys(stopped))
    for judgement in judgements:
        take(total, judgement, situation, setting=setting, record=record, doubts=(*doubts, *stopped), at=at)
    if step.case is not None and reading.sender.authentic:
        known[step.case.id] = total.cases[step.case.id] = step.case
        if nth == 0 or total.main_case is None:
            total.main_case = step.case.id
        meet(total, step.case, record, doubts)
        fall_away(total, step.case, record)
    touched = (len(total.duties), len(total.held)) != before
    if step.doubt and setting.protocol.watches(item.kind) and not touched:
        total.held[step.doubt] = None


_KIND_OF = {(matter, moment): kind for kind, (matter, moment) in MOVES.items()}


def _before(item: Item, message: Message, cases: Iterable[Case]) -> frozenset[Kind]:
    """The kinds of mail that moved the cases of the same matter, by its topic, its title or its subject."""
    if item.kind in GROUP_KINDS:
        return frozenset()
    matter = item.topic or item.fields.title or message.subject
    alike = [case for case in cases if same_topic(matter, case.topic)]
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


def _consent(total: Sum, item: Item, message: Message) -> None:
    by = item.group or item.fields.member
    if by is not None:
        given = item.kind is Kind.CONSENT_GIVEN
        total.consents.append(Consent(by=by, topic=item.topic, given=given, message_id=message.message_id))


def _consents(record: Record, step: Move) -> dict[str, bool]:
    if step.offered is None:
        return {}
    return {each.by: each.given for each in record.consents_of(step.offered.group)}
