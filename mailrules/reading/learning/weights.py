"""The linear model: a weight for each feature and kind, as data that a person can read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, sqrt
from typing import Any

from mailrules.vocabulary import Kind


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What was learnt.

    Attributes:
        about: date, corpus and scores, as they were when it was trained.
        rarity: of each feature; the rarer, the more it says.
        weights: of each feature, by kind.
        bias: of each kind.
        slope, shift: from the greatest score to the probability that the reading is right.
        threshold: below that score a mail is no mail of the kind.
    """

    about: Mapping[str, Any]
    rarity: Mapping[str, float] = field(repr=False)
    weights: Mapping[str, Mapping[str, float]] = field(repr=False)
    bias: Mapping[str, float] = field(repr=False)
    slope: float
    shift: float
    threshold: float

    def scores(self, features: Sequence[str]) -> dict[Kind, float]:
        """The score of each kind; above zero it is more likely than not in the corpus."""
        known = [each for each in features if each in self.rarity]
        length = sqrt(sum(self.rarity[each] ** 2 for each in known)) or 1.0
        found = dict.fromkeys(self.bias, 0.0)
        for each in known:
            value = self.rarity[each]
            for kind, weight in self.weights[each].items():
                found[kind] += value * weight
        return {Kind(kind): score / length + self.bias[kind] for kind, score in found.items()}

    def best(self, passages: Sequence[Sequence[str]]) -> dict[Kind, float]:
        """The score of each kind in the passage that speaks for it most."""
        found: dict[Kind, float] = {}
        for each in passages:
            for kind, score in self.scores(each).items():
                found[kind] = max(score, found.get(kind, score))
        return found

    def speaks_for(self, kind: Kind, features: Sequence[str]) -> float:
        """How much the features, of one sentence, say for the kind."""
        return sum(
            self.rarity[each] * self.weights.get(each, {}).get(kind, 0.0) for each in features if each in self.rarity
        )

    def sure(self, score: float) -> float:
        """The probability that a reading with that score is right, as tried on writers who were left out."""
        return 1.0 / (1.0 + exp(-(self.slope * score + self.shift)))


def weights_from(data: Mapping[str, Any]) -> Weights:
    """The model as its file has it. Raises `KeyError` where a part is missing."""
    return Weights(
        about=data["about"],
        rarity={feature: float(each["rarity"]) for feature, each in data["features"].items()},
        weights={feature: each["weights"] for feature, each in data["features"].items()},
        bias=data["bias"],
        slope=data["slope"],
        shift=data["shift"],
        threshold=data["threshold"],
    )
