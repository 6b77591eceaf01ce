"""Which groups a text speaks of, as colleagues write: `the Conservatives`, `LDs`, `your lot` is nobody."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mailrules.council.roll import Roll

_GROUP_WORD = re.compile(r"^(?:the\s+)?(.+?)(?:\s+(?:group|party group|party))?(?:\s+office)?$", re.IGNORECASE)
_SHORTEST_ANY_CASE = 4


@dataclass(frozen=True)
class GroupNamed:
    """A group named in a text, and where."""

    group: str
    start: int
    end: int


@lru_cache(maxsize=16)
def _pattern(roll: Roll) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    known: dict[str, str] = {}
    for group in roll.groups():
        for name in (group.name, *group.aliases):
            hit = _GROUP_WORD.match(name.strip())
            core = hit.group(1) if hit else name
            one = core.removesuffix("s")
            for form in {name, core, f"{core} group", f"{core}s", f"{one} group"}:
                known.setdefault(form.lower(), group.id)
    if not known:
        return None, known
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(r"(?<![\w@.-])(" + "|".join(map(re.escape, longest_first)) + r")(?![\w@])", re.IGNORECASE), known


def groups_in(text: str, roll: Roll) -> tuple[GroupNamed, ...]:
    """The groups named in the text, in order. A short name (`Con`, `LDs`) counts only as it is written: with a capital."""
    pattern, known = _pattern(roll)
    if pattern is None:
        return ()
    return tuple(
        GroupNamed(known[hit.group(1).lower()], hit.start(1), hit.end(1))
        for hit in pattern.finditer(text)
        if (len(hit.group(1)) >= _SHORTEST_ANY_CASE and _as_group(text, hit))
        or hit.group(1)[:2].isupper()
        or _capital(hit.group(1))
    )


def _capital(word: str) -> bool:
    return word[0].isupper()


def _as_group(text: str, hit: re.Match[str]) -> bool:
    """A lower-case `labour` or `green` is a group only where the word group follows, or it is a plural of people."""
    word = hit.group(1)
    return (
        _capital(word) or word.lower().endswith(("group", "s")) or text[hit.end() : hit.end() + 6].lower() == " group"
    )


def group_ids(text: str, roll: Roll) -> tuple[str, ...]:
    """Ids of the groups named, in order, each once."""
    return tuple(dict.fromkeys(each.group for each in groups_in(text, roll)))
