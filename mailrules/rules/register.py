"""Registers: what a clause wants kept.

Called by `mechanism: register`.
"""

from mailrules.rules.base import Entered, Situation, Verdict, miss
from mailrules.rules.conditions import unmet
from mailrules.rules.params import Register


def register(params: Register, situation: Situation) -> Verdict:
    """Whether the item is to be entered in the clause's register."""
    if situation.item.kind not in params.kinds:
        return miss(f"the clause is not about {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    return Verdict(reason=f"kept in the register of {params.what}", follows=(Entered(register=params.what),))
