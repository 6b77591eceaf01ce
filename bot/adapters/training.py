"""Learning from labelled letters: the corpus, the fit by scikit-learn, and the file of weights.

scikit-learn is asked for here alone, and only when somebody trains: reading itself scores with plain sums.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from itertools import chain
from math import log2
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from mailrules.reading.learning.features import PASSAGE, around, mail_features, sentence_features
from mailrules.reading.learning.lettered import Labelled, labelled, saying
from mailrules.reading.learning.posts import can_make
from mailrules.reading.learning.weights import ANY, Weights, weights_from
from mailrules.vocabulary import HARMLESS_KINDS, Kind

RAREST = 2
"""A feature of fewer letters than that is nobody's but its writer's."""
SMALLEST = 0.03
"""A smaller weight changes nothing."""
AMONG = (2, 5)
"""Among so many others each letter is tried as well."""
_OFF = [round(0.05 * nth, 2) for nth in range(9)]
_THRESHOLDS = [round(-0.9 + 0.05 * nth, 2) for nth in range(24)]


def corpus() -> tuple[list[Labelled], str]:
    """The letters that are shipped, and the hash of their files."""
    digest, letters = hashlib.sha256(), []
    folder = files("mailrules.reading") / "corpus"
    for file in sorted((each for each in folder.iterdir() if each.name.endswith(".yaml")), key=lambda each: each.name):
        text = file.read_text(encoding="utf-8")
        digest.update(text.encode())
        data = YAML(typ="safe").load(text)
        letters += [labelled(each, data["voice"]) for each in data.get("letters", ())]
        letters += [
            labelled(saying(line, kind), data["voice"])
            for kind, lines in data.get("sayings", {}).items()
            for line in lines
        ]
    return letters, digest.hexdigest()[:16]


def train(letters: Sequence[Labelled], *, hashed: str, on: date) -> Weights:
    """Weights from letters, with their scores on each writer when that writer's letters were left out."""
    taught = [each for each in letters if Kind.AUTOMATIC not in each.kinds]
    voices = sorted({each.voice for each in taught})
    tried: list[tuple[Labelled, dict[Kind, float]]] = []
    longer: list[tuple[Labelled, dict[Kind, float]]] = []
    for voice in voices:
        model = weights_from(_fitted([each for each in taught if each.voice != voice]))
        left_out = [each for each in taught if each.voice == voice]
        tried += [(each, _scores(model, each)) for each in left_out]
        longer += [(each, _scores(model, each)) for each in _among_others(left_out)]
    threshold, off = _cut(tried + longer)
    tried = [(each, _shorter(scores, each, off)) for each, scores in tried]
    slope, shift = _calibrated(tried)
    data = _fitted(taught) | {"threshold": threshold, "longer": off, "slope": round(slope, 3), "shift": round(shift, 3)}
    data["about"] = {
        "trained": on.isoformat(),
        "letters": len(taught),
        "writers": len(voices),
        "corpus": hashed,
        "f1_micro_writer_left_out": round(_micro(tried, threshold), 3),
    }
    return weights_from(data)


def _among_others(letters: Sequence[Labelled]) -> Iterator[Labelled]:
    """The same letters inside longer ones: mail says much beside what matters, and of more passages one scores high by chance."""
    idle = [each for each in letters if each.kinds == {Kind.OTHER}]
    for nth, each in enumerate(letters):
        if not idle:
            return
        for many in AMONG:
            others = [idle[(nth + further) % len(idle)].mail.sentences for further in range(many)]
            whole = tuple(chain(*others[::2], each.mail.sentences, *others[1::2]))
            yield replace(each, mail=replace(each.mail, sentences=whole), marked=None)


def _scores(model: Weights, letter: Labelled) -> dict[Kind, float]:
    found = model.best(sentence_features(letter.mail), together=PASSAGE, always=around(letter.mail))
    return {kind: score for kind, score in found.items() if can_make(letter.mail.post, kind)}


