"""A circulation: something goes round to those who hold certain roles on the day.

Called by `mechanism: circulate`. It says to whom, what of it, and when; gathering and sending are for others.
"""

from mailrules.rules.base import CirculationOwed, Situation, Verdict, miss
from mailrules.rules.conditions import plays, provided, speaks_of, unmet
from mailrules.rules.params import Circulate


def circulate(params: Circulate, situation: Situation) -> Verdict:
    """Whether the item's matter is to go round, and to whom."""
    if not speaks_of(params, situation):
        return miss(f"the clause does not send round {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    held = {role: situation.roles.concerned(role) for role in params.to}
    people = dict.fromkeys(person for each in held.values() for person in each)
    if not people and not situation.item.fields.wards and _by_place(params, situation):
        return miss("it names no place, so that nobody local can be found")
    doubts = []
    sender = situation.reading.sender
    if sender.group_of_member and params.by and plays(situation, sender.person, (params.by,)):
        doubts.append("it is for the sender to let them know: it goes only where the sender says so")
    owed = CirculationOwed(
        to=tuple(people),
        roles=tuple(params.to),
        say=frozenset(params.say),
        what=params.what,
        circulation=params.circulation,
        at=params.at,
        every=params.every or "",
        not_before=params.not_before or "",
        on=situation.item.fields.date if params.not_before else None,
        together=params.together,
        vacant=tuple(str(role) for role, each in held.items() if not each),
        doubts=tuple(doubts),
    )
    return Verdict(
        reason=f"it goes round to {' and '.join(params.to)}", follows=(owed,), provided=provided(params.when)
    )


def _by_place(params: Circulate, situation: Situation) -> bool:
    return any(situation.roles.by_place(role) for role in params.to)
