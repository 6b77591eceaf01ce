"""Who plays a protocol's role in a council, on a day."""

from dataclasses import dataclass

from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person, Roll
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.holder import Holder
from mailrules.protocol.model import Protocol

_RANKS = {"head": ("head", "director", "chief-executive"), "director": ("director", "chief-executive")}


@dataclass(frozen=True, kw_only=True)
class RoleBook:
    """Who plays each role: as the adoption file says, else as the protocol file says a council usually has it.

    A role whose holder only a mail can show (its sender, the requesting group's leader) has no holder here.
    """

    protocol: Protocol
    adoption: Adoption
    roll: Roll

    def holders(self, role: str) -> tuple[Person, ...]:
        """The people who play the role; none where the post is vacant or nobody plays it."""
        chosen = self.adoption.roles.get(role)
        if chosen is not None:
            people = [person for each in chosen.person if (person := self.roll.person(each))]
            return tuple(people) if chosen.person else self._in_post(chosen.post)
        entry = self.protocol.roles.get(role)
        return self._found(entry.default) if entry else ()

    def concerned(self, role: str) -> tuple[Person, ...]:
        """Those of the holders with whom the matter at hand lies."""
        return self.holders(role)

    def by_place(self, role: str) -> bool:
        """Whether it takes a ward to find who plays the role."""
        entry = self.protocol.roles.get(role)
        return role not in self.adoption.roles and entry is not None and entry.default.members == "of-the-wards"

    def _in_post(self, post: str) -> tuple[Person, ...]:
        held = self.roll.holders(post)
        return held or tuple(officer for officer in self._officers() if officer.post.casefold() == post.casefold())

    def _officers(self) -> tuple[Officer, ...]:
        return tuple(each for each in self.roll.council.officers if each.span.holds(self.roll.day))

    def _found(self, holder: Holder) -> tuple[Person, ...]:
        if word := holder.officer_kind or holder.duty or holder.office:
            return self.roll.holders(word)
        if holder.post:
            return self._in_post(holder.post)
        if holder.office_prefix:
            return tuple(m for m in self.roll.members() if self._has_office(m, holder.office_prefix))
        if holder.line_manager_of:
            return self._managers(holder)
        if holder.any_of:
            return tuple(dict.fromkeys(person for role in holder.any_of for person in self.holders(role)))
        if holder.members or holder.committee:
            return self._seated(holder)
        if holder.group_post and holder.of in {"each-group", "each-other-group"}:
            return self._in_groups(holder.group_post)
        return ()

    def _seated(self, holder: Holder) -> tuple[Member, ...]:
        if holder.committee:
            return self._sitting(holder.committee)
        return {"all": self.roll.members(), "ungrouped": self.roll.ungrouped()}.get(holder.members or "", ())

    def _sitting(self, committee_id: str) -> tuple[Member, ...]:
        committee = next((each for each in self.roll.council.committees if each.id == committee_id), None)
        sitting = {each.word for each in committee.members if each.span.holds(self.roll.day)} if committee else set()
        return tuple(member for member in self.roll.members() if member.id in sitting)

    def _has_office(self, member: Member, prefix: str) -> bool:
        return any(office == prefix or office.startswith(prefix + ":") for office in self.roll.offices(member.id))

    def _in_groups(self, post: str) -> tuple[Person, ...]:
        of_group = {"leader": self.roll.leader, "deputy": self.roll.deputy, "chief_whip": self.roll.chief_whip}[post]
        return tuple(member for group in self.roll.groups() if (member := of_group(group.id)))

    def _managers(self, holder: Holder) -> tuple[Person, ...]:
        assert holder.line_manager_of is not None
        found: dict[Person, None] = {}
        for person in self.holders(holder.line_manager_of):
            manager = self.roll.line_manager(person.id)
            wanted = _RANKS.get(holder.rank or "", ())
            while manager is not None and wanted and manager.kind not in wanted:
                manager = self.roll.line_manager(manager.id)
            if manager is not None:
                found[manager] = None
        return tuple(found)
