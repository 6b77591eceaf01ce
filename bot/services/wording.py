"""The values that a notice's template is given, each with the label of what saying it discloses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person
from mailrules.disclosure import Labelled, Values, permitted
from mailrules.duties import Duty
from mailrules.evaluation.recipients import Recipient, addressing
from mailrules.evaluation.setting import Setting
from mailrules.vocabulary import Label


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Everything that a notice could be told.

    Attributes:
        labelled: values from the case, each with its label.
        plain: the council's own words (its name, who signs): from the directory, and public.
        own_words: values from the directory that a notice says by right; a protected word in them is no leak.
    """

    labelled: Values
    plain: Mapping[str, object]
    own_words: tuple[str, ...]

    def permitted(self, given: object, say: frozenset[Label]) -> dict[str, object]:
        """The template's values: the council's own words, and what the labels allow of the case's."""
        return {**self.plain, **permitted(cast("Values", given), say)}


def day_in_words(day: date) -> str:
    """Monday 12 October 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def salutation_of(person: Person) -> str:
    """Dear Councillor Sharpe; Dear Joanna Pike."""
    return f"Dear Councillor {person.name.split()[-1]}" if isinstance(person, Member) else f"Dear {person.name}"


def salutation(recipients: tuple[Recipient, ...]) -> str:
    """Dear Councillor Sharpe, Councillor Galbraith and Councillor Byrne."""
    names = [f"Councillor {recipient.surname}" for recipient in recipients if recipient.surname]
    if not names:
        return "Dear colleagues"
    return "Dear " + (names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}")


def wording(duty: Duty, setting: Setting) -> Wording:
    """What the duty's notice could be told, on the roll's day."""
    facts, roll = duty.facts, setting.roll
    served = roll.group(facts.served)
    served_name = (served.name if served else facts.served).removeprefix("The ").removeprefix("the ")
    officer = roll.person(facts.officer) if facts.officer else None
    post = officer.post if isinstance(officer, Officer) else None
    whom = addressing((owed.group for owed in duty.owed), roll, setting.adoption).recipients
    groups = tuple(group.name for owed in duty.owed if (group := roll.group(owed.group)))
    offer = "same" if Label.OFFER_SAME in duty.say else "similar"
    offering = Label.OFFER_SAME if Label.OFFER_SAME in duty.say else Label.OFFER_SIMILAR
    signatory = setting.roles.holders("chief-executive")
    clause = setting.protocol.clause(duty.clause)
    number = clause.clause if clause else duty.clause
    plain: dict[str, object] = {
        "council": roll.council.name,
        "protocol_title": setting.protocol.protocol.title,
        "clause_words": f"paragraph {number}",
        "groups_told": groups,
        "salutation": salutation(whom),
        "signatory_name": signatory[0].name if signatory else "",
        "signatory_post": signatory[0].post if signatory and isinstance(signatory[0], Officer) else "Chief Executive",
        "answer_to": roll.council.bot_mailbox,
        "what": facts.what,
    }
    labelled = {
        "group_name": Labelled(value=served_name, label=Label.FACT),
        "officer_name": Labelled(value=officer.name if officer else None, label=Label.FACT),
        "officer_post": Labelled(value=post, label=Label.FACT),
        "date_words": Labelled(value=day_in_words(facts.day) if facts.day else None, label=Label.FACT),
        "topic": Labelled(value=facts.topic, label=Label.TOPIC),
        "offer": Labelled(value=offer, label=offering),
    }
    own = (
        served_name,
        *groups,
        roll.council.name,
        *(recipient.name for recipient in whom),
        officer.name if officer else "",
        *(person.name for person in signatory),
        facts.topic or "",
    )
    return Wording(labelled=labelled, plain=plain, own_words=own)
