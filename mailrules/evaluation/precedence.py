"""Which clause goes first where two apply: as the protocol file says with `yields_to` and `overrides`."""

from collections.abc import Iterable, Mapping

from mailrules.protocol.model import Clause


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
