"""How every letter would look, with example values: for those who look after its words. Nothing is sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.ports import Rendered


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A template rendered with its own example values.

    Attributes:
        kind: notices, circulations or service.
        home: `shipped`, or the council's own folder.
        letter: None where it does not render.
        wrong: why it does not, with file and line; empty where it does.
    """

    kind: str
    name: str
    home: str
    letter: Rendered | None = None
    wrong: str = ""


def as_text(samples: Iterable[Sample]) -> str:
    """The letters one under the other, as text alone."""
    return "\n".join(_one(each) for each in samples)


def _one(sample: Sample) -> str:
    title = f"{sample.kind}/{sample.name} ({sample.home})"
    head = f"{title}\n{'=' * len(title)}\n"
    if sample.letter is None:
        return f"{head}It cannot be rendered: {sample.wrong}\n"
    return f"{head}Subject: {sample.letter.subject}\n\n{sample.letter.text}"
