"""A gate: somebody has to decide, agree or be consulted before a thing goes on.

Called by `mechanism: gate`.
"""

from mailrules.rules.base import Gated, Situation, Verdict, miss
from mailrules.rules.conditions import plays, unmet
from mailrules.rules.params import Gate


def gate(params: Gate, situation: Situation) -> Verdict:
    """Whether the item stands before a gate, who opens it, and what they have to look at."""
    if situation.item.kind not in params.kinds:
        return miss(f"the clause is not about {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    if plays(situation, situation.item.fields.officer, params.exempt):
        return miss(f"the officer asked for passes without it: {' or '.join(params.exempt)}")
    flags = situation.item.flags | situation.reading.flags
    wanted = (*params.when.flags, *params.when.all_flags) if params.when else ()
    present = [str(flag) for flag in wanted if flag in flags]
    return Verdict(
        reason=" and ".join(["somebody has to decide", *present]),
        follows=(Gated(who=tuple(params.who), options=tuple(params.options), ground=" and ".join(present)),),
    )
