"""When a councillor's letter may go on to an officer: one whom it names or asks for, or who is asked to deal with it."""

import re

from mailrules.copies.correspondence import Carried
from mailrules.copies.words import names
from mailrules.council.model import Officer
from mailrules.council.roll import Roll
from mailrules.vocabulary import Flag

_ASKS_SOMEBODY = re.compile(
    r"\b(?:could|can|would|will|please|let|get) (?:some(?:body|one)|any(?:body|one)|one of|whoever|your (?:team|people|officers|staff|department))\b|"
    r"\b(?:some(?:body|one)|any(?:body|one)) (?:let|tell|look|send|ring|explain|come|deal|find|please)\b|"
    r"\b(?:pass|send|forward|refer) (?:it|this|them|these) (?:on )?to (?:the|whoever|your|somebody|someone|highways|planning|legal|finance|housing)\b|"
    r"\b(?:the|your) (?:right|relevant|responsible|proper) (?:officer|person|team|department|people)\b|\bofficers? (?:could|to|please|look|should)\b|"
    r"\b(?:who(?:m)? (?:do|should|can) i (?:ask|speak|write))\b",
    re.IGNORECASE,
)
_ASKED_TO_ACT = re.compile(
    r"\b(?:(?:can|could|would|will) (?:you|one of you|either of you|your team)|please|for you(?:r)? (?:to|action|reply|answer)|"
    r"(?:draft|prepare|deal|respond|reply|answer|advise|your view|your thoughts|facts|figures|look into|one for you|yours i think|for action|grateful (?:if|for)|i need|need (?:the|a|your|something)|what (?:do|can|should) (?:we|i|you)|let me have))\b",
    re.IGNORECASE,
)


def officer_may_have(officer: Officer, carried: Carried, written: str, roll: Roll) -> bool:
    """Whether a letter may go on to an officer.

    Args:
        officer: to whom it goes.
        carried: the letter.
        written: what the mail that carries it says.
        roll: the council on the mail's day.
    """
    if names(carried.text, officer.email, officer.name, officer, roll):
        return True
    if carried.flags & {Flag.CONFIDENTIAL, Flag.MARKED_PERSONAL, Flag.PERSONAL_MATTER}:
        return False
    return bool(_ASKS_SOMEBODY.search(carried.text) or _ASKED_TO_ACT.search(written))
