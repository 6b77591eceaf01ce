"""What somebody writes, cut into paragraphs, list points and sentences, each where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_POINT = r"(?:\(?\d{1,2}[.)]|[-*•–]|\([a-z]\)|[a-z]\))\s+"
_BLOCK_END = re.compile(rf"\n[ \t]*\n+|\n(?=[ \t]*{_POINT})", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Za-z]\.)(?<!\bCllr\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bNo\.)[\"')\]]*\s+(?=[\"'(\[]?[A-Za-z0-9£])"
)
_NUMBER = re.compile(r"\s*\(?(\d{1,2})[.)]\s")
_AT_MOST = 400


@dataclass(frozen=True)
class Stretch:
    """A stretch of a text: `text == whole[start:end]`."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the whole."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Block:
    """A paragraph, or one point of a list."""

    whole: Stretch
    sentences: tuple[Stretch, ...]

    @property
    def number(self) -> int | None:
        """The point's own number."""
        hit = _NUMBER.match(self.whole.text)
        return int(hit.group(1)) if hit else None


def _cut(text: str, ends: re.Pattern[str], offset: int) -> Iterator[Stretch]:
    start = 0
    for hit in ends.finditer(text):
        yield Stretch(text[start : hit.start()], offset + start)
        start = hit.end()
    yield Stretch(text[start:], offset + start)


def _trimmed(stretch: Stretch) -> Stretch:
    lead = len(stretch.text) - len(stretch.text.lstrip())
    return Stretch(stretch.text.strip(), stretch.start + lead)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order; of an endless text the first 400."""
    blocks = []
    for each in _cut(text, _BLOCK_END, 0):
        whole = _trimmed(each)
        if whole.text:
            sentences = tuple(_trimmed(s) for s in _cut(whole.text, _SENTENCE_END, whole.start) if s.text.strip())
            blocks.append(Block(whole, sentences))
        if len(blocks) == _AT_MOST:
            break
    return tuple(blocks)
