"""Which officers and members a text speaks of, as colleagues write: in full, by title and surname, by first name alone."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person, Roll

_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*")
_TITLED = re.compile(r"\b(?:cllrs?|councillors?|coun|mr|mrs|ms|dr)\.?\s+$", re.IGNORECASE)
_ORDINARY = frozenset(
    [
        "rob",
        "will",
        "mark",
        "bill",
        "grace",
        "hope",
        "may",
        "art",
        "jack",
        "sue",
        "faith",
        "dawn",
        "sian",
        "joy",
        "rose",
        "june",
        "april",
        "frank",
        "grant",
        "drew",
        "pat",
        "bob",
        "dean",
        "reed",
        "read",
        "price",
        "marsh",
        "pike",
        "winter",
        "tate",
        "park",
        "hall",
        "moss",
        "green",
        "brown",
        "white",
        "black",
        "grey",
        "gray",
        "long",
        "short",
        "king",
        "bishop",
        "church",
        "wood",
        "lane",
        "field",
        "hill",
        "ford",
        "banks",
        "west",
        "north",
        "south",
        "east",
        "day",
        "knight",
        "bell",
        "ball",
        "cook",
        "carter",
        "page",
        "noble",
        "sharp",
        "sharpe",
        "young",
        "little",
        "good",
        "best",
        "love",
        "case",
        "chase",
        "rich",
        "miles",
        "guy",
        "ray",
        "max",
        "christian",
        "angel",
        "amber",
        "robin",
        "holly",
        "ivy",
        "iris",
        "violet",
    ]
)
"""Names that are words: they count only with a capital letter, within a sentence."""


@dataclass(frozen=True)
class Named:
    """A person named in a text, and where."""

    person: Person
    start: int
    end: int


@dataclass(frozen=True)
class _Index:
    full: dict[tuple[str, ...], Person]
    surnames: dict[str, tuple[Person, ...]]
    first_names: dict[str, tuple[Person, ...]]


def _parts(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(name))


@lru_cache(maxsize=16)
def _index(roll: Roll) -> _Index:
    full: dict[tuple[str, ...], Person] = {}
    surnames: dict[str, list[Person]] = {}
    first_names: dict[str, list[Person]] = {}
    for person in _everybody(roll):
        parts = _parts(person.name)
        if not parts:
            continue
        full[parts] = person
        surnames.setdefault(parts[-1], []).append(person)
        first_names.setdefault(parts[0], []).append(person)
    return _Index(
        full,
        {name: tuple(people) for name, people in surnames.items()},
        {name: tuple(people) for name, people in first_names.items()},
    )


def _everybody(roll: Roll) -> tuple[Person, ...]:
    officers = tuple(each for each in roll.council.officers if each.span.holds(roll.day))
    return (*officers, *roll.members())


def people_in(text: str, roll: Roll) -> tuple[Named, ...]:
    """Everybody named in the text, in order; a first name that several have is the officer's, else nobody's."""
    index = _index(roll)
    words = [(hit.group(), hit.start(), hit.end()) for hit in _WORD.finditer(text)]
    found: list[Named] = []
    taken_until = -1
    for nth, (word, start, end) in enumerate(words):
        if start < taken_until:
            continue
        hit = _in_full(index, words, nth) or _by_one_name(index, text, word, start, end)
        if hit is not None:
            found.append(hit)
            taken_until = hit.end
    return tuple(found)


def _in_full(index: _Index, words: list[tuple[str, int, int]], nth: int) -> Named | None:
    if words[nth][0].lower() not in index.first_names:
        return None
    for length in (4, 3, 2):
        run = words[nth : nth + length]
        person = index.full.get(tuple(word.lower() for word, _, _ in run)) if len(run) == length else None
        if person is not None:
            return Named(person, run[0][1], run[-1][2])
    return None


def _by_one_name(index: _Index, text: str, word: str, start: int, end: int) -> Named | None:
    bare = word.removesuffix("'s").removesuffix("’s")
    key = bare.lower()
    if key not in index.surnames and key not in index.first_names:
        return None
    if _TITLED.search(text[max(0, start - 14) : start]):
        of_the_name = index.surnames.get(key, ())
        titled: tuple[Person, ...] = tuple(p for p in of_the_name if isinstance(p, Member)) or of_the_name
        return Named(titled[0], start, end) if len(titled) == 1 else None
    if key in _ORDINARY and (not bare[0].isupper() or start == 0):
        return None
    firsts = index.first_names.get(key, ())
    officers = [each for each in firsts if isinstance(each, Officer)]
    if len(officers) == 1:
        return Named(officers[0], start, start + len(bare))
    if len(firsts) == 1 and bare[0].isupper():
        return Named(firsts[0], start, start + len(bare))
    return None


def officers_in(text: str, roll: Roll) -> tuple[Officer, ...]:
    """The officers named in the text, political assistants aside, in order, each once."""
    named = (each.person for each in people_in(text, roll))
    return tuple(dict.fromkeys(p for p in named if isinstance(p, Officer) and p.kind != "political-assistant"))


def members_in(text: str, roll: Roll) -> tuple[Member, ...]:
    """The members named in the text, in order, each once."""
    return tuple(dict.fromkeys(each.person for each in people_in(text, roll) if isinstance(each.person, Member)))
