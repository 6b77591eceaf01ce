"""The chief executive, or a director, answers a group's request that an officer attend."""

import re
from collections.abc import Iterator

from mailrules.reading import cues
from mailrules.reading.days import days_in
from mailrules.reading.material import Material, lit
from mailrules.reading.model import Evidence, Fields, Item
from mailrules.reading.people import officers_in
from mailrules.reading.requests import asks_for_group
from mailrules.vocabulary import Kind

CLEAR, DOUBTFUL = 0.9, 0.6
_ANSWERING = frozenset({"chief-executive", "director", "shared-mailbox"})
_ATTENDANCE = frozenset({Kind.GROUP_ATTENDANCE_REQUEST, Kind.GROUP_OFFER_TAKEN_UP})


def answers(mail: Material) -> tuple[Item, ...]:
    """What was agreed, and what was declined; an answer that is neither is nothing."""
    asked = _asked(mail)
    if mail.sender.role not in _ANSWERING or asked is None:
        return ()
    found: dict[Kind, Item] = {}
    for kind, evidence, words, number in _verdicts(mail):
        request = asked[min((number or 1) - 1, len(asked) - 1)] if asked else None
        found.setdefault(kind, _item(mail, kind, evidence, words, request))
    return tuple(found.values())


def _asked(mail: Material) -> tuple[Item, ...] | None:
    """The requests that are answered; empty where one is only quoted; None where there is none."""
    earlier = tuple(
        item for item in mail.earlier_items() if item.kind in _ATTENDANCE and item.group in mail.addressed_groups
    )
    if earlier:
        return earlier
    if any(item.group for item in mail.earlier_items()):
        return None
    quoted = mail.visible.quoted
    if len(mail.addressed_groups) == 1 and asks_for_group(quoted) and cues.COMES.search(quoted):
        return ()
    return None


def _verdicts(mail: Material) -> Iterator[tuple[Kind, Evidence, str, int | None]]:
    numbered = [block for block in mail.blocks if block.number is not None]
    for block in numbered or mail.blocks:
        text = block.whole.text
        no, yes = cues.DECLINES.search(text), cues.AGREES.search(text)
        if no and (not yes or no.start() <= yes.start() or not numbered):
            sentence_first = yes is not None and yes.start() < no.start() and _whole_yes(text[: no.start()])
            if not sentence_first:
                yield (
                    Kind.OFFICER_ATTENDANCE_DECLINED,
                    lit(block.whole, no.start(), no.end(), "it says no"),
                    text,
                    block.number,
                )
                if not numbered:
                    return
                continue
        if yes:
            yield (
                Kind.OFFICER_ATTENDANCE_AGREED,
                lit(block.whole, yes.start(), yes.end(), "it says yes"),
                text,
                block.number,
            )
            if not numbered:
                return


_YES = re.compile(r"\b(?:yes|happy|agreed|of course|certainly|will be with you|will come|it is)\b", re.IGNORECASE)


def _whole_yes(text: str) -> bool:
    return _YES.search(text) is not None


def _item(mail: Material, kind: Kind, evidence: Evidence, words: str, request: Item | None) -> Item:
    officers = officers_in(words, mail.roll)
    days = days_in(words, mail.sent)
    group = request.group if request else mail.addressed_groups[0]
    known = request.fields if request else Fields()
    return Item(
        kind=kind,
        group=group,
        topic=(request.topic if request else None) or mail.topic(words, mail.visible.quoted),
        fields=Fields(
            officer=known.officer or (officers[0].id if officers else None) or _own(mail),
            date=known.date or (days[0] if days else None),
        ),
        confidence=CLEAR if request else DOUBTFUL + 0.15,
        evidence=(evidence,),
    )


def _own(mail: Material) -> str | None:
    return mail.sender.person if mail.sender.role == "director" else None
