"""A form that an officer sends in: `Form: NAME` as its subject, and a line `field: what it is` for each field."""

import re

from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.reading.model import Reading
from mailrules.reading.people import people_in
from mailrules.rules.situation import Happening

_SUBJECT = re.compile(r"^\s*Form\s*:\s*(?P<name>[A-Za-z][\w -]{2,40})\s*$", re.IGNORECASE)
_LINE = re.compile(r"^\s*(?P<field>[A-Za-z][\w -]{1,30}?)\s*:\s*(?P<value>\S.*)$", re.MULTILINE)
PEOPLE = frozenset({"member", "told-member", "officer"})
"""The fields that name somebody of the directory."""


def filled_in(message: Message, reading: Reading, roll: Roll) -> Happening | None:
    """The form that the mail is; None where it is none, or comes from nobody who works for the council."""
    hit = _SUBJECT.match(message.subject)
    sender = reading.sender
    if hit is None or not sender.authentic or not sender.internal or sender.group_of_member is not None:
        return None
    fields = {_word(each["field"]): each["value"].strip() for each in _LINE.finditer(reading.visible.written)}
    known = {name: _person(value, roll) if name in PEOPLE else value for name, value in fields.items()}
    return Happening(what=_word(hit["name"]), fields=known)


def _word(name: str) -> str:
    return re.sub(r"[\s_]+", "-", name.strip().lower())


def _person(value: str, roll: Roll) -> str:
    if roll.person(value):
        return value
    named = people_in(value, roll)
    return named[0].person.id if named else value