def _fitted(letters: Sequence[Labelled]) -> dict[str, Any]:
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer  # noqa: PLC0415 - slow to import
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    counted = CountVectorizer(analyzer=list, min_df=RAREST, binary=True)
    rare = TfidfTransformer()
    matrix = rare.fit_transform(counted.fit_transform([mail_features(each.mail) for each in letters]))
    names = list(counted.get_feature_names_out())
    features: dict[str, dict[str, Any]] = {
        name: {"rarity": round(float(value), 3), "weights": {}} for name, value in zip(names, rare.idf_, strict=True)
    }
    bias = {}
    for kind in sorted({kind for each in letters for kind in each.kinds} - HARMLESS_KINDS):
        is_it = [kind in each.kinds for each in letters]
        few = (is_it.count(False) / max(1, is_it.count(True))) ** 0.5
        fit = LinearSVC(C=1.0, class_weight={True: few, False: 1.0}, random_state=0).fit(matrix, is_it)
        bias[str(kind)] = round(float(fit.intercept_[0]), 3)
        for name, weight in zip(names, fit.coef_[0], strict=True):
            if abs(weight) >= SMALLEST:
                features[name]["weights"][str(kind)] = round(float(weight), 3)
    passages = [each for letter in letters for each in _passages(letter)]
    told = rare.transform(counted.transform([features_ for features_, _ in passages]))
    anything = LinearSVC(C=0.5, class_weight="balanced", random_state=0).fit(told, [bears for _, bears in passages])
    bias[ANY] = round(float(anything.intercept_[0]), 3)
    for name, weight in zip(names, anything.coef_[0], strict=True):
        if abs(weight) >= SMALLEST:
            features[name]["weights"][ANY] = round(float(weight), 3)
    return {"about": {}, "bias": bias, "features": features, "slope": 1.0, "shift": 0.0, "threshold": 0.0}


def _passages(letter: Labelled) -> Iterator[tuple[list[str], bool]]:
    """The whole letter, each passage of it and each sentence, with whether it bears a kind at all."""
    always, sentences = set(around(letter.mail)), [set(each) for each in sentence_features(letter.mail)]
    yield mail_features(letter.mail), letter.kinds != {Kind.OTHER}
    marked = (letter.marked or ())[: len(sentences)]
    if len(sentences) < 2 or len(marked) != len(sentences):  # noqa: PLR2004 - one sentence is the whole letter
        return
    for last in range(len(sentences)):
        first = max(0, last - PASSAGE + 1)
        yield sorted(always.union(*sentences[first : last + 1])), any(marked[first : last + 1])
        yield sorted(always | sentences[last]), marked[last]


def _micro(tried: Sequence[tuple[Labelled, dict[Kind, float]]], threshold: float) -> float:
    right = wrong = missed = 0
    for letter, scores in tried:
        best = max(scores, key=lambda kind: scores[kind])
        read = {best} if scores[best] > threshold else {Kind.OTHER}
        right += len(read & letter.kinds)
        wrong += len(read - letter.kinds)
        missed += len(letter.kinds - read)
    return 2 * right / (2 * right + wrong + missed)


def _cut(tried: Sequence[tuple[Labelled, dict[Kind, float]]]) -> tuple[float, float]:
    """The threshold, and what is taken off for each doubling of a mail's sentences, with which most is read rightly."""
    best = (0.0, _THRESHOLDS[0], 0.0)
    for off in _OFF:
        shorter = [(each, _shorter(scores, each, off)) for each, scores in tried]
        best = max(best, *((_micro(shorter, threshold), threshold, off) for threshold in _THRESHOLDS))
    return best[1:]


def _shorter(scores: dict[Kind, float], letter: Labelled, off: float) -> dict[Kind, float]:
    taken = off * log2(max(1, len(letter.mail.sentences)))
    return {kind: score - taken for kind, score in scores.items()}


def _calibrated(tried: Sequence[tuple[Labelled, dict[Kind, float]]]) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    best = [(max(scores, key=lambda kind: scores[kind]), scores, letter) for letter, scores in tried]
    fit = LogisticRegression().fit(
        [[scores[kind]] for kind, scores, _ in best], [kind in each.kinds for kind, _, each in best]
    )
    return float(fit.coef_[0][0]), float(fit.intercept_[0])


def write_weights(weights: Weights, file: Path) -> None:
    """The weights as data that a person can read: a line for each feature."""
    head = {
        "about": dict(weights.about), "threshold": weights.threshold, "longer": weights.longer,
        "slope": weights.slope, "shift": weights.shift,
        "bias": dict(weights.bias),
    }  # fmt: skip
    lines = ",\n".join(
        f"{json.dumps(feature, ensure_ascii=False)}: "
        + json.dumps({"rarity": weights.rarity[feature], "weights": weights.weights[feature]}, separators=(",", ":"))
        for feature in sorted(weights.rarity)
    )
    text = json.dumps(head, indent=1, ensure_ascii=False).rstrip("}\n ") + '},\n "features": {\n' + lines + "\n}}\n"
    file.write_text(text, encoding="utf-8")
