"""What has to be so before a rule applies, beside the kind of the mail."""

from mailrules.council.roll import Person
from mailrules.rules.base import Situation
from mailrules.rules.params import Role, When


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
        (when.names_a_place and not situation.item.fields.wards, "it names no place"),
        (
            bool(when.after) and not set(when.after) & {item.kind for item in situation.earlier},
            f"its thread has brought no {_or(when.after)} before",
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
