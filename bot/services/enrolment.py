"""Whose Sent Items are read, as the council has decided: officers in post, and shared mailboxes of its directory; nobody else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.errors import ConfigurationError
from mailrules.council.model import Officer
from mailrules.council.roll import Roll


@dataclass(frozen=True, kw_only=True)
class Enrolled:
    """A mailbox whose Sent Items are read.

    Attributes:
        officer: id of the officer whose it is, or who answers for it.
    """

    address: str
    officer: str
    name: str
    shared: bool = False


def enrolled(roll: Roll, officers: Sequence[str], shared: Sequence[str]) -> tuple[Enrolled, ...]:
    """The mailboxes that are read on the roll's day. An officer who is not in post that day is not read.

    Args:
        roll: the council on that day.
        officers: ids of officers.
        shared: addresses of shared mailboxes.

    Raises:
        ConfigurationError: everything that cannot be enrolled, and why.
    """
    wrong = [*_wrong_officers(roll, officers), *_wrong_mailboxes(roll, shared)]
    if wrong:
        raise ConfigurationError("\n".join(wrong))
    found: dict[str, Enrolled] = {}
    for each in officers:
        officer = roll.person(each)
        if isinstance(officer, Officer):
            address = officer.email.lower()
            found.setdefault(address, Enrolled(address=address, officer=officer.id, name=officer.name))
    for each in shared:
        owner = roll.shared_mailbox_owner(each)
        address = each.lower()
        mailbox = Enrolled(
            address=address, officer=owner.id if owner else "", name=owner.name if owner else "", shared=True
        )
        found.setdefault(address, mailbox)
    return tuple(found.values())


def _wrong_officers(roll: Roll, officers: Sequence[str]) -> Iterator[str]:
    council = roll.council
    known = {each.id: each for each in council.officers}
    for each in officers:
        where, officer = f"second.officers: {each}", known.get(each)
        if officer is None:
            yield f"{where}: there is no such officer in the directory; councillors are never enrolled"
        elif officer.kind == "political-assistant":
            yield f"{where}: a political assistant works inside a group, and is not enrolled"
        elif not officer.email:
            yield f"{where}: the directory has no address for them"
        elif {officer.email.lower(), *officer.aliases} & {council.chief_executive_mailbox, council.bot_mailbox}:
            yield f"{where}: that mailbox is read already; take it out"


def _wrong_mailboxes(roll: Roll, shared: Sequence[str]) -> Iterator[str]:
    known = {each.address for each in roll.council.shared_mailboxes}
    for each in shared:
        if each.lower() not in known:
            yield f"second.shared_mailboxes: {each}: the directory has no such shared mailbox; add it there, with its owner"
