"""A letter of the corpus as the model sees it: marks taken out, placeholders turned into tokens."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mailrules.reading.blocks import blocks_of
from mailrules.reading.learning.features import SPEAKERS, Nameless
from mailrules.reading.learning.nameless import TOKENS
from mailrules.reading.visible import take_apart
from mailrules.vocabulary import Kind

_MARK = re.compile(r"<<[a-z-]+\|(.+?)>>", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{([a-z]+2?)\}")
BEGINNING = 20
"""So many characters of a mark tell in which sentence it begins."""
_GROUPED = SPEAKERS | {"councillor", "cabinet-member", "committee-chair"}


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A mail whose kinds are known; `voice` is its writer.

    Attributes:
        marked: of each sentence, whether it bears one of the kinds; None where nobody has marked that.
    """

    voice: str
    mail: Nameless
    kinds: frozenset[Kind]
    marked: tuple[bool, ...] | None = None


def labelled(letter: Mapping[str, Any], voice: str) -> Labelled:
    """The letter, and what it is. Raises `KeyError` for a placeholder that is not known."""
    post = letter["from"]

    def token(hit: re.Match[str]) -> str:
        return TOKENS["other"] if hit[1] == "own" and post not in _GROUPED else TOKENS[hit[1]]

    def bare(text: str) -> str:
        return _PLACEHOLDER.sub(token, _MARK.sub(r"\1", text))

    written = take_apart(bare(letter["text"])).written
    sentences = tuple(each.text for block in blocks_of(written) for each in block.sentences)
    bearing = tuple(_plain(bare(words)) for words in _MARK.findall(letter["text"]))
    return Labelled(
        voice=voice,
        mail=Nameless(
            post=post,
            to=letter["to"],
            subject=bare(str(letter["subject"])),
            sentences=sentences,
            attachments=tuple(letter.get("attachments") or ()),
            answers=bool(letter.get("quoted")),
        ),
        kinds=frozenset(Kind(each) for each in letter["kinds"]),
        marked=tuple(_bears(sentence, bearing) for sentence in sentences),
    )


def saying(line: str, kind: str) -> dict[str, Any]:
    """The letter that a saying is short for: `sender > reader | subject | what is said`.

    What makes it what it is may stand between `<<` and `>>`; without them, all of it does.

    Raises `ValueError` where the line has another form.
    """
    ends, subject, words = (part.strip() for part in line.split("|", 2))
    sender, reader = (each.strip() for each in ends.split(">"))
    return {
        "from": sender,
        "to": reader,
        "subject": subject,
        "text": words if Kind(kind) is Kind.OTHER else _marked(words, kind),
        "kinds": [kind],
    }


def _marked(words: str, kind: str) -> str:
    return words.replace("<<", f"<<{kind}|") if "<<" in words else f"<<{kind}|{words}>>"


def _bears(sentence: str, bearing: tuple[str, ...]) -> bool:
    """Whether a sentence is marked, or begins a mark that goes on over several."""
    plain = _plain(sentence)
    return bool(plain) and any(plain in words or words in plain or words[:BEGINNING] in plain for words in bearing)


def _plain(text: str) -> str:
    return " ".join(text.split())
