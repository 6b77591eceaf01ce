"""A group asks: for a paper, for an officer at its meeting, or for what another group had."""

import re
from collections.abc import Iterator
from datetime import date

from mailrules.council.model import Officer
from mailrules.reading import cues
from mailrules.reading.blocks import Block, Stretch
from mailrules.reading.days import days_in
from mailrules.reading.material import Material, lit
from mailrules.reading.model import Evidence, Fields, Item
from mailrules.reading.people import officers_in, people_in
from mailrules.vocabulary import GROUP_REQUESTS, Kind

CLEAR, DOUBTFUL = 0.9, 0.6


def requests(mail: Material) -> tuple[Item, ...]:
    """What the sender asks for their group; nothing where they may not speak for one."""
    group = mail.sender.group or (mail.sender.group_of_member if not mail.sender.authentic else None)
    if group is None:
        return ()
    offer = _offer(mail, group)
    if offer is not None:
        taken = _taken_up(mail, group, offer)
        if taken is not None:
            return (taken,)
    found = [each for block in mail.blocks for each in _asked_in(mail, block, group)]
    return _merged(found)


def _merged(found: list[tuple[int, Item]]) -> tuple[Item, ...]:
    """One request of a kind is one item, the clearest of them, unless numbered points ask for different officers or days."""
    kept: list[tuple[int, Item]] = []
    for strength, item in sorted(found, key=lambda each: -each[0]):
        same = [each for _, each in kept if each.kind is item.kind]
        if not same or all(_apart(item, each) for each in same):
            kept.append((strength, item))
    order = [item for _, item in found]
    return tuple(sorted((item for _, item in kept), key=order.index))


def _apart(one: Item, other: Item) -> bool:
    officers, days = (one.fields.officer, other.fields.officer), (one.fields.date, other.fields.date)
    return all((*officers, *days)) and officers[0] != officers[1] and days[0] != days[1]


def _asked_in(mail: Material, block: Block, group: str) -> Iterator[tuple[int, Item]]:
    whole = block.whole.text
    if not cues.ASKS.search(whole):
        return
    if cues.FOR_ME.search(whole) and not cues.NOT_FOR_PORTFOLIO.search(whole) and not _group_speaks(mail):
        return
    for_group = cues.FOR_GROUP.search(whole) is not None or _group_speaks(mail) or group in mail.groups_said(whole)
    if not for_group:
        return
    comes = _comes(mail, block)
    papers = _papers(block, group_speaks=_group_speaks(mail) and comes is None)
    if comes:
        yield comes[0], _item(mail, Kind.GROUP_ATTENDANCE_REQUEST, group, block, comes[1], CLEAR)
    if papers and not (comes and papers[1][-1].text == comes[1][-1].text):
        yield papers[0], _item(mail, Kind.GROUP_BRIEFING_REQUEST, group, block, papers[1], CLEAR)


def _group_speaks(mail: Material) -> bool:
    """Whether the sender has no voice but the group's: its office or its assistant."""
    return mail.sender.role in {"group-office", "political-assistant"}


Found = tuple[int, tuple[Evidence, ...]]
"""How clearly a sentence asks, and its words."""


def _comes(mail: Material, block: Block) -> Found | None:
    found: list[Found] = []
    for sentence in block.sentences:
        if cues.NARRATIVE.search(sentence.text):
            continue
        officers = officers_in(sentence.text, mail.roll)
        coming = cues.COMES.search(sentence.text)
        asks = cues.ASKS.search(sentence.text) is not None
        for_group = cues.FOR_GROUP.search(sentence.text) is not None
        if coming and (officers or for_group) and not _only_comes_back(sentence.text) and (asks or officers):
            strength = 1 + asks + bool(officers) + for_group
            found.append((strength, _evidence(sentence, coming, "an officer is asked to come")))
        for each in people_in(sentence.text, mail.roll):
            before, after = sentence.text[: each.start], sentence.text[each.end :]
            wanted = cues.HAVE_PERSON.search(before) and (cues.PERSON_FOR.match(after) or for_group)
            if wanted and each.person in officers:
                found.append((3, (lit(sentence, each.start, each.end, "an officer is wanted at the meeting"),)))
    return max(found, key=lambda each: each[0], default=None)


_COME_BACK = re.compile(
    r"\bcome (?:back to|to (?:you|see you|an?|no|that|the (?:conclusion|view)|it|this|terms))\b", re.IGNORECASE
)


def _only_comes_back(text: str) -> bool:
    return _COME_BACK.search(text) is not None and cues.COMES.search(_COME_BACK.sub("", text)) is None


def _papers(block: Block, *, group_speaks: bool) -> Found | None:
    found: list[Found] = []
    for sentence in block.sentences:
        paper = cues.PAPERS.search(sentence.text)
        if paper is None or cues.NARRATIVE.search(sentence.text) or cues.PAPERS_TO.search(sentence.text):
            continue
        asks = cues.ASKS.search(sentence.text) is not None
        made = cues.PRODUCES.search(sentence.text) is not None
        for_group = cues.FOR_THE_GROUP.search(sentence.text) is not None
        wanted = (asks and (made or for_group)) or (
            made and (group_speaks or for_group) and cues.ASKS.search(block.whole.text)
        )
        if wanted:
            found.append((1 + asks + made + for_group, _evidence(sentence, paper, "something is asked for in writing")))
    return max(found, key=lambda each: each[0], default=None)


def _evidence(sentence: Stretch, hit: re.Match[str], cue: str) -> tuple[Evidence, ...]:
    found = [lit(sentence, hit.start(), hit.end(), cue)]
    asks = cues.ASKS.search(sentence.text)
    if asks:
        found.insert(0, lit(sentence, asks.start(), asks.end(), "it asks"))
    return tuple(found)


