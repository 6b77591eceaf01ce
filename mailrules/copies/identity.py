"""Who is behind an address: two addresses of one person are one recipient."""

from functools import lru_cache

from mailrules.council.addresses import ascii_domain
from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person, Roll


@lru_cache(maxsize=4096)
def normal(address: str) -> str:
    """An address as it is compared: lower case, the domain in its ASCII form, no quotes round the local part.

    A plus-tag is kept: with a stranger's provider it may be another mailbox.
    """
    local, _, domain = address.strip().strip("<>").rpartition("@")
    local = local.strip().lower()
    if len(local) > 1 and local.startswith('"') and local.endswith('"'):
        local = local[1:-1].replace("\\", "")
    return f"{local}@{ascii_domain(domain)}" if local else address.strip().lower()


def _without_tag(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


@lru_cache(maxsize=4096)
def person_at(address: str, roll: Roll) -> Person | None:
    """The member or officer whose address it is; a plus-tag is set aside on the council's own domains alone."""
    plain = normal(address)
    if "+" in plain.rpartition("@")[0] and not roll.is_internal(plain):
        return None
    return roll.whose(plain)


@lru_cache(maxsize=4096)
def identity(address: str, roll: Roll) -> str:
    """One word for whoever is behind an address: `person:o01`, `group:labour`, `mailbox:…`."""
    plain = normal(address)
    person = person_at(plain, roll)
    if person is not None:
        return f"person:{person.id}"
    own = _without_tag(plain) if roll.is_internal(plain) else plain
    office = roll.group_office(own) if own == plain or roll.is_internal(plain) else None
    return f"group:{office.id}" if office is not None else f"mailbox:{own}"


def of_person(person: Person) -> str:
    """The identity of somebody in the directory."""
    return f"person:{person.id}"


def member_at(address: str, roll: Roll) -> Member | None:
    """The councillor whose address it is."""
    person = person_at(address, roll)
    return person if isinstance(person, Member) else None


def officer_at(address: str, roll: Roll) -> Officer | None:
    """The officer whose address it is, or who answers for that shared mailbox; political assistants aside."""
    person = person_at(address, roll) or roll.shared_mailbox_owner(address)
    return person if isinstance(person, Officer) and person.kind != "political-assistant" else None


def group_at(address: str, roll: Roll) -> str | None:
    """The group whose office, member or assistant has that address."""
    plain = normal(address)
    office = roll.group_office(plain)
    if office is not None:
        return office.id
    person = person_at(plain, roll)
    return roll.group_of(person.id) if person else None


def is_bot(address: str, roll: Roll) -> bool:
    """Whether it is Evenhand's own mailbox."""
    return normal(address) == normal(roll.council.bot_mailbox)


def is_archive(address: str, roll: Roll) -> bool:
    """Whether it is an archive that the council allows as a blind copy: that very address, and none like it."""
    return normal(address) in roll.council.allowed_blind_copies


def is_cabinet_member(member: Member, roll: Roll) -> bool:
    """Whether a member sits in the cabinet."""
    return any(office.partition(":")[0] == "cabinet-member" for office in roll.offices(member.id))
