"""Copies as a mail goes out: hidden ones, and those to councillors whose correspondence it is not."""

from collections.abc import Iterator

from mailrules.copies.correspondence import FROM_OFFICER, Way
from mailrules.copies.greeting import greeting, greets
from mailrules.copies.identity import identity, is_bot, is_cabinet_member, member_at, person_at
from mailrules.copies.outgoing import Outgoing
from mailrules.copies.words import declared
from mailrules.copies.wrong import Copy, Wrong, wrong
from mailrules.council.model import Member
from mailrules.message import Mailbox
from mailrules.vocabulary import Finding, Flag


def _copy_to(
    mail: Outgoing, address: str, first: Member | None, *, hidden: bool, told: bool, consent_given: bool
) -> Copy:
    member = member_at(address, mail.roll)
    other = member is not None and first is not None and member.id != first.id
    ways: frozenset[Way] = frozenset({FROM_OFFICER}) if first is not None and mail.letters.from_officer else frozenset()
    if ways and first is not None:
        ways |= frozenset(way for each in mail.letters.carried if each.member.id == first.id for way in each.ways)
    return Copy(
        ways=ways,
        to_member=other,
        to_cabinet=other and member is not None and is_cabinet_member(member, mail.roll),
        hidden=hidden,
        told=told,
        consent=consent_given,
        flags=mail.marks,
    )


def hidden_copies(mail: Outgoing, first: Member | None) -> Iterator[Wrong | Copy]:
    """The copies that no addressee can see, and what is wrong with them."""
    for each in mail.hidden:
        person = person_at(each.address, mail.roll)
        told = declared(mail.message, mail.visible, each.address, each.name, mail.roll, person)
        given = first is not None and mail.consent(first, each.address, each.name) is True
        copy = _copy_to(mail, each.address, first, hidden=True, told=told, consent_given=given)
        yield copy
        of = first.id if first is not None and copy.ways else ""
        blind = f"{each.address} got it and stands in neither To nor Cc"
        yield wrong(Finding.BLIND_COPY, each.address, blind, copy, of=of)
        if not told:
            yield wrong(
                Finding.COPY_NOT_NOTIFIED,
                each.address,
                f"nothing in it lets its addressee see that {each.address} has a copy",
                copy,
                of=of,
            )
        if first is not None and copy.ways:
            yield from _to_member(mail, each.address, each.name, first, copy)


def visible_copies(mail: Outgoing, first: Member) -> Iterator[Wrong | Copy]:
    """The copies in the open of a letter to a councillor, and what is wrong with them."""
    for box in _visible_others(mail, first):
        told = True
        given = mail.consent(first, box.address, box.name)
        copy = _copy_to(mail, box.address, first, hidden=False, told=told, consent_given=given is True)
        yield copy
        yield from _to_member(mail, box.address, box.name, first, copy)


def _visible_others(mail: Outgoing, first: Member) -> tuple[Mailbox, ...]:
    own = mail.own
    of_first = f"person:{first.id}"
    found: dict[str, Mailbox] = {}
    for box in (*mail.message.to, *mail.message.cc):
        who = identity(box.address, mail.roll)
        if box.address and who not in own and who != of_first:
            found.setdefault(who, box)
    return tuple(box for who, box in found.items() if not is_bot(box.address, mail.roll))


def _to_member(mail: Outgoing, address: str, name: str, first: Member, copy: Copy) -> Iterator[Wrong]:
    """What is wrong with a copy to another councillor, beside that it may be hidden."""
    other = member_at(address, mail.roll)
    if other is None or other.id == first.id:
        return
    given = mail.consent(first, address, name)
    if given is True:
        return
    refused = given is False
    if not copy.hidden and not refused and (_had_part(mail, first, other) or mail.goes_to_many):
        return
    if not refused and mail.group_matter(first, other):
        return
    why = f"a letter between {first.name} and an officer is copied to {other.name}, and "
    why += "consent was taken back or refused" if refused else f"no consent of {first.name} is on record"
    yield wrong(Finding.COPIED_WITHOUT_CONSENT, address, why, copy, of=first.id)
    if copy.to_cabinet and Flag.MARKED_PERSONAL in copy.flags and mail.letters.answered is not None:
        yield wrong(
            Finding.PERSONAL_REPLY_COPIED,
            address,
            f"the letter that it answers was marked personal, and {other.name} sits in the cabinet",
            copy,
            of=first.id,
        )


def _had_part(mail: Outgoing, first: Member, other: Member) -> bool:
    who = f"person:{other.id}"
    if mail.letters.took_part(who, first):
        return True
    if mail.letters.answered is not None:
        return False
    # Nothing is answered: several who are greeted together are written to alike.
    line = greeting(mail.visible)
    return greets(line, other, other.name) and greets(line, first, first.name)
