"""What a paper or a letter may not hold, or has to hold.

Called by `mechanism: content`. Words and flags show some of it; all else is put to a person, named with its clause.
Where the vocabulary has a finding for it and the mail has been sent, it is that finding.
"""

import re
from collections.abc import Callable

from mailrules.council.model import Member, Officer
from mailrules.rules.conditions import addressees, provided, unmet
from mailrules.rules.consequences import Consequence, FoundWrong, Warned
from mailrules.rules.params import Content
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss
from mailrules.vocabulary import Finding, Flag, Kind

_RECOMMENDS = re.compile(
    r"\b(?:(?:i|we|officers?)(?:\s+(?:would|do|therefore|strongly|can only))*\s+(?:recommend|advise (?:the|your) group)|"
    r"(?:it is|is|are) (?:therefore |strongly )?recommended|(?:my|our|the|officers?'|officers’) recommendations? (?:is|are|to)|"
    r"(?:your|the) group (?:should|ought to|would (?:do well|be wise|be well advised) to)|"
    r"(?:i|we)(?: would|'d|’d) (?:choose|go for|favour|prefer|opt for|pick|take)\b|"
    r"(?:my|our) (?:own )?(?:choice|preference|advice) (?:is|would be)|if it were (?:me|my|mine|us|ours)\b|"
    r"recommendations?\s*:|you (?:should|ought to) (?:vote|oppose|support|move|back|resist))",
    re.IGNORECASE,
)
_POLITICAL = re.compile(
    r"\b(?:politically|electoral(?:ly)?|at the (?:local )?elections? in|votes? (?:in it|to be had|to be won)|"
    r"(?:embarrass|damage|hurt|wound)\w* (?:the )?(?:administration|opposition|labour|conservatives?|lib dems?|greens?)|"
    r"attack line|political (?:implication|advantage|risk|cost|mileage)s?)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:decision|minute|ref(?:erence)?|report|key decision)\s*(?:no\.?|number)?\s*[A-Z]*[\d/.-]{2,}", re.IGNORECASE
)


def content(params: Content, situation: Situation) -> Verdict:
    """Whether something in the item stands against the clause, or is missing from it."""
    if params.kinds and situation.item.kind not in params.kinds:
        return miss(f"the clause does not look into {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    wrong: list[str] = [name for name in params.forbids if _FORBIDDEN.get(name, _unseen)(situation)]
    missing: list[str] = [name for name in params.requires if _MISSING.get(name, _unseen)(situation)]
    said = provided(params.when)
    narrowed = said or (params.when is not None and params.when.after)
    if narrowed and not wrong and not missing:
        wrong = [name for name in params.forbids if name not in _FORBIDDEN]
        missing = [name for name in params.requires if name not in _MISSING]
    if not wrong and not missing:
        return miss(f"nothing in it shows {' or '.join((*params.forbids, *params.requires))}")
    return Verdict(
        reason="; ".join(
            [*(f"it may hold {_words(name)}" for name in wrong), *(f"no {_words(name)}" for name in missing)]
        ),
        follows=tuple(_follows(params, situation, wrong, missing)),
        provided=said,
    )


def _follows(params: Content, situation: Situation, wrong: list[str], missing: list[str]) -> list[Consequence]:
    confirmed = (str(params.confirmed_by),) if params.confirmed_by else ()
    if situation.item.kind is Kind.GROUP_BRIEFING_DELIVERED and set(wrong) & {
        "recommendation",
        "political-implication",
    }:
        group = situation.item.group
        to = tuple(each.address for each in situation.message.addressees if _in_group(each.address, group, situation))
        return [FoundWrong(finding=Finding.RECOMMENDATION_TO_GROUP, addresses=to)]
    words = [f"it may hold {_words(name)}" for name in wrong] + [f"it shows no {_words(name)}" for name in missing]
    return [Warned(words=each, who=confirmed, answer=params.otherwise) for each in words]


def _in_group(address: str, group: str | None, situation: Situation) -> bool:
    office, person = situation.roll.group_office(address), situation.roll.whose(address)
    return (office is not None and office.id == group) or (
        person is not None and situation.roll.group_of(person.id) == group
    )


def _words(name: str) -> str:
    return name.replace("-", " ")


def _unseen(_: Situation) -> bool:
    return False


def _texts(situation: Situation) -> str:
    return "\n".join((situation.reading.visible.written, *(each.text for each in situation.message.attachments)))


def _flagged(flag: Flag) -> Callable[[Situation], bool]:
    return lambda situation: flag in situation.item.flags | situation.reading.flags


def _names_an_officer(situation: Situation) -> bool:
    if situation.item.fields.officer:
        return True
    said = _texts(situation)
    return any(
        isinstance(person, Officer)
        and person.kind != "chief-executive"
        and re.search(rf"\b{re.escape(person.name)}\b", said)
        for person in situation.roll.people()
    )


def _own_affairs(situation: Situation) -> bool:
    to_a_member = any(isinstance(person, Member) for person in addressees(situation))
    return to_a_member and _flagged(Flag.PERSONAL_MATTER)(situation)


def _to_a_member(situation: Situation) -> bool:
    return any(isinstance(person, Member) for person in addressees(situation))


def _widely(situation: Situation) -> bool:
    return len(situation.message.addressees) > 1


_FORBIDDEN: dict[str, Callable[[Situation], bool]] = {
    "recommendation": lambda situation: bool(_RECOMMENDS.search(_texts(situation))),
    "political-implication": lambda situation: bool(_POLITICAL.search(_texts(situation))),
    "named-officer": _names_an_officer,
    "personal-matter-of-sender": _own_affairs,
    "purely-party-work": _flagged(Flag.PARTY_POLITICAL),
    "officer-conduct": _to_a_member,
    "criticism-widely-copied": _widely,
    "reliance-on-group-conclusion": lambda situation: situation.item.kind is Kind.GROUP_CONCLUSION_RELIED_ON,
}
"""What words, flags and addressees show; of all else a person judges."""

_FORBIDDEN["reuse-of-group-document"] = lambda situation: situation.paper_of is not None

_MISSING: dict[str, Callable[[Situation], bool]] = {
    "decision-reference": lambda situation: (
        not situation.item.fields.reference and not _REFERENCE.search(_texts(situation))
    ),
    "decision-maker-and-consultee": lambda situation: (
        not situation.item.fields.officer or not situation.item.fields.member
    ),
}
