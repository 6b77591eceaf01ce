"""Papers that were written for one group: whose a paper is that a mail gives."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from mailrules.cases import Case
from mailrules.copies.history import History, KnownLetter
from mailrules.copies.prints import prints_of, same_paper, words_of
from mailrules.council.roll import Roll
from mailrules.message import Attachment, Message
from mailrules.reading.groups import groups_in
from mailrules.reading.model import VisibleText

_FOR = re.compile(
    r"\b(?:for|at the request of|requested by|by request of|to|as asked (?:for )?by|commissioned by)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_WRITTEN_FOR = re.compile(
    r"\b(?:wrote|written|did|done|prepared|produced|drafted|put together|made|gave|given|sent|went)\b[^.!?\n]{0,40}\b(?:for|to)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"\b(?:another|a new|fresh|separate|of your own|your own|similar|rather than|instead|not the (?:one|same|paper|note)|different|same facts|from scratch|update[ds]?)\b",
    re.IGNORECASE,
)
_HEAD = 400


@dataclass(frozen=True, kw_only=True)
class GroupPaper:
    """A paper that a mail gives, and the group for which it was written."""

    owner: str
    name: str
    topics: tuple[str, ...]
    how: str
    """What shows whose it is."""


def group_papers(
    message: Message, visible: VisibleText, history: History, cases: Iterable[Case], roll: Roll
) -> tuple[GroupPaper, ...]:
    """The papers written for a group that the mail gives: attached, or pasted into its text."""
    known_cases = sorted(cases, key=lambda case: case.opened)
    found: list[GroupPaper] = []
    for each in message.attachments:
        made = _attached(message, visible, each, history, known_cases, roll)
        if made is not None:
            found.append(made)
    pasted = _known(prints_of(visible.written), history, message.message_id)
    if pasted is not None and pasted[0].group:
        found.append(
            GroupPaper(
                owner=pasted[0].group,
                name=pasted[1],
                topics=_topics(pasted[1], message.subject, visible.written),
                how="its text is the text of a paper that was given to that group",
            )
        )
    return tuple(found)


def _attached(
    message: Message, visible: VisibleText, each: Attachment, history: History, cases: list[Case], roll: Roll
) -> GroupPaper | None:
    name = PurePath(each.name).stem
    topics = _topics(name, message.subject, each.text)
    digest = "bytes:" + sha256(each.content).hexdigest() if each.content else ""
    case = next((case for case in cases if digest and digest in case.papers), None)
    if case is not None:
        more = (case.topic,) if case.topic else ()
        return GroupPaper(
            owner=case.group, name=name, topics=(*topics, *more), how="it is the file given to that group"
        )
    known = _known(prints_of(each.text), history, message.message_id)
    if known is not None and known[0].group:
        how = f"it is, word for word or nearly, the paper “{known[1]}” given to that group"
        return GroupPaper(owner=known[0].group, name=name, topics=(*topics, known[1]), how=how)
    stated = _stated(each.text[:_HEAD], roll)
    if stated:
        return GroupPaper(owner=stated, name=name, topics=topics, how="it says for whom it was written")
    told = _told(visible.written, roll)
    if told:
        return GroupPaper(owner=told, name=name, topics=topics, how="the mail says for whom it was written")
    return None


def _known(prints: frozenset[int], history: History, but: str) -> tuple[KnownLetter, str] | None:
    if not prints:
        return None
    letters = sorted((each for each in history.sharing(prints) if each.message_id != but), key=lambda each: each.at)
    for letter in letters:
        if not letter.served:
            continue
        for paper in letter.papers:
            if same_paper(paper.prints, prints):
                return letter, PurePath(paper.name).stem
    return None


def _stated(head: str, roll: Roll) -> str:
    for hit in groups_in(head, roll):
        if _FOR.search(head[max(0, hit.start - 40) : hit.start]):
            return hit.group
    return ""


def _told(written: str, roll: Roll) -> str:
    for sentence in re.split(r"(?<=[.!?])\s+|\n", written):
        if _ITS_OWN.search(sentence):
            continue
        for hit in groups_in(sentence, roll):
            if _WRITTEN_FOR.search(sentence[max(0, hit.start - 80) : hit.start]):
                return hit.group
    return ""


def _topics(name: str, subject: str, text: str) -> tuple[str, ...]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    said = (" ".join(words_of(each)) for each in (name, subject, first[:120]))
    return tuple(dict.fromkeys(each for each in said if each))


def says_for_group(text: str, roll: Roll) -> str:
    """The group for which a paper, or a letter that is one, says that it was written."""
    return _stated(text[:_HEAD], roll)
