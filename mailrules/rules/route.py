"""Routing: a clause says with whom a matter belongs.

Called by `mechanism: route`. It never diverts or delays the mail itself.
"""

from mailrules.rules.base import Routed, Situation, Verdict, miss
from mailrules.rules.conditions import unmet
from mailrules.rules.params import Route


def route(params: Route, situation: Situation) -> Verdict:
    """Whether the matter belongs with other people than those who got it."""
    if situation.item.kind not in params.kinds:
        return miss(f"the clause is not about {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    return Verdict(
        reason="the matter belongs with the roles that the clause names", follows=(Routed(to=tuple(params.to)),)
    )
