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
_GROUPED = SPEAKERS | {"councillor", "cabinet-member", "committee-chair"}


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A mail whose kinds are known; `voice` is its writer."""

    voice: str
    mail: Nameless
    kinds: frozenset[Kind]


def labelled(letter: Mapping[str, Any], voice: str) -> Labelled:
    """The letter, and what it is. Raises `KeyError` for a placeholder that is not known."""
    post = letter["from"]

    def token(hit: re.Match[str]) -> str:
        return TOKENS["other"] if hit[1] == "own" and post not in _GROUPED else TOKENS[hit[1]]

    def bare(text: str) -> str:
        return _PLACEHOLDER.sub(token, _MARK.sub(r"\1", text))

    written = take_apart(bare(letter["text"])).written
    return Labelled(
        voice=voice,
        mail=Nameless(
            post=post,
            to=letter["to"],
            subject=bare(str(letter["subject"])),
            sentences=tuple(each.text for block in blocks_of(written) for each in block.sentences),
            attachments=tuple(letter.get("attachments") or ()),
            answers=bool(letter.get("quoted")),
        ),
        kinds=frozenset(Kind(each) for each in letter["kinds"]),
    )
