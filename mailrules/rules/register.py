"""Registers: what a clause wants kept, by whom, and what of it.

Called by `mechanism: register`. An entry holds what the mail itself shows of the clause's fields, and no more.
"""

from mailrules.rules.base import Entered, Situation, Verdict, miss
from mailrules.rules.conditions import provided, speaks_of, unmet
from mailrules.rules.params import Register


def register(params: Register, situation: Situation) -> Verdict:
    """Whether the item is to be entered in the clause's register."""
    if not speaks_of(params, situation):
        return miss(f"the clause is not about {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    shown = _shown(situation)
    if situation.happening is not None:
        shown.update(situation.happening.fields)
    entered = Entered(
        register=params.what,
        fields=tuple((field, shown.get(field) or "") for field in params.fields),
        kept_by=params.kept_by or "",
        open_to=tuple(params.open_to),
    )
    return Verdict(reason=f"kept in the register of {params.what}", follows=(entered,), provided=provided(params.when))


def _shown(situation: Situation) -> dict[str, str | None]:
    """What the mail shows, by the words that protocols use for fields."""
    item, sender = situation.item, situation.reading.sender
    person = sender.person
    day = str(item.fields.date or situation.roll.day)
    matter = item.topic or item.fields.title
    return {
        "day": day,
        "date": day,
        "member": item.fields.member or (person if person and sender.group_of_member else None),
        "officer": item.fields.officer,
        "adviser": item.fields.officer or person,
        "group": item.group,
        "matter": matter,
        "paper": item.fields.title or item.topic,
        "statement": item.fields.title,
        "conference": item.fields.title,
        "title": item.fields.title,
        "decision": item.fields.reference or item.fields.title,
        "reference": item.fields.reference,
        "decision-maker": item.fields.officer or person,
        "consultee": item.fields.member,
        "cabinet-member": item.fields.member or person,
    }
