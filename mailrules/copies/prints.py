"""Prints of texts: the same words are found again, pasted, edited a little, or under another name.

A print is a checksum of three words in a row. A text that is kept leaves a sample of its prints in the index (those that
divide by a power of two, so that two texts leave the same ones); a new text is looked up by all of its prints.
"""

import re
from functools import lru_cache
from zlib import crc32

from rapidfuzz import fuzz

IN_A_ROW = 3
_LONGEST = 30_000
_WORD = re.compile(r"[a-z0-9£€$%]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n{2,}|\n(?=\s*(?:\d|[-*•]))")
_KEPT_WHOLE = 40
_SENTENCE_WORDS = 6
_SAME_SENTENCE = 78.0
_WORDS_ENOUGH = 14
_MOST = 0.6


def words_of(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _WORD.findall(text[:_LONGEST].lower().replace("’", "").replace("'", ""))


@lru_cache(maxsize=64)
def prints_of(text: str) -> frozenset[int]:
    """Every print of a text."""
    words = words_of(text)
    joined = (" ".join(words[nth : nth + IN_A_ROW]) for nth in range(len(words) - IN_A_ROW + 1))
    return frozenset(crc32(each.encode()) for each in joined)


def sample(prints: frozenset[int]) -> frozenset[int]:
    """The prints under which a text is kept: all of a short one, an eighth of a long one, and steps between."""
    step = 1
    while len(prints) > _KEPT_WHOLE * step and step < 8:  # noqa: PLR2004 - an eighth is enough of any letter
        step *= 2
    return frozenset(each for each in prints if each % step == 0)


def sentences_of(text: str) -> list[str]:
    """Sentences that are long enough to be somebody's own."""
    found = (" ".join(words_of(each)) for each in _SENTENCE.split(text[:_LONGEST]))
    return [each for each in found if each.count(" ") >= _SENTENCE_WORDS - 1]


def carries(text: str, letter: str) -> bool:
    """Whether a text carries a letter, or a telling part of it, in these words or nearly."""
    theirs = sentences_of(letter)
    mine = sentences_of(text)
    if not theirs:
        short = " ".join(words_of(letter))
        return short.count(" ") >= IN_A_ROW and short in " ".join(words_of(text))
    same = 0
    for sentence in theirs:
        if any(_alike(sentence, each) for each in mine):
            same += sentence.count(" ") + 1
    return same >= min(_WORDS_ENOUGH, _MOST * sum(each.count(" ") + 1 for each in theirs))


def _alike(one: str, other: str) -> bool:
    if fuzz.ratio(one, other, score_cutoff=_SAME_SENTENCE):
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) * 2 > len(longer) and bool(fuzz.token_set_ratio(one, other, score_cutoff=92))


def same_paper(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two papers are one, edited or given another title; a fresh paper on the same facts is another."""
    smaller = min(len(one), len(other))
    return smaller >= 12 and len(one & other) >= 0.6 * smaller  # noqa: PLR2004 - below that anything is alike
