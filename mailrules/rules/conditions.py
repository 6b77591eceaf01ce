"""What has to be so before a rule applies, beside the kind of the mail."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from mailrules.council.roll import Person
from mailrules.decisions.read import names_concurrence
from mailrules.rules.params import Role, When
from mailrules.rules.situation import Situation
from mailrules.vocabulary import DocumentLabel, Flag


def addressed_to(situation: Situation, roles: tuple[Role, ...]) -> bool:
    """Whether somebody who plays one of the roles is among the visible addressees."""
    people = {person.id for role in roles for person in situation.roles.holders(role)}
    return bool(people & {person.id for person in addressees(situation)})


def addressees(situation: Situation) -> tuple[Person, ...]:
    """The members and officers whom the mail shows as addressed, each once."""
    roll = situation.roll
    found = (
        roll.whose(mailbox.address) or roll.shared_mailbox_owner(mailbox.address)
        for mailbox in situation.message.addressees
    )
    return tuple(dict.fromkeys(person for person in found if person is not None))


def provided(when: When | None) -> str:
    """The condition that only a person can see; empty where there is none."""
    return when.said or "" if when else ""


def plays(situation: Situation, person: str | None, roles: Sequence[str]) -> bool:
    """Whether the person plays one of the roles."""
    return person is not None and any(person == each.id for role in roles for each in situation.roles.holders(role))


def unmet(when: When | None, situation: Situation) -> str:
    """Why the condition does not hold; empty where it does.

    A condition that only a person can see (`said`) does not stand in the way of a rule; what the rule does is shown
    to a person with it.
    """
    if when is None:
        return ""
    for name, (fails, why) in _CONDITIONS.items():
        if name in when.model_fields_set and (wanted := getattr(when, name)) not in _UNSET and fails(situation, wanted):
            return why(wanted)
    return ""


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(words)


def _and(words: tuple[str, ...]) -> str:
    return " and ".join(words)


def speaks_of(params: object, situation: Situation) -> bool:
    """Whether a rule is about what the situation is about: a kind of mail, or something that happened without one."""
    if situation.happening is not None:
        return situation.happening.what in getattr(params, "on", ())
    return situation.item.kind in getattr(params, "kinds", ())


def marks(situation: Situation) -> frozenset[DocumentLabel]:
    """The confidences under which the item, or what its thread has brought, is marked; they are never merged."""
    return situation.item.labels.union(*(each.labels for each in situation.earlier))


def mentioned(words: tuple[str, ...], situation: Situation) -> bool:
    """Whether one of the words stands in the subject, the title, or what the sender writes."""
    item = situation.item
    parts = (situation.message.subject, item.topic or "", item.fields.title or "", situation.reading.visible.written)
    said = "\n".join(parts)
    return any(_whole(word).search(said) for word in words)


@lru_cache(maxsize=1024)
def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


def titled(names: Sequence[str], situation: Situation) -> int | None:
    """Which of the titles what the item is about bears, by its place; None where it bears none, or its title is not known."""
    title = (situation.item.fields.title or situation.item.topic or "").casefold()
    if not title or not names:
        return None
    best, nth = max((fuzz.partial_ratio(name.casefold(), title), -nth) for nth, name in enumerate(names))
    return -nth if best >= ALIKE else None


ALIKE = 85.0
"""From that likeness on a title counts as the one that the protocol names."""


def outsiders(situation: Situation) -> tuple[str, ...]:
    """The addressees outside the council."""
    roll = situation.roll
    return tuple(
        box.address
        for box in situation.message.addressees
        if box.address and roll.whose(box.address) is None and not roll.is_internal(box.address)
    )


_COUNT = re.compile(
    r"\b(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+){0,2}(?:councillors|members|places|delegates)\b",
    re.IGNORECASE,
)
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def members_going(situation: Situation) -> int:
    """How many councillors are to go: as many as the mail says, or names."""
    written = situation.reading.visible.written
    hit = _COUNT.search(written)
    named = {member.id for member in situation.roll.members() if _whole(member.name).search(written)}
    if situation.item.fields.member:
        named.add(situation.item.fields.member)
    said = hit["count"].lower() if hit else "0"
    return max(len(named), _NUMBERS.index(said) + 2 if said in _NUMBERS else int(said))


def _flags(situation: Situation) -> frozenset[Flag]:
    return situation.item.flags | situation.reading.flags


def _is_administration(situation: Situation, wanted: str) -> bool | None:
    group = situation.roll.group(situation.item.group or "")
    return None if group is None else (group.role == "administration") == (wanted == "administration")


def _is_about(situation: Situation, roles: tuple[Role, ...]) -> bool:
    fields = situation.item.fields
    return any(plays(situation, person, roles) for person in (fields.officer, fields.member))


_UNSET: tuple[object, ...] = (None, (), False)
_CONDITIONS: dict[str, tuple[Callable[[Situation, Any], bool], Callable[[Any], str]]] = {
    "flags": (lambda s, want: not _flags(s) & set(want), lambda want: f"the mail is not flagged {_or(want)}"),
    "all_flags": (lambda s, want: not set(want) <= _flags(s), lambda want: f"the mail is not flagged {_and(want)}"),
    "signals": (
        lambda s, want: not any(s.reading.says(signal) for signal in want),
        lambda want: f"nothing in it says {_or(want)}",
    ),
    "addressed_to": (
        lambda s, want: not addressed_to(s, want),
        lambda want: f"it is not addressed to {_or(want)}",
    ),
    "labels": (lambda s, want: not marks(s) & set(want), lambda want: f"nothing in it is marked {_or(want)}"),
    "mentions": (lambda s, want: not mentioned(want, s), lambda want: f"it does not speak of {_or(want)}"),
    "to_outside": (lambda s, _: not outsiders(s), lambda _: "nobody outside the council is addressed"),
    "for_group": (
        lambda s, want: not _is_administration(s, want),
        lambda want: f"it is not for {'the administration' if want == 'administration' else 'another group'}",
    ),
    "group_paper": (
        lambda s, _: s.paper_of is None,
        lambda _: "it carries no paper that was written for one group",
    ),
    "members_over": (
        lambda s, want: members_going(s) <= want,
        lambda want: f"it does not show that more than {want} councillors are to go",
    ),
    "members_up_to": (
        lambda s, want: members_going(s) > want,
        lambda want: f"more than {want} councillors are to go",
    ),
    "titled_none_of": (
        lambda s, want: titled(want, s) is not None,
        lambda _: "it is one of those that the clause leaves out",
    ),
    "names_concurrence": (
        lambda s, _: not names_concurrence(s.reading.visible.written, (each.text for each in s.message.attachments)),
        lambda _: "it does not say that a member concurred",
    ),
    "names_a_place": (lambda s, _: not s.item.fields.wards, lambda _: "it names no place"),
    "after": (
        lambda s, want: not set(want) & (s.before | {item.kind for item in s.earlier}),
        lambda want: f"its matter has brought no {_or(want)} before",
    ),
    "addressed_to_none_of": (addressed_to, lambda _: "it is addressed as the clause asks"),
    "from_roles": (
        lambda s, want: not plays(s, s.reading.sender.person, want),
        lambda want: f"the sender is not {_or(want)}",
    ),
    "not_from_roles": (
        lambda s, want: plays(s, s.reading.sender.person, want),
        lambda want: f"the sender is {_or(want)}",
    ),
    "about_roles": (lambda s, want: not _is_about(s, want), lambda want: f"it is not about {_or(want)}"),
}
"""Each condition of `when`: whether it fails for what was wanted, and in which words. `said` is for a person."""
