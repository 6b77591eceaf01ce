"""Every rule of the protocol, looked at for one item."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from mailrules.evaluation.precedence import gives_way
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.model import Clause, Protocol
from mailrules.rules.base import Closed, Permitted, Situation, Verdict, miss
from mailrules.rules.boundary import boundary
from mailrules.rules.circulate import circulate
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
from mailrules.vocabulary import Kind, Mode


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one rule of one clause says of one item."""

    clause: Clause
    mechanism: str
    nth: int
    """Which rule of the clause it is."""
    mode: Mode
    verdict: Verdict


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
    clauses = protocol.clauses_on(_day_of(situation))
    judged = tuple(_each(clauses, adoption, situation))
    engaged = frozenset(each.clause.id for each in judged if each.verdict.follows and not each.verdict.provided)
    silenced = gives_way(clauses, engaged)
    return tuple(
        replace(each, verdict=miss(f"{silenced[each.clause.id]} goes first"))
        if each.clause.id in silenced and each.verdict.follows
        else each
        for each in judged
    )


def _day_of(situation: Situation) -> date:
    """The day whose protocol counts: a matter that has begun is judged to its end by the wording of its first day."""
    if situation.case is None:
        return situation.roll.day
    return situation.case.opened.astimezone(situation.roll.council.timezone).date()


def _each(clauses: tuple[Clause, ...], adoption: Adoption, situation: Situation) -> Iterator[Judgement]:
    kind = situation.item.kind
    elsewhere = miss(f"the clause is not about {kind}")
    lifted: dict[str, str] = {}
    for permits_first in (True, False):
        for clause in clauses:
            mode = adoption.mode_of(clause.id)
            for nth, params in enumerate(clause.rules):
                if isinstance(params, Permit) is not permits_first:
                    continue
                if mode is Mode.OFF:
                    verdict = miss("this council has switched the rule off")
                elif _speaks_of_others(params, kind):
                    verdict = elsewhere
                elif clause.id in lifted:
                    verdict = miss(f"{lifted[clause.id]} goes first: it needs nobody's leave")
                else:
                    verdict = _apply(params, situation)
                for consequence in verdict.follows:
                    if isinstance(consequence, Permitted) and not verdict.provided:
                        lifted.update(dict.fromkeys(consequence.lifts, clause.id))
                yield Judgement(clause=clause, mechanism=params.mechanism, nth=nth, mode=mode, verdict=verdict)


def _speaks_of_others(params: RuleParams, kind: Kind) -> bool:
    """Whether the rule names the kinds that it is about, and this is none of them; a gate hears its answers as well."""
    kinds = getattr(params, "kinds", ())
    return bool(kinds) and kind not in kinds and not (isinstance(params, Gate) and kind in ANSWERS)


def closings(protocol: Protocol, adoption: Adoption, situation: Situation) -> Iterator[tuple[Clause, Closed]]:
    """The clauses that close the audience of an item, asked before any of its other rules."""
    for clause in protocol.clauses_on(situation.roll.day):
        for params in clause.rules:
            closes = isinstance(params, Ladder) or (isinstance(params, Route) and params.only)
            if not closes or _speaks_of_others(params, situation.item.kind) or adoption.mode_of(clause.id) is Mode.OFF:
                continue
            verdict = _apply(params, situation)
            if verdict.provided:
                continue
            yield from ((clause, each) for each in verdict.follows if isinstance(each, Closed))
