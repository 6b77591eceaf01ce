"""How a paper is marked: the confidence that its subject, its head or its attachment says it is under.

A mark is a line of its own, or begins the subject; what a sentence says of a paper is no mark. Labels are never merged:
a paper that is exempt under two paragraphs has two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.reading.days import days_in
from mailrules.vocabulary import DocumentLabel

HEAD = 15
"""So many lines of a paper are its head, where a mark stands."""
LONGEST = 120
"""A longer line is a sentence and no mark."""
_I = re.IGNORECASE
_MAYBE = re.compile(r"exempt|confiden|publication|budget|personal|embargo|100A", _I)
_EXEMPT = re.compile(
    r"^\W*(?:not for publication\W+)?(?:this (?:report|appendix|paper) is )?exempt\b.*?\bpara(?:graph)?s?\W*"
    r"(?P<numbers>[1-7](?:\s*(?:,|and|&|to|-)\s*[1-7])*)",
    _I,
)
_STATUTORY = re.compile(
    r"^\W*(?:statutory confidential|confidential\b.*\b(?:100A\(?3|statute|by law|under an enactment))", _I
)
_BUDGET = re.compile(
    r"^\W*(?:draft )?budget\b.*\b(?:embargo\w*|confidential|not for publication)|^\W*embargo\w*\b.*\bbudget\b", _I
)
_GROUP = re.compile(r"^\W*(?:strictly )?(?:group confidential\b|confidential\b.{0,40}\bgroup\b)", _I)
_ENDS = r"\W*(?:$|[:\-–—])"
_PERSONAL = re.compile(
    rf"^\W*(?:strictly )?(?:personal|private)(?:\W+(?:and|&)\W+(?:confidential|private|personal))?{_ENDS}", _I
)
_PROTOCOL = re.compile(rf"^\W*(?:not for publication|(?:strictly |in )?confiden(?:tial|ce)){_ENDS}", _I)


@dataclass(frozen=True, kw_only=True)
class Marking:
    """A mark, where it stands, and what it says beside its label.

    Attributes:
        where: `subject`, `body` or `attachment:NAME`.
        group: the group that it names.
        until: the day that it names; on that day alone no embargo ends.
    """

    label: DocumentLabel
    where: str
    words: str
    group: str | None = None
    until: date | None = None


def markings(message: Message, written: str, roll: Roll) -> tuple[Marking, ...]:
    """The marks of a mail and of what is attached to it, each label once for each place."""
    texts = (
        ("subject", re.sub(r"^(?:\s*(?:re|fw|fwd)\s*:)+\s*", "", message.subject, flags=_I)),
        ("body", written),
        *((f"attachment:{each.name}", each.text) for each in message.attachments if each.text),
    )
    found = {(each.where, each.label): each for where, text in texts for each in _in(text, where, roll)}
    return tuple(found.values())


def _in(text: str, where: str, roll: Roll) -> Iterator[Marking]:
    if not _MAYBE.search(text):
        return
    for line in [each.strip() for each in text.splitlines() if each.strip()][:HEAD]:
        if len(line) <= LONGEST and _MAYBE.search(line):
            for label in labels_in(line):
                group = next((each.id for each in roll.groups() if each.name.lower() in line.lower()), None)
                day = next(iter(days_in(line, roll.day)), None)
                yield Marking(label=label, where=where, words=line, group=group, until=day)


def labels_in(line: str) -> tuple[DocumentLabel, ...]:
    """The labels of one line that is a mark; none where it is not."""
    if exempt := _EXEMPT.search(line):
        return tuple(DocumentLabel(f"exempt-{number}") for number in _numbers(exempt["numbers"]))
    for label, pattern in (
        (DocumentLabel.STATUTORY_CONFIDENTIAL, _STATUTORY),
        (DocumentLabel.BUDGET_EMBARGO, _BUDGET),
        (DocumentLabel.GROUP_CONFIDENTIAL, _GROUP),
        (DocumentLabel.PERSONAL, _PERSONAL),
        (DocumentLabel.PROTOCOL_CONFIDENTIAL, _PROTOCOL),
    ):
        if pattern.search(line):
            return (label,)
    return ()


def _numbers(words: str) -> list[int]:
    span = re.fullmatch(r"([1-7])\s*(?:to|-)\s*([1-7])", words.strip())
    if span:
        return list(range(int(span[1]), int(span[2]) + 1))
    return sorted({int(each) for each in re.findall(r"[1-7]", words)})
