"""In whose name an official letter leaves the council."""

from collections.abc import Iterator

from mailrules.copies.identity import person_at
from mailrules.copies.outgoing import Outgoing
from mailrules.copies.signed import binds, may_sign, member_signing
from mailrules.copies.wrong import Wrong, wrong
from mailrules.council.model import Member
from mailrules.vocabulary import Finding


def in_members_name(mail: Outgoing) -> Iterator[Wrong]:
    """Official letters to somebody outside in a councillor's name."""
    outside = [box for box in mail.message.to if box.address and _outside(mail, box.address)]
    if not outside:
        return
    person = mail.roll.person(mail.reading.sender.person or "")
    member = member_signing(mail.message, mail.visible, person, mail.roll)
    own_letter = isinstance(person, Member) and member in {None, person}
    if isinstance(person, Member) and member is None:
        member = person
    if member is None:
        return
    text = mail.visible.written
    binding = binds(text)
    for box in outside:
        body = mail.roll.outside_body(box.address)
        shown = f"{box.name} {box.address.rpartition('@')[0]}"
        if not binding and (own_letter or may_sign(member, text, shown, body.kind if body else "", mail.roll)):
            continue
        what = "binds the council, instructs or spends" if binding else "is an official one"
        yield wrong(
            Finding.IN_MEMBERS_NAME,
            box.address,
            f"a letter to {box.address} that {what} goes in the name of {member.name}",
            binding=binding,
        )


def _outside(mail: Outgoing, address: str) -> bool:
    return not mail.roll.is_internal(address) and person_at(address, mail.roll) is None
