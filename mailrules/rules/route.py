"""Routing: a clause says with whom a matter belongs.

Called by `mechanism: route`. It never diverts or delays the mail itself. Where the clause says `only`, the audience is
closed: no copy, no notice, and no other clause brings the matter to anybody else.
"""

from mailrules.rules.conditions import provided, speaks_of, unmet
from mailrules.rules.consequences import Closed, Consequence, Routed
from mailrules.rules.params import Route
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss


def route(params: Route, situation: Situation) -> Verdict:
    """Whether the matter belongs with other people than those who got it."""
    if not speaks_of(params, situation):
        return miss(f"the clause is not about {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    routed = Routed(
        to=tuple(params.to), then=tuple(params.then), before=params.before or "", tell_sender=params.tell_sender
    )
    follows: list[Consequence] = [routed]
    if params.only:
        follows.append(Closed(to=routed.to, nobody_else=True, minimal=True))
    return Verdict(
        reason="the matter belongs with the roles that the clause names"
        + (f", before {params.before}" if params.before else ""),
        follows=tuple(follows),
        provided=provided(params.when),
    )
