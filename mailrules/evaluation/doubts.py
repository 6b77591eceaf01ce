"""Why a person has to look before Evenhand acts on an item, in words that say what to look at."""

from mailrules.reading.model import Item, Reading
from mailrules.vocabulary import GROUP_REQUESTS, DocumentLabel, Flag

SURE = 0.75
"""Below that confidence a reading is for a person to settle."""

CONFIDENCES = {
    Flag.CONFIDENTIAL: "the mail asks for confidence: the monitoring officer decides whether others may be told",
    Flag.MARKED_PERSONAL: "the mail is marked personal: the monitoring officer decides whether others may be told",
    Flag.PERSONAL_MATTER: "the mail is about a personal matter: the monitoring officer decides whether others may be told",
}


def doubts_about(item: Item, reading: Reading) -> tuple[str, ...]:
    """The doubts that stand between the item and any act of Evenhand's own; none where it may act."""
    found: list[str] = []
    if not reading.sender.authentic:
        found.append(_disowned(reading))
    if item.confidence < SURE:
        found.append(f"it is not certain that this is {item.kind}: read the words that are lit up")
    flags = item.flags | reading.flags
    found.extend(words for flag, words in CONFIDENCES.items() if flag in flags)
    found.extend(_marked(label) for label in sorted(item.labels) if label is not DocumentLabel.PERSONAL)
    if Flag.PARTY_POLITICAL in flags and item.kind in GROUP_REQUESTS:
        found.append("it may be party business, with which officers do not help")
    found.extend(reading.doubts)
    return tuple(dict.fromkeys(found))


def of_confidence(item: Item, reading: Reading) -> frozenset[str]:
    """The doubts that fall away where what is confidential is left out of what is told; none where more stands in the way.

    What is exempt can be left out; what statute, a group or a person keeps in confidence is for a person to settle.
    """
    kept = {label for label in item.labels if label is not DocumentLabel.PERSONAL and not label.startswith("exempt-")}
    if kept or {Flag.MARKED_PERSONAL, Flag.PERSONAL_MATTER} & (item.flags | reading.flags):
        return frozenset()
    return frozenset({*(_marked(label) for label in item.labels), CONFIDENCES[Flag.CONFIDENTIAL]})


def _marked(label: DocumentLabel) -> str:
    return f"a paper in it is marked {label}: the monitoring officer decides whether others may be told"


def unreliable(reading: Reading) -> tuple[str, ...]:
    """Why a person has to look at a mail whatever it is: somebody else may have sent it, or not all of it could be read.

    What a stranger's mail holds beyond what could be read is the stranger's affair; it is recorded and no more.
    """
    sender = reading.sender
    known = sender.internal or sender.person is not None or sender.outside is not None or not sender.address
    return (*(() if sender.authentic else (_disowned(reading),)), *(reading.doubts if known else ()))


def _disowned(reading: Reading) -> str:
    return "the sender may not be who the mail says: " + "; ".join(reading.sender.reasons)
