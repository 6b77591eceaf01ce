"""What people have said that mails are: cases that the reading learns from, and is held to ever after. No name is left in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mailrules.reading.learning.features import PASSAGE, Nameless, around, sentence_features
from mailrules.reading.learning.posts import can_make
from mailrules.reading.learning.weights import Weights
from mailrules.vocabulary import Kind


@dataclass(frozen=True, kw_only=True)
class Precedent:
    """One mail, as a person reads it.

    Attributes:
        key: of the mail in the register.
        at: when it was said (aware).
        kinds: what the mail is; `other` alone where it is nothing.
    """

    key: str
    at: datetime
    by: str
    reason: str
    kinds: frozenset[Kind]
    mail: Nameless


def read_by(weights: Weights, mail: Nameless) -> Kind:
    """What the weights alone take a mail for."""
    scores = weights.best(sentence_features(mail), together=PASSAGE, always=around(mail))
    possible = {kind: score for kind, score in scores.items() if can_make(mail.post, kind)}
    best = max(possible, key=lambda kind: possible[kind], default=Kind.OTHER)
    return best if possible and possible[best] > weights.threshold else Kind.OTHER


def contradicted(precedents: Iterable[Precedent], weights: Weights) -> tuple[Precedent, ...]:
    """The precedents that the weights read otherwise."""
    return tuple(each for each in precedents if read_by(weights, each.mail) not in each.kinds)
