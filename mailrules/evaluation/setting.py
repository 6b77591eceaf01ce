"""Where, and under what, a mail is judged."""

from dataclasses import dataclass

from mailrules.calendar import Calendar
from mailrules.council.roll import Roll
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.model import Protocol
from mailrules.rules.situation import Roles


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where, and under what, a mail is judged.

    Attributes:
        roll: the council on the mail's day.
        roles: who plays the protocol's roles on that day.
        calendar: working days and local time of the council.
    """

    roll: Roll
    roles: Roles
    protocol: Protocol
    adoption: Adoption
    calendar: Calendar
