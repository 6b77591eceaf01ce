"""What reaches a group: another's paper, what another said at its meeting, and advice beyond facts and options."""

from collections.abc import Iterator

from mailrules.cases import Moment
from mailrules.copies.advice import recommends
from mailrules.copies.consent import Matter, Recipient, consent
from mailrules.copies.documents import group_papers, says_for_group
from mailrules.copies.identity import person_at
from mailrules.copies.meetings import heard_in
from mailrules.copies.outgoing import Outgoing
from mailrules.copies.wrong import Wrong, wrong
from mailrules.council.roll import Roll
from mailrules.vocabulary import Finding, Kind


def documents(mail: Outgoing) -> Iterator[Wrong]:
    """The papers of one group that go to another without its consent."""
    readers = [each for each in mail.readers if each[2] is not None]
    if not readers:
        return
    papers = group_papers(mail.message, mail.visible, mail.sent.history, mail.sent.cases, mail.roll)
    for paper in papers:
        said = tuple(mail.sent.said(paper.owner))
        for address, name, group in readers:
            if group == paper.owner:
                continue
            recipient = Recipient(address=address, name=name, person=person_at(address, mail.roll), group=group)
            matter = Matter(thread=frozenset(mail.message.thread), subject=mail.message.subject, topics=paper.topics)
            if consent(said, recipient, matter, mail.sent.history, mail.roll, at=mail.sent.at):
                continue
            yield wrong(
                Finding.GROUP_DOCUMENT_DISCLOSED,
                address,
                f"“{paper.name}” was written for {paper.owner} ({paper.how}); {address} belongs to {group}, "
                f"and no consent of {paper.owner} is on record",
            )


def meetings(mail: Outgoing) -> Iterator[Wrong]:
    """What was heard at one group's meeting and is told to another."""
    readers = mail.readers
    groups = frozenset(group for _, _, group in readers if group is not None)
    if not groups:
        return
    author = mail.reading.sender.person
    known = frozenset(case.group for case in mail.sent.cases if case.officer == author and case.happened(Moment.AGREED))
    group, words = heard_in(mail.visible.written, mail.roll, not_of=groups, known=known)
    if not group:
        return
    for address, _, of in readers:
        if of is not None and of != group:
            yield wrong(
                Finding.GROUP_CONFIDENCE,
                address,
                f"it tells {address} what was said at a meeting of {group}: “{words}”",
            )


def advice(mail: Outgoing) -> Iterator[Wrong]:
    """A report to a group that recommends, or treats political implications."""
    readers = [(address, group) for address, _, group in mail.readers if group is not None]
    delivered = {item.group for item in mail.reading.items if item.kind is Kind.GROUP_BRIEFING_DELIVERED}
    texts = [("", mail.visible.written), *((each.name, each.text) for each in mail.message.attachments)]
    for group in dict.fromkeys(group for _, group in readers):
        reports = [(name, text) for name, text in texts if says_for_group(text, mail.roll) == group]
        if group in delivered:
            reports = [each for each in texts if each[0] or not mail.message.attachments]
        elif not reports:
            reports = [each for each in texts if _headed_for(each[1], group, mail.roll)]
        hit = next(((name, words) for name, text in reports if (words := recommends(text))), None)
        if hit is None:
            continue
        where = f"“{hit[0]}”" if hit[0] else "the letter"
        for address, of in readers:
            if of == group:
                yield wrong(
                    Finding.RECOMMENDATION_TO_GROUP,
                    address,
                    f"{where}, written for {group}, goes beyond facts, options and merits: “{hit[1]}”",
                )


def _headed_for(text: str, group: str, roll: Roll) -> bool:
    lines = [line for line in text.splitlines() if line.strip()][:14]
    return any(says_for_group(line, roll) == group for line in lines if len(line) < 90)  # noqa: PLR2004 - a heading is short
