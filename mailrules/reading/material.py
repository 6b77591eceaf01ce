"""What the rules of reading look at: a mail, taken apart, in its council, after what came before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.reading.blocks import Block, Stretch, blocks_of
from mailrules.reading.groups import group_ids
from mailrules.reading.model import Evidence, Item, SenderReading, VisibleText
from mailrules.reading.past import KnownMail, Past, answered
from mailrules.reading.topic import topic_of

OFFICERS = frozenset({"officer", "chief-executive", "director", "head", "shared-mailbox"})


@dataclass
class Material:
    """A mail, ready to be read; what is costly is made once, when first asked for."""

    message: Message
    sender: SenderReading
    visible: VisibleText
    roll: Roll
    past: Past
    sent: date
    """The day on which it was sent, in the council's time."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Paragraphs and list points of what the sender now writes."""
        return blocks_of(self.visible.written)

    @cached_property
    def answered(self) -> tuple[KnownMail, ...]:
        """The earlier mails that this one follows, nearest first."""
        return answered(self.message, self.past)

    @cached_property
    def addressed_groups(self) -> tuple[str, ...]:
        """Groups of which an office, an assistant or a member is among the addressees, in order."""
        found = (self.group_of_address(box.address) for box in self.message.addressees)
        return tuple(dict.fromkeys(group for group in found if group))

    @cached_property
    def to_groups(self) -> tuple[str, ...]:
        """The same, of those in To alone."""
        found = (self.group_of_address(box.address) for box in self.message.to)
        return tuple(dict.fromkeys(group for group in found if group))

    @property
    def from_officer(self) -> bool:
        """Whether an officer of the council writes, political assistants aside."""
        return self.sender.role in OFFICERS

    def group_of_address(self, address: str) -> str | None:
        """The group whose office, assistant or member has that address."""
        office = self.roll.group_office(address)
        if office is not None:
            return office.id
        person = self.roll.whose(address)
        return self.roll.group_of(person.id) if person else None

    def sentences(self) -> Iterator[tuple[Block, Stretch]]:
        """Each sentence with its block."""
        for block in self.blocks:
            for sentence in block.sentences:
                yield block, sentence

    def earlier_items(self) -> Iterator[Item]:
        """The items of the mails that this one answers, nearest mail first."""
        for known in self.answered:
            yield from known.items

    def groups_said(self, text: str) -> tuple[str, ...]:
        """Groups named in a text."""
        return group_ids(text, self.roll)

    def topic(self, *passages: str) -> str | None:
        """The neutral topic of the passages, nearest first."""
        return topic_of(
            passages,
            subject=self.message.subject,
            titles=[each.name for each in self.message.attachments],
            roll=self.roll,
        )


def lit(stretch: Stretch, start: int, end: int, cue: str) -> Evidence:
    """Words of a stretch of the body, as evidence."""
    return Evidence(
        where="body", text=stretch.text[start:end], start=stretch.start + start, end=stretch.start + end, cue=cue
    )
