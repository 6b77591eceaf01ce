"""The council on one day: who holds what, who speaks for whom, whose address is whose."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mailrules.council.addresses import compared, domain_of
from mailrules.council.model import Council, Dated, Group, Member, Officer, OutsideBody

Person = Member | Officer


@dataclass(frozen=True, eq=False)
class Roll:
    """What the directory says on `day`. Addresses are compared without case, plus-tags and IDN form set aside."""

    council: Council
    day: date

    @cached_property
    def _people(self) -> dict[str, Person]:
        everybody: tuple[Person, ...] = (*self.council.members, *self.council.officers)
        return {each.id: each for each in everybody if each.span.holds(self.day)}

    @cached_property
    def _by_address(self) -> dict[str, Person]:
        found: dict[str, Person] = {}
        for person in self._people.values():
            for address in (person.email, *person.aliases):
                if address:
                    found.setdefault(compared(address), person)
        chief = next((each for each in self.holders("chief-executive")), None)
        if chief is not None:
            found.setdefault(self.council.chief_executive_mailbox, chief)
        return found

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {each.id: each for each in self.council.groups if each.span.holds(self.day)}

    @cached_property
    def _offices_of_groups(self) -> dict[str, Group]:
        return {address: group for group in self._groups.values() for address in group.office}

    @cached_property
    def _sitting_in(self) -> dict[str, str]:
        found = {}
        for person in self._people.values():
            if isinstance(person, Officer):
                group = person.group if person.kind == "political-assistant" else None
            else:
                group = next(iter(self._today(person.group)), None)
            if group in self._groups:
                found[person.id] = group
        return found

    @cached_property
    def _members(self) -> tuple[Member, ...]:
        return tuple(each for each in self._people.values() if isinstance(each, Member))

    @cached_property
    def _words_of(self) -> dict[str, tuple[str, ...]]:
        """The offices of members, and the duties of officers, on the day."""
        return {
            each.id: self._today(each.offices if isinstance(each, Member) else each.duties)
            for each in self._people.values()
        }

    @cached_property
    def _by_sort(self) -> dict[str, tuple[Member, ...]]:
        return {}

    @cached_property
    def _in_posts(self) -> dict[str, tuple[Person, ...]]:
        found: dict[str, dict[str, Person]] = {}
        for each in self._people.values():
            for post in (*self._words_of[each.id], *((each.kind,) if isinstance(each, Officer) else ())):
                found.setdefault(post, {})[each.id] = each
        return {post: tuple(people.values()) for post, people in found.items()}

    def _today(self, dated: Iterable[Dated]) -> tuple[str, ...]:
        return tuple(each.word for each in dated if each.span.holds(self.day))

    def groups(self) -> tuple[Group, ...]:
        """The groups that exist on the day, in the file's order."""
        return tuple(self._groups.values())

    def group(self, group_id: str) -> Group | None:
        """That group, if it exists on the day."""
        return self._groups.get(group_id)

    def people(self) -> tuple[Person, ...]:
        """Everybody who is in post or sits on the day: members, then officers, in the file's order."""
        return tuple(self._people.values())

    def person(self, person_id: str) -> Person | None:
        """The member or officer with that id, if in post on the day."""
        return self._people.get(person_id)

    def members(self, group_id: str | None = None) -> tuple[Member, ...]:
        """Members sitting on the day; of one group where given."""
        if group_id is None:
            return self._members
        return tuple(each for each in self._members if self._sitting_in.get(each.id) == group_id)

    def officers(self) -> tuple[Officer, ...]:
        """Officers in post on the day, in the file's order."""
        return tuple(each for each in self._people.values() if isinstance(each, Officer))

    def ungrouped(self) -> tuple[Member, ...]:
        """Members who sit in no group."""
        return tuple(each for each in self.members() if each.id not in self._sitting_in)

    def group_of(self, person_id: str) -> str | None:
        """The group in which a member sits, or that a political assistant serves."""
        return self._sitting_in.get(person_id)

    def in_post(self, group_id: str, post: str) -> tuple[Member, ...]:
        """Who holds `leader`, `deputy` or `chief_whip` of a group on the day; two only where the directory is wrong."""
        group = self._groups.get(group_id)
        if group is None:
            return ()
        dated = {"leader": group.leader, "deputy": group.deputy, "chief_whip": group.chief_whip}[post]
        held = (self._people.get(each) for each in self._today(dated))
        return tuple(each for each in held if isinstance(each, Member))

    def leader(self, group_id: str) -> Member | None:
        """The group's leader on the day; None where the office is vacant."""
        return next(iter(self.in_post(group_id, "leader")), None)

    def deputy(self, group_id: str) -> Member | None:
        """The group's deputy leader."""
        return next(iter(self.in_post(group_id, "deputy")), None)

    def chief_whip(self, group_id: str) -> Member | None:
        """The group's chief whip, or whip."""
        return next(iter(self.in_post(group_id, "chief_whip")), None)

    def speakers(self, group_id: str) -> tuple[Person, ...]:
        """Who may speak for the group: leader, deputy, whip, political assistants; each once."""
        assistants = (
            each
            for each in self._people.values()
            if isinstance(each, Officer) and self._sitting_in.get(each.id) == group_id
        )
        posts = (member for post in ("leader", "deputy", "chief_whip") for member in self.in_post(group_id, post))
        found: dict[str, Person] = {member.id: member for member in posts}
        found.update({assistant.id: assistant for assistant in assistants})
        return tuple(found.values())

    def offices(self, member_id: str) -> tuple[str, ...]:
        """The offices that a member holds on the day (`cabinet-member:housing`)."""
        return self._words_of[member_id] if isinstance(self._people.get(member_id), Member) else ()

    def duties(self, officer_id: str) -> tuple[str, ...]:
        """The duties that an officer holds on the day (`monitoring-officer`)."""
        return self._words_of[officer_id] if isinstance(self._people.get(officer_id), Officer) else ()

    def holders(self, post: str) -> tuple[Person, ...]:
        """Who holds an office (`leader-of-council`), a duty (`monitoring-officer`) or an officer's kind (`director`)."""
        return self._in_posts.get(post, ())

    def with_office(self, prefix: str) -> tuple[Member, ...]:
        """Members who hold an office of that sort: `cabinet-member` is each `cabinet-member:…`."""
        if prefix not in self._by_sort:
            self._by_sort[prefix] = tuple(
                each
                for each in self._members
                if any(office == prefix or office.startswith(prefix + ":") for office in self._words_of[each.id])
            )
        return self._by_sort[prefix]

    def deputy_of(self, person_id: str) -> Person | None:
        """Who stands in for a person."""
        person = self._people.get(person_id)
        return self._people.get(person.deputy) if person and person.deputy else None

    def is_away(self, person_id: str) -> bool:
        """Whether the directory says that a person is away on the day."""
        person = self._people.get(person_id)
        return person is not None and any(each.span.holds(self.day) for each in person.away)

    def at_work(self, person: Person, *, but: Collection[str] = ()) -> Person | None:
        """The person, or who stands in for them while they are away; None where nobody does.

        Args:
            but: ids of people who may not stand in.
        """
        passed: set[str] = set(but) - {person.id}
        current: Person | None = person
        while current is not None and self.is_away(current.id):
            passed.add(current.id)
            named = next((each.deputy for each in current.away if each.span.holds(self.day) and each.deputy), None)
            current = self._people.get(named or current.deputy or "")
            if current is not None and current.id in passed:
                return None
        return current

    def acting(self, post: str, *, but: Collection[str] = ()) -> tuple[Person, ...]:
        """Who does the work of a post on the day: its holders, or their stand-ins; its deputy where it is vacant.

        Args:
            post: as for `holders`; the deputy of a vacant `monitoring-officer` has the duty `deputy-monitoring-officer`.
            but: ids of people to be left out; a holder who is left out has no stand-in either.
        """
        held = self.holders(post) or self.holders(f"deputy-{post}")
        found = (self.at_work(each, but=but) for each in held if each.id not in but)
        return tuple({each.id: each for each in found if each is not None}.values())

    def line_manager(self, officer_id: str) -> Officer | None:
        """To whom an officer reports."""
        officer = self._people.get(officer_id)
        if not isinstance(officer, Officer) or officer.reports_to is None:
            return None
        manager = self._people.get(officer.reports_to)
        return manager if isinstance(manager, Officer) else None

    def whose(self, address: str) -> Person | None:
        """Whose address it is: main address, alias or the chief executive's mailbox."""
        return self._by_address.get(compared(address))

    def group_office(self, address: str) -> Group | None:
        """The group whose office has that address."""
        return self._offices_of_groups.get(compared(address))

    def shared_mailbox_owner(self, address: str) -> Officer | None:
        """The officer who answers for a shared mailbox."""
        wanted = compared(address)
        owner = next((each.owner for each in self.council.shared_mailboxes if each.address == wanted), None)
        person = self._people.get(owner) if owner else None
        return person if isinstance(person, Officer) else None

    def outside_body(self, address: str) -> OutsideBody | None:
        """The outside body to whose domain (or a subdomain of it) an address belongs."""
        domain = domain_of(address)
        return next((body for body in self.council.outside if any(_within(domain, own) for own in body.domains)), None)

    def is_internal(self, address: str) -> bool:
        """Whether the domain is one of the council's."""
        domain = domain_of(address)
        return any(_within(domain, own) for own in self.council.domains)


def _within(domain: str, own: str) -> bool:
    return domain == own or domain.endswith("." + own)
