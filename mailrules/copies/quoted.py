"""The letters that a mail carries below, or attached: who wrote each, to whom, and what it says."""

import re
from dataclasses import dataclass

from mailrules.copies.identity import identity, normal, of_person
from mailrules.council.model import Officer
from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.reading.groups import group_ids
from mailrules.reading.people import people_in

_MARK = r"(?:>[ \t]?)*[ \t]*\*?"
_BLOCK = re.compile(
    rf"^{_MARK}from:\*?[ \t]*(?P<author>[^\n]{{1,200}})\n"
    rf"(?P<rest>(?:{_MARK}(?:sent|date|to|cc|bcc|subject|reply-to|importance|message-id):[^\n]{{0,600}}(?:\n|\Z)"
    r"|[ \t]+[^\n]{1,200}\n)*)",
    re.IGNORECASE | re.MULTILINE,
)
_WROTE = re.compile(
    rf"^{_MARK}(?:on\b[^\n]{{4,100}}?(?:,|\d{{4}}|\d\d:\d\d)[ \t]+)(?P<author>[^\n,]{{2,80}})[ \t]+wrote:[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(r"^(?:>[ \t]?)*[ \t]*\*?(to|cc):\*?[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"[\w.'+-]{1,80}@[\w.-]{1,120}")
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_MOST = 20


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """A letter that is carried.

    Attributes:
        author: whoever wrote it; empty where that cannot be told.
        to: whoever it shows as addressed.
        unknown: it shows addressees, or an author, who cannot be told.
        attached: it is attached as a mail of its own.
    """

    author: str
    to: tuple[str, ...]
    body: str
    named: str
    """Its author as written."""
    attached: bool = False


def quoted_letters(message: Message, roll: Roll) -> tuple[Quoted, ...]:
    """The letters carried below the text, newest first, then those that are attached."""
    found = list(_in(message.text, roll, attached=False))
    for each in message.attachments:
        if each.content_type == "message/rfc822":
            found.extend(_in(each.text, roll, attached=True))
    return tuple(found[:_MOST])


def _in(text: str, roll: Roll, *, attached: bool) -> list[Quoted]:
    hits = sorted((*_BLOCK.finditer(text), *_WROTE.finditer(text)), key=lambda hit: hit.start())[:_MOST]
    found: list[Quoted] = []
    for nth, hit in enumerate(hits):
        end = hits[nth + 1].start() if nth + 1 < len(hits) else len(text)
        to: list[str] = []
        if "rest" in hit.re.groupindex:
            for _, value in _FIELD.findall(hit["rest"]):
                to.extend(whoever(value, roll))
        authors = whoever(hit["author"], roll)
        found.append(
            Quoted(
                author=authors[0] if authors else "",
                to=tuple(dict.fromkeys(to)),
                body=_QUOTED.sub("", text[hit.end() : end]).strip(),
                named=hit["author"].strip(),
                attached=attached,
            )
        )
    return found


def whoever(value: str, roll: Roll) -> tuple[str, ...]:
    """Whoever a quoted header names: by address, in full, by post, as a group or its office."""
    found: dict[str, None] = {}
    for each in re.split(r"[;,](?![^<]*>)", value):
        entry = each.strip().strip("'\"*")
        if not entry:
            continue
        addresses = _ADDRESS.findall(entry)
        if addresses:
            found.update(dict.fromkeys(identity(normal(address), roll) for address in addresses))
            continue
        people = [named.person for named in people_in(entry, roll)]
        if people:
            found.update(dict.fromkeys(of_person(person) for person in people))
            continue
        officer = _by_post(entry, roll)
        if officer is not None:
            found[of_person(officer)] = None
            continue
        found.update(dict.fromkeys(f"group:{group}" for group in group_ids(entry, roll)))
    return tuple(found)


def _by_post(entry: str, roll: Roll) -> Officer | None:
    wanted = entry.lower()
    officers = [each for each in roll.people() if isinstance(each, Officer)]
    return next((each for each in officers if each.post and each.post.lower() == wanted), None)
