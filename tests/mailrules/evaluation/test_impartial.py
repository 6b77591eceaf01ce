"""Two opposition groups, exchanged throughout a mail: the outcome is exchanged as well, and changes in nothing else."""

import re
from dataclasses import replace

import pytest

from bot.adapters.texts import library_names
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.evaluation.outcome import Outcome
from mailrules.reading.model import Fields, Item
from mailrules.vocabulary import CONSENT_KINDS, GROUP_KINDS, Kind
from tests.mailrules.evaluation.test_closed import followed, setting

ONE, OTHER = ("conservative", "c22"), ("libdem", "c35")


def told(outcome: Outcome) -> str:
    """The outcome without what is made of the mail's own identifier."""
    duties = sorted(
        (duty.clause, duty.rule, str(duty.state), str(duty.say), duty.due, duty.facts.served, duty.reasons)
        for duty in outcome.duties
    )
    owed = sorted((duty.clause, each.group) for duty in outcome.duties for each in duty.owed)
    tell = sorted((duty.clause, each) for duty in outcome.duties for each in duty.tell)
    # Who holds a post does not change with the groups; which posts a mail goes to is compared.
    routes = [
        replace(route, untold=tuple(replace(each, people=()) for each in route.untold)) for route in outcome.routes
    ]
    noted = (routes, outcome.warnings, outcome.paragraphs, outcome.entries, outcome.closed_to)
    return repr((outcome.disposition, duties, owed, tell, noted, outcome.held_because))


def parts(words: str) -> list[str]:
    return sorted(re.findall(r"[\w.@-]+", words))


def exchanged(words: str, roll: Roll) -> str:
    pairs = [(ONE[0], OTHER[0]), *zip(_of(roll, ONE), _of(roll, OTHER), strict=True)]
    both = dict(pairs) | {second: first for first, second in pairs}
    known = "|".join(re.escape(each) for each in sorted(both, key=len, reverse=True))
    return re.sub(rf"(?<![\w.]){known}(?![\w.])".replace(known, f"(?:{known})"), lambda hit: both[hit[0]], words)


def _of(roll: Roll, side: tuple[str, str]) -> list[str]:
    people = (*roll.in_post(side[0], "leader"), *roll.in_post(side[0], "chief_whip"))
    assert people[0].id == side[1]
    return [word for each in people for word in (each.id, each.email)]


@pytest.mark.parametrize("protocol", library_names())
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.AUTOMATIC])
def test_exchanging_two_groups_exchanges_the_outcome_and_nothing_else(
    council: Council, roll: Roll, protocol: str, kind: Kind
) -> None:
    where = setting(council, roll, protocol)
    outcomes = []
    for group, leader in (ONE, OTHER):
        of_group = group if kind in GROUP_KINDS | CONSENT_KINDS else None
        item = Item(
            kind=kind, group=of_group, topic="Food waste", fields=Fields(member=leader, officer="o10", wards=("Abbey",))
        )
        outcomes.append(told(followed(where, item, sender=leader)))
    assert parts(exchanged(outcomes[0], roll)) == parts(outcomes[1])
