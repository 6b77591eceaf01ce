"""The letters by which the reading is trained: each is labelled in the words of the vocabulary, and nothing is learnt from a name."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from mailrules import reading
from mailrules.reading.learning.lettered import saying
from mailrules.vocabulary import Flag, Kind

CORPUS = Path(reading.__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.yaml"))

KEYS = {"from", "as", "to", "cc", "subject", "text", "quoted", "attachments", "kinds", "flags", "group", "topic", "why"}
NEEDED = {"from", "to", "subject", "text", "kinds", "flags", "group", "why"}
POSTS = {
    "leader",
    "deputy-leader",
    "whip",
    "group-office",
    "political-assistant",
    "councillor",
    "cabinet-member",
    "committee-chair",
    "chief-executive",
    "director",
    "officer",
    "press-office",
    "monitoring-officer",
    "democratic-services",
    "ombudsman",
    "association",
    "government",
    "statutory-body",
    "journalist",
    "supplier",
    "public",
    "machine",
}
READERS = {
    "chief-executive",
    "director",
    "officer",
    "monitoring-officer",
    "press-office",
    "leaders",
    "whips",
    "councillors",
    "evenhand",
    "councillor",
    "public",
    "outside",
}
PLACEHOLDERS = {
    "me",
    "ce",
    "own",
    "other",
    "third",
    "leader",
    "councillor",
    "councillor2",
    "officer",
    "officer2",
    "post",
    "ward",
    "place",
    "committee",
    "council",
    "date",
    "time",
    "money",
    "ref",
}
ALONE = {Kind.OTHER, Kind.AUTOMATIC}
WITH_TOPIC = {
    Kind.GROUP_BRIEFING_REQUEST,
    Kind.GROUP_ATTENDANCE_REQUEST,
    Kind.GROUP_OFFER_TAKEN_UP,
    Kind.GROUP_BRIEFING_DELIVERED,
    Kind.GROUP_ATTENDANCE_REPORTED,
    Kind.OFFICER_ATTENDANCE_AGREED,
    Kind.OFFICER_ATTENDANCE_DECLINED,
    Kind.CONSENT_GIVEN,
    Kind.CONSENT_REFUSED,
}
MARK = re.compile(r"<<([a-z-]+)\|((?:(?!<<|>>|\n\s*\n).)+?)>>", re.DOTALL)


def faults(letter: dict[str, Any]) -> list[str]:
    """What is wrong in one letter, in plain words; nothing where it is right."""
    words = " ".join(str(letter.get(key, "")) for key in ("subject", "text", "quoted", "topic", "attachments"))
    kinds, marked = letter.get("kinds", []), {kind for kind, _ in MARK.findall(letter.get("text", ""))}
    unmarked = set(kinds) - ALONE
    topic = letter.get("topic")
    checks = {
        "keys that are not known": set(letter) - KEYS,
        "keys that are missing": NEEDED - set(letter),
        "posts that are not known": {letter.get("from"), letter.get("as", letter.get("from"))} - POSTS,
        "readers that are not known": {letter.get("to"), *letter.get("cc", [])} - READERS,
        "kinds that are not in the vocabulary": set(kinds) - set(Kind),
        "flags that are not in the vocabulary": set(letter.get("flags", [])) - set(Flag),
        "kinds or flags that stand twice": len(set(kinds)) != len(kinds)
        or len(set(letter.get("flags", []))) != len(letter.get("flags", [])),
        "no kind": not kinds,
        "kinds that stand alone": bool(set(kinds) & ALONE) and len(kinds) > 1,
        "marks and kinds that differ": marked ^ unmarked,
        "marks that nest, cross a paragraph or stand open": re.findall(r"<<|>>", MARK.sub("", words)),
        "placeholders that are not known": set(re.findall(r"\{([^{}]*)\}", words)) - PLACEHOLDERS,
        "groups that are not known": {letter.get("group")} - {"own", "other", "none"},
        "a topic that is too long or empty": topic is not None and not 1 <= len(str(topic).split()) <= 12,
        "a topic on a kind that bears none": topic is not None and not set(kinds) & WITH_TOPIC,
        "a reason of more than one line": "\n" in str(letter.get("why", "")).strip() or not letter.get("why"),
    }
    return [f"{name}: {found}" for name, found in checks.items() if found]


def letters_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The letters of a file; of a saying, the letter that it is short for."""
    short = {"flags": [], "group": "none", "why": "a plain saying"}
    sayings = [saying(line, kind) | short for kind, lines in data.get("sayings", {}).items() for line in lines]
    return [*data.get("letters", ()), *sayings]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_letter_is_labelled_in_the_words_of_the_vocabulary(file: Path) -> None:
    data = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    assert set(data) in ({"voice", "letters"}, {"voice", "sayings"})
    assert re.fullmatch(rf"{re.escape(data['voice'])}-\d\d", file.stem)
    wrong = {nth: found for nth, each in enumerate(letters_of(data), 1) if (found := faults(each))}
    assert not wrong, "\n".join(f"{file.name}, letter {nth}: {'; '.join(found)}" for nth, found in wrong.items())


def test_no_letter_stands_twice() -> None:
    texts = [each["text"] for file in FILES for each in letters_of(YAML(typ="safe").load(file.read_text("utf-8")))]
    assert len(texts) == len(set(texts))


LETTER = {
    "from": "whip",
    "to": "chief-executive",
    "subject": "Food waste",
    "text": "Hello {ce},\n<<group-briefing-request|Could we have two sides on the rounds?>>\n",
    "kinds": ["group-briefing-request"],
    "flags": [],
    "group": "own",
    "topic": "the new rounds",
    "why": "a whip asks for the group",
}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, None),
        ({"kinds": ["group-briefing-request", "other"]}, "kinds that stand alone"),
        ({"kinds": ["petition"]}, "marks and kinds that differ"),
        ({"kinds": ["favour"]}, "kinds that are not in the vocabulary"),
        ({"flags": ["urgent"]}, "flags that are not in the vocabulary"),
        ({"text": "Hello {chief}, <<petition|here>>"}, "placeholders that are not known"),
        ({"text": "<<petition|one\n\ntwo>>", "kinds": ["petition"]}, "marks that nest"),
        ({"topic": "a " * 13}, "a topic that is too long"),
        ({"mood": "cross"}, "keys that are not known"),
        ({"group": "ours"}, "groups that are not known"),
    ],
)
def test_a_wrong_label_is_found(change: dict[str, Any], fault: str | None) -> None:
    found = faults(LETTER | change)
    assert bool(found) == bool(fault)
    assert fault is None or any(each.startswith(fault) for each in found)
