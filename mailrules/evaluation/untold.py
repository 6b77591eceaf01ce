"""With whom a matter belongs, and whom of them the mail did not reach."""

from collections.abc import Iterable

from mailrules.evaluation.outcome import Untold
from mailrules.rules.conditions import addressees
from mailrules.rules.situation import Situation


def untold(roles: Iterable[str], situation: Situation, *, each: bool) -> tuple[Untold, ...]:
    """The roles that have to learn of a matter, with those who play them; none where it is where it belongs.

    Where a post of one person's has it, the many who hold another role of the same clause are not troubled as well; where
    one role is enough, its first is told.

    Args:
        roles: with which it belongs.
        situation: the mail.
        each: every one of the roles has to have it; otherwise one of them is enough.
    """
    reached = {person.id for person in addressees(situation)}
    reached |= {situation.reading.sender.person or "", situation.reading.sender.acting or ""}
    held = {role: _ids(role, situation) for role in dict.fromkeys(roles)}
    if not each and any(reached.intersection(ids) for ids in held.values()):
        return ()
    found = [Untold(role=role, people=ids) for role, ids in held.items() if not reached.intersection(ids)]
    of_one = [one for one in found if len(one.people) == 1]
    if not each:
        return tuple((of_one or [one for one in found if one.people] or found)[:1])
    return tuple(one for one in found if not of_one or len(one.people) <= 1)


def _ids(role: str, situation: Situation) -> tuple[str, ...]:
    people = situation.roles.concerned(role) or situation.roll.holders(role)
    return tuple(person.id for person in people)
