"""What in a directory would make a notice impossible or wrong."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from mailrules.council.addresses import domain_of
from mailrules.council.model import Council, Group
from mailrules.council.roll import Roll

SMALLEST_GROUP = 2
"""A political group has at least two members (Local Government (Committees and Political Groups) Regulations 1990, reg. 8)."""

_POSTS = {"leader": "leader", "deputy": "deputy leader", "chief_whip": "chief whip"}
_SINGLE_DUTIES = ("chief-executive", "monitoring-officer", "chief-finance-officer", "head-of-paid-service")
_SINGLE_OFFICES = ("leader-of-council", "leader-of-opposition", "mayor")


def check(council: Council, day: date) -> tuple[str, ...]:
    """Each problem on that day, in a sentence that also says what to do; none where all is well."""
    roll = Roll(council, day)
    found = [problem for group in roll.groups() for problem in _group(group, roll)]
    return (*found, *_posts(roll), *_absences(roll), *_addresses(roll), *_mailboxes(council))


def _group(group: Group, roll: Roll) -> Iterator[str]:
    members = roll.members(group.id)
    if len(members) < SMALLEST_GROUP:
        yield f"{group.id}: the group has {len(members)} member(s); a group has at least two: end it, or add its members"
    leaders = roll.in_post(group.id, "leader")
    if not leaders:
        yield f"{group.id}: the group has no leader, so nobody can be written to: name one under `leader`"
    for post, called in _POSTS.items():
        holders = roll.in_post(group.id, post)
        if len(holders) > 1:
            names = " and ".join(each.name for each in holders)
            yield f"{group.id}: the post of {called} has two holders, {names}: give one of them a `to` date"
        for holder in holders:
            if roll.group_of(holder.id) != group.id:
                yield f"{group.id}: its {called}, {holder.name}, is not a member of the group: put that right under `group`"
    for leader in leaders:
        if not leader.email:
            yield f"{group.id}: its leader, {leader.name}, has no address: add `email`"


def _posts(roll: Roll) -> Iterator[str]:
    for post in _SINGLE_DUTIES:
        holders = roll.holders(post)
        if len(holders) > 1:
            names = " and ".join(each.name for each in holders)
            yield f"the post of {post} has two holders, {names}: give one of them a `to` date"
    for needed in ("chief-executive", "monitoring-officer"):
        if not roll.holders(needed):
            yield f"nobody is {needed}: add the officer, or the duty to one"
    for office in _SINGLE_OFFICES:
        holders = roll.holders(office)
        if len(holders) > 1:
            names = " and ".join(each.name for each in holders)
            yield f"the office of {office} has two holders, {names}: give one of them a `to` date"


def _absences(roll: Roll) -> Iterator[str]:
    for person in roll.people():
        if roll.is_away(person.id) and roll.at_work(person) is None and _is_needed(person.id, roll):
            yield f"{person.name} is away and nobody stands in: name a `deputy` who is not away, there or under `away`"


def _is_needed(person_id: str, roll: Roll) -> bool:
    needed = [each for post in (*_SINGLE_DUTIES, "chief-executive-office") for each in roll.holders(post)]
    for group in roll.groups():
        leader, deputy = roll.leader(group.id), roll.deputy(group.id)
        if leader is not None and (deputy is None or roll.at_work(deputy) is None):
            needed.append(leader)
    return person_id in {each.id for each in needed}


def _addresses(roll: Roll) -> Iterator[str]:
    owners: dict[str, list[str]] = defaultdict(list)
    for person in roll.people():
        for address in dict.fromkeys((person.email, *person.aliases)):
            if address:
                owners[address].append(person.name)
    for group in roll.groups():
        for address in group.office:
            owners[address].append(f"the office of {group.name}")
    for address, names in owners.items():
        if len(names) > 1:
            yield f"{address} belongs to {' and to '.join(names)}: an address is one person's; take it from all but one"


def _mailboxes(council: Council) -> Iterator[str]:
    for called, address in (("chief executive's", council.chief_executive_mailbox), ("bot's", council.bot_mailbox)):
        if domain_of(address) not in council.domains:
            yield f"the {called} mailbox, {address}, is in none of the council's domains: add the domain, or mend the address"
