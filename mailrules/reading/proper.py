"""Does a phrase name somebody? Whatever has a capital and is neither a place, a body nor a subject that is known may be a name.

A surname without a title looks like any other word with a capital; in doubt it is a person's, and the phrase is no topic.
"""

import re
from functools import lru_cache

from mailrules.council.roll import Roll
from mailrules.reading.subjects import SHORT_FORMS, SUBJECTS

_PLACES_AND_PAPERS = frozenset(
    [
        "abbey",
        "academy",
        "act",
        "agreement",
        "allotments",
        "area",
        "arms",
        "avenue",
        "bank",
        "barn",
        "baths",
        "beach",
        "board",
        "bridge",
        "brook",
        "budget",
        "bypass",
        "canal",
        "capital",
        "castle",
        "cathedral",
        "cemetery",
        "centre",
        "chapel",
        "church",
        "circus",
        "close",
        "club",
        "college",
        "committee",
        "common",
        "contract",
        "corner",
        "cottages",
        "council",
        "court",
        "crescent",
        "crossing",
        "depot",
        "district",
        "dock",
        "docks",
        "drive",
        "estate",
        "exchange",
        "farm",
        "fields",
        "framework",
        "fund",
        "gallery",
        "gardens",
        "gate",
        "grange",
        "grants",
        "green",
        "grove",
        "hall",
        "harbour",
        "heath",
        "hill",
        "hospital",
        "hotel",
        "house",
        "infirmary",
        "inn",
        "institute",
        "island",
        "junction",
        "lane",
        "library",
        "line",
        "link",
        "lodge",
        "manor",
        "market",
        "meadow",
        "meadows",
        "memorial",
        "mews",
        "mill",
        "mills",
        "moor",
        "museum",
        "nursery",
        "office",
        "order",
        "park",
        "partnership",
        "path",
        "pavilion",
        "pier",
        "place",
        "plan",
        "playhouse",
        "policy",
        "pool",
        "precinct",
        "primary",
        "programme",
        "project",
        "quarter",
        "quay",
        "quays",
        "report",
        "review",
        "ring",
        "rise",
        "river",
        "road",
        "roundabout",
        "route",
        "row",
        "scheme",
        "school",
        "schools",
        "secondary",
        "site",
        "sixth",
        "square",
        "stadium",
        "station",
        "strategy",
        "street",
        "surgery",
        "terrace",
        "theatre",
        "tower",
        "town",
        "trail",
        "trust",
        "tunnel",
        "university",
        "valley",
        "vale",
        "viaduct",
        "village",
        "walk",
        "wall",
        "ward",
        "way",
        "wharf",
        "wood",
        "woods",
        "works",
        "yard",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "upper",
        "lower",
        "old",
        "new",
        "great",
        "little",
        "central",
        "saint",
        "st",
        "england",
        "wales",
        "scotland",
        "ireland",
        "britain",
        "british",
        "welsh",
        "scottish",
        "english",
        "irish",
        "european",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
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
        "christmas",
        "easter",
    ]
)
_OF_PEOPLE = frozenset(
    [
        "affair",
        "affairs",
        "appeal",
        "application",
        "arrears",
        "behaviour",
        "bullying",
        "case",
        "claim",
        "complaint",
        "complaints",
        "conduct",
        "conviction",
        "debt",
        "dismissal",
        "dispute",
        "divorce",
        "employment",
        "eviction",
        "family",
        "file",
        "grievance",
        "house",
        "illness",
        "incident",
        "inquest",
        "letter",
        "matter",
        "payments",
        "redundancy",
        "salary",
        "settlement",
        "sickness",
        "suspension",
        "tenancy",
        "treatment",
    ]
)
"""After a bare name, these are somebody's own affairs."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,6}s?$")
_POSSESSIVE = ("'s", "’s", "s'", "s’")


def may_name_somebody(phrase: str, roll: Roll, *, opens: bool) -> bool:
    """Whether a phrase may hold a person's name.

    Args:
        opens: the phrase begins a line, so that its first capital says nothing.
    """
    words = [hit.group() for hit in _WORD.finditer(phrase)]
    known = _known(roll)
    run: list[str] = []
    for nth, word in enumerate([*words, ""]):
        if word[:1].isupper():
            run.append(word)
            continue
        if run and _names(run, known, first=opens and nth == len(run), then=word.lower()):
            return True
        run = []
    return False


def _names(run: list[str], known: frozenset[str], *, first: bool, then: str) -> bool:
    """Whether words with capitals, one after the other, may be a name."""
    owner = run[-1].endswith(_POSSESSIVE)
    if _bare(run[-1]) in _PLACES_AND_PAPERS or all(_bare(word) in known or _ACRONYM.match(word) for word in run):
        return False
    if not first or owner or then in _OF_PEOPLE:
        return True
    return len(run) > 1


def _bare(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s")


@lru_cache(maxsize=16)
def _known(roll: Roll) -> frozenset[str]:
    council = roll.council
    texts = [
        council.name,
        *SUBJECTS,
        *SHORT_FORMS.values(),
        *(text for ward in council.wards for text in (ward.name, *ward.places)),
        *(committee.name for committee in council.committees),
        *(subject for portfolio in council.portfolios for subject in portfolio.subjects),
        *(body.name for body in council.outside),
    ]
    return _PLACES_AND_PAPERS | {word.lower() for text in texts for word in _WORD.findall(text)}
