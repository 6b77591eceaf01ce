"""Who answers for a post today: its holder, else the deputy; where the post is vacant, the deputy of who held it last."""

from collections.abc import Collection, Iterator
from datetime import date

from mailrules.council.roll import Person, Roll
from mailrules.evaluation.setting import Setting
from mailrules.protocol.roles import RoleBook

LOOKED_BACK = 8
"""How many of the latest days on which somebody left a post are looked at."""


def answering(role: str, setting: Setting) -> tuple[Person, ...]:
    """Those who answer for a role and can be written to; nobody where neither holder nor deputy is found."""
    here = setting.roles.holders(role) or setting.roll.holders(role)
    if here:
        return _written_to(here, setting.roll)
    for roll in _before(setting.roll):
        book = RoleBook(protocol=setting.protocol, adoption=setting.adoption, roll=roll)
        gone = book.holders(role) or roll.holders(role)
        if gone:
            deputies = (_deputy(each, setting.roll) for each in gone)
            return tuple(dict.fromkeys(each for each in deputies if each is not None))
    return ()


def standing_in(person_id: str, setting: Setting) -> Person | None:
    """The person, where in post and with an address; else the deputy, where there is one."""
    person = setting.roll.person(person_id)
    if person is not None:
        return next(iter(_written_to((person,), setting.roll)), None)
    gone = next((each for each in _everybody(setting.roll) if each.id == person_id), None)
    return _deputy(gone, setting.roll) if gone else None


def _written_to(people: Collection[Person], roll: Roll) -> tuple[Person, ...]:
    found = (each if each.email else _deputy(each, roll) for each in people)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _everybody(roll: Roll) -> tuple[Person, ...]:
    return (*roll.council.officers, *roll.council.members)


def _deputy(person: Person, roll: Roll) -> Person | None:
    deputy = roll.person(person.deputy) if person.deputy else None
    return deputy if deputy is not None and deputy.email else None


def _before(roll: Roll) -> Iterator[Roll]:
    """The council on the days on which somebody last held something, latest first."""
    council = roll.council
    dated = [*(duty for each in council.officers for duty in each.duties)]
    dated += [office for each in council.members for office in each.offices]
    dated += [post for group in council.groups for post in (*group.leader, *group.deputy, *group.chief_whip)]
    spans = [*(each.span for each in _everybody(roll)), *(each.span for each in dated)]
    ends: set[date] = {span.end for span in spans if span.end}
    past = sorted((end for end in ends if end < roll.day), reverse=True)
    yield from (Roll(council, end) for end in past[:LOOKED_BACK])
