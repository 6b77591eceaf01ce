"""The amendments that a whip's return announces, and nothing else of it: to which item, and the paper that holds the words.

Nothing of the return's own sentences goes on: who speaks, who is to be nominated, which votes are to be recorded, and why, stay
with the officer to whom they were told.
"""

import re
from dataclasses import dataclass

_AMENDS = re.compile(r"\bamend(?:s|ed|ing|ments?)?\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|not|without|nor|any|none of)\b(?:\W+\w+){0,5}?\W+amend|"
    r"amendments?\s*[:\-\u2013]?\s*(?:none|nil|no\b|n/a)|\bwithdr[ae]w\w*\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\b(?:agenda\s+)?(?P<what>item|motion|recommendation|minute|report|paragraph|question)s?\s+(?:no\.?\s*|number\s+)?(?P<number>\d{1,3}[a-z]?(?:\s?\([a-z0-9]{1,4}\))?)"
    r"|(?<![\w/.:-])(?P<bare>\d{1,3}\s?\([a-z]{1,3}\))",
    re.IGNORECASE,
)
_OTHER_BUSINESS = re.compile(r"\b(?:recorded vote|named vote|nominat|noms?\b|to speak|speakers?)", re.IGNORECASE)
_PART = re.compile(r"\n+|(?<=[.!?;])\s+")


@dataclass(frozen=True, kw_only=True)
class Announced:
    """What one return announces.

    Attributes:
        items: to what amendments will be moved, as `item 7` or `9(a)`, each once.
        papers: names of the attached papers that hold their words.
        doubts: why a person has to look.
    """

    items: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def announced(text: str, papers: tuple[tuple[str, str], ...]) -> Announced:
    """The amendments that a return announces.

    Args:
        text: what the whip writes.
        papers: name and text of each attached paper.
    """
    parts = [part for part in _PART.split(text) if _AMENDS.search(part) and not _NONE.search(part)]
    items = dict.fromkeys(_called(hit) for part in parts for hit in _ITEM.finditer(part))
    of_amendments = [(name, said) for name, said in papers if _AMENDS.search(f"{name} {said[:400]}")]
    doubts = [
        f"“{name}” holds more of the return than amendments: take them out of it by hand"
        for name, said in of_amendments
        if _OTHER_BUSINESS.search(said)
    ]
    if parts and not items and not of_amendments:
        doubts.append("a return speaks of an amendment, and it cannot be told to what: read it, and list it by hand")
    return Announced(
        items=tuple(items), papers=tuple(dict.fromkeys(name for name, _ in of_amendments)), doubts=tuple(doubts)
    )


def _called(hit: re.Match[str]) -> str:
    if hit["bare"]:
        return f"item {_tight(hit['bare'])}"
    return f"{hit['what'].lower()} {_tight(hit['number'])}"


def _tight(number: str) -> str:
    return re.sub(r"\s+", "", number)
