"""Letters between a councillor and an officer: whose a mail carries, and who had a part in them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mailrules.copies.history import History, KnownLetter
from mailrules.copies.identity import identity, member_at, officer_at
from mailrules.copies.prints import carries, prints_of
from mailrules.copies.quoted import Quoted, quoted_letters
from mailrules.council.model import Member, Officer
from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.reading.model import Reading
from mailrules.vocabulary import GROUP_KINDS, Flag

Way = Literal["officer-to-member", "member-to-officer"]

FROM_OFFICER: Way = "officer-to-member"
FROM_MEMBER: Way = "member-to-officer"
OFFICERS = frozenset({"officer", "chief-executive", "director", "head", "shared-mailbox"})


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A letter between a councillor and an officer that a mail carries.

    Attributes:
        member: the councillor.
        ways: whose letters they are, by their way.
        parts: whoever had a part in it.
        text: its words, as far as they are known.
        how: in which form it is carried, in words.
    """

    member: Member
    ways: frozenset[Way]
    parts: frozenset[str]
    text: str
    flags: frozenset[Flag]
    group_business: bool
    thread: frozenset[str]
    how: str


@dataclass
class Correspondence:
    """The letters that one mail follows and carries; what is costly is made once."""

    message: Message
    reading: Reading
    roll: Roll
    history: History

    @cached_property
    def quoted(self) -> tuple[Quoted, ...]:
        """The letters quoted below or attached."""
        return quoted_letters(self.message, self.roll)

    @cached_property
    def thread(self) -> tuple[KnownLetter, ...]:
        """The earlier letters that the mail says it follows, nearest first."""
        return tuple(known for each in self.message.thread if (known := self.history.letter(each)) is not None)

    @cached_property
    def from_officer(self) -> bool:
        """Whether an officer writes, political assistants aside; or somebody of the council who is no member."""
        sender = self.reading.sender
        return sender.role in OFFICERS or (sender.role == "unknown" and sender.internal)

    @cached_property
    def to(self) -> tuple[str, ...]:
        """Whoever stands in To."""
        return tuple(identity(box.address, self.roll) for box in self.message.to if box.address)

    def who(self, address: str) -> str:
        """Whoever is behind an address."""
        return identity(address, self.roll)

    @cached_property
    def answered(self) -> tuple[Member, KnownLetter | None, Quoted | None] | None:
        """The councillor whose letter the mail answers: the nearest one by a member whom it is addressed to."""
        for letter in self.thread:
            member = member_at(letter.author, self.roll)
            if member is not None and f"person:{member.id}" in self.to:
                return member, letter, None
        for each in self.quoted:
            member = self._member(each.author)
            if member is not None and each.author in self.to:
                return member, None, each
        return None

    def _member(self, who: str) -> Member | None:
        kind, _, person_id = who.partition(":")
        person = self.roll.person(person_id) if kind == "person" else None
        return person if isinstance(person, Member) else None

    def _officer(self, who: str) -> bool:
        kind, _, rest = who.partition(":")
        if kind == "person":
            person = self.roll.person(rest)
            return isinstance(person, Officer) and person.kind != "political-assistant"
        return kind == "mailbox" and self.roll.shared_mailbox_owner(rest) is not None

    @cached_property
    def carried(self) -> tuple[Carried, ...]:
        """The councillors' letters that the mail carries: quoted, attached, or pasted without a header; one a councillor."""
        found: dict[str, Carried] = {}
        for nth, each in enumerate(self.quoted):
            made = self._from_quoted(nth, each)
            if made is not None:
                _merge(found, made)
        for letter in self._pasted():
            made = self._from_letter(letter)
            if made is not None:
                _merge(found, made)
        return tuple(found.values())

    def _from_quoted(self, nth: int, each: Quoted) -> Carried | None:
        author, counterparts = self._member(each.author), [self._member(who) for who in each.to]
        known = self._known(each)
        to = tuple(dict.fromkeys((*each.to, *(self.who(address) for address in (known.visible if known else ())))))
        if author is not None and (not to or any(self._officer(who) for who in to if who != each.author)):
            member = author
        elif self._officer(each.author) and any(counterparts):
            member = next(m for m in counterparts if m is not None)
        else:
            return None
        # Whoever wrote or got a newer letter of the chain has seen what hangs below it.
        newer = {who for above in self.quoted[:nth] if not above.attached for who in (above.author, *above.to) if who}
        return Carried(
            member=member,
            ways=frozenset({FROM_MEMBER if author is not None else FROM_OFFICER}),
            parts=frozenset({each.author, *to, *newer} - {""}),
            text=f"{each.body}\n{known.written if known else ''}",
            flags=known.flags if known else frozenset(),
            group_business=bool(known and GROUP_KINDS & set(known.kinds)),
            thread=frozenset({known.message_id, *known.thread}) if known else frozenset(),
            how="a letter below it" if not each.attached else "a letter attached to it",
        )

    def _known(self, each: Quoted) -> KnownLetter | None:
        for letter in self.thread:
            if self.who(letter.author) == each.author and (not each.body or _shares_words(letter.prints, each.body)):
                return letter
        theirs = prints_of(each.body)
        for letter in self.history.sharing(theirs):
            # What is quoted is often cut short, so it is the quotation's words that have to be the letter's.
            if self.who(letter.author) == each.author and 2 * len(theirs & letter.prints) >= len(theirs):
                return letter
        return None

    def _from_letter(self, letter: KnownLetter) -> Carried | None:
        member = member_at(letter.author, self.roll)
        if member is None:
            return None
        parts = frozenset(self.who(address) for address in letter.visible)
        if not any(officer_at(address, self.roll) for address in letter.visible if address != letter.author):
            return None
        return Carried(
            member=member,
            ways=frozenset({FROM_MEMBER}),
            parts=parts,
            text=letter.written,
            flags=letter.flags,
            group_business=bool(GROUP_KINDS & set(letter.kinds)),
            thread=frozenset({letter.message_id, *letter.thread}),
            how="the words of an earlier letter, without its header",
        )

    def _pasted(self) -> tuple[KnownLetter, ...]:
        """Earlier letters by councillors whose words stand in the text, or in a paper attached."""
        texts = [self.message.text, *(each.text for each in self.message.attachments)]
        found: dict[str, KnownLetter] = {}
        for text in texts:
            if not text.strip():
                continue
            for letter in self.history.sharing(prints_of(text)):
                if letter.message_id == self.message.message_id or member_at(letter.author, self.roll) is None:
                    continue
                if _has_words_of(text, letter) or any(_same_words(text, paper.prints) for paper in letter.papers):
                    found.setdefault(letter.message_id, letter)
        return tuple(found.values())

    def took_part(self, who: str, member: Member) -> bool:
        """Whether somebody is in the correspondence by the councillor's own doing, or by writing in it."""
        own = f"person:{member.id}"
        for letter in self.thread:
            author = self.who(letter.author)
            if author == who or (author == own and who in {self.who(address) for address in letter.visible}):
                return True
        return any(each.author == who or (each.author == own and who in each.to) for each in self.quoted)


def _shares_words(prints: frozenset[int], other: str) -> bool:
    theirs = prints_of(other)
    return not theirs or bool(prints & theirs)


def _has_words_of(text: str, letter: KnownLetter) -> bool:
    """Whether a text carries a letter; by its prints alone, where its words are kept no more."""
    return carries(text, letter.written) if letter.words.kept else _same_words(text, letter.prints)


def _same_words(text: str, paper: frozenset[int]) -> bool:
    mine = prints_of(text)
    return len(paper) >= 12 and len(mine & paper) >= 0.6 * len(paper)  # noqa: PLR2004 - fewer are a phrase


def _merge(found: dict[str, Carried], made: Carried) -> None:
    known = found.get(made.member.id)
    if known is None:
        found[made.member.id] = made
        return
    found[made.member.id] = Carried(
        member=known.member,
        ways=known.ways | made.ways,
        parts=known.parts | made.parts,
        text=f"{known.text}\n{made.text}",
        flags=known.flags | made.flags,
        group_business=known.group_business or made.group_business,
        thread=known.thread | made.thread,
        how=known.how,
    )
