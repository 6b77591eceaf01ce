"""The letter of something that goes round, as it has to be sent at a moment, or why it must not be sent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.errors import ConfigurationError
from bot.ports import Letter, OutboxRow, Rendered, Work
from bot.services.circulating import kept, lists, one
from bot.services.circulating.told import Paper, Told, plain, put_into_words, sayable
from bot.services.decide import Deciding
from bot.services.letters import NOT_DUE, named, notice_letter
from mailrules.disclosure import permitted
from mailrules.duties import CIRCULATE, Duty
from mailrules.evaluation.lists import is_list, rule_of
from mailrules.evaluation.owed_now import owed_now
from mailrules.evaluation.setting import Setting
from mailrules.rules.params import Circulate
from mailrules.vocabulary import DutyState, Mode

CIRCULATION = "circulation"
"""What a letter of the outbox is for, where it goes round."""
NO_RULE = "{clause} asks for no circulation any more: the protocol file has changed"
ON_A_LIST = "it goes round in a list, and not by itself"
NO_WORDS = Rendered(subject="", text="", html="")
NOBODY_LEFT = "there is nobody left to whom it would go"


def duty_letter(work: Work, duty: Duty, deciding: Deciding, *, at: datetime, looked_at: bool = False) -> Letter | str:
    """The letter that a duty asks for at that moment (aware), or why it must not be sent.

    Args:
        looked_at: a person has seen what stood in its way.
    """
    if duty.rule == CIRCULATE:
        return circulation_letter(work, duty, deciding, at=at, looked_at=looked_at)
    return notice_letter(duty, deciding, at=at)


def circulation_letter(
    work: Work, duty: Duty, deciding: Deciding, *, at: datetime, looked_at: bool = False
) -> Letter | str:
    """What goes round, in words, to those who hold its roles at that moment (aware); or why it must not leave."""
    if duty.state is not DutyState.DUE:
        return NOT_DUE.format(state=duty.state)
    setting, rule = deciding.setting(at), rule_of(duty, deciding.protocol)
    if rule is None:
        return NO_RULE.format(clause=duty.clause)
    if rule.gathered and not is_list(duty):
        return ON_A_LIST
    reached = owed_now(duty, setting)
    to, told = named(reached.people), _told(work, duty, rule, setting)
    if reached.missing or not to:
        return "; ".join(reached.missing) or NOBODY_LEFT
    if isinstance(told, str):
        return told
    values = plain(duty, rule, reached.people, setting)
    try:
        words, doubts = put_into_words(deciding.renderer, rule.circulation, values, told, duty)
    except ConfigurationError as error:
        words, doubts, looked_at = NO_WORDS, (str(error),), False
    if doubts and not looked_at:
        return "; ".join(doubts)
    papers = (*told.papers, *_printed(deciding, rule, told, values, duty))
    return Letter(key=duty.key, to=to, subject=words.subject, text=words.text, html=words.html, attachments=papers)


def _printed(
    deciding: Deciding, rule: Circulate, told: Told, values: Mapping[str, object], duty: Duty
) -> tuple[Paper, ...]:
    """The list as an accessible PDF, where its template has one."""
    if not is_list(duty) or deciding.papers is None:
        return ()
    said = {**values, **permitted(told.labelled, sayable(duty))}
    printed = deciding.papers.pdf(rule.circulation, said)
    day = duty.facts.day.isoformat() if duty.facts.day else "list"
    return ((f"{rule.circulation}-{day}.pdf", "application/pdf", printed),) if printed is not None else ()


def still_right(row: OutboxRow, duty: Duty, deciding: Deciding, *, at: datetime) -> Letter | str:
    """The letter that was written, to those who hold its roles now; or why it must not leave."""
    if duty.state is not DutyState.DUE:
        return NOT_DUE.format(state=duty.state)
    return to_the_same(row, duty, deciding, at=at)


def to_the_same(row: OutboxRow, duty: Duty, deciding: Deciding, *, at: datetime) -> Letter | str:
    """A letter that was written, to those who hold the duty's roles now, whether it is met already or not."""
    if deciding.adoption.mode_of(duty.clause) in {Mode.OFF, Mode.OBSERVE}:
        return f"{duty.clause} is set to {deciding.adoption.mode_of(duty.clause)}"
    duty = replace(duty, owed=tuple(replace(each, met_by="") for each in duty.owed))
    reached = owed_now(duty, deciding.setting(at))
    to = named(reached.people)
    if reached.missing or not to:
        return "; ".join(reached.missing) or NOBODY_LEFT
    return replace(row.letter, to=to)


def _told(work: Work, duty: Duty, rule: Circulate, setting: Setting) -> Told | str:
    if is_list(duty):
        return lists.told_of(work, duty, rule, setting)
    if rule.registers:
        return kept.told_of(work, duty, rule, setting)
    return one.told_of(work, duty, rule, setting)
