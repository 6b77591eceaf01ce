"""To whom in a group a notice goes: from the directory and the adoption, never from a mail."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailrules.council.model import Member
from mailrules.council.roll import Roll
from mailrules.protocol.adoption import Adoption


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One address of a group."""

    group: str
    """The group's id; empty for a member who sits in none."""
    name: str
    """As the letter shows it: title and name, or the group's office."""
    address: str
    surname: str = ""


@dataclass(frozen=True, kw_only=True)
class Addressing:
    """Whom a notice to some groups goes to, and why it cannot go."""

    recipients: tuple[Recipient, ...]
    missing: tuple[str, ...] = ()
    """What stands in the way, in words that say what to mend."""


def addressing(groups: Iterable[str], roll: Roll, adoption: Adoption) -> Addressing:
    """The recipients in each group on the roll's day; a group without one stands in the way of all.

    Members who sit in no group are written to as well where the council has decided so.

    Where the leader's place is vacant, or its holder is away, the deputy leader is written to, or whom the directory
    names for that absence. For another post that is away it is the stand-in of its holder.
    """
    found: dict[str, Recipient] = {}
    missing: list[str] = []
    for group_id in groups:
        recipients = tuple(_in_group(group_id, roll, adoption.written_to(group_id).value))
        if not recipients:
            missing.append(
                f"nobody in {group_id} can be written to: give the group a leader, or a deputy who is not away, with an "
                "address in the directory"
            )
        for recipient in recipients:
            found.setdefault(recipient.address, recipient)
    if adoption.ungrouped().value:
        for member in roll.ungrouped():
            if member.email:
                found.setdefault(member.email, _member("", member))
    return Addressing(recipients=tuple(found.values()), missing=tuple(missing))


def _in_group(group_id: str, roll: Roll, posts: Iterable[str]) -> Iterable[Recipient]:
    for post in posts:
        if post == "office":
            group = roll.group(group_id)
            for address in group.office if group else ():
                yield Recipient(group=group_id, name=f"{group.name} office" if group else "", address=address)
            continue
        holder = _at_work(group_id, roll, post)
        if holder is not None and holder.email:
            yield _member(group_id, holder)


def _at_work(group_id: str, roll: Roll, post: str) -> Member | None:
    holder = {"leader": roll.leader, "deputy": roll.deputy, "chief_whip": roll.chief_whip}[post](group_id)
    found = roll.at_work(holder) if holder is not None else None
    if found is None and post == "leader":
        deputy = roll.deputy(group_id)
        found = roll.at_work(deputy) if deputy is not None else None
    # Whoever stands in sits in the group: its business is nobody else's.
    return found if isinstance(found, Member) and roll.group_of(found.id) == group_id else None


def _member(group_id: str, member: Member) -> Recipient:
    return Recipient(
        group=group_id,
        name=f"{member.title} {member.name}".strip(),
        address=member.email,
        surname=member.name.split()[-1],
    )
