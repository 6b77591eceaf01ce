"""What has to be so before a rule applies, beside the kind of the mail."""

import re
from functools import lru_cache

from mailrules.council.roll import Person
from mailrules.rules.base import Situation
from mailrules.rules.params import Role, When
from mailrules.vocabulary import DocumentLabel


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


def plays(situation: Situation, person: str | None, roles: tuple[Role, ...]) -> bool:
    """Whether the person plays one of the roles."""
    return person is not None and any(person == each.id for role in roles for each in situation.roles.holders(role))


def unmet(when: When | None, situation: Situation) -> str:
    """Why the condition does not hold; empty where it does.

    A condition that only a person can see (`said`) does not stand in the way of a rule; what the rule does is shown
    to a person with it.
    """
    if when is None:
        return ""
    flags = situation.item.flags | situation.reading.flags
    sender = situation.reading.sender
    going = members_going(situation) if when.members_over is not None or when.members_up_to is not None else 0
    group = situation.roll.group(situation.item.group or "") if when.for_group else None
    tests = (
        (bool(when.flags) and not flags & set(when.flags), f"the mail is not flagged {_or(when.flags)}"),
        (not set(when.all_flags) <= flags, f"the mail is not flagged {_and(when.all_flags)}"),
        (
            bool(when.signals) and not any(situation.reading.says(signal) for signal in when.signals),
            f"nothing in it says {_or(when.signals)}",
        ),
        (
            bool(when.addressed_to) and not addressed_to(situation, when.addressed_to),
            f"it is not addressed to {_or(when.addressed_to)}",
        ),
        (bool(when.labels) and not marks(situation) & set(when.labels), f"nothing in it is marked {_or(when.labels)}"),
        (
            bool(when.mentions) and not mentioned(when.mentions, situation),
            f"it does not speak of {_or(when.mentions)}",
        ),
        (when.to_outside and not outsiders(situation), "nobody outside the council is addressed"),
        (
            when.for_group is not None
            and (group is None or (group.role == "administration") != (when.for_group == "administration")),
            f"it is not for {'the administration' if when.for_group == 'administration' else 'another group'}",
        ),
        (when.group_paper and situation.paper_of is None, "it carries no paper that was written for one group"),
        (
            when.members_over is not None and going <= when.members_over,
            f"it does not show that more than {when.members_over} councillors are to go",
        ),
        (
            when.members_up_to is not None and going > when.members_up_to,
            f"more than {when.members_up_to} councillors are to go",
        ),
        (when.names_a_place and not situation.item.fields.wards, "it names no place"),
        (
            bool(when.after) and not set(when.after) & (situation.before | {item.kind for item in situation.earlier}),
            f"its matter has brought no {_or(when.after)} before",
        ),
        (
            bool(when.addressed_to_none_of) and addressed_to(situation, when.addressed_to_none_of),
            "it is addressed as the clause asks",
        ),
        (
            bool(when.from_roles) and not plays(situation, sender.person, when.from_roles),
            f"the sender is not {_or(when.from_roles)}",
        ),
        (
            bool(when.not_from_roles) and plays(situation, sender.person, when.not_from_roles),
            f"the sender is {_or(when.not_from_roles)}",
        ),
        (
            bool(when.about_roles)
            and not any(
                plays(situation, person, when.about_roles)
                for person in (situation.item.fields.officer, situation.item.fields.member)
            ),
            f"it is not about {_or(when.about_roles)}",
        ),
    )
    return next((reason for fails, reason in tests if fails), "")


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
