"""Every rule of the protocol, looked at for one item."""

from collections.abc import Iterator
from dataclasses import dataclass

from mailrules.protocol.adoption import Adoption
from mailrules.protocol.model import Clause, Protocol
from mailrules.rules.base import Permitted, Situation, Verdict, miss
from mailrules.rules.boundary import boundary
from mailrules.rules.equal_access import equal_access
from mailrules.rules.gate import gate
from mailrules.rules.params import Boundary, EqualAccess, Gate, Permit, Register, Route, RuleParams
from mailrules.rules.permit import permit
from mailrules.rules.register import register
from mailrules.rules.route import route
from mailrules.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one rule of one clause says of one item."""

    clause: Clause
    mechanism: str
    mode: Mode
    verdict: Verdict


def _apply(params: RuleParams, situation: Situation) -> Verdict:
    match params:
        case EqualAccess():
            return equal_access(params, situation)
        case Boundary():
            return boundary(params, situation)
        case Route():
            return route(params, situation)
        case Gate():
            return gate(params, situation)
        case Register():
            return register(params, situation)
        case Permit():
            return permit(params, situation)
        case _:
            return miss(f"nothing carries {params.mechanism} yet")


def judge(protocol: Protocol, adoption: Adoption, situation: Situation) -> Iterator[Judgement]:
    """Each rule of each clause in force on the day, in the order of the file; permissions go first, and lift others."""
    clauses = protocol.clauses_on(situation.roll.day)
    lifted: dict[str, str] = {}
    for permits_first in (True, False):
        for clause in clauses:
            mode = adoption.mode(clause.id).value
            for params in clause.rules:
                if isinstance(params, Permit) is not permits_first:
                    continue
                if mode is Mode.OFF:
                    verdict = miss("this council has switched the rule off")
                elif clause.id in lifted:
                    verdict = miss(f"{lifted[clause.id]} goes first: it needs nobody's leave")
                else:
                    verdict = _apply(params, situation)
                for consequence in verdict.follows:
                    if isinstance(consequence, Permitted):
                        lifted.update(dict.fromkeys(consequence.lifts, clause.id))
                yield Judgement(clause=clause, mechanism=params.mechanism, mode=mode, verdict=verdict)
