"""Places are shared out by the strength of the groups."""

from mailrules.council.roll import Roll
from mailrules.rules.shares import shares


def test_the_places_come_out_and_each_group_has_its_part(roll: Roll) -> None:
    assert shares(4, roll) == {"labour": 2, "conservative": 1, "libdem": 1, "green": 0}
    assert [sum(shares(places, roll).values()) for places in (3, 5, 10)] == [3, 5, 10]
