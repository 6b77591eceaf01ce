"""The one checker of outbound mail: what is wrong with it, whatever the protocol says of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from mailrules.cases import Case, Moment
from mailrules.copies.advice import recommends
from mailrules.copies.consent import Matter, Recipient, Said, asked_for, consent
from mailrules.copies.correspondence import FROM_OFFICER, Carried, Correspondence, Way
from mailrules.copies.documents import group_papers, says_for_group
from mailrules.copies.greeting import greeting, greets, greets_several
from mailrules.copies.history import History, KnownLetter, bare_subject
from mailrules.copies.identity import (
    group_at,
    identity,
    is_archive,
    is_bot,
    is_cabinet_member,
    member_at,
    normal,
    officer_at,
    person_at,
)
from mailrules.copies.meetings import heard_in
from mailrules.copies.signed import binds, may_sign, member_signing
from mailrules.copies.visibility import Hidden, Seen, hidden_on, own_identities, visible_on
from mailrules.copies.words import declared
from mailrules.council.model import Member
from mailrules.council.roll import Roll
from mailrules.message import Mailbox, Message
from mailrules.reading.model import Reading
from mailrules.vocabulary import GROUP_KINDS, Finding, Flag, Kind

_TO_MANY = frozenset(
    {
        Kind.EQUAL_ACCESS_NOTICE,
        Kind.PRESS_RELEASE_ISSUED,
        Kind.PRESS_RELEASE_DRAFT,
        Kind.DECISION_RECORD,
        Kind.CONFERENCE_NOTICE,
        Kind.CONSULTATION_DOCUMENT,
        Kind.MEETING_DATE_CHANGE,
        Kind.FACILITY_CHANGE,
    }
)
"""What goes round to many is nobody's correspondence."""


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One copy of a letter between a councillor and an officer, as the clauses on copies look at it.

    Attributes:
        ways: whose letters go with it, by their way; empty where no councillor's correspondence is copied.
        to_member: it goes to another councillor.
        to_cabinet: that councillor sits in the cabinet.
        hidden: no addressee can see it.
        told: the first councillor is told of it.
        consent: the first councillor has agreed.
        later: it is a later, separate message.
        spoken: it was said aloud.
        flags: those of the letter that was answered.
    """

    ways: frozenset[Way]
    to_member: bool = False
    to_cabinet: bool = False
    hidden: bool = False
    told: bool = False
    consent: bool = False
    later: bool = False
    spoken: bool = False
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """One thing wrong with a mail, about one address."""

    finding: Finding
    address: str
    why: str
    copy: Copy | None = None
    binding: bool = False
    of: str = ""
    """Id of the councillor whose correspondence it is; empty where it is nobody's."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A mail that was sent, or is about to be, and what is known before it.

    Attributes:
        at: when it is sent.
        said: what a group or member has said of showing things of theirs, oldest first.
        envelope: everybody to whom it was handed over, where that is known.
    """

    message: Message
    reading: Reading
    roll: Roll
    history: History
    at: datetime
    cases: Iterable[Case] = ()
    said: Callable[[str], Iterable[Said]] = field(default=lambda _by: ())
    envelope: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What is wrong with a mail; `copies` are those that the clauses look at, wrong or not."""

    wrong: tuple[Wrong, ...] = ()
    copies: tuple[Copy, ...] = ()
    doubts: tuple[str, ...] = ()


def check(sent: Sent) -> Checked:
    """Everything that is wrong with a mail that goes out."""
    return _Check(sent).all()


