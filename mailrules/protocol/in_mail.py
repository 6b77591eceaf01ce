"""Who plays the roles that only a mail can show: its sender, the officer it is about, the group that asks, the ward."""

from dataclasses import dataclass, field

from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person
from mailrules.message import Message
from mailrules.protocol.holder import Holder
from mailrules.protocol.roles import RoleBook
from mailrules.reading.model import Item, Reading


@dataclass(frozen=True, kw_only=True)
class RolesInMail(RoleBook):
    """The roles of a protocol for one item of one mail; what the council's adoption file says goes first."""

    message: Message
    reading: Reading
    item: Item
    _kept: dict[str, tuple[Person, ...]] = field(default_factory=dict, repr=False, compare=False)

    def holders(self, role: str) -> tuple[Person, ...]:
        """The people who play the role for this item; none where nothing shows who does."""
        if role not in self._kept:
            self._kept[role] = super().holders(role)
        return self._kept[role]

    def concerned(self, role: str) -> tuple[Person, ...]:
        """Of several who hold offices of one sort, those whose subjects the mail names; none where it names none."""
        people = self.holders(role)
        entry = self.protocol.roles.get(role)
        if len(people) < 2 or entry is None or not entry.default.office_prefix or role in self.adoption.roles:  # noqa: PLR2004 - several
            return people
        offices = self._offices_named()
        return tuple(each for each in people if offices & set(self.roll.offices(each.id)) or each.id in offices)

    def _offices_named(self) -> set[str]:
        """Offices and chairs whose portfolio, committee or subjects the mail names."""
        said = " ".join((self.item.topic or "", self.item.fields.title or "", self.message.subject)).casefold()
        council = self.roll.council
        found = {
            f"{prefix}:{each.id}"
            for each in council.portfolios
            for prefix in ("cabinet-member", "deputy-cabinet-member", "shadow-cabinet-member", "shadow")
            if any(subject.casefold() in said for subject in each.subjects)
        }
        for each in council.committees:
            if any(word.casefold() in said for word in (each.name, *each.subjects)):
                found |= {f"chair:{each.id}", f"vice-chair:{each.id}"} | {p for p in (each.chair, each.vice_chair) if p}
        return found

    def _found(self, holder: Holder) -> tuple[Person, ...]:
        if holder.in_mail is not None:
            return self._shown(holder.in_mail)
        if holder.members in {"of-the-wards", "of-the-committee"}:
            return self._of_wards() if holder.members == "of-the-wards" else self._of_committee()
        if holder.group_post is not None and holder.of in {"requesting-group", "members-group"}:
            return self._of_group(holder)
        return super()._found(holder)

    def _shown(self, who: str) -> tuple[Person, ...]:
        sender, addressed = self._person(self.reading.sender.person), self._addressed()
        if who == "sender":
            return (sender,) if sender else ()
        if who == "addressee":
            return addressed
        wanted, named = (Officer, self.item.fields.officer) if who == "officer" else (Member, self.item.fields.member)
        person = self._person(named)
        if person is not None:
            return (person,)
        if isinstance(sender, wanted):
            return (sender,)
        return tuple(each for each in addressed if isinstance(each, wanted))

    def _person(self, person_id: str | None) -> Person | None:
        return self.roll.person(person_id) if person_id else None

    def _addressed(self) -> tuple[Person, ...]:
        found = (
            self.roll.whose(each.address) or self.roll.shared_mailbox_owner(each.address) for each in self.message.to
        )
        return tuple(dict.fromkeys(person for person in found if person is not None))

    def _of_wards(self) -> tuple[Person, ...]:
        wards = {ward.casefold() for ward in self.item.fields.wards}
        return tuple(member for member in self.roll.members() if member.ward.casefold() in wards) if wards else ()

    def _of_committee(self) -> tuple[Person, ...]:
        said = " ".join((self.item.fields.title or "", self.item.topic or "", self.message.subject)).casefold()
        committee = next((each for each in self.roll.council.committees if each.name.casefold() in said), None)
        if committee is None:
            return ()
        sitting = {each.word for each in committee.members if each.span.holds(self.roll.day)}
        return tuple(member for member in self.roll.members() if member.id in sitting)

    def _of_group(self, holder: Holder) -> tuple[Person, ...]:
        if holder.of == "requesting-group":
            group = self.item.group or self.reading.sender.group
        else:
            members = self._shown("member")
            group = self.roll.group_of(members[0].id) if members else None
        held = self.roll.in_post(group, holder.group_post or "leader") if group else ()
        return tuple(held[:1])
