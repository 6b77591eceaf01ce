"""Every rule of the protocol, looked at for one item."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mailrules.evaluation.asking import asked_about
from mailrules.evaluation.judgement import Judgement
from mailrules.evaluation.outcome import Considered
from mailrules.evaluation.precedence import gives_way, kept_from
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.clause import Clause, RuleOf
from mailrules.protocol.model import Protocol
from mailrules.rules.boundary import boundary
from mailrules.rules.circulate import circulate
from mailrules.rules.conditions import speaks_of
from mailrules.rules.consequences import CirculationOwed, Closed, NoticeOwed, Permitted
from mailrules.rules.content import content
from mailrules.rules.deadline import deadline
from mailrules.rules.equal_access import equal_access
from mailrules.rules.gate import gate
from mailrules.rules.insert import insert
from mailrules.rules.ladder import ladder
from mailrules.rules.lookup import look_up
from mailrules.rules.params import (
    Boundary,
    Circulate,
    Content,
    Copies,
    Deadline,
    EqualAccess,
    Gate,
    Insert,
    Ladder,
    LookUp,
    Permit,
    Register,
    Route,
    RuleParams,
    Signatory,
)
from mailrules.rules.permit import permit
from mailrules.rules.register import register
from mailrules.rules.route import route
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss
from mailrules.vocabulary import Label, Mode


def _apply(params: RuleParams, situation: Situation) -> Verdict:  # noqa: C901, PLR0911, PLR0912 - one line a mechanism
    match params:
        case EqualAccess():
            return equal_access(params, situation)
        case Boundary():
            return boundary(params, situation)
        case Route():
            return route(params, situation)
        case Ladder():
            return ladder(params, situation)
        case Gate():
            return gate(params, situation)
        case Register():
            return register(params, situation)
        case Permit():
            return permit(params, situation)
        case Deadline():
            return deadline(params, situation)
        case Circulate():
            return circulate(params, situation)
        case Content():
            return content(params, situation)
        case Insert():
            return insert(params, situation)
        case LookUp():
            return look_up(params, situation)
        case Signatory() | Copies():
            return miss("it is looked at as mail goes out, letter by letter")


def judge(protocol: Protocol, adoption: Adoption, situation: Situation) -> tuple[Judgement, ...]:
    """Each rule that is asked; permissions go first, and lift others; then who gives way to whom."""
    day = _day_of(situation)
    judged = tuple(_each(protocol.rules_on(day), adoption, situation))
    engaged = frozenset(each.clause.id for each in judged if each.verdict.follows and not each.verdict.provided)
    if not engaged and not any(each.verdict.follows for each in judged):
        return judged
    judged = _with_words_of_notices(judged, situation)
    silenced = gives_way(protocol.clauses_on(day), engaged)
    left = tuple(
        replace(each, verdict=miss(f"{silenced[each.clause.id]} goes first"))
        if each.clause.id in silenced and each.verdict.follows
        else each
        for each in judged
    )
    return tuple(_narrowed(each, left) if each.verdict.follows else each for each in left)


def _with_words_of_notices(judged: tuple[Judgement, ...], situation: Situation) -> tuple[Judgement, ...]:
    """The same, with the clauses that put words into each notice, where one follows."""
    if not any(isinstance(each, NoticeOwed | CirculationOwed) for one in judged for each in one.verdict.follows):
        return judged
    telling = replace(situation, tells=True)
    return tuple(
        replace(each, verdict=insert(params, telling))
        if each.mechanism == "insert"
        and isinstance(params := each.clause.rules[each.nth], Insert)
        and params.into == "notice"
        and not params.kinds
        and each.mode is not Mode.OFF
        else each
        for each in judged
    )


def _narrowed(judgement: Judgement, judged: tuple[Judgement, ...]) -> Judgement:
    """What is told, without what another clause keeps; but for the part in which the file lets it be told."""
    if not any(isinstance(each, NoticeOwed | CirculationOwed) for each in judgement.verdict.follows):
        return judgement
    kept: dict[Label, str] = {}
    for other in judged:
        if other.clause.id != judgement.clause.id and other.verdict.follows and not other.verdict.provided:
            labels = kept_from(judgement.clause, other.clause, other.clause.rules[other.nth])
            kept.update(dict.fromkeys(labels, str(other.clause.id)))
    if not kept:
        return judgement
    follows = tuple(
        replace(each, say=each.say - kept.keys()) if isinstance(each, NoticeOwed | CirculationOwed) else each
        for each in judgement.verdict.follows
    )
    if follows == judgement.verdict.follows:
        return judgement
    reason = f"{judgement.verdict.reason}; {' and '.join(dict.fromkeys(kept.values()))} goes first in a part of it"
    return replace(judgement, verdict=replace(judgement.verdict, reason=reason, follows=follows))


def _day_of(situation: Situation) -> date:
    """The day whose protocol counts: a matter that has begun is judged to its end by the wording of its first day."""
    if situation.case is None:
        return situation.roll.day
    return situation.case.opened.astimezone(situation.roll.council.timezone).date()


def passed_over(protocol: Protocol, adoption: Adoption, situation: Situation) -> tuple[Considered, ...]:
    """The rules that are not asked about such a mail, each with why not."""
    return asked_about(situation.item.kind, protocol.rules_on(_day_of(situation)), adoption).passed_over


def _each(rules: tuple[RuleOf, ...], adoption: Adoption, situation: Situation) -> Iterator[Judgement]:
    lifted: dict[str, str] = {}
    for rule in _asked(rules, adoption, situation):
        clause, params = rule.clause, rule.params
        if clause.id in lifted:
            verdict = miss(f"{lifted[clause.id]} goes first: it needs nobody's leave")
        else:
            verdict = _apply(params, situation)
        for consequence in verdict.follows:
            if isinstance(consequence, Permitted) and not verdict.provided:
                lifted.update(dict.fromkeys(consequence.lifts, clause.id))
        mode = adoption.mode_of(clause.id)
        yield Judgement(clause=clause, mechanism=params.mechanism, nth=rule.nth, mode=mode, verdict=verdict)


def _asked(rules: tuple[RuleOf, ...], adoption: Adoption, situation: Situation) -> tuple[RuleOf, ...]:
    if situation.happening is None:
        return asked_about(situation.item.kind, rules, adoption).rules
    return tuple(
        rule for rule in rules if speaks_of(rule.params, situation) and adoption.mode_of(rule.clause.id) is not Mode.OFF
    )


def closings(protocol: Protocol, adoption: Adoption, situation: Situation) -> Iterator[tuple[Clause, Closed]]:
    """The clauses that close the audience of an item, asked before any of its other rules."""
    for rule in asked_about(situation.item.kind, protocol.rules_on(situation.roll.day), adoption).closing:
        verdict = _apply(rule.params, situation)
        if not verdict.provided:
            yield from ((rule.clause, each) for each in verdict.follows if isinstance(each, Closed))
