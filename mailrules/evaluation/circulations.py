"""A circulation made into a duty: to whom, when, and what stands in its way."""

from collections.abc import Iterator
from datetime import datetime, time

from mailrules.circulation.embargo import Embargo, embargo_in, planned_in
from mailrules.decisions.read import exempt_in
from mailrules.duties import CIRCULATE, Duty, Facts, Owed, hold, reach
from mailrules.evaluation.doubts import of_confidence
from mailrules.evaluation.judgement import Judgement
from mailrules.evaluation.reminders import addresses, duty_key
from mailrules.evaluation.setting import Setting
from mailrules.rules.consequences import CirculationOwed
from mailrules.rules.situation import Situation
from mailrules.timewords import says_a_time
from mailrules.vocabulary import DutyState, Kind, Label, Mode

WEEKLY = "one week"
OF_THE_PRESS = frozenset({Kind.PRESS_RELEASE_DRAFT, Kind.PRESS_RELEASE_ISSUED})
PRE_ELECTION = "it is {day}: in a pre-election period nothing of the press goes round by itself"
UNDER = "it is under an embargo (“{words}”): see whether they may have the paper itself before it ends"
NO_END = "it is under an embargo whose end cannot be told (“{words}”)"


def duty_to_circulate(
    judgement: Judgement,
    owed: CirculationOwed,
    situation: Situation,
    *,
    setting: Setting,
    doubts: tuple[str, ...],
    at: datetime,
) -> Duty:
    """The duty to pass something round, held where a doubt stands in its way, met where the mail itself reached them all."""
    clause, adoption = judgement.clause.id, setting.adoption
    own = owed.at if says_a_time(owed.at) else WEEKLY if owed.every == "week" else owed.at
    deadline = adoption.deadline(clause, own)
    release = adoption.circulated(clause, judgement.mechanism, own)
    embargo, public = _embargo(situation, setting), _public(owed, situation, setting)
    choices = (adoption.mode(clause), release, deadline)
    usual = at if owed.before_public else setting.calendar.release(at, release.value)
    leaves = usual if owed.before_public else _release(owed, setting, usual, embargo)
    duty = Duty(
        key=duty_key(judgement, situation.message.message_id, setting, CIRCULATE),
        clause=clause,
        rule=CIRCULATE,
        notice="",
        case=situation.message.message_id,
        facts=Facts(
            served="",
            what=owed.what,
            topic=situation.item.topic or situation.item.fields.title,
            day=situation.item.fields.date,
        ),
        owed=tuple(Owed(group=role) for role in owed.roles),
        say=owed.say,
        due=public or max(setting.calendar.deadline(at, deadline.value), leaves, key=datetime.timestamp),
        release_at=leaves,
        state=DutyState.DUE,
        tell=addresses(owed.to),
        had=owed.had,
        local_choice=tuple(choice.words for choice in choices if choice.words),
        protected=situation.reading.protected,
    )
    if _leaves_out_what_is_kept(owed, situation):
        left_out = of_confidence(situation.item, situation.reading)
        doubts = tuple(each for each in doubts if each not in left_out)
    reasons = (*doubts, *owed.doubts, *_in_the_way(judgement, owed, situation, setting, embargo))
    if reasons:
        return hold(duty, *reasons)
    if owed.to and all(person.email in owed.had for person in owed.to):
        return reach(duty, frozenset(duty.outstanding), situation.message.message_id, by_hand=True)
    return duty


def _leaves_out_what_is_kept(owed: CirculationOwed, situation: Situation) -> bool:
    """Whether its list holds no more than may be told: of an exempt decision that there is one, of a return the amendments."""
    if situation.item.kind is Kind.COUNCIL_AMENDMENTS:
        return bool(owed.not_before)
    if situation.item.kind is not Kind.DECISION_RECORD or not owed.every:
        return False
    texts = (situation.reading.visible.written, *(each.text for each in situation.message.attachments))
    return any(exempt_in(text) for text in texts)


def _in_the_way(
    judgement: Judgement, owed: CirculationOwed, situation: Situation, setting: Setting, embargo: Embargo | None
) -> Iterator[str]:
    clause, day = judgement.clause.id, setting.roll.day
    for role in owed.vacant:
        yield f"{clause}: which {role} it concerns cannot be told: say who gets it"
    if judgement.verdict.provided:
        yield f"{clause}: it goes round only where {judgement.verdict.provided}"
    if judgement.mode is Mode.HOLD:
        yield f"this council has everything under {clause} looked at before it leaves"
    if situation.item.kind in OF_THE_PRESS and setting.adoption.before_election(day):
        yield PRE_ELECTION.format(day=f"{day:%Y-%m-%d}")
    if embargo is not None and owed.before_public:
        if Label.CONTENT in owed.say:
            yield UNDER.format(words=embargo.words)
    elif embargo is not None and embargo.until is None:
        yield NO_END.format(words=embargo.words)


def _embargo(situation: Situation, setting: Setting) -> Embargo | None:
    """The embargo under which a statement of the press stands."""
    if situation.item.kind not in OF_THE_PRESS:
        return None
    text = f"{situation.message.subject}\n{situation.message.text}"
    return embargo_in(text, setting.roll.day, setting.calendar)


def _public(owed: CirculationOwed, situation: Situation, setting: Setting) -> datetime | None:
    """When the public hears of it, as the mail says: those who are to hear before are late from then on."""
    if not owed.before_public:
        return None
    text = f"{situation.message.subject}\n{situation.message.text}"
    return planned_in(text, setting.roll.day, setting.calendar)


def _release(owed: CirculationOwed, setting: Setting, usual: datetime, embargo: Embargo | None) -> datetime:
    """Not before the clause's own time of day, on the day that the mail names, nor before an embargo ends; else as usual."""
    if owed.not_before and owed.on is not None:
        return setting.calendar.at(owed.on, time.fromisoformat(owed.not_before))
    if embargo is not None and embargo.until is not None:
        return max(usual, embargo.until, key=datetime.timestamp)
    return usual
