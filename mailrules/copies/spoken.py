"""An officer reports, in a line, that something of a councillor's was told to another by word of mouth."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mailrules.copies.words import names_of
from mailrules.council.model import Member
from mailrules.council.roll import Roll

_TOLD = re.compile(
    r"^\W*(?:(?:for the record|to note|note)\W+)?(?:i(?:['’]ve| have)?(?: just)? )?(?:told|mentioned to|let)\b"
    r"(?P<whom>[^.\n]{3,80}?)"
    r"\b(?:letter|e-?mail|mail|message|note|discussion|conversation|call|talk|request|complaint|said|wrote|asked)\b(?P<of>[^.\n]{3,80})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """Something of one councillor's was told to another."""

    to: Member
    of: Member


def spoken_of(written: str, roll: Roll) -> Spoken | None:
    """What a line reports; None where it reports nothing, or does not name exactly one councillor on either side.

    Args:
        written: what the sender now writes.
        roll: the council of the day.
    """
    line = next((each.strip() for each in written.splitlines() if each.strip()), "")
    hit = _TOLD.match(line)
    if hit is None:
        return None
    to, of = _named(hit["whom"], roll.members()), _named(hit["of"], roll.members())
    return Spoken(to=to, of=of) if to is not None and of is not None and to != of else None


def _named(text: str, members: Iterable[Member]) -> Member | None:
    """The one councillor whose surname stands there; a first name beside it decides between two of one surname."""
    said = {word.lower().removesuffix("’s").removesuffix("'s") for word in _WORD.findall(text) if word[0].isupper()}
    found = [each for each in members if (known := names_of(each, "")) and known[-1] in said]
    if len(found) > 1:
        found = [each for each in found if set(names_of(each, "")) <= said]
    return found[0] if len(found) == 1 else None
