"""A table is asked: the protocol's own, or the directory.

Called by `mechanism: look-up`. What it finds is proposed to a person, with the people whom the row names.
"""

from mailrules.rules.conditions import members_going, plays, provided, titled, unmet
from mailrules.rules.consequences import Permitted, Warned
from mailrules.rules.params import LookUp, Row
from mailrules.rules.shares import split
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss


def look_up(params: LookUp, situation: Situation) -> Verdict:
    """What the table says of the item."""
    if situation.item.kind not in params.kinds:
        return miss(f"the table is not asked about {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    if params.register_ is not None:
        return _in_register(params, params.register_, situation)
    found, roles = _found(params, situation)
    if found and params.clears and plays(situation, situation.item.fields.member, roles):
        reason = f"looked up by {params.by}: whoever goes is {' or '.join(roles)}, and needs nobody's leave"
        return Verdict(reason=reason, follows=(Permitted(lifts=params.clears, no_notice=False),))
    words = params.found if found else params.not_found
    if words is None:
        return miss(f"looked up by {params.by}: {'found' if found else 'not found'}, and nothing follows")
    if params.by == "count" and found:
        words = f"{words}: {split(members_going(situation), situation.roll)}"
    return Verdict(
        reason=f"looked up by {params.by}: {'found' if found else 'not found'}",
        follows=(Warned(words=words, who=roles if found else ()),),
        provided=provided(params.when),
    )


def _in_register(params: LookUp, register: str, situation: Situation) -> Verdict:
    fields = situation.item.fields
    person = fields.officer if params.of == "officer" else fields.member
    if person is None:
        return miss(f"it does not say which {params.of} it is about")
    if situation.registers is None:
        words = f"compare with the register of {register}, which is not at hand here"
        return Verdict(reason=words, follows=(Warned(words=words, who=tuple(map(str, params.tell))),))
    entries = [entry for entry in situation.registers(register) if entry.get(params.of) == person]
    words = (params.found if entries else params.not_found) or ""
    if not words:
        return miss(f"{person} is {'' if entries else 'not '}in the register of {register}, and nothing follows")
    other = "member" if params.of == "officer" else "officer"
    people = tuple(dict.fromkeys(entry[other] for entry in entries if entry.get(other)))
    return Verdict(
        reason=f"{person} is {'' if entries else 'not '}in the register of {register}",
        follows=(Warned(words=words, who=tuple(map(str, params.tell)), people=people),),
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
    nth = titled([row.name for row in table], situation)
    return None if nth is None else table[nth]
