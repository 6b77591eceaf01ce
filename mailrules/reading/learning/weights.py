"""The linear model: a weight for each feature and kind, as data that a person can read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, inf, log2, sqrt
from typing import Any

from mailrules.vocabulary import Kind

_NOTHING, _PLACES = 1e-9, 9
ANY = "any"
"""Not a kind: that a passage asks, tells or brings anything at all."""
SHARE = 0.5
"""How much that adds to the score of each kind."""
Ready = tuple[float, tuple[tuple[int, float], ...]]
"""Of a feature, the square of its rarity, and what it adds to which kinds."""


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
        longer: what is taken off a score for each doubling of a mail's sentences: of more passages one scores high by chance.
    """

    about: Mapping[str, Any]
    rarity: Mapping[str, float] = field(repr=False)
    weights: Mapping[str, Mapping[str, float]] = field(repr=False)
    bias: Mapping[str, float] = field(repr=False)
    slope: float
    shift: float
    threshold: float
    longer: float = 0.0

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        return tuple(self.bias)

    @cached_property
    def _biases(self) -> tuple[float, ...]:
        return tuple(self.bias.values())

    @cached_property
    def _any(self) -> int | None:
        return self._kinds.index(ANY) if ANY in self._kinds else None

    @cached_property
    def _ready(self) -> dict[str, Ready]:
        """Of each feature its square, and what it adds to the kinds, by their place."""
        place = {kind: nth for nth, kind in enumerate(self._kinds)}
        return {
            feature: (
                rarity * rarity,
                tuple((place[kind], rarity * each) for kind, each in self.weights[feature].items()),
            )
            for feature, rarity in self.rarity.items()
        }

    def scores(self, features: Sequence[str]) -> dict[Kind, float]:
        """The score of each kind; above zero it is more likely than not in the corpus."""
        return self.best([features], together=1)

    def best(self, parts: Sequence[Sequence[str]], *, together: int, always: Sequence[str] = ()) -> dict[Kind, float]:
        """The score of each kind in the passage that speaks for it most.

        Args:
            parts: the features of each sentence, each once.
            together: how many sentences that follow one another make a passage.
            always: the features that belong to every passage.
        """
        passage = _Passage(self._ready, len(self._kinds))
        found = [-inf] * len(self._kinds)
        passage.take(always)
        for nth, part in enumerate(parts):
            passage.take(part)
            if nth >= together:
                passage.drop(parts[nth - together])
            if nth >= together - 1 or nth == len(parts) - 1:
                found = [max(best, each) for best, each in zip(found, self._of_passage(passage), strict=True)]
        if not parts:
            found = self._of_passage(passage)
        taken = self.longer * log2(max(1, len(parts)))
        return {
            Kind(kind): round(score - taken, _PLACES)
            for kind, score in zip(self._kinds, found, strict=True)
            if kind != ANY
        }

    def _of_passage(self, passage: "_Passage") -> list[float]:
        """The score of each kind in one passage, and with it how much that passage says at all."""
        length, biases = passage.length, self._biases
        anything = 0.0
        if self._any is not None:
            anything = SHARE * (passage.sums[self._any] / length + biases[self._any])
        return [each / length + bias + anything for each, bias in zip(passage.sums, biases, strict=True)]

    def speaks_for(self, kind: Kind, features: Sequence[str]) -> float:
        """How much the features, of one sentence, say for the kind."""
        return sum(
            self.rarity[each] * self.weights.get(each, {}).get(kind, 0.0) for each in features if each in self.rarity
        )

    def sure(self, score: float) -> float:
        """The probability that a reading with that score is right, as tried on writers who were left out."""
        return 1.0 / (1.0 + exp(-(self.slope * score + self.shift)))


class _Passage:
    """What a passage says for each kind, as sentences come and go; a feature counts once, however often it is there."""

    def __init__(self, ready: Mapping[str, Ready], kinds: int) -> None:
        self._ready = ready
        self._seen: dict[str, int] = {}
        self._square = 0.0
        self.sums = [0.0] * kinds

    @property
    def length(self) -> float:
        """The length of the passage's vector; 1 where nothing in it is known."""
        return sqrt(self._square) if self._square > _NOTHING else 1.0

    def take(self, features: Sequence[str]) -> None:
        """A sentence comes in."""
        seen, sums = self._seen, self.sums
        for feature in features:
            ready = self._ready.get(feature)
            if ready is not None:
                before = seen.get(feature, 0)
                seen[feature] = before + 1
                if not before:
                    self._square += ready[0]
                    for kind, weight in ready[1]:
                        sums[kind] += weight

    def drop(self, features: Sequence[str]) -> None:
        """A sentence goes out."""
        seen, sums = self._seen, self.sums
        for feature in features:
            ready = self._ready.get(feature)
            if ready is not None:
                seen[feature] -= 1
                if not seen[feature]:
                    self._square -= ready[0]
                    for kind, weight in ready[1]:
                        sums[kind] -= weight


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
        longer=data.get("longer", 0.0),
    )
