"""A topic that other groups may see: a neutral noun phrase of at most twelve words, or none.

It is looked for in what is asked, then in the subject line, then in the title of what is attached. A phrase that names
a person or a group, that argues, or that gives a figure, is no topic.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import PurePath

from mailrules.council.roll import Roll
from mailrules.reading.groups import groups_in
from mailrules.reading.people import people_in
from mailrules.reading.proper import may_name_somebody
from mailrules.reading.subjects import BROAD, spelled_out, subjects_in

MOST_WORDS = 12
_AFTER = re.compile(
    r"\b(?:on|about|regarding|concerning|covering|into|re|over|subject:?|topic:?|go through|through|explain|understand|look at)\s+"
    r"(?:where we (?:are|stand) (?:with|on)\s+|what is happening (?:with|on)\s+|the subject of\s+|how (?:the\s+)?)?(?P<phrase>[^.,;:?!()\n\"“”—]{3,90})",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s+(?:so|because|as|before|by|if|when|which|that|who|whom|where|why|while|since|until|please|is|are|was|were|has|have|had|can|could|will|"
    r"would|should|we|they|you|i|us|it|he|she|next|this|these|on|at|from|in order|to (?:the|our|us|be|see|get)|for (?:the|our|us|a|an)|and (?:what|how|why|then|we|i|if)|but|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|yesterday|last|going|got|get|gets|work|works|comes?|goes)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_LEAD = re.compile(
    r"^(?:the|a|an|our|your|their|its|his|her|my|any|some|all|this|that|these|those|current|latest|new|proposed|whole|general|subject of|"
    r"question of|matter of|issue of|state of|position on|future of|progress (?:on|of)|update on|briefing on|note on|paper on|report on)\s+",
    re.IGNORECASE,
)
_LOADED = re.compile(
    r"\b(?:shambles|fiasco|disast\w+|scandal\w*|fail\w*|mess|chaos|crisis|disgrace\w*|shame\w*|stupid|mad|crazy|rubbish|nonsense|botch\w*|"
    r"broken|secret\w*|hidden|cover[- ]?up|lie|lies|lying|attack\w*|smear\w*|leaflets?|campaign\w*|manifesto|election\w*|by-election|candidates?|"
    r"worst|worse|awful|terrible|waste of|wast(?:ed|ing)|backwards|promis\w+|blame\w*|fault|fury|anger|angry|rip[- ]?off|cuts?|wrecking|raid|"
    r"cooking|stitch\w*|plot\w*|agenda|stuff|things?|something|anything|everything|one|same|bits?|lot|it|its|them|they|that|those|side|hand|house|floor|speaker|board|paper|page|note|briefing|behalf|either|among|whatever|what|who|whoever|they|he|she|his|her|their|anyone|everybody|nobody|us|we|our|ours|me|my|mine|you|your)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S*@\S+|\b(?:https?://|www\.)\S+|\S*[^\W\d_]{2}\.[^\W\d_]{2}\S*", re.IGNORECASE)
"""Also what has a full stop within it: half of an address whose sign was taken away still names somebody."""
_WAS_ADDRESS = "@"
_FIGURE = re.compile(r"[£$€%@]|\b\d[\d,.]*(?:m|k|bn)?\b", re.IGNORECASE)
_YEARS = re.compile(r"\b20\d\d(?:\s*[/-]\s*\d{2,4})?\b")
_PREFIX = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|wg|sv|antw)\s*:\s*|\[[^\]]{1,30}\]\s*)+", re.IGNORECASE)
_NO_SUBJECT = re.compile(
    r"^\W*(?:no subject|hello|hi|question|quick (?:one|question)|request|a request|group|group meeting|meeting|agenda.*|notice.*|two asks|asks|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day.*|urgent|thanks|help|please|briefing|briefing request|note|paper|officer attendance.*|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+\w+|\d.*|)\W*$",
    re.IGNORECASE,
)
_TRIMMED = " \t\n-–:;,.'\"“”‘’/&"
_SHORTEST = 3


def topic_of(passages: Iterable[str], *, subject: str, titles: Iterable[str], roll: Roll) -> str | None:
    """The neutral topic.

    Args:
        passages: what bears on the item, nearest first: the sentence that asks, its paragraph, the whole mail.
        subject: the subject line.
        titles: names of what is attached.
    """
    near = tuple(_ADDRESS.sub(_WAS_ADDRESS, passage) for passage in passages)
    line = _ADDRESS.sub(_WAS_ADDRESS, _PREFIX.sub("", subject))
    names = [_ADDRESS.sub(_WAS_ADDRESS, PurePath(title).stem.replace("_", " ")) for title in titles]
    looks: list[tuple[Callable[[str, Roll], str | None], str]] = [
        *((_known_subject, text) for text in near[:2]),
        (_known_subject, line),
        *((_phrase, text) for text in near[:2]),
        *(() if _NO_SUBJECT.match(line) else ((neutral, line),)),
        *((_known_subject, name) for name in names),
        *((_known_subject, text) for text in near[2:]),
        *((neutral, name) for name in names),
        *((_phrase, text) for text in near[2:]),
    ]
    return next((found for look, text in looks if (found := look(text, roll))), None)


def neutral(phrase: str, roll: Roll, *, opens: bool = True) -> str | None:
    """The phrase as a topic; None where it is none that other groups may see.

    Args:
        opens: it begins a line or is a title: the capital of its first word says nothing.
    """
    text = _STOP.sub("", spelled_out(" ".join(phrase.split()))).strip(_TRIMMED)
    while _LEAD.match(text):
        text = _LEAD.sub("", text, count=1).strip(_TRIMMED)
    words = text.split()
    if len(text) < _SHORTEST or len(words) > MOST_WORDS or not re.search(r"[a-z]{3}", text, re.IGNORECASE):
        return None
    if _LOADED.search(text) or _FIGURE.search(_YEARS.sub("", text)) or people_in(text, roll) or groups_in(text, roll):
        return None
    if may_name_somebody(text, roll, opens=opens):
        return None
    return text[0].upper() + text[1:]


def _phrase(text: str, roll: Roll) -> str | None:
    return next((found for hit in _AFTER.finditer(text) if (found := neutral(hit["phrase"], roll, opens=False))), None)


def _known_subject(text: str, roll: Roll) -> str | None:
    plain = spelled_out(text)
    found = list(subjects_in(plain))
    found += [
        subject
        for portfolio in roll.council.portfolios
        for subject in portfolio.subjects
        if subject not in found and re.search(rf"(?<!\w){re.escape(subject)}(?!\w)", plain, re.IGNORECASE)
    ]
    if _BUDGET.search(plain):
        return _of_year("Budget options", plain)
    close = [each for each in found if each.lower() not in BROAD] or found
    if not close:
        return None
    chosen = _qualified(close[0], plain, roll)
    if len(chosen.split()) > MOST_WORDS:
        chosen = close[0]
    return chosen[0].upper() + chosen[1:]


_BUDGET = re.compile(
    r"\b(?:budget (?:gap|options?|proposals?)|the gap (?:for|in|next)|alternative budget|(?:a|one|each) (?:rise|point)[^.\n]{0,30}(?:lower|higher|cost)|council tax[^.\n]{0,40}\d(?:\.\d+)? ?%|"
    r"\d(?:\.\d+)? ?%[^.\n]{0,40}council tax|earmarked reserves)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:20)?(2\d)\s?[/-]\s?(?:20)?(2\d)\b")


def _of_year(words: str, text: str) -> str:
    year = _YEAR.search(text)
    return f"{words} for 20{year.group(1)}/{year.group(2)}" if year else words


_BEFORE = re.compile(r"(?:\b(?:the\s+)?)((?:[A-Z][\w'-]+\s+){1,2})$")
_NO_QUALIFIER = re.compile(
    r"\b(?:the|our|your|could|can|please|would|dear|hello|hi|is|are|what|how|re|fw|page|note|copy|for|on)\b",
    re.IGNORECASE,
)


def _qualified(subject: str, text: str, roll: Roll) -> str:
    """The subject with the name that stands before it (`Northgate bus gate`), where it is one, and a purpose after it."""
    at = text.lower().find(subject.lower())
    before = _BEFORE.search(text[:at])
    if (
        before
        and not may_name_somebody(f"{before.group(1)}{subject}", roll, opens=False)
        and not _NO_QUALIFIER.search(before.group(1))
        and not re.search(r"[.?!:\n]\s*$", text[: before.start(1)] or ".")
    ):
        return f"{before.group(1).strip()} {subject}"
    after = re.match(
        r"\s+for (?:pupils|children|adults|people|older people|young people|residents)(?: with [a-z ]{4,30}| over \d\d)?",
        text[at + len(subject) :],
    )
    return subject + (after.group() if after else "")
