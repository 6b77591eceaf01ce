"""Every rule of the protocol, looked at for one item."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from mailrules.evaluation.outcome import Considered
from mailrules.evaluation.precedence import gives_way, kept_from
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.clause import Clause, RuleOf
from mailrules.protocol.model import Protocol
from mailrules.rules.base import CirculationOwed, Closed, NoticeOwed, Permitted, Situation, Verdict, miss
from mailrules.rules.boundary import boundary
from mailrules.rules.circulate import circulate
from mailrules.rules.conditions import speaks_of
from mailrules.rules.content import content
from mailrules.rules.deadline import deadline
from mailrules.rules.equal_access import equal_access
from mailrules.rules.gate import ANSWERS, gate
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
from mailrules.vocabulary import Kind, Label, Mode


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one rule of one clause says of one item."""

    clause: Clause
    mechanism: str
    nth: int
    """Which rule of the clause it is."""
    mode: Mode
    verdict: Verdict

    @cached_property
    def considered(self) -> Considered:
        """That the rule was looked at, and what came of it."""
        return Considered(clause=str(self.clause.id), rule=self.mechanism, reason=self.verdict.reason)


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
    """Each rule of each clause in force; permissions go first, and lift others; then who gives way to whom."""
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


def _each(rules: tuple[RuleOf, ...], adoption: Adoption, situation: Situation) -> Iterator[Judgement]:
    kind, happening = situation.item.kind, situation.happening
    lifted: dict[str, str] = {}
    for rule in rules if happening else _line(rules, adoption, kind):
        if isinstance(rule, Judgement):
            yield rule
            continue
        clause, params = rule.clause, rule.params
        mode = adoption.mode_of(clause.id)
        if mode is Mode.OFF:
            yield _missed(rule, mode, "this council has switched the rule off")
        elif _speaks_of_others(rule, situation) if happening else rule.kinds is not None and not _hears(rule, kind):
            yield _missed(rule, mode, f"the clause is not about {kind}")
        elif clause.id in lifted:
            yield _missed(rule, mode, f"{lifted[clause.id]} goes first: it needs nobody's leave")
        else:
            verdict = _apply(params, situation)
            for consequence in verdict.follows:
                if isinstance(consequence, Permitted) and not verdict.provided:
                    lifted.update(dict.fromkeys(consequence.lifts, clause.id))
            yield Judgement(clause=clause, mechanism=params.mechanism, nth=rule.nth, mode=mode, verdict=verdict)


_LINES: dict[tuple[int, int, Kind], tuple[tuple[RuleOf, ...], Adoption, tuple[RuleOf | Judgement, ...]]] = {}
"""Of each kind of mail, the rules that are asked and what is known of the others; kept for the protocol and adoption in use."""
MOST_LINES = 512


def _line(rules: tuple[RuleOf, ...], adoption: Adoption, kind: Kind) -> tuple[RuleOf | Judgement, ...]:
    """The rules, with those that are switched off or not about the kind judged already: most are, at most mails."""
    key = (id(rules), id(adoption), kind)
    known = _LINES.get(key)
    if known is None or known[0] is not rules or known[1] is not adoption:
        if len(_LINES) >= MOST_LINES:
            _LINES.clear()
        line = tuple(_passed_over(rule, adoption, kind) or rule for rule in rules)
        known = _LINES[key] = (rules, adoption, line)
    return known[2]


def _passed_over(rule: RuleOf, adoption: Adoption, kind: Kind) -> Judgement | None:
    mode = adoption.mode_of(rule.clause.id)
    if mode is Mode.OFF:
        return _missed(rule, mode, "this council has switched the rule off")
    if rule.kinds is not None and not _hears(rule, kind):
        return _missed(rule, mode, f"the clause is not about {kind}")
    return None


@lru_cache(maxsize=4096)
def _missed(rule: RuleOf, mode: Mode, reason: str) -> Judgement:
    """Most rules miss at most mails, and for the same reason: it is said once."""
    return Judgement(clause=rule.clause, mechanism=rule.params.mechanism, nth=rule.nth, mode=mode, verdict=miss(reason))


def _hears(rule: RuleOf, kind: Kind) -> bool:
    """Whether the rule is about that kind of mail; a gate hears its answers as well."""
    return rule.kinds is None or kind in rule.kinds or (kind in ANSWERS and isinstance(rule.params, Gate))


def _speaks_of_others(rule: RuleOf, situation: Situation) -> bool:
    """Whether the rule is not about what the situation is about."""
    if situation.happening is not None:
        return not speaks_of(rule.params, situation)
    return not _hears(rule, situation.item.kind)


def closings(protocol: Protocol, adoption: Adoption, situation: Situation) -> Iterator[tuple[Clause, Closed]]:
    """The clauses that close the audience of an item, asked before any of its other rules."""
    for rule in protocol.rules_on(situation.roll.day):
        if not rule.closes or _speaks_of_others(rule, situation) or adoption.mode_of(rule.clause.id) is Mode.OFF:
            continue
        verdict = _apply(rule.params, situation)
        if not verdict.provided:
            yield from ((rule.clause, each) for each in verdict.follows if isinstance(each, Closed))
