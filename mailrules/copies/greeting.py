"""Whom a letter greets: somebody greeted openly is nobody's hidden copy, so that only names that stand as a greeting count."""

import re

from mailrules.copies.words import TITLES, names_of
from mailrules.council.roll import Person
from mailrules.reading.model import VisibleText

_I = re.IGNORECASE
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_GREETING = re.compile(
    r"^\s*(?:dear|hi|hiya|hello|hullo|hey|(?:good )?(?:morning|afternoon|evening)|"
    r"(?:to|for)(?=\s*:|\s+(?:(?-i:[A-Z])|all\b)))(?:\s+there)?\b[:,]?\s*",
    _I,
)
_BETWEEN = re.compile(r"\s*(?:[,;:!/&+]|\band\b|[-–—.](?=\s|$))\s*", _I)
_ALL = re.compile(r"\b(?:all|colleagues|everyone|everybody|both|members|councillors|cllrs|team|folks|group)\b", _I)
_LINES, _LONGEST = 3, 14
_MOST_WORDS = 4
"""A name has no more words, titles included."""


def greeting(visible: VisibleText) -> str:
    """The names that the letter greets, as they stand; empty where it greets nobody."""
    lines = [line.strip() for line in visible.written.splitlines() if line.strip()][:_LINES]
    for line in lines:
        opened = _GREETING.match(line)
        if opened:
            return _names_at_the_head(line[opened.end() :])
        words = _WORD.findall(line)
        alone = line is lines[0] and 0 < len(words) <= _LONGEST and len(lines) > 1
        if alone and all(word[0].isupper() or word.lower() == "and" for word in words):
            return _names_at_the_head(line)
    return ""


def _names_at_the_head(rest: str) -> str:
    """As many names as stand one after the other; the first stretch that is more than a name ends them."""
    found: list[str] = []
    for stretch in _BETWEEN.split(rest):
        words = _WORD.findall(stretch)
        if not words:
            continue
        if (_ALL.search(stretch) and len(words) <= _MOST_WORDS) or _is_name(words):
            found.append(stretch)
        else:
            if not found:
                found.append(words[0])
            break
    return ", ".join(found)


def _is_name(words: list[str]) -> bool:
    bare = [word for word in words if word.lower().strip(".") not in TITLES]
    if len(words) > _MOST_WORDS or not bare:
        return not bare
    return len(bare) == 1 or all(word[0].isupper() for word in bare)


def greets(line: str, person: Person | None, name: str, others: frozenset[str] = frozenset()) -> bool:
    """Whether a greeting names that person, by a name that none of the others has."""
    words = {word.lower() for word in _WORD.findall(line)}
    return bool(words & set(names_of(person, name)) - others)


def greets_several(line: str) -> bool:
    """Whether a greeting is to many at once (`Dear all`, `Dear ward members`)."""
    return bool(_ALL.search(line))
