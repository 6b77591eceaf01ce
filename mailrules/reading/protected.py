"""Words of a mail that no notice may carry: names of private people, figures, and what argues."""

import re

from mailrules.reading.material import Material
from mailrules.reading.people import people_in

_FIGURES = re.compile(
    r"[£$€]\s?\d[\d,.]*\s?(?:million|bn|m|k)?\b|\b\d[\d,.]*\s?(?:%|per ?cent)|\b\d{1,3}(?:,\d{3})+\b|\b\d+\.\d+m?\b",
    re.IGNORECASE,
)
_TITLED_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Rev|Sir|Lady|Prof)\.?\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?")
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{4,80})[\"”]")
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w.-]{3,200}\w|\b(?:\+44|0)\d[\d ]{8,12}\d\b")
_AT_MOST = 60


def protected_words(mail: Material, *, but: frozenset[str]) -> tuple[str, ...]:
    """What a notice may not repeat from this mail.

    Args:
        but: ids of the people whom the mail's items are about; their names may be said where the clause lets them.
    """
    text = f"{mail.message.subject}\n{mail.visible.written}"
    found = [text[each.start : each.end] for each in people_in(text, mail.roll) if each.person.id not in but]
    found += [hit.group() for pattern in (_FIGURES, _TITLED_NAME, _ADDRESS) for hit in pattern.finditer(text)]
    found += [hit.group(1) for hit in _QUOTED.finditer(text)]
    return tuple(dict.fromkeys(word.strip() for word in found if len(word.strip()) > 1))[:_AT_MOST]
