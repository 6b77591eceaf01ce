"""An officer says that a group was served: a paper given, a meeting attended; or tells the other groups of it by hand."""

import re
from collections.abc import Iterator

from mailrules.council.model import Officer
from mailrules.reading import cues
from mailrules.reading.blocks import Block, Stretch
from mailrules.reading.days import days_in
from mailrules.reading.material import Material, lit
from mailrules.reading.model import Evidence, Fields, Item
from mailrules.reading.people import members_in, officers_in, people_in
from mailrules.vocabulary import Kind

CLEAR, DOUBTFUL = 0.9, 0.6
_HEAD = 400


def reports(mail: Material) -> tuple[Item, ...]:
    """What an officer reports; nothing where anybody else writes."""
    if not mail.from_officer:
        return ()
    asked = _answered(mail)
    if asked is not None:
        return (asked,)
    notice = _notice(mail)
    if notice is not None:
        return (notice,)
    return tuple(item for item in (_attended(mail), _delivered(mail)) if item is not None)


_YES = re.compile(
    r"^\W*(?:yes|yep|it did|it has|i did|done|correct|indeed|attended|all fine|went fine)\b", re.IGNORECASE
)
_NO = re.compile(
    r"^\W*(?:no|nope|it didn['’]?t|it did not|cancelled|called off|it was (?:cancelled|called off|postponed)|i didn['’]?t)\b",
    re.IGNORECASE,
)


def _answered(mail: Material) -> Item | None:
    """An officer's yes or no to the question whether a meeting took place."""
    question = next((known for known in mail.answered if known.asks), None)
    if question is None:
        return None
    about = question.items[0]
    yes, no = _YES.search(mail.visible.written), _NO.search(mail.visible.written)
    hit = yes or no
    if hit is None:
        return None
    kind = Kind.GROUP_ATTENDANCE_REPORTED if yes else Kind.OFFICER_ATTENDANCE_DECLINED
    evidence = Evidence(
        where="body",
        text=hit.group(),
        start=hit.start(),
        end=hit.end(),
        cue="an answer to the question whether it took place",
    )
    return Item(
        kind=kind, group=about.group, topic=about.topic, fields=about.fields, confidence=CLEAR, evidence=(evidence,)
    )


def _notice(mail: Material) -> Item | None:
    for block, sentence in mail.sentences():
        served = cues.SERVED.search(sentence.text)
        named = mail.groups_said(sentence.text)
        others = [each for each in mail.addressed_groups if each not in named[:1]]
        if not served or not named or not others or named[0] in mail.to_groups:
            continue
        tells = cues.TELLS.search(mail.visible.written) or cues.NOTICE_TEXT.search(mail.message.subject)
        if not tells or not _speaks_of_group(sentence.text, named[0], mail):
            continue
        officers = officers_in(sentence.text, mail.roll)
        days = days_in(sentence.text, mail.sent, past=True)
        return Item(
            kind=Kind.EQUAL_ACCESS_NOTICE,
            group=named[0],
            topic=mail.topic(sentence.text, block.whole.text),
            fields=Fields(officer=officers[0].id if officers else None, date=days[0] if days else None),
            confidence=CLEAR,
            evidence=(lit(sentence, served.start(), served.end(), "it tells other groups what one group had"),),
        )
    return None


def _speaks_of_group(text: str, group: str, mail: Material) -> bool:
    named = mail.roll.group(group)
    return "group" in text.lower() or named is not None


def _group_in(mail: Material, *texts: str) -> str | None:
    """The one group that the texts speak of, nearest text first."""
    for text in texts:
        named = mail.groups_said(text)
        if named:
            return named[0]
        of_members = [group for member in members_in(text, mail.roll) if (group := mail.roll.group_of(member.id))]
        assistants = [p.group for p in _assistants(text, mail)]
        both = tuple(dict.fromkeys([*of_members, *assistants]))
        if len(both) == 1:
            return both[0]
    return None


def _assistants(text: str, mail: Material) -> Iterator[Officer]:
    for each in people_in(text, mail.roll):
        if isinstance(each.person, Officer) and each.person.kind == "political-assistant":
            yield each.person


def _attended(mail: Material) -> Item | None:
    for block, sentence in mail.sentences():
        went = cues.ATTENDED.search(sentence.text)
        if went is None:
            continue
        group = _meeting_of(mail, sentence)
        when = cues.PAST_TIME.search(sentence.text)
        if group is None or when is None or _still_to_come(sentence.text):
            continue
        days = [day for day in days_in(sentence.text, mail.sent, past=True) if day <= mail.sent]
        officers = officers_in(sentence.text, mail.roll)
        officer = officers[0].id if officers else mail.sender.person
        return Item(
            kind=Kind.GROUP_ATTENDANCE_REPORTED,
            group=group,
            topic=_earlier_topic(mail)
            or mail.topic(sentence.text, block.whole.text, mail.visible.written, mail.visible.quoted),
            fields=Fields(officer=officer, date=days[0] if days else None),
            confidence=CLEAR,
            evidence=(
                lit(sentence, went.start(), went.end(), "an officer has been there"),
                lit(sentence, when.start(), when.end(), "and it has happened"),
            ),
        )
    return None


