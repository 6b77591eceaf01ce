"""Correspondence between a councillor and an officer that goes on to somebody who had no part in it."""

from collections.abc import Iterator

from mailrules.copies.correspondence import Carried
from mailrules.copies.identity import group_at, identity, is_cabinet_member, member_at, officer_at, person_at
from mailrules.copies.outgoing import Outgoing
from mailrules.copies.passed_on import officer_may_have
from mailrules.copies.wrong import Copy, Wrong, wrong
from mailrules.council.model import Member
from mailrules.vocabulary import Finding


def forwarded(mail: Outgoing, first: Member | None) -> Iterator[Wrong | Copy]:
    """The letters that it carries on, and to whom."""
    own = mail.own
    recipients = mail.recipients
    to = set(mail.letters.to)
    for carried in mail.letters.carried:
        of_first = f"person:{carried.member.id}"
        if of_first in to or (first is not None and first.id == carried.member.id):
            continue
        for address, name, hidden in recipients:
            who = identity(address, mail.roll)
            if who in own or who == of_first or who in carried.parts:
                continue
            if _may_have(mail, carried, address, name):
                continue
            told = of_first in mail.seen.identities
            copy = _forward(mail, carried, address, hidden=hidden, told=told)
            yield copy
            yield wrong(
                Finding.FORWARDED_ON,
                address,
                f"it carries {carried.how}, between {carried.member.name} and an officer, to {address}, who had no part in it",
                copy,
                of=carried.member.id,
            )


def _may_have(mail: Outgoing, carried: Carried, address: str, name: str) -> bool:
    given = mail.consent(carried.member, address, name, carried)
    if given is not None:
        return given
    person = person_at(address, mail.roll)
    officer = officer_at(address, mail.roll)
    if officer is not None:
        return officer_may_have(officer, carried, mail.visible.written, mail.roll)
    group = mail.roll.group_of(carried.member.id)
    if carried.group_business and group is not None and group == group_at(address, mail.roll):
        return not isinstance(person, Member) or person in mail.roll.speakers(group)
    return False


def _forward(mail: Outgoing, carried: Carried, address: str, *, hidden: bool, told: bool) -> Copy:
    member = member_at(address, mail.roll)
    return Copy(
        ways=carried.ways,
        to_member=member is not None,
        to_cabinet=member is not None and is_cabinet_member(member, mail.roll),
        hidden=hidden,
        told=told,
        later=True,
        flags=carried.flags,
    )
