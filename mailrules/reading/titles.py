"""The title of a press statement, a conference or a consultation: from the paper itself before the subject of the mail that brings it."""

import re
from collections.abc import Iterable

from mailrules.vocabulary import Kind

LONGEST = 16
"""Words: a longer line is a sentence, and no title."""
SHORTEST = 4
"""Words: a shorter line that stands alone is mostly a name."""
_ALWAYS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "christmas",
        "easter",
    ]
)
_NAME = re.compile(r"(?<=[a-z,] )([A-Z][\w’'-]+)")
_DATED = re.compile(r"\s*\((?:\w+day,? )?\d{1,2} \w+ 20\d\d\)\s*$")
_DAY = re.compile(
    r"^\W*(?:\w+day,?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+\w+(?:\s+20\d\d)?\W*$|^\W*\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\W*$"
)
_SENDER = re.compile(r"\b(?:COUNCIL|AUTHORITY|BOROUGH|OFFICE|UNIT)$|^(?:ENDS|NOTES? (?:TO|FOR) EDITORS)\b")
_PREFIX = re.compile(r"^(?:\s*(?:re|fw|fwd)\s*:)+\s*", re.IGNORECASE)
_TAG = re.compile(
    r"^\s*\W*(?:(?:draft|corrected|correction|amended|final|updated|new|strictly|under)\s+)*(?:press|media|news)?\s*(?:release|statement|notice|news|draft|embargo\w*|consultation|conference)?\s*[:\-–|]\s*",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^\W*(?:(?:corrected|draft|final|amended)\s+)?(?:(?:press|media|news)\s+(?:release|statement|notice)|(?:for )?immediate release|news(?: from .{3,40})?|statement|embargo\w*.*|for (?:release|use|publication).*|not for .*|issued .*|date:.*|ref.*)\W*(?:[-–:].{0,60})?$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+[-–—(]\s*(?:for|draft|embargo\w*|please|by|comments?|not|deadline)\b.*$", re.IGNORECASE)
_GREETING = re.compile(r"^(?:dear|hi|hello|morning|afternoon|all\b|colleagues|both\b|good )", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?:the )?((?:[A-Z][\w’'&.-]*|of|for|and|on|in)(?: (?:[A-Z][\w’'&.-]*|of|for|and|on|in|the|&)){0,8} (?:Conference|Seminar|Summit|Congress|Symposium|Convention|Assembly|Forum|Masterclass|Workshop|Course)(?: 20\d\d)?)\b"
)
_QUOTED = re.compile(r"[“\"‘']([A-Z][^”\"’'\n]{6,110})[”\"’']")
_CONSULTING = re.compile(r"\bconsult\w*|\bcall for evidence\b|\b(?:green|white) paper\b", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:consultation|call for evidence|paper)(?: paper| document)?(?: called| entitled| on| into|:)\s+(?:the |our |its )?([A-Z][^.;\n(]{6,90})"
)

_PUBLISHED = re.compile(r"\bpublish(?:ed|es)\s+(?:the |its |our )?([A-Z][^.;,\n(]{6,90})")


def title_of(kind: Kind, subject: str, text: str, papers: Iterable[str] = ()) -> str:
    """The title as the mail gives it.

    Args:
        subject: of the mail; what stands in where nothing else names the thing.
        text: what the sender writes.
        papers: the text of each paper attached.
    """
    bare = _TAIL.sub("", _TAG.sub("", _PREFIX.sub("", " ".join(subject.split())), count=1)).strip(" -–:") or subject
    found = ""
    if kind in {Kind.PRESS_RELEASE_DRAFT, Kind.PRESS_RELEASE_ISSUED}:
        found = next((head for part in (text, *papers) if (head := headline(part))), "")
    elif kind in {Kind.CONFERENCE_NOTICE, Kind.CONFERENCE_ATTENDANCE}:
        found = _event(f"{subject}\n{text}")
    elif kind is Kind.CONSULTATION_DOCUMENT:
        found = _consultation(text)
    return " ".join((found or bare).split())


def headline(text: str) -> str:
    """The line by which a statement is headed: in capitals, else the first short one under its head, else one that stands alone."""
    lines = [_DATED.sub("", line.strip().strip("*#_ ")) for line in text.splitlines()]
    capitals = (
        line
        for line in lines
        if line.isupper() and _is_title(line) and not _SENDER.search(line) and not _HEAD.match(line)
    )
    return _as_written(next(capitals, ""), text) or _under_the_head(lines) or _alone(lines)


def _as_written(capitals: str, text: str) -> str:
    """A line of capitals as a sentence; a word that the text itself writes with a capital within a sentence keeps it."""
    named = {hit[1].casefold(): hit[1] for hit in _NAME.finditer(text) if not hit[1].isupper()}
    words, first = [], True
    for word in capitals.split():
        written = named.get(word.casefold()) or (word.title() if word.casefold() in _ALWAYS else word.lower())
        words.append(written[:1].upper() + written[1:] if first else written)
        first = word[-1] in "?!"
    return " ".join(words)


def _under_the_head(lines: list[str]) -> str:
    heads = [nth for nth, line in enumerate(lines) if line and _HEAD.match(line)]
    after = (line for line in lines[heads[0] + 1 :] if heads and line) if heads else iter(())
    line = next((each for each in after if not _HEAD.match(each) and not _DAY.match(each)), "")
    return line if _is_title(line) else ""


def _alone(lines: list[str]) -> str:
    """A short line between empty ones that greets nobody and is no sentence."""
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        alone = not _has_words(before) and not _has_words(after) and len(line.split()) >= SHORTEST
        if alone and _is_title(line) and not _GREETING.match(line) and line.count(",") < SHORTEST - 1:
            return line
    return ""


def _has_words(line: str) -> bool:
    return re.search(r"\w", line) is not None


def _is_title(line: str) -> bool:
    return 1 < len(line.split()) <= LONGEST and line[-1] not in ".;,:"


def _event(text: str) -> str:
    hit = _EVENT.search(text)
    return re.sub(r"^(?:the|of|for|and|on|in)\s+", "", hit[1], flags=re.IGNORECASE) if hit else ""


def _consultation(text: str) -> str:
    for part in re.split(r"\n\s*\n", text):
        if _CONSULTING.search(part) and (hit := _QUOTED.search(part)):
            return hit[1].rstrip(" ,")
    hit = _CALLED.search(text) or _PUBLISHED.search(text)
    return hit[1].rstrip(" ,") if hit else ""
