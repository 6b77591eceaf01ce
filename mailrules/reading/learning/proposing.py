"""What the weights propose, and what becomes of it beside what the rules have found.

The rules have the last word on what may be done: a group's kind that the weights alone see, or that they do not see, is
for a person to settle.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mailrules.council.model import Member
from mailrules.reading.learning.features import PASSAGE, Nameless, around, coarse, sentence_features
from mailrules.reading.learning.fields import fields_of, group_of
from mailrules.reading.learning.meant import meant_for_the_council
from mailrules.reading.learning.nameless import nameless
from mailrules.reading.learning.posts import can_make
from mailrules.reading.learning.weights import Weights
from mailrules.reading.material import Material
from mailrules.reading.model import Evidence, Item
from mailrules.reading.signals import signals_in
from mailrules.vocabulary import GROUP_KINDS, GROUP_REQUESTS, Direction, Kind, Signal

SECOND_ABOVE, SECOND_WITHIN = 0.35, 0.25
"""A further kind is taken where it scores so far above the threshold and so near to the first."""
AGREED = 0.1
"""A rule's find of a group's kind that scores no further below the threshold is agreed."""
UNSEEN = 0.25
"""A rule's find that scores so far below the threshold is doubtful."""
NEAR = 0.05
"""So near below the threshold, a mail may have a duty."""
OF_STRANGERS = 0.1
"""By so much more has a mail of somebody unknown to score: most of it is nothing to a council."""
BARELY = 0.15
"""A kind that scores no further above the threshold is doubtful."""
DOUBTFUL, CLEAR = 0.6, 0.9
_TOPICAL = GROUP_KINDS | {Kind.CONSENT_GIVEN, Kind.CONSENT_REFUSED}
_SENT = GROUP_KINDS | {
    Kind.PRESS_RELEASE_ISSUED,
    Kind.DECISION_RECORD,
    Kind.COMPLAINT_ABOUT_MEMBER,
    Kind.MEETING_DATE_CHANGE,
}
"""What the chief executive's own mail can be beside an answer, which is none of the kinds."""
_ONE_OF = (
    (Kind.PRESS_RELEASE_DRAFT, Kind.PRESS_RELEASE_ISSUED),
    (Kind.DECISION_RECORD, Kind.DECISION_PLANNED),
    (Kind.CONSENT_GIVEN, Kind.CONSENT_REFUSED),
    (Kind.OFFICER_ATTENDANCE_AGREED, Kind.OFFICER_ATTENDANCE_DECLINED),
)
"""The same thing is one or the other, never both."""


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """The items of a mail, and what cannot be told of it."""

    items: tuple[Item, ...]
    doubts: tuple[str, ...] = ()


def propose(mail: Material, found: tuple[Item, ...], weights: Weights) -> Proposed:
    """What the mail holds, by rules and weights together.

    Args:
        found: what the rules have found.
    """
    bare = nameless(mail)
    each_says = sentence_features(bare)
    best = weights.best(each_says, together=PASSAGE, always=around(bare))
    meant = meant_for_the_council(mail, bare)
    scores = {kind: score for kind, score in best.items() if meant and _can_be(kind, bare, mail)}
    if any(each.signal is Signal.LEADERSHIP_DISCUSSION for each in signals_in(mail.visible.written)):
        scores = {kind: score for kind, score in scores.items() if kind not in GROUP_REQUESTS}
    asked = weights.threshold + (OF_STRANGERS if coarse(bare.post) == "stranger" else 0.0)
    chosen = _chosen(scores, asked)
    kept = tuple(_weighed(item, mail, scores, chosen, weights) for item in found)
    told = {item.kind for item in kept}
    learnt = tuple(
        _item(mail, kind, scores[kind], each_says, weights)
        for kind in chosen
        if kind not in told and not _against(kind, told) and not (kind in _TOPICAL and told & _TOPICAL)
    )
    items = (*kept, *(item for item in learnt if not _same_words(item, kept)))
    doubts: tuple[str, ...] = ()
    if not items and scores:
        near = max(scores, key=lambda kind: scores[kind])
        if scores[near] > weights.threshold - NEAR:
            doubts = (f"it may be {near}, or nothing that needs doing: read what it asks",)
    return Proposed(items=items, doubts=doubts)


def _can_be(kind: Kind, bare: Nameless, mail: Material) -> bool:
    """Whether the sender can make such a mail at all, going out or coming in; an officer finds fault with one before members."""
    if mail.message.direction is Direction.OUT and kind not in _SENT:
        return False
    if kind is Kind.COMPLAINT_ABOUT_OFFICER and mail.from_officer:
        return any(isinstance(mail.roll.whose(each.address), Member) for each in mail.message.addressees)
    return can_make(bare.post, kind)


def _chosen(scores: dict[Kind, float], threshold: float) -> list[Kind]:
    order = sorted(scores, key=lambda kind: -scores[kind])
    if not order or scores[order[0]] <= threshold:
        return []
    best = scores[order[0]]
    taken = [order[0]]
    for kind in order[1:]:
        near = scores[kind] > max(threshold + SECOND_ABOVE, best - SECOND_WITHIN)
        if near and not _against(kind, taken):
            taken.append(kind)
    return taken


def _same_words(item: Item, kept: tuple[Item, ...]) -> bool:
    """One sentence that a rule has understood says nothing else besides."""
    (own,) = item.evidence
    return any(
        each.where == own.where == "body" and each.start < own.end and own.start < each.end
        for one in kept
        for each in one.evidence
    )


def _against(kind: Kind, taken: Iterable[Kind]) -> bool:
    return any(kind in pair and other in pair for pair in _ONE_OF for other in taken if other is not kind)


def _weighed(item: Item, mail: Material, scores: dict[Kind, float], chosen: list[Kind], weights: Weights) -> Item:
    """A rule's find is doubtful where the weights see something else in the mail, and nothing of it.

    Of a group's kind, by which a notice may leave, nothing is certain that the weights do not see as well; but for the answer
    to a question of Evenhand's own, whose few words mean what was asked.
    """
    asked = any(known.asks for known in mail.answered)
    if item.kind in GROUP_KINDS and not asked and scores.get(item.kind, weights.threshold) < weights.threshold - AGREED:
        return replace(item, confidence=min(item.confidence, DOUBTFUL))
    unseen = scores.get(item.kind, weights.threshold) < weights.threshold - UNSEEN
    if unseen and chosen and chosen[0] not in _TOPICAL:
        return replace(item, confidence=min(item.confidence, DOUBTFUL))
    return item


def _item(mail: Material, kind: Kind, score: float, sentences: list[list[str]], weights: Weights) -> Item:
    stretches = [each for _, each in mail.sentences()]
    says = [weights.speaks_for(kind, each) for each in sentences]
    nth = max(range(len(says)), key=lambda each: says[each]) if says else None
    if nth is None:
        evidence = Evidence(where="subject", text=mail.message.subject, cue=f"it reads like {kind}")
        near = mail.message.subject
    else:
        spoken = stretches[nth]
        evidence = Evidence(
            where="body", text=spoken.text, start=spoken.start, end=spoken.end, cue=f"it reads like {kind}"
        )
        near = spoken.text
    sure = CLEAR if kind not in GROUP_KINDS and score > weights.threshold + BARELY else DOUBTFUL
    return Item(
        kind=kind,
        group=group_of(mail, kind, near),
        topic=mail.topic(near, mail.visible.written) if kind in _TOPICAL else None,
        fields=fields_of(mail, kind, near),
        confidence=sure,
        evidence=(evidence,),
    )
