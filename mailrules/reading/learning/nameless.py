"""A mail without its names: people, groups, places, days and sums become tokens, so that nothing is learnt from a name.

Each group that is not the sender's is one token: to exchange two of them throughout changes nothing that is scored.
"""

import re
from functools import lru_cache

from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person, Roll
from mailrules.message import Message
from mailrules.reading.days import where_days
from mailrules.reading.groups import groups_in
from mailrules.reading.learning.features import Nameless
from mailrules.reading.learning.posts import post_of, reader_of
from mailrules.reading.material import Material
from mailrules.reading.past import RememberedPast
from mailrules.reading.people import people_in
from mailrules.reading.sender import who_sent
from mailrules.reading.visible import take_apart

TOKENS = {
    "me": "zzme", "ce": "zzce", "own": "zzown", "other": "zzothergroup", "third": "zzothergroup", "leader": "zzcouncillor",
    "councillor": "zzcouncillor", "councillor2": "zzcouncillor", "officer": "zzofficer", "officer2": "zzofficer",
    "post": "zzpost", "ward": "zzplace", "place": "zzplace", "committee": "zzcommittee", "council": "zzcouncil",
    "date": "zzdate", "time": "zztime", "money": "zzmoney", "ref": "zzref",
}  # fmt: skip
"""What stands for each placeholder of the corpus."""
_MONEY = re.compile(r"[£$€]\s?\d[\d,.]*\s?(?:million|bn|m|k)?\b", re.IGNORECASE)
_TIME = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}[:.]\d\d\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\b(?=[A-Z0-9/-]*\d)[A-Z]{1,6}[/-]?(?:[A-Z0-9]{1,8}[/-]?){1,5}\b|\b\d{2,}/\d{2,}(?:/\w+)?\b")


def nameless(mail: Material) -> Nameless:
    """The mail as the model sees it."""
    roll, own = mail.roll, mail.sender.group_of_member
    return Nameless(
        post=post_of(mail.sender, roll),
        to=reader_of(mail),
        subject=_masked(mail.message.subject, roll, own, mail),
        sentences=tuple(_masked(each.text, roll, own, mail) for _, each in mail.sentences()),
        attachments=tuple(each.name for each in mail.message.attachments),
        answers=bool(mail.visible.quoted),
    )


def laid_bare(message: Message, roll: Roll) -> Nameless:
    """A labelled mail as the model sees it."""
    return nameless(
        Material(
            message=message,
            sender=who_sent(message, roll),
            visible=take_apart(message.text),
            roll=roll,
            past=RememberedPast(),
            sent=roll.day,
        )
    )


def _masked(text: str, roll: Roll, own: str | None, mail: Material) -> str:
    spans = [(each.start, each.end, _token(each.person)) for each in people_in(text, roll)]
    spans += [
        (each.start, each.end, "zzown" if each.group == own else "zzothergroup") for each in groups_in(text, roll)
    ]
    names = _names(roll)
    if names is not None:
        spans += [(hit.start(), hit.end(), f"zz{hit.lastgroup}") for hit in names.finditer(text)]
    spans += [(start, end, "zzdate") for start, end in where_days(text, mail.sent)]
    for pattern, token in ((_MONEY, "zzmoney"), (_TIME, "zztime"), (_REFERENCE, "zzref")):
        spans += [(hit.start(), hit.end(), token) for hit in pattern.finditer(text)]
    parts, at = [], 0
    for start, end, token in sorted(spans, key=lambda each: (each[0], -each[1])):
        if start >= at:
            parts += [text[at:start], token]
            at = end
    return "".join([*parts, text[at:]])


def _token(person: Person) -> str:
    if isinstance(person, Officer):
        return "zzce" if person.kind == "chief-executive" else "zzofficer"
    assert isinstance(person, Member)
    return "zzcouncillor"


@lru_cache(maxsize=16)
def _names(roll: Roll) -> re.Pattern[str] | None:
    council = roll.council
    kinds = {
        "council": [council.name],
        "committee": [each.name for each in council.committees],
        "post": [each.post for each in roll.officers() if each.post],
        "place": [name for ward in council.wards for name in (ward.name, *ward.places)],
    }
    parts = [
        f"(?P<{kind}>{'|'.join(re.escape(each) for each in sorted(set(names), key=len, reverse=True))})"
        for kind, names in kinds.items()
        if names
    ]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b") if parts else None
