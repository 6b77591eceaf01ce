"""Two groups exchanged, with their leaders, members and offices: in the directory and throughout a mail.

Whatever Evenhand does with the one it must do with the other: an outcome may change by the exchange and by nothing else.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, TypeVar

from mailrules.council.model import Council, Group, Member, Officer
from mailrules.council.roll import Person, Roll
from mailrules.message import Attachment, Mailbox, Message

_SHORTEST = 3
"""Names of fewer letters are not exchanged by themselves: they are more often something else."""
_P = TypeVar("_P", Member, Officer)


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """Who stands for whom.

    Attributes:
        one, other: ids of the groups.
        council: the directory in which each has the other's names and addresses; ids, posts and offices stay.
    """

    one: str
    other: str
    council: Council
    _words: Mapping[str, str]
    _pattern: re.Pattern[str]

    def text(self, text: str) -> str:
        """The text with every name and address exchanged."""
        return self._pattern.sub(lambda hit: self._words[hit.group()], text)

    def message(self, message: Message) -> Message:
        """The mail, exchanged throughout; its identifiers stay."""
        stays = {"message-id", "in-reply-to", "references"}
        return replace(
            message,
            subject=self.text(message.subject),
            from_=self._boxes(message.from_),
            sender=self._box(message.sender) if message.sender else None,
            reply_to=self._boxes(message.reply_to),
            to=self._boxes(message.to),
            cc=self._boxes(message.cc),
            bcc=self._boxes(message.bcc),
            headers=tuple((name, value if name in stays else self.text(value)) for name, value in message.headers),
            text=self.text(message.text),
            html=self.text(message.html),
            attachments=tuple(self._attachment(each) for each in message.attachments),
        )

    def value(self, value: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
        """A JSON value with every text in it exchanged."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(each) for each in value]
        if isinstance(value, dict):
            return {name: self.value(each) for name, each in value.items()}
        return value

    def _box(self, box: Mailbox) -> Mailbox:
        return Mailbox(address=self.text(box.address), name=self.text(box.name))

    def _boxes(self, boxes: tuple[Mailbox, ...]) -> tuple[Mailbox, ...]:
        return tuple(map(self._box, boxes))

    def _attachment(self, part: Attachment) -> Attachment:
        return replace(part, name=self.text(part.name), text=self.text(part.text))


def exchange(council: Council, one: str, other: str, *, roll: Roll) -> Exchange:
    """Exchange two groups of a council, by who holds which post on the roll's day.

    Members are exchanged post by post, then in the directory's order; whom the smaller group has no partner for stays.
    """
    first, second = roll.group(one), roll.group(other)
    assert first is not None, one
    assert second is not None, other
    pairs = tuple(_pairs(roll, one, other))
    swapped = {mine.id: yours for a, b in pairs for mine, yours in ((a, b), (b, a))}
    words = _words(first, second, pairs, _once_only(roll))
    return Exchange(
        one=one,
        other=other,
        council=replace(
            council,
            groups=tuple(_group(each, first, second) for each in council.groups),
            members=tuple(_person(each, swapped) for each in council.members),
            officers=tuple(_person(each, swapped) for each in council.officers),
        ),
        _words=words,
        _pattern=_any_of(words),
    )


def _pairs(roll: Roll, one: str, other: str) -> Iterator[tuple[Person, Person]]:
    """Who is exchanged with whom: whoever holds the same post, then the others in the directory's order."""
    paired: set[str] = set()
    for post in ("leader", "deputy", "chief_whip"):
        for mine, yours in zip(roll.in_post(one, post), roll.in_post(other, post), strict=False):
            if not paired & {mine.id, yours.id}:
                paired |= {mine.id, yours.id}
                yield mine, yours
    rest = [[each for each in roll.members(group) if each.id not in paired] for group in (one, other)]
    yield from zip(*rest, strict=False)
    yield from zip(*(_assistants(roll, group) for group in (one, other)), strict=False)


def _assistants(roll: Roll, group: str) -> list[Officer]:
    return [each for each in roll.people() if isinstance(each, Officer) and roll.group_of(each.id) == group]


def _group(group: Group, first: Group, second: Group) -> Group:
    if group.id not in {first.id, second.id}:
        return group
    partner = second if group.id == first.id else first
    office = tuple(theirs for _, theirs in _offices(group, partner))
    return replace(group, name=partner.name, aliases=partner.aliases, office=office)


def _offices(mine: Group, yours: Group) -> Iterator[tuple[str, str]]:
    """The addresses of two groups' offices; one that the other has no like of gets one that nobody has."""
    for nth, own in enumerate(mine.office):
        theirs = yours.office[nth] if nth < len(yours.office) else f"office-{nth}.of.{yours.id}@{own.partition('@')[2]}"
        yield own, theirs


def _person(person: _P, partners: Mapping[str, Person]) -> _P:
    partner = partners.get(person.id)
    if partner is None:
        return person
    return replace(person, name=partner.name, email=partner.email, aliases=partner.aliases)


def _once_only(roll: Roll) -> frozenset[str]:
    """The given names and surnames that only one person in the directory has."""
    times = Counter(part for person in roll.people() for part in set(person.name.split()))
    return frozenset(part for part, count in times.items() if count == 1 and len(part) >= _SHORTEST)


def _words(
    first: Group, second: Group, pairs: Iterable[tuple[Person, Person]], once_only: frozenset[str]
) -> dict[str, str]:
    """What is written for what; where two would be, the first that is found."""
    both_ways = [
        *_group_words(first, second),
        *_group_words(second, first),
        *(
            words
            for one, other in pairs
            for a, b in ((one, other), (other, one))
            for words in _person_words(a, b, once_only)
        ),
    ]
    found: dict[str, str] = {}
    for mine, yours in both_ways:
        if mine and yours and mine != yours:
            found.setdefault(mine, yours)
    return found


def _group_words(mine: Group, yours: Group) -> Iterator[tuple[str, str]]:
    names = (mine.name, *mine.aliases)
    for name, its in zip_longest(names, (yours.name, *yours.aliases)[: len(names)], fillvalue=yours.name):
        yield from zip(_forms(name), _forms(its), strict=True)
    for address, its in _offices(mine, yours):
        yield from ((address, its), (its, address))


def _person_words(mine: Person, yours: Person, once_only: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield from ((mine.name, yours.name), (mine.email, yours.email))
    yield from zip_longest(mine.aliases, yours.aliases[: len(mine.aliases)], fillvalue=yours.email)
    for nth in (0, -1):
        part = mine.name.split()[nth]
        if part in once_only:
            yield part, yours.name.split()[nth]


def _forms(name: str) -> Iterator[str]:
    """The ways in which a group is named in a letter: `LD Group`, `LD`, `LDs`, and in small letters where it is no id."""
    core = name.removeprefix("the ").removesuffix(" office").removesuffix(" Group").removesuffix(" Party")
    one = core.removesuffix("s")
    yield from (name, f"{one} Group", f"{one} Group".lower(), core, one, f"{one}s", f"{one}s".lower())


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w@.-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w@-])")