def _item(
    mail: Material, kind: Kind, group: str, block: Block, evidence: tuple[Evidence, ...], confidence: float
) -> Item:
    near = next((s.text for s in block.sentences if s.start <= evidence[-1].start < s.end), block.whole.text)
    texts = (near, block.whole.text, _without_salutation(mail))
    officers = next((found for text in texts if (found := officers_in(text, mail.roll))), ())
    days = _meeting_days(mail, kind, texts)
    return Item(
        kind=kind,
        group=group,
        topic=mail.topic(near, block.whole.text, mail.visible.written),
        fields=Fields(
            officer=officers[0].id if officers else _assistant(mail, kind, near), date=days[0] if days else None
        ),
        confidence=confidence,
        evidence=evidence,
    )


def _assistant(mail: Material, kind: Kind, near: str) -> str | None:
    """The political assistant who is asked to come; who writes for the group is no guest of it."""
    if kind is not Kind.GROUP_ATTENDANCE_REQUEST:
        return None
    named = (each.person for each in people_in(near, mail.roll))
    assistants = (each.id for each in named if isinstance(each, Officer) and each.kind == "political-assistant")
    return next((each for each in assistants if each != mail.sender.person), None)


_SALUTATION = re.compile(r"\A\s*(?:(?:dear|hello|hi|morning|good \w+|hey)\b)?[^\n.?!]{0,40}\n", re.IGNORECASE)
_MEETS = re.compile(
    r"\b(?:meet(?:s|ing)?|agenda|group|together|away\s?day|session|evening|night|join|come|slot|at \d|\d ?[ap]m|next (?:mon|tues|wednes|thurs|fri)\w+)\b",
    re.IGNORECASE,
)


def _without_salutation(mail: Material) -> str:
    return _SALUTATION.sub("", mail.visible.written, count=1)


def _meeting_days(mail: Material, kind: Kind, texts: tuple[str, ...]) -> list[date]:
    """Days of the meeting that the request is for; days by which a paper is wanted are none of them."""
    sentences = [sentence.text for _, sentence in mail.sentences()]
    places = [*texts[:2], mail.message.subject, texts[2]] if kind is Kind.GROUP_ATTENDANCE_REQUEST else [
        *(text for text in sentences if _MEETS.search(text)), mail.message.subject,
    ]  # fmt: skip
    for text in places:
        ahead = [day for day in days_in(text, mail.sent, deadlines=False) if day >= mail.sent]
        if ahead:
            return ahead
    return []


def _offer(mail: Material, group: str) -> tuple[Evidence, Item | None] | None:
    """The notice that the mail answers: known, quoted below, or named in so many words."""
    for known in mail.answered:
        for item in known.items:
            if item.kind is Kind.EQUAL_ACCESS_NOTICE and item.group != group:
                return Evidence(
                    where="header:in-reply-to", text=known.subject, cue="it answers a notice to the groups"
                ), item
    quoted = cues.NOTICE_TEXT.search(mail.visible.quoted)
    served = [each for each in mail.groups_said(mail.visible.quoted) if each != group]
    if quoted and served:
        return Evidence(where="quoted", text=quoted.group(), cue="a notice to the groups is quoted below"), None
    for _, sentence in mail.sentences():
        named = cues.NOTICE_NAMED.search(sentence.text)
        if named:
            return lit(sentence, named.start(), named.end(), "it speaks of a notice"), None
        had = _WHAT_THEY_HAD.search(sentence.text)
        if had and [each for each in mail.groups_said(sentence.text) if each != group]:
            return lit(sentence, had.start(), had.end(), "it speaks of what another group had"), None
    return None


_WHAT_THEY_HAD = re.compile(
    r"\bwhat (?:the )?[\w ]{2,30} (?:had|got|have had|received|were given|was given)\b", re.IGNORECASE
)


def _taken_up(mail: Material, group: str, offer: tuple[Evidence, Item | None]) -> Item | None:
    notice, known = offer
    for block, sentence in mail.sentences():
        if cues.FOR_ME.search(block.whole.text) and not _group_speaks(mail):
            continue
        if cues.NOT_WANTED.search(sentence.text):
            return None
        wants = cues.TAKES_UP.search(sentence.text)
        asks = cues.ASKS.search(sentence.text)
        if wants is None and not (asks and (cues.COMES.search(sentence.text) or cues.PAPERS.search(sentence.text))):
            continue
        hit = wants or asks
        assert hit is not None
        officers = officers_in(block.whole.text, mail.roll)
        days = [day for day in days_in(mail.visible.written, mail.sent, deadlines=False) if day >= mail.sent]
        topic = (known.topic if known else None) or mail.topic(
            block.whole.text, mail.visible.quoted, mail.visible.written, *(each.written for each in mail.answered)
        )
        return Item(
            kind=Kind.GROUP_OFFER_TAKEN_UP,
            group=group,
            topic=topic,
            fields=Fields(
                officer=officers[-1].id if officers else (known.fields.officer if known else None),
                member=None,
                date=days[0] if days else None,
            ),
            confidence=CLEAR if wants or known else DOUBTFUL,
            evidence=(lit(sentence, hit.start(), hit.end(), "it wants what another group had"), notice),
        )
    return None


def asks_for_group(text: str) -> bool:
    """Whether a quoted text holds a group's request; for the rules that read an answer."""
    return bool(cues.ASKS.search(text) and (cues.COMES.search(text) or cues.PAPERS.search(text)))


REQUESTED = GROUP_REQUESTS | {Kind.GROUP_OFFER_TAKEN_UP}
