"""Several editions of one protocol: on each day that one counts which was in force on it."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from mailrules.protocol.model import Protocol


class EditionsError(ValueError):
    """Files that are not editions of one protocol."""


def joined(editions: Sequence[Protocol]) -> Protocol:
    """One protocol of several editions: the newest, which knows the earlier ones and their days.

    Raises:
        EditionsError: they have not one id, or two of them hold on the same day.
    """
    ordered = sorted(editions, key=lambda each: each.protocol.in_force.from_ or date.min)
    ids = list(dict.fromkeys(each.id for each in ordered))
    if len(ids) != 1:
        raise EditionsError(f"these are {len(ids)} protocols ({', '.join(ids)}): give each edition the same id")
    for one, following in pairwise(ordered):
        begins = following.protocol.in_force.from_
        if begins is None or one.protocol.in_force.hold(begins):
            raise EditionsError(
                f"two editions of {ids[0]} hold on {begins or 'the first day'}: "
                f"give “{one.protocol.version}” an end under in_force, before “{following.protocol.version}” begins"
            )
    newest = ordered[-1]
    roles = {name: entry for each in ordered for name, entry in each.roles.items()}
    return newest.model_copy(update={"roles": roles}).after(tuple(ordered[:-1]))
