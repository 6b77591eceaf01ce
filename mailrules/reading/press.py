"""Whether a press statement is a draft or has been issued: the words that show it decide, and never a score alone."""

import re
from collections.abc import Iterable
from dataclasses import replace

from mailrules.reading.material import Material
from mailrules.reading.model import Item
from mailrules.reading.titles import headline
from mailrules.vocabulary import Kind

DOUBTFUL = 0.6
_DRAFT = re.compile(
    r"\bdraft(?:ed|s)?\b|\bfor (?:your |any )?(?:comments?|approval|views|consultation|sign[- ]?off|clearance|a (?:quick )?look|checking|agreement)\b"
    r"|\b(?:comments?|changes|views|amendments|thoughts|corrections) (?:back )?(?:to me )?(?:by|before|please|welcome)\b|\bany (?:comments|changes|thoughts|amends)\b"
    r"|\bare you (?:both |all )?(?:happy|content|ok(?:ay)?|comfortable)\b|\bhappy (?:with|for) (?:this|it|us)\b[^.\n]*\?|\bbefore (?:we|it|i) (?:issue|goes|go|is issued|send|release|put)\b"
    r"|\b(?:we|i) (?:plan|propose|intend|hope|aim|would like|are planning|am planning) to (?:issue|release|publish|send)|\bnot (?:yet )?(?:issued|for issue|been issued|gone out)\b"
    r"|\b(?:will|to) be (?:issued|released|published) (?:on|at|tomorrow|next|this|once|when|after)\b|\byour (?:approval|quote|go-ahead|ok(?:ay)?)\b|\bwe(?:['’]ll| will) (?:issue|release|put (?:it|this) out)\b",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"\b(?:has|have|was|were|been|just|now|being|is|are) (?:just |now |been )?(?:issued|released|gone (?:out|live|to)|sent (?:out|to)|published)\b|\b(?:went|gone) (?:out|live|to (?:the )?(?:media|press|papers?|newsrooms?|journalists?))\b"
    r"|\bas (?:it was )?issued\b|\bissued (?:today|this (?:morning|afternoon|evening)|yesterday|at|just now|a (?:moment|minute)|\d)|\bnow (?:out|live|on (?:our|the) (?:web)?site)\b|\bwe(?:['’]ve| have) (?:just )?(?:issued|released|put)\b",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(
    r"(?i:\bfor immediate (?:release|use|publication)\b|\bembargo(?:ed)?\b|\bnotes? (?:to|for) editors\b)|^\W*(?i:ends)\W*$"
    r"|^\W*(?:PRESS|MEDIA|NEWS) (?:RELEASE|STATEMENT|NOTICE)\b|^\W*(?i:(?:press|media|news) (?:release|statement|notice))(?:\W*|,.*)$",
    re.MULTILINE,
)
"""What a statement has, and talk about one has not."""
_PAIR = frozenset({Kind.PRESS_RELEASE_DRAFT, Kind.PRESS_RELEASE_ISSUED})


def settled(mail: Material, items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, with a press statement as what its words show it to be; doubtful where they show both, or neither."""
    return tuple(_settled(mail, item) if item.kind in _PAIR else item for item in items)


def _settled(mail: Material, item: Item) -> Item:
    said = f"{mail.message.subject}\n{mail.visible.written}"
    draft, out = _DRAFT.search(said) is not None, _OUT.search(said) is not None
    if draft and not out:
        return replace(item, kind=Kind.PRESS_RELEASE_DRAFT)
    text = mail.visible.written
    shows = bool(_STRUCTURE.search(text) or mail.message.attachments or headline(text))
    if out and not draft:
        issued = replace(item, kind=Kind.PRESS_RELEASE_ISSUED)
        return issued if shows else replace(issued, confidence=min(item.confidence, DOUBTFUL))
    if not draft and shows:
        return item
    return replace(item, confidence=min(item.confidence, DOUBTFUL))
