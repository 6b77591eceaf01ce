"""A table is asked: the protocol's own, or the directory.

Called by `mechanism: look-up`. What it finds is proposed to a person, with the people whom the row names.
"""

from rapidfuzz import fuzz

from mailrules.rules.base import Situation, Verdict, Warned, miss
from mailrules.rules.conditions import provided, unmet
from mailrules.rules.params import LookUp, Row

ALIKE = 85.0
"""From that likeness on a title counts as the table's own."""


def look_up(params: LookUp, situation: Situation) -> Verdict:
    """What the table says of the item."""
    if situation.item.kind not in params.kinds:
        return miss(f"the table is not asked about {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    found, roles = _found(params, situation)
    words = params.found if found else params.not_found
    return Verdict(
        reason=f"looked up by {params.by}: {'found' if found else 'not found'}",
        follows=(Warned(words=words, who=roles if found else ()),),
        provided=provided(params.when),
    )


def _found(params: LookUp, situation: Situation) -> tuple[bool, tuple[str, ...]]:
    tell = tuple(str(role) for role in params.tell)
    if params.by in {"ward", "place"}:
        return bool(situation.item.fields.wards), tell
    if params.by == "title" and params.table:
        row = _row(params.table, situation)
        return row is not None, tuple(str(role) for role in row.roles) if row else ()
    return any(situation.roles.holders(role) for role in params.tell), tell


def _row(table: tuple[Row, ...], situation: Situation) -> Row | None:
    title = (situation.item.fields.title or situation.item.topic or "").casefold()
    if not title:
        return None
    scored = [(fuzz.partial_ratio(row.name.casefold(), title), nth) for nth, row in enumerate(table)]
    best, nth = max(scored)
    return table[nth] if best >= ALIKE else None
