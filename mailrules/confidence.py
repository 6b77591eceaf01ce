"""Confidences and their ends. A confidence ends at the first of its events, and never sooner; two are never merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mailrules.matching import same_topic
from mailrules.vocabulary import Release

ENDED = "confidences-ended"
"""The register of confidences that have ended: what ended them, in which matter, for which group, and when."""


@dataclass(frozen=True, kw_only=True)
class Confidence:
    """What is kept.

    Attributes:
        matter: the paper or the subject.
        group: whose it is, where it is a group's.
        until: the events of which the first ends it; empty where nothing does.
    """

    matter: str
    until: tuple[Release, ...]
    group: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ended:
    """An event that may end a confidence."""

    event: Release
    matter: str
    on: date
    group: str | None = None


def ended_by(confidence: Confidence, events: Iterable[Ended], *, day: date) -> Ended | None:
    """The event that had ended the confidence by that day; None while it holds."""
    ends = [each for each in events if each.on <= day and _ends(each, confidence)]
    return min(ends, key=lambda each: each.on, default=None)


def _ends(event: Ended, confidence: Confidence) -> bool:
    if event.event not in confidence.until or not same_topic(event.matter, confidence.matter):
        return False
    return event.event is not Release.DETERMINED_BY_GROUP or event.group == confidence.group
