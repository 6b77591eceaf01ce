"""Who got a mail and stands neither in its To nor in its Cc (RFC 5322 3.6.3, RFC 5321 7.2)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailrules.copies.greeting import greeting, greets
from mailrules.copies.identity import group_at, identity, is_archive, is_bot, normal, of_person, person_at
from mailrules.copies.words import names_of
from mailrules.council.roll import Roll
from mailrules.message import Mailbox, Message
from mailrules.mime.addresses import mailboxes
from mailrules.mime.disputed import agreed
from mailrules.reading.model import VisibleText

_ROOM = re.compile(
    r"(?:room|meeting[._-]?room|committee[._-]?room|council[._-]?chamber|chamber|boardroom|cr(?=\d))(?:[._-]?(?:\d{1,3}[a-z]?|[a-z]))?\Z"
)
"""Rooms have numbers; a name behind the word is somebody's mailbox, and so is a press room."""
_CIRCULAR = re.compile(
    r"\b(?:to unsubscribe|unsubscribe (?:from|at|by|here|link)|you (?:are|have) subscribed|mailing list|public notice|"
    r"dear (?:residents?|customers?|neighbours?|businesses|business owners?|traders?|householders?|tenants?|leaseholders?|parents?(?: and carers)?|subscribers?|consultees?|sir or madam)|"
    r"to all (?:residents|households|businesses|traders|tenants|parents|consultees))\b",
    re.IGNORECASE,
)
_ADDRESS_HEADERS = ("to", "cc")
_RESENT = ("resent-to", "resent-cc", "resent-bcc")
"""To whom it was sent on unchanged (RFC 5322 3.6.6): no reader shows them."""


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """A recipient whom no addressee can see."""

    address: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Who is visible on a mail, and what cannot be told.

    Attributes:
        identities: whoever is behind an address in To or Cc.
        doubts: address headers that two readers would not read alike.
    """

    identities: frozenset[str]
    addresses: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def visible_on(message: Message, roll: Roll) -> Seen:
    """Whom the mail shows. Where readers differ, over a header or over which of two counts, it is taken to show nobody."""
    shown = [box.address for box in message.addressees if box.address]
    doubts: list[str] = []
    unsure: set[str] = set()
    for name in _ADDRESS_HEADERS:
        for nth, value in enumerate(message.all_headers(name)):
            if nth > 0:
                doubts.append(f"it has more than one {name.capitalize()} header, of which readers show one or all")
                unsure |= {box.address for box in mailboxes(value)}
            if agreed(value):
                continue
            doubts.append(f"two readers of the {name.capitalize()} header would see different people in it")
            unsure |= {box.address for box in mailboxes(value)}
    sure = [address for address in shown if address not in unsure]
    return Seen(
        identities=frozenset(identity(each, roll) for each in sure),
        addresses=tuple(sure),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def hidden_on(
    message: Message, visible: VisibleText, roll: Roll, seen: Seen, envelope: tuple[str, ...] = ()
) -> tuple[Hidden, ...]:
    """The recipients who are neither visible nor exempt.

    Args:
        message: the mail.
        visible: its text.
        roll: the council on the mail's day.
        seen: whom the mail shows.
        envelope: everybody to whom it was handed over, where that is known; lists are expanded there.
    """
    own = own_identities(message, roll)
    circular = is_public_circular(message, visible, roll)
    line = greeting(visible)
    # A name that somebody visible has greets that one, and not a second of the name.
    shown = frozenset(word for box in message.addressees for word in names_of(person_at(box.address, roll), box.name))
    found: dict[str, Hidden] = {}
    for box, expanded in _recipients(message, envelope):
        who = identity(box.address, roll)
        if who in seen.identities or _exempt(box, own, roll):
            continue
        if greets(line, person_at(box.address, roll), box.name, shown):
            continue
        if expanded and group_at(box.address, roll) in _groups_shown(seen):
            continue
        if circular and not expanded:
            continue
        found.setdefault(who, Hidden(address=normal(box.address), name=box.name))
    return tuple(found.values())


def _recipients(message: Message, envelope: tuple[str, ...]) -> Iterator[tuple[Mailbox, bool]]:
    for box in message.bcc:
        if box.address:
            yield box, False
    named = {normal(box.address) for box in message.bcc}
    for header in _RESENT:
        for value in message.all_headers(header):
            yield from ((box, False) for box in mailboxes(value) if box.address)
    for address in envelope:
        if address.strip().strip("<>") and normal(address) not in named:
            yield Mailbox(address=normal(address)), True


def _groups_shown(seen: Seen) -> frozenset[str]:
    return frozenset(each.partition(":")[2] for each in seen.identities if each.startswith("group:"))


def own_identities(message: Message, roll: Roll) -> frozenset[str]:
    """The sender, whoever writes for them, and the mailboxes that they answer for."""
    own: set[str] = set()
    for box in (*message.from_[:1], *((message.sender,) if message.sender else ())):
        own.add(identity(box.address, roll))
        owner = roll.shared_mailbox_owner(box.address)
        person = person_at(box.address, roll) or owner
        if person is not None:
            own.add(of_person(person))
            own.update(
                identity(each.address, roll) for each in roll.council.shared_mailboxes if each.owner == person.id
            )
    return frozenset(own)


def _exempt(box: Mailbox, own: frozenset[str], roll: Roll) -> bool:
    if is_archive(box.address, roll) or is_bot(box.address, roll):
        return True
    if identity(box.address, roll) in own:
        return True
    return person_at(box.address, roll) is None and is_room(box.address, roll)


def is_room(address: str, roll: Roll) -> bool:
    """Whether it is a room of the council's own."""
    plain = normal(address)
    return roll.is_internal(plain) and bool(_ROOM.match(plain.rpartition("@")[0]))


def is_public_circular(message: Message, visible: VisibleText, roll: Roll) -> bool:
    """Whether it went to the public at large: nobody but the sender is shown, and it says that it is a circular."""
    own = own_identities(message, roll)
    if any(identity(box.address, roll) not in own for box in message.addressees if box.address):
        return False
    if message.header("list-unsubscribe") or message.header("list-id"):
        return True
    if _addressed_to_one(message, visible, roll):
        return False
    return bool(_CIRCULAR.search(f"{message.subject}\n{visible.written}\n{visible.footer}"))


def _addressed_to_one(message: Message, visible: VisibleText, roll: Roll) -> bool:
    """Whether it greets one of those to whom it went: then it is a letter, whatever it speaks of."""
    line = greeting(visible)
    return any(greets(line, person_at(box.address, roll), box.name) for box in message.bcc)
