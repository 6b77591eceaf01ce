"""A circulation: something goes round to those who hold certain roles on the day.

Called by `mechanism: circulate`. It says to whom, what of it, and when; gathering and sending are for others.
"""

from collections.abc import Iterable

from mailrules.council.roll import Person
from mailrules.rules.conditions import plays, provided, speaks_of, unmet
from mailrules.rules.consequences import CirculationOwed
from mailrules.rules.params import Circulate
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss
from mailrules.vocabulary import Flag, Label

CONFIDENCES = frozenset({Flag.CONFIDENTIAL, Flag.MARKED_PERSONAL, Flag.PERSONAL_MATTER})


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
    if situation.happening is None and not (sender.internal or sender.outside or params.on_request):
        doubts.append("it comes from somebody whom the directory does not know: see whether it should go round at all")
    if params.sent_by and not plays(situation, sender.person, (params.sent_by,)):
        doubts.append(f"it comes from somebody who is not the {params.sent_by}: see whether it is what it says")
    marked = sorted(CONFIDENCES & (situation.item.flags | situation.reading.flags))
    if marked and not params.gathered:
        doubts.append(f"it is marked {' and '.join(marked)}: see whether it may go round at all")
    owed = CirculationOwed(
        to=tuple(people),
        roles=tuple(params.to),
        say=frozenset(params.say),
        what=params.what,
        circulation=params.circulation,
        at=params.at,
        every=params.every or "",
        not_before=params.not_before or "",
        before_public=params.before_public,
        on=situation.item.fields.date if params.not_before else None,
        together=params.together,
        vacant=tuple(str(role) for role, each in held.items() if not each),
        had=_reached(people, situation) if Label.CONTENT in params.say else (),
        doubts=tuple(doubts),
    )
    return Verdict(
        reason=f"it goes round to {' and '.join(params.to)}", follows=(owed,), provided=provided(params.when)
    )


def _reached(people: Iterable[Person], situation: Situation) -> tuple[str, ...]:
    """Those who stand among the mail's own addressees: they have the very thing."""
    whose = (situation.roll.whose(each.address) for each in situation.message.addressees)
    reached = {person.id for person in whose if person is not None}
    return tuple(person.email for person in people if person.id in reached)


def _by_place(params: Circulate, situation: Situation) -> bool:
    return any(situation.roles.by_place(role) for role in params.to)