def _meeting_of(mail: Material, sentence: Stretch) -> str | None:
    named = mail.groups_said(sentence.text)
    if named:
        return named[0]
    in_subject = mail.groups_said(mail.message.subject)
    return in_subject[0] if len(in_subject) == 1 else None


def _still_to_come(text: str) -> bool:
    ahead = cues.NOT_YET.search(text)
    went = cues.ATTENDED.search(text)
    return ahead is not None and went is not None and ahead.start() < went.start()


def _earlier_topic(mail: Material) -> str | None:
    return next((item.topic for item in mail.earlier_items() if item.topic), None)


def _delivered(mail: Material) -> Item | None:
    to_group = _given_in_this_mail(mail)
    if to_group is not None:
        return to_group
    for block, sentence in mail.sentences():
        paper, gave = cues.PAPERS.search(sentence.text), cues.DELIVERED.search(sentence.text)
        if paper is None or gave is None or _not_done(sentence.text, gave.start()) or cues.ASKS.search(sentence.text):
            continue
        group = _group_in(mail, sentence.text, mail.message.subject)
        if group is None or _to_everybody(mail, sentence.text):
            continue
        return _gave(
            mail,
            group,
            block,
            (
                lit(sentence, paper.start(), paper.end(), "a paper"),
                lit(sentence, gave.start(), gave.end(), "that was given"),
            ),
            CLEAR,
        )
    return None


def _not_done(text: str, gave_at: int) -> bool:
    ahead = cues.NOT_YET.search(text)
    return ahead is not None and ahead.start() < gave_at


def _to_everybody(mail: Material, text: str) -> bool:
    return len(mail.groups_said(text)) > 1 or "all groups" in text.lower() or "all members" in text.lower()


def _given_in_this_mail(mail: Material) -> Item | None:
    """A paper for the one group to which the mail goes: attached, or in its text under a heading."""
    if len(mail.to_groups) != 1 or len(mail.addressed_groups) != 1:
        return None
    group = mail.to_groups[0]
    head = mail.visible.written[:_HEAD] + "\n" + mail.message.subject
    paper, gave = cues.PAPERS.search(head), cues.DELIVERED.search(mail.visible.written[:_HEAD])
    carries = bool(mail.message.attachments) or group in mail.groups_said(mail.visible.written[:_HEAD])
    if not paper or not gave or not carries or not _for_the_group(mail, group):
        return None
    evidence = Evidence(
        where="header:to", text=", ".join(box.address for box in mail.message.to), cue="it goes to one group"
    )
    block = mail.blocks[0] if mail.blocks else None
    lights = tuple(
        lit(sentence, hit.start(), hit.end(), "a paper is given")
        for _, sentence in mail.sentences()
        if (hit := cues.DELIVERED.search(sentence.text))
    )[:1]
    return _gave(mail, group, block, (*lights, evidence), CLEAR)


def _for_the_group(mail: Material, group: str) -> bool:
    """To the group's office, to several of its members, or said to be for the group; not a member's own enquiry."""
    office = any(each.id == group for box in mail.message.to if (each := mail.roll.group_office(box.address)))
    members = [box for box in mail.message.to if mail.group_of_address(box.address) == group]
    return (
        office
        or len(members) > 1
        or group in mail.groups_said(mail.visible.written)
        or cues.FOR_GROUP.search(mail.message.subject) is not None
    )


def _gave(mail: Material, group: str, block: Block | None, evidence: tuple[Evidence, ...], confidence: float) -> Item:
    text = block.whole.text if block else ""
    officers = officers_in(text, mail.roll)
    days = [
        day
        for place in (mail.message.subject, text, mail.visible.written[:_HEAD])
        for day in days_in(place, mail.sent)
        if day >= mail.sent
    ]
    officer = mail.sender.person if mail.sender.role != "chief-executive" else None
    return Item(
        kind=Kind.GROUP_BRIEFING_DELIVERED,
        group=group,
        topic=_earlier_topic(mail)
        or mail.topic(
            text, mail.message.subject, *(each.name for each in mail.message.attachments), mail.visible.written
        ),
        fields=Fields(officer=officer or (officers[0].id if officers else None), date=days[0] if days else None),
        confidence=confidence,
        evidence=evidence,
    )
