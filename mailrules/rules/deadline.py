"""A time: somebody has to do something by it, and is reminded.

Called by `mechanism: deadline`. The reminder is no notice: it goes to the one who has the duty, never to the person of
whom a mail complains.
"""

from mailrules.council.model import Officer
from mailrules.council.roll import Person
from mailrules.rules.conditions import addressees, provided, speaks_of, unmet
from mailrules.rules.consequences import Reminder
from mailrules.rules.params import Deadline
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss
from mailrules.vocabulary import Kind

COMPLAINTS = frozenset({Kind.COMPLAINT_ABOUT_OFFICER, Kind.COMPLAINT_ABOUT_MEMBER, Kind.WHISTLEBLOWING})


def deadline(params: Deadline, situation: Situation) -> Verdict:
    """Whether the item starts the clause's time, and for whom."""
    if not speaks_of(params, situation):
        return miss(f"the clause's time is not started by {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    reminder = Reminder(
        who=_who(params, situation),
        met_by=params.met_by,
        within=params.within,
        escalate_to=tuple(params.escalate_to),
        every=params.every or "",
        from_=situation.item.fields.date if params.from_day == "named-in-it" else None,
        met=params.met_when is not None and not unmet(params.met_when, situation),
    )
    return Verdict(reason=f"counted from: {params.counted_from}", follows=(reminder,), provided=provided(params.when))


def _who(params: Deadline, situation: Situation) -> tuple[Person, ...]:
    """Those who have to do it; where that would be the one complained of, the other officers who got the mail."""
    people = dict.fromkeys(person for role in params.who for person in situation.roles.holders(role))
    if situation.item.kind not in COMPLAINTS:
        return tuple(people)
    subjects = {situation.item.fields.officer, situation.item.fields.member}
    others = tuple(person for person in people if person.id not in subjects)
    if others:
        return others
    addressed = addressees(situation)
    return tuple(person for person in addressed if isinstance(person, Officer) and person.id not in subjects)