class _Check:
    """One mail looked at; gathers what is wrong."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent
        self.message, self.reading, self.roll = sent.message, sent.reading, sent.roll
        self.visible = sent.reading.visible
        self.letters = Correspondence(sent.message, sent.reading, sent.roll, sent.history)
        self.own = own_identities(self.message, self.roll)
        self.seen: Seen = visible_on(self.message, self.roll)
        self.hidden: tuple[Hidden, ...] = hidden_on(self.message, self.visible, self.roll, self.seen, sent.envelope)
        self.wrong: list[Wrong] = []
        self.copies: list[Copy] = []

    def all(self) -> Checked:
        """Look at everything: that a mail says it was written by a machine excuses it from nothing."""
        first = self._first_member()
        self._hidden(first)
        if self.letters.from_officer and first is not None:
            self._visible_copies(first)
        if self.letters.from_officer:
            self._forwarded(first)
            self._documents()
            self._meetings()
            self._advice()
        self._signed()
        return Checked(wrong=tuple(dict.fromkeys(self.wrong)), copies=tuple(self.copies), doubts=self.seen.doubts)

    def _add(
        self,
        finding: Finding,
        address: str,
        why: str,
        copy: Copy | None = None,
        *,
        binding: bool = False,
        of: str = "",
    ) -> None:
        self.wrong.append(Wrong(finding=finding, address=address, why=why, copy=copy, binding=binding, of=of))

    # Whose correspondence it is

    def _first_member(self) -> Member | None:
        """The councillor to whom an officer writes; None where several are written to alike, or nobody is."""
        answered = self.letters.answered
        if answered is not None:
            return answered[0]
        members = {m.id: m for box in self.message.to if (m := member_at(box.address, self.roll)) is not None}
        return next(iter(members.values())) if len(members) == 1 else None

    def _answered_letter(self) -> KnownLetter | None:
        answered = self.letters.answered
        return answered[1] if answered else None

    def _goes_to_many(self) -> bool:
        if self.letters.answered is not None:
            return False
        return bool(_TO_MANY & set(self.reading.kinds)) or greets_several(greeting(self.visible))

    def _group_matter(self, first: Member, other: Member) -> bool:
        """Whether the letter is the group's own business, between the group and an officer."""
        group = self.roll.group_of(first.id)
        if group is None or group != self.roll.group_of(other.id):
            return False
        if any(item.kind in GROUP_KINDS and item.group == group for item in self.reading.items):
            return True
        letter = self._answered_letter()
        return letter is not None and letter.group == group and bool(GROUP_KINDS & set(letter.kinds))

    # Copies

    def _copy_to(self, address: str, first: Member | None, *, hidden: bool, told: bool, consent_given: bool) -> Copy:
        member = member_at(address, self.roll)
        other = member is not None and first is not None and member.id != first.id
        ways: frozenset[Way] = (
            frozenset({FROM_OFFICER}) if first is not None and self.letters.from_officer else frozenset()
        )
        if ways and first is not None:
            ways |= frozenset(way for each in self.letters.carried if each.member.id == first.id for way in each.ways)
        return Copy(
            ways=ways,
            to_member=other,
            to_cabinet=other and member is not None and is_cabinet_member(member, self.roll),
            hidden=hidden,
            told=told,
            consent=consent_given,
            flags=self._marks(),
        )

    def _marks(self) -> frozenset[Flag]:
        letter = self._answered_letter()
        flags = letter.flags if letter is not None else frozenset()
        if Flag.MARKED_PERSONAL not in flags and letter is None and _marked_in(bare_subject(self.message.subject)):
            flags |= {Flag.MARKED_PERSONAL}
        return frozenset(flags)

    def _hidden(self, first: Member | None) -> None:
        for each in self.hidden:
            person = person_at(each.address, self.roll)
            told = declared(self.message, self.visible, each.address, each.name, self.roll, person)
            given = first is not None and self._consent(first, each.address, each.name) is True
            copy = self._copy_to(each.address, first, hidden=True, told=told, consent_given=given)
            self.copies.append(copy)
            of = first.id if first is not None and copy.ways else ""
            blind = f"{each.address} got it and stands in neither To nor Cc"
            self._add(Finding.BLIND_COPY, each.address, blind, copy, of=of)
            if not told:
                self._add(
                    Finding.COPY_NOT_NOTIFIED,
                    each.address,
                    f"nothing in it lets its addressee see that {each.address} has a copy",
                    copy,
                    of=of,
                )
            if first is not None and copy.ways:
                self._to_member(each.address, each.name, first, copy)

    def _visible_copies(self, first: Member) -> None:
        for box in self._visible_others(first):
            told = True
            given = self._consent(first, box.address, box.name)
            copy = self._copy_to(box.address, first, hidden=False, told=told, consent_given=given is True)
            self.copies.append(copy)
            self._to_member(box.address, box.name, first, copy)

    def _visible_others(self, first: Member) -> tuple[Mailbox, ...]:
        own = self.own
        of_first = f"person:{first.id}"
        found: dict[str, Mailbox] = {}
        for box in (*self.message.to, *self.message.cc):
            who = identity(box.address, self.roll)
            if box.address and who not in own and who != of_first:
                found.setdefault(who, box)
        return tuple(box for who, box in found.items() if not is_bot(box.address, self.roll))

    def _to_member(self, address: str, name: str, first: Member, copy: Copy) -> None:
        """What is wrong with a copy to another councillor, beside that it may be hidden."""
        other = member_at(address, self.roll)
        if other is None or other.id == first.id:
            return
        given = self._consent(first, address, name)
        if given is True:
            return
        refused = given is False
        if not copy.hidden and not refused and (self._had_part(first, other) or self._goes_to_many()):
            return
        if not refused and self._group_matter(first, other):
            return
        why = f"a letter between {first.name} and an officer is copied to {other.name}, and "
        why += "consent was taken back or refused" if refused else f"no consent of {first.name} is on record"
        self._add(Finding.COPIED_WITHOUT_CONSENT, address, why, copy, of=first.id)
        if copy.to_cabinet and Flag.MARKED_PERSONAL in copy.flags and self.letters.answered is not None:
            self._add(
                Finding.PERSONAL_REPLY_COPIED,
                address,
                f"the letter that it answers was marked personal, and {other.name} sits in the cabinet",
                copy,
                of=first.id,
            )

    def _had_part(self, first: Member, other: Member) -> bool:
        who = f"person:{other.id}"
        if self.letters.took_part(who, first):
            return True
        if self.letters.answered is not None:
            return False
        # Nothing is answered: several who are greeted together are written to alike.
        line = greeting(self.visible)
        return greets(line, other, other.name) and greets(line, first, first.name)

    def _consent(self, first: Member, address: str, name: str, carried: Carried | None = None) -> bool | None:
        recipient = Recipient(
            address=address,
            name=name,
            person=person_at(address, self.roll),
            group=group_at(address, self.roll),
        )
        thread = frozenset({*self.message.thread, *(carried.thread if carried else ())})
        matter = Matter(thread=thread, subject=self.message.subject)
        last = consent(self.sent.said(first.id), recipient, matter, self.sent.history, self.roll, at=self.sent.at)
        if last is not None:
            return last
        own = f"person:{first.id}"
        texts = [letter.written for letter in self.letters.thread if identity(letter.author, self.roll) == own]
        texts += [each.body for each in self.letters.quoted if each.author == own]
        if carried is not None:
            texts.append(carried.text)
        return True if any(asked_for(text, recipient, self.roll) for text in texts) else None

    @cached_property
    def _recipients(self) -> tuple[tuple[str, str, bool], ...]:
        """Everybody who gets it, machines aside: address, name, and whether it is out of the addressees' sight."""
        boxes = [*self.message.addressees, *self.message.bcc, *(Mailbox(address=normal(e)) for e in self.sent.envelope)]
        found: dict[str, tuple[str, str, bool]] = {}
        for box in boxes:
            who = identity(box.address, self.roll)
            if box.address and not is_bot(box.address, self.roll) and not is_archive(box.address, self.roll):
                found.setdefault(who, (normal(box.address), box.name, who not in self.seen.identities))
        return tuple(found.values())

    # Forwards

    def _forwarded(self, first: Member | None) -> None:
        own = self.own
        recipients = self._recipients
        to = set(self.letters.to)
        for carried in self.letters.carried:
            of_first = f"person:{carried.member.id}"
            if of_first in to or (first is not None and first.id == carried.member.id):
                continue
            for address, name, hidden in recipients:
                who = identity(address, self.roll)
                if who in own or who == of_first or who in carried.parts:
                    continue
                if self._may_have(carried, address, name):
                    continue
                told = of_first in self.seen.identities
                copy = self._forward(carried, address, hidden=hidden, told=told)
                self.copies.append(copy)
                self._add(
                    Finding.FORWARDED_ON,
                    address,
                    f"it carries {carried.how}, between {carried.member.name} and an officer, to {address}, who had no part in it",
                    copy,
                    of=carried.member.id,
                )

    def _may_have(self, carried: Carried, address: str, name: str) -> bool:
        given = self._consent(carried.member, address, name, carried)
        if given is not None:
            return given
        person = person_at(address, self.roll)
        officer = officer_at(address, self.roll)
        if officer is not None:
            return self.letters.officer_may_have(officer, carried)
        group = self.roll.group_of(carried.member.id)
        if carried.group_business and group is not None and group == group_at(address, self.roll):
            return not isinstance(person, Member) or person in self.roll.speakers(group)
        return False

    def _forward(self, carried: Carried, address: str, *, hidden: bool, told: bool) -> Copy:
        member = member_at(address, self.roll)
        return Copy(
            ways=carried.ways,
            to_member=member is not None,
            to_cabinet=member is not None and is_cabinet_member(member, self.roll),
            hidden=hidden,
            told=told,
            later=True,
            flags=carried.flags,
        )

    # Groups

    @cached_property
    def _readers(self) -> tuple[tuple[str, str, str | None], ...]:
        """Everybody who gets it, the sender and machines aside: address, name, group."""
        own = self.own
        return tuple(
            (address, name, group_at(address, self.roll))
            for address, name, _ in self._recipients
            if identity(address, self.roll) not in own
        )

    def _documents(self) -> None:
        readers = [each for each in self._readers if each[2] is not None]
        if not readers:
            return
        papers = group_papers(self.message, self.visible, self.sent.history, self.sent.cases, self.roll)
        for paper in papers:
            said = tuple(self.sent.said(paper.owner))
            for address, name, group in readers:
                if group == paper.owner:
                    continue
                recipient = Recipient(address=address, name=name, person=person_at(address, self.roll), group=group)
                matter = Matter(
                    thread=frozenset(self.message.thread), subject=self.message.subject, topics=paper.topics
                )
                if consent(said, recipient, matter, self.sent.history, self.roll, at=self.sent.at):
                    continue
                self._add(
                    Finding.GROUP_DOCUMENT_DISCLOSED,
                    address,
                    f"“{paper.name}” was written for {paper.owner} ({paper.how}); {address} belongs to {group}, "
                    f"and no consent of {paper.owner} is on record",
                )

    def _meetings(self) -> None:
        readers = self._readers
        groups = frozenset(group for _, _, group in readers if group is not None)
        if not groups:
            return
        author = self.reading.sender.person
        known = frozenset(
            case.group for case in self.sent.cases if case.officer == author and case.happened(Moment.AGREED)
        )
        group, words = heard_in(self.visible.written, self.roll, not_of=groups, known=known)
        if not group:
            return
        for address, _, of in readers:
            if of is not None and of != group:
                self._add(
                    Finding.GROUP_CONFIDENCE,
                    address,
                    f"it tells {address} what was said at a meeting of {group}: “{words}”",
                )

    def _advice(self) -> None:
        readers = [(address, group) for address, _, group in self._readers if group is not None]
        delivered = {item.group for item in self.reading.items if item.kind is Kind.GROUP_BRIEFING_DELIVERED}
        texts = [("", self.visible.written), *((each.name, each.text) for each in self.message.attachments)]
        for group in dict.fromkeys(group for _, group in readers):
            reports = [(name, text) for name, text in texts if says_for_group(text, self.roll) == group]
            if group in delivered:
                reports = [each for each in texts if each[0] or not self.message.attachments]
            elif not reports:
                reports = [each for each in texts if _headed_for(each[1], group, self.roll)]
            hit = next(((name, words) for name, text in reports if (words := recommends(text))), None)
            if hit is None:
                continue
            where = f"“{hit[0]}”" if hit[0] else "the letter"
            for address, of in readers:
                if of == group:
                    self._add(
                        Finding.RECOMMENDATION_TO_GROUP,
                        address,
                        f"{where}, written for {group}, goes beyond facts, options and merits: “{hit[1]}”",
                    )

    # Names

    def _signed(self) -> None:
        outside = [box for box in self.message.to if box.address and self._outside(box.address)]
        if not outside:
            return
        person = self.roll.person(self.reading.sender.person or "")
        member = member_signing(self.message, self.visible, person, self.roll)
        own_letter = isinstance(person, Member) and member in {None, person}
        if isinstance(person, Member) and member is None:
            member = person
        if member is None:
            return
        text = self.visible.written
        binding = binds(text)
        for box in outside:
            body = self.roll.outside_body(box.address)
            shown = f"{box.name} {box.address.rpartition('@')[0]}"
            if not binding and (own_letter or may_sign(member, text, shown, body.kind if body else "", self.roll)):
                continue
            what = "binds the council, instructs or spends" if binding else "is an official one"
            self._add(
                Finding.IN_MEMBERS_NAME,
                box.address,
                f"a letter to {box.address} that {what} goes in the name of {member.name}",
                binding=binding,
            )

    def _outside(self, address: str) -> bool:
        return not self.roll.is_internal(address) and person_at(address, self.roll) is None


def _headed_for(text: str, group: str, roll: Roll) -> bool:
    lines = [line for line in text.splitlines() if line.strip()][:14]
    return any(says_for_group(line, roll) == group for line in lines if len(line) < 90)  # noqa: PLR2004 - a heading is short


def _marked_in(subject: str) -> bool:
    words = subject.replace("strictly ", "").split()
    return bool(words) and words[0].strip(":;-,.[]()") in {"personal", "private"}
