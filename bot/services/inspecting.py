"""The registers as somebody may see them: all of them with their counts, and one as it stood on a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from bot.ports import Work
from bot.services.audience import in_post, is_closed, may_see, said_of
from bot.services.decide import Deciding
from bot.services.entering import WAIVERS
from mailrules.council.model import Council, Dated, Span
from mailrules.evaluation.entries import KEPT_ALWAYS, registers_named
from mailrules.evaluation.registers import CONSENTS, RegisterEntry, standing
from mailrules.evaluation.setting import Setting

GROUPS, OFFICE_HOLDERS = "groups", "office-holders"
DIRECTORY = (GROUPS, OFFICE_HOLDERS)
"""The registers that the council's directory keeps, dated; no mail makes their entries."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry, as it is shown.

    Attributes:
        at: when the mail came in, in the council's own time; for the directory the day from which it holds, if it says.
        who: the name of the person or group whom it is about.
        proposed: what a person has to look at before the entry counts; empty where it counts.
        holds: of a consent, whether it is the newest on its matter; None elsewhere.
        mail: the Message-ID of the mail that made it; empty where the directory did.
    """

    register: str
    at: str
    clause: str = ""
    subject: str = ""
    who: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    proposed: str = ""
    holds: bool | None = None
    closed: bool = False
    mail: str = ""
    kept_by: str = ""
    open_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Inspecting:
    """Looks into the registers, for somebody.

    Attributes:
        now: the moment of asking: posts are held by whoever holds them now.
        by: who asks: an id, name or address of the directory; empty where nobody has said.
        on: the last day that counts; today where it is None.
        since: the first day that is shown.
        public: what anybody at all may look at, and no more.
    """

    work: Work
    deciding: Deciding
    now: datetime
    by: str = ""
    on: date | None = None
    since: date | None = None
    public: bool = False

    @cached_property
    def _setting(self) -> Setting:
        return self.deciding.setting(self.now)

    @cached_property
    def _day(self) -> date:
        return self.on or self._setting.roll.day

    @cached_property
    def _public(self) -> Mapping[str, frozenset[str]]:
        """The registers that a clause opens to anybody, with the fields that it names."""
        named = registers_named(self.deciding.protocol, self._setting.roll.day)
        return {rule.what: frozenset(rule.public) for _, rule in named if rule.public}

    def names(self) -> tuple[str, ...]:
        """The registers that there are: those that clauses name, those kept always, and the directory's own."""
        if self.public:
            return tuple(sorted(self._public))
        named = {rule.what for _, rule in registers_named(self.deciding.protocol, self._setting.roll.day)}
        seen = {entry.register for entry in self._entries("")}
        return tuple(sorted(named | seen | {*KEPT_ALWAYS, WAIVERS, *DIRECTORY}))

    def counts(self) -> dict[str, int]:
        """How many entries each register has that the one who asks may see."""
        counted = dict.fromkeys(self.names(), 0)
        for entry in self._shown(""):
            counted[entry.register] = counted.get(entry.register, 0) + 1
        return counted | {name: len(self.rows(name)) for name in DIRECTORY if name in counted}

    def rows(self, name: str) -> tuple[Row, ...]:
        """The entries of one register, oldest first."""
        if name in DIRECTORY:
            return () if self.public else tuple(self._directory(name))
        entries = tuple(self._entries(name))
        holding = frozenset(each.key for each in standing(entries)) if name == CONSENTS else frozenset()
        return tuple(self._row(each, holding) for each in self._since(entries))

    def _shown(self, name: str) -> Iterator[RegisterEntry]:
        return self._since(self._entries(name))

    def _since(self, entries: "Iterator[RegisterEntry] | tuple[RegisterEntry, ...]") -> Iterator[RegisterEntry]:
        first = self._midnight(self.since) if self.since else None
        return (entry for entry in entries if first is None or entry.at >= first)

    def _entries(self, name: str) -> Iterator[RegisterEntry]:
        until = self._midnight(self.on + timedelta(days=1)) if self.on else None
        for entry in self.work.registers.entries(name, until=until):
            if self.public:
                if entry.register in self._public and not entry.closed and not entry.provided:
                    yield self._for_anybody(entry)
            elif self._may_see(entry):
                yield entry

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.deciding.council.timezone)

    def _may_see(self, entry: RegisterEntry) -> bool:
        if not entry.closed:
            return True
        mail = self.work.mails.by_key(entry.mail)
        if mail is None or not may_see(mail, self.by, self._setting):
            return False
        # A mail that went to whom it would is open; what it entered may still be for few.
        return is_closed(said_of(mail)) or in_post(self.by, entry.open_to, self._setting)

    def _for_anybody(self, entry: RegisterEntry) -> RegisterEntry:
        open_fields = self._public[entry.register]
        kept = tuple(
            (field, self._name(value) if field == "group" else value)
            for field, value in entry.fields
            if field in open_fields
        )
        return replace(entry, fields=kept, subject=None, message_id="")

    def _row(self, entry: RegisterEntry, holding: frozenset[str]) -> Row:
        return Row(
            register=entry.register,
            at=entry.at.astimezone(self.deciding.council.timezone).isoformat(timespec="minutes"),
            clause=entry.clause,
            subject=entry.subject or "",
            who=self._name(entry.subject or ""),
            fields=entry.fields,
            proposed=entry.provided,
            holds=entry.key in holding if entry.register == CONSENTS else None,
            closed=entry.closed,
            mail=entry.message_id,
            kept_by=entry.kept_by,
            open_to=entry.open_to,
        )

    def _name(self, subject: str) -> str:
        council = self.deciding.council
        named = {group.id: group.name for group in council.groups}
        named |= {member.id: member.name for member in council.members}
        named |= {officer.id: officer.name for officer in council.officers}
        return named.get(subject, subject)

    def _directory(self, name: str) -> Iterator[Row]:
        found = _groups(self.deciding.council) if name == GROUPS else _office_holders(self.deciding.council)
        for subject, fields, span in found:
            if self._held(span):
                from_, to = (day.isoformat() if day else "" for day in (span.start, span.end))
                more = (("from", from_), ("to", to))
                yield Row(
                    register=name,
                    at=from_,
                    subject=subject,
                    who=self._name(subject),
                    fields=tuple((field, value) for field, value in (*fields, *more) if value),
                )

    def _held(self, span: Span) -> bool:
        """Whether it held on the day, or, where a first day is asked for, at any time from then on."""
        if self.since is None:
            return span.holds(self._day)
        return (span.start is None or span.start <= self._day) and (span.end is None or span.end >= self.since)


Found = tuple[str, tuple[tuple[str, str], ...], Span]


def _groups(council: Council) -> Iterator[Found]:
    for group in council.groups:
        yield group.id, (("name", group.name), ("role", group.role), ("seats", str(group.seats))), group.span


def _office_holders(council: Council) -> Iterator[Found]:
    for group in council.groups:
        posts: tuple[tuple[str, tuple[Dated, ...]], ...] = (
            ("leader", group.leader), ("deputy", group.deputy), ("chief-whip", group.chief_whip),
        )  # fmt: skip
        for post, holders in posts:
            for held in holders:
                yield held.word, (("group", group.id), ("office", post)), _within(held.span, group.span)
    for member in council.members:
        for office in member.offices:
            yield member.id, (("office", office.word),), _within(office.span, member.span)
    for officer in council.officers:
        for duty in officer.duties:
            yield officer.id, (("office", duty.word), ("post", officer.post)), _within(duty.span, officer.span)


def _within(span: Span, outer: Span) -> Span:
    """The days of a span that lie within another; an office ends with whoever holds it."""
    starts = [day for day in (span.start, outer.start) if day]
    ends = [day for day in (span.end, outer.end) if day]
    return Span(start=max(starts, default=None), end=min(ends, default=None))
