"""A permission: something needs nobody's leave, and other clauses keep away from it.

Called by `mechanism: permit`.
"""

from mailrules.rules.conditions import plays, provided, unmet
from mailrules.rules.consequences import Permitted
from mailrules.rules.params import Permit
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss


def permit(params: Permit, situation: Situation) -> Verdict:
    """Whether the item is something that the clause allows, and which clauses then do not reach it."""
    if situation.item.kind not in params.kinds:
        return miss(f"the clause is not about {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    asked = (situation.reading.sender.person, situation.item.fields.member)
    if params.between and not any(plays(situation, person, params.between) for person in asked):
        return miss(f"it is not between {' or '.join(params.between)}")
    return Verdict(
        reason=params.what,
        follows=(Permitted(lifts=tuple(params.lifts), no_notice=params.no_notice),),
        provided=provided(params.when),
    )
