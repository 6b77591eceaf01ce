"""What a notice may say, and the proof that it says no more.

A value carries a label. A template is given only the values whose label the clause lets it say. Before the notice
leaves it is rendered again with every other value exchanged: the two texts must be the same.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mailrules.vocabulary import Label


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A value and what saying it discloses; None says nothing."""

    value: str | tuple[object, ...] | None
    label: Label


Values = Mapping[str, Labelled]


def permitted(values: Values, say: frozenset[Label]) -> dict[str, str | tuple[object, ...] | None]:
    """The values that may be said; the others are there, as None, so that a template that asks for one gets nothing."""
    return {name: value.value if value.label in say else None for name, value in values.items()}


def exchanged(values: Values, say: frozenset[Label]) -> dict[str, Labelled]:
    """The same values, with each that may not be said exchanged for another."""
    return {
        name: value if value.label in say else Labelled(value=f"exchanged {name}", label=value.label)
        for name, value in values.items()
    }


def says_no_more(render: Callable[[Values], tuple[str, ...]], values: Values, say: frozenset[Label]) -> bool:
    """Whether the rendered texts do not depend on any value that may not be said."""
    return render(values) == render(exchanged(values, say))


def leaked(texts: Iterable[str], protected: Iterable[str], allowed: Iterable[str] = ()) -> tuple[str, ...]:
    """The protected words that stand in a text, each once, in the order in which they are protected.

    Words are found whole, in any letter case. `allowed` are the values that the notice may say; a protected word
    that stands in one of them in the council's own directory (a group's name) is no leak.
    """
    whole = "\n".join(texts)
    permitted_text = "\n".join(allowed)
    return tuple(
        dict.fromkeys(
            word for word in protected if word.strip() and _stands(word, whole) and not _stands(word, permitted_text)
        )
    )


def _stands(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.strip())}(?!\w)", text, re.IGNORECASE) is not None
