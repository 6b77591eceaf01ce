"""What the model looks at: the words of a mail, their concepts, and who writes to whom."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mailrules.reading.learning.concepts import concepts_of

_WORD = re.compile(r"[a-z][a-z'’-]*|\d+|\?|£")
_STEM = re.compile(r"(?:ing|ed|es|s|ly|ment)$")
_SHORTEST_STEM = 4
_LONGEST = 120
"""So many words of a sentence count."""
PASSAGE = 2
"""So many sentences are read together."""
_MOST = 80
"""So many sentences of a mail count."""
SPEAKERS = frozenset({"leader", "deputy-leader", "whip", "group-office", "political-assistant"})
_COARSE = {
    **dict.fromkeys(SPEAKERS, "speaker"),
    **dict.fromkeys(("councillor", "cabinet-member", "committee-chair"), "councillor"),
    **dict.fromkeys(("officer", "director", "democratic-services", "monitoring-officer"), "officer"),
    **dict.fromkeys(("association", "government", "statutory-body"), "body"),
    **dict.fromkeys(("journalist", "supplier", "public", "machine"), "stranger"),
}


@dataclass(frozen=True, kw_only=True)
class Nameless:
    """A mail in which no name is left: each person, group, place, day and sum is a token that begins with `zz`.

    Attributes:
        post: the sender's, in the words of the corpus (`leader`, `officer`, `public` …).
        to: the post of the first addressee, or `leaders`, `councillors`.
        sentences: of what the sender now writes.
        answers: whether somebody's earlier mail stands below.
    """

    post: str
    to: str
    subject: str
    sentences: tuple[str, ...]
    attachments: tuple[str, ...] = ()
    answers: bool = False


def coarse(post: str) -> str:
    """The sort of sender that a post is."""
    return _COARSE.get(post, post)


def words_of(text: str) -> list[str]:
    """The words of a nameless text, in lower case."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())[:_LONGEST]]


@lru_cache(maxsize=20_000)
def _concepts(word: str, before: str) -> tuple[str, ...]:
    return concepts_of(word, before)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its commonest endings."""
    cut = _STEM.sub("", word)
    return cut if len(cut) >= _SHORTEST_STEM else word


def text_features(text: str, where: str, sort: str) -> set[str]:
    """The features of one sentence, of the subject (`s`), or of the attachments' names (`a`)."""
    words = words_of(text)
    before = ["", *words][: len(words)]
    concepts = {each for word, last in zip(words, before, strict=True) for each in _concepts(word, last)}
    found = {f"{where}w:{stem(word)}" for word in words} | {f"{where}c:{each}" for each in concepts}
    found |= {f"{where}sc:{sort}+{each}" for each in concepts}
    if where == "t":
        found |= {f"b:{one} {two}" for one, two in pairwise(words)}
    return found


def around(mail: Nameless) -> list[str]:
    """The features that belong to every passage: the subject, the attachments' names, who writes to whom."""
    return sorted(_around(mail))


def sentence_features(mail: Nameless) -> list[list[str]]:
    """The features of each sentence.

    A duty stands in a sentence or two; in a long mail the rest would drown it, so `PASSAGE` of them are read together.
    """
    sort = coarse(mail.post)
    return [sorted(text_features(text, "t", sort)) for text in mail.sentences[:_MOST]]


def mail_features(mail: Nameless) -> list[str]:
    """The features of a whole mail, each once, in order of the alphabet."""
    sort = coarse(mail.post)
    return sorted(_around(mail).union(*(text_features(text, "t", sort) for text in mail.sentences[:_MOST])))


def _around(mail: Nameless) -> set[str]:
    sort = coarse(mail.post)
    found = {f"sort:{sort}", f"to:{mail.to}", f"answers:{mail.answers}"}
    if sort != "stranger":
        found.add(f"post:{mail.post}")
    names = " ".join(mail.attachments).replace("_", " ").replace("-", " ")
    found |= text_features(mail.subject, "s", sort) | text_features(names, "a", sort)
    if mail.attachments:
        found.add("attached")
    return found
