"""Registers: what a clause wants kept, by whom, and what of it.

Called by `mechanism: register`. An entry holds what the mail itself shows of the clause's fields, and no more.
"""

import re

from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.reading.model import Item, Reading
from mailrules.rules.conditions import provided, speaks_of, unmet
from mailrules.rules.consequences import Entered
from mailrules.rules.params import Register
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss

_SUM = re.compile(r"[£€$] ?\d[\d,]*(?:\.\d\d)?")
_TOTAL = re.compile(rf"\btotal\b[^.;\n]{{0,30}}?(?P<sum>{_SUM.pattern})", re.IGNORECASE)


def register(params: Register, situation: Situation) -> Verdict:
    """Whether the item is to be entered in the clause's register."""
    if not speaks_of(params, situation):
        return miss(f"the clause is not about {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    known = shown(situation.item, situation.message, situation.reading, situation.roll)
    if situation.happening is not None:
        known.update(situation.happening.fields)
    entered = Entered(
        register=params.what,
        fields=tuple((field, known.get(field) or "") for field in params.fields),
        kept_by=params.kept_by or "",
        open_to=tuple(params.open_to),
    )
    return Verdict(reason=f"kept in the register of {params.what}", follows=(entered,), provided=provided(params.when))


def shown(item: Item, message: Message, reading: Reading, roll: Roll) -> dict[str, str | None]:
    """What the mail shows, by the words that protocols use for fields."""
    sender = reading.sender
    person = sender.person
    day = str(item.fields.date or roll.day)
    matter = item.topic or item.fields.title
    to = (roll.whose(box.address) for box in message.to)
    return {
        "day": day,
        "date": day,
        "member": item.fields.member or (person if person and sender.group_of_member else None),
        "officer": item.fields.officer,
        "adviser": item.fields.officer or person,
        "group": item.group,
        "matter": matter,
        "paper": item.fields.title or item.topic,
        "document": ", ".join(each.name for each in message.attachments if each.name) or None,
        "statement": item.fields.title,
        "conference": item.fields.title,
        "cost": _cost(reading.visible.written),
        "title": item.fields.title,
        "decision": item.fields.reference or item.fields.title,
        "reference": item.fields.reference,
        "decision-maker": item.fields.officer or person,
        "consultee": item.fields.member,
        "cabinet-member": item.fields.member or person,
        "declared-to": ", ".join(each.id for each in to if each) or None,
    }


def _cost(text: str) -> str | None:
    """The sum that the mail names: its total, or the only one; None where several stand side by side."""
    total = _TOTAL.search(text)
    if total:
        return total.group("sum")
    sums = set(_SUM.findall(text))
    return sums.pop() if len(sums) == 1 else None
