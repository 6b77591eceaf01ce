"""One mail that goes out, and what every look at it needs: whose correspondence it is, who gets it, and who has agreed."""

from dataclasses import dataclass
from functools import cached_property

from mailrules.copies.consent import Matter, Recipient, asked_for
from mailrules.copies.consent import consent as consented
from mailrules.copies.correspondence import Carried, Correspondence
from mailrules.copies.greeting import greeting, greets_several
from mailrules.copies.history import KnownLetter, bare_subject
from mailrules.copies.identity import group_at, identity, is_archive, is_bot, member_at, normal, person_at
from mailrules.copies.visibility import Hidden, Seen, hidden_on, own_identities, visible_on
from mailrules.copies.wrong import Sent
from mailrules.council.model import Member
from mailrules.council.roll import Roll
from mailrules.message import Mailbox, Message
from mailrules.reading.model import Reading, VisibleText
from mailrules.vocabulary import GROUP_KINDS, Flag, Kind

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


@dataclass
class Outgoing:
    """A mail as the checker looks at it; what is costly is made once."""

    sent: Sent

    @property
    def message(self) -> Message:
        """The mail."""
        return self.sent.message

    @property
    def reading(self) -> Reading:
        """What it is."""
        return self.sent.reading

    @property
    def roll(self) -> Roll:
        """The council on its day."""
        return self.sent.roll

    @property
    def visible(self) -> VisibleText:
        """Its text."""
        return self.sent.reading.visible

    @cached_property
    def letters(self) -> Correspondence:
        """The letters that it follows and carries."""
        return Correspondence(self.message, self.reading, self.roll, self.sent.history)

    @cached_property
    def own(self) -> frozenset[str]:
        """The sender, in whatever mailbox."""
        return own_identities(self.message, self.roll)

    @cached_property
    def seen(self) -> Seen:
        """Whom it shows."""
        return visible_on(self.message, self.roll)

    @cached_property
    def hidden(self) -> tuple[Hidden, ...]:
        """Whom it does not show."""
        return hidden_on(self.message, self.visible, self.roll, self.seen, self.sent.envelope)

    @cached_property
    def first(self) -> Member | None:
        """The councillor to whom an officer writes; None where several are written to alike, or nobody is."""
        answered = self.letters.answered
        if answered is not None:
            return answered[0]
        members = {m.id: m for box in self.message.to if (m := member_at(box.address, self.roll)) is not None}
        return next(iter(members.values())) if len(members) == 1 else None

    @cached_property
    def answered_letter(self) -> KnownLetter | None:
        """The councillor's letter that it answers, where it is known."""
        answered = self.letters.answered
        return answered[1] if answered else None

    @cached_property
    def goes_to_many(self) -> bool:
        """Whether it is written to many alike, and so is nobody's correspondence."""
        if self.letters.answered is not None:
            return False
        return bool(_TO_MANY & set(self.reading.kinds)) or greets_several(greeting(self.visible))

    def group_matter(self, first: Member, other: Member) -> bool:
        """Whether the letter is the group's own business, between the group and an officer."""
        group = self.roll.group_of(first.id)
        if group is None or group != self.roll.group_of(other.id):
            return False
        if any(item.kind in GROUP_KINDS and item.group == group for item in self.reading.items):
            return True
        letter = self.answered_letter
        return letter is not None and letter.group == group and bool(GROUP_KINDS & set(letter.kinds))

    @cached_property
    def marks(self) -> frozenset[Flag]:
        """The flags of the letter that it answers; where that is not known, what its own subject shows of it."""
        letter = self.answered_letter
        flags = letter.flags if letter is not None else frozenset()
        if Flag.MARKED_PERSONAL not in flags and letter is None and _marked_in(bare_subject(self.message.subject)):
            flags |= {Flag.MARKED_PERSONAL}
        return frozenset(flags)

    def consent(self, first: Member, address: str, name: str, carried: Carried | None = None) -> bool | None:
        """Whether a councillor has agreed that somebody has the letter, on record or in it; None where nothing was said."""
        recipient = Recipient(
            address=address,
            name=name,
            person=person_at(address, self.roll),
            group=group_at(address, self.roll),
        )
        thread = frozenset({*self.message.thread, *(carried.thread if carried else ())})
        matter = Matter(thread=thread, subject=self.message.subject)
        last = consented(self.sent.said(first.id), recipient, matter, self.sent.history, self.roll, at=self.sent.at)
        if last is not None:
            return last
        own = f"person:{first.id}"
        texts = [letter.written for letter in self.letters.thread if identity(letter.author, self.roll) == own]
        texts += [each.body for each in self.letters.quoted if each.author == own]
        if carried is not None:
            texts.append(carried.text)
        return True if any(asked_for(text, recipient, self.roll) for text in texts) else None

    @cached_property
    def recipients(self) -> tuple[tuple[str, str, bool], ...]:
        """Everybody who gets it, machines aside: address, name, and whether it is out of the addressees' sight."""
        boxes = [*self.message.addressees, *self.message.bcc, *(Mailbox(address=normal(e)) for e in self.sent.envelope)]
        found: dict[str, tuple[str, str, bool]] = {}
        for box in boxes:
            who = identity(box.address, self.roll)
            if box.address and not is_bot(box.address, self.roll) and not is_archive(box.address, self.roll):
                found.setdefault(who, (normal(box.address), box.name, who not in self.seen.identities))
        return tuple(found.values())

    @cached_property
    def readers(self) -> tuple[tuple[str, str, str | None], ...]:
        """Everybody who gets it, the sender and machines aside: address, name, group."""
        own = self.own
        return tuple(
            (address, name, group_at(address, self.roll))
            for address, name, _ in self.recipients
            if identity(address, self.roll) not in own
        )


def _marked_in(subject: str) -> bool:
    words = subject.replace("strictly ", "").split()
    return bool(words) and words[0].strip(":;-,.[]()") in {"personal", "private"}
