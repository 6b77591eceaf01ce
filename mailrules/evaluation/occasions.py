"""What comes up on a day without any mail: an occasion of the calendar, or somebody who is new in the directory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mailrules.council.roll import Roll
from mailrules.protocol.adoption import Adoption
from mailrules.rules.situation import Happening
from mailrules.vocabulary import Occasion

CAUGHT_UP = timedelta(days=31)
"""A yearly round that was missed by more than that waits for the next."""
GROUPS, OFFICERS = "groups", "officers"


@dataclass(frozen=True, kw_only=True)
class ComesUp:
    """Something that comes up once.

    Attributes:
        period: under which it is remembered as done.
    """

    happening: Happening
    period: str


def of_the_calendar(adoption: Adoption, day: date) -> Iterator[ComesUp]:
    """The occasions of a day: those of the week and the year until they are done, a council meeting on its own day."""
    monday = day - timedelta(days=day.weekday())
    yield _occasion(Occasion.EACH_WEEK, monday)
    round_ = adoption.yearly_round(day)
    if day - round_ <= CAUGHT_UP:
        yield _occasion(Occasion.EACH_YEAR, round_)
    if day in adoption.council_meetings:
        yield _occasion(Occasion.COUNCIL_MEETING, day)


def of_the_directory(roll: Roll) -> Iterator[ComesUp]:
    """Each group and each officer of the day, by name: whoever has not been seen before is new."""
    for group in roll.groups():
        yield ComesUp(happening=Happening(what=GROUPS, fields={"group": group.id}), period=f"{GROUPS}/{group.id}")
    for officer in roll.officers():
        fields = {"officer": officer.id, "post": officer.post}
        yield ComesUp(happening=Happening(what=OFFICERS, fields=fields), period=f"{OFFICERS}/{officer.id}")


def _occasion(what: Occasion, day: date) -> ComesUp:
    return ComesUp(happening=Happening(what=what), period=f"{what}/{day}")
