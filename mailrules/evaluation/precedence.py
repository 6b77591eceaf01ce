"""Which clause goes first where two apply: as the file says with `yields_to`, `overrides` and `yields_in_part`."""

from collections.abc import Iterable, Mapping

from mailrules.protocol.clause import Clause
from mailrules.protocol.fights import KEPT
from mailrules.rules.params import Boundary, RuleParams
from mailrules.vocabulary import Label


def gives_way(clauses: Iterable[Clause], engaged: frozenset[str]) -> Mapping[str, str]:
    """Each engaged clause that gives way, and to which clause.

    A clause that itself gives way makes no other clause give way.

    Args:
        clauses: the clauses of the day.
        engaged: those from which something follows for certain.
    """
    first: dict[str, list[str]] = {}
    for clause in clauses:
        for other in clause.yields_to:
            first.setdefault(clause.id, []).append(other)
        for other in clause.overrides:
            first.setdefault(other, []).append(clause.id)
    silenced: dict[str, str] = {}

    def goes_before(clause: str, asked: frozenset[str]) -> str:
        for other in first.get(clause, ()):
            if other in engaged and other not in asked and not goes_before(other, asked | {clause}):
                return other
        return ""

    for behind in first:
        if winner := goes_before(behind, frozenset({behind})):
            silenced[behind] = winner
    return silenced


def kept_from(tells: Clause, keeps: Clause, rule: RuleParams) -> frozenset[Label]:
    """What a clause that tells may not say where that rule of another one keeps something.

    Only clauses of which the file says that one goes first in a part are weighed so. Where the one that keeps gives way
    in a part, all else of what it keeps goes unsaid; where the one that tells gives way, that part alone.
    """
    if not isinstance(rule, Boundary):
        return frozenset()
    kept = KEPT[rule.covers]
    for part in keeps.yields_in_part:
        if part.to == tells.id:
            return kept - frozenset(part.say)
    return kept & frozenset(label for part in tells.yields_in_part if part.to == keeps.id for label in part.say)
