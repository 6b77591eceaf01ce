"""What a mail enters in the registers: what clauses want kept, and what the service keeps under every protocol."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

from mailrules.cases import Matter, Moment
from mailrules.evaluation.outcome import Entry, Outcome
from mailrules.evaluation.papers import prints_of_paper
from mailrules.evaluation.registers import (
    ANSWER,
    CONSENTS,
    GIVEN,
    MATTER,
    REFUSED,
    THREAD,
    WITHDRAWN,
    RegisterEntry,
    standing,
    withdraws,
)
from mailrules.evaluation.setting import Setting
from mailrules.message import Message
from mailrules.protocol.model import Protocol
from mailrules.reading.model import Item, Reading
from mailrules.rules.params import Register
from mailrules.rules.register import shown
from mailrules.vocabulary import Flag, Kind

UNPROVED = "the mail is truly from the one whom it names"
CAME_IN = "closed-mails"
"""The register of mails of which no more is kept than that they came."""
_ABOUT = ("group", "member", "officer", "adviser", "decision-maker", "cabinet-member")
"""The fields that say whom an entry is about, the first that is known."""
TAKE_UPS, PAPERS = "take-ups", "group-documents"
_BY_MATTER = {Matter.BRIEFING: "briefings", Matter.ATTENDANCE: "attendances"}


@dataclass(frozen=True, kw_only=True)
class _Own:
    """A register that the service keeps, whether a clause carries it or not."""

    register: str
    fields: tuple[str, ...]
    flags: frozenset[Flag] = frozenset()
    open_to: tuple[str, ...] = ()
    """The posts that alone see it; empty where it is open to whoever works with the register."""


_OWN: dict[Kind, tuple[_Own, ...]] = {
    Kind.PETITION: (_Own(register="petitions", fields=("member", "matter", "day")),),
    Kind.RELATIONSHIP_DECLARED: (
        _Own(
            register="relationships",
            fields=("member", "officer", "day"),
            open_to=("chief-executive", "monitoring-officer"),
        ),
    ),
    Kind.CONFERENCE_ATTENDANCE: (
        _Own(register="conference-attendance", fields=("member", "conference", "day", "cost")),
    ),
    Kind.GROUP_GOVERNANCE: (
        _Own(register="group-rules", fields=("group", "document", "day")),
        _Own(
            register="permitted-non-councillors",
            fields=("group", "document", "day"),
            flags=frozenset({Flag.NON_COUNCILLORS_PRESENT}),
        ),
    ),
}
KEPT_ALWAYS = (
    CONSENTS,
    *_BY_MATTER.values(),
    TAKE_UPS,
    PAPERS,
    "gate-answers",
    *(own.register for kept in _OWN.values() for own in kept),
)
"""The registers that the service keeps under every protocol."""


@dataclass(frozen=True, kw_only=True)
class Entering:
    """One decided mail, as it is entered.

    Attributes:
        mail: its key.
        at: when it came in (aware): the mailbox's own word, not the sender's.
        closed: whether few may see it.
        said: the consents entered before, oldest first.
    """

    message: Message
    reading: Reading
    outcome: Outcome
    setting: Setting
    mail: str
    at: datetime
    closed: bool
    said: Sequence[RegisterEntry]

    def entry(self, register: str, clause: str, subject: str | None, **more: str | None) -> RegisterEntry:
        """An entry made by this mail."""
        fields = tuple((name.replace("_", "-"), value) for name, value in more.items() if value)
        made = RegisterEntry(
            register=register,
            clause=clause,
            at=self.at,
            mail=self.mail,
            message_id=self.message.message_id,
            subject=subject,
            fields=fields,
            closed=self.closed,
        )
        return made if self.reading.sender.authentic else replace(made, provided=UNPROVED)


def entries_of(mail: Entering) -> tuple[RegisterEntry, ...]:
    """Every entry that the mail makes, each once; one that needs no more looking at stands before a proposal."""
    if mail.outcome.minimal:
        return _least(mail)
    kept: dict[str, RegisterEntry] = {}
    for entry in chain(_by_clauses(mail), _by_the_service(mail), _consents(mail), _cases(mail)):
        if entry.key not in kept or not entry.provided:
            kept[entry.key] = entry
    return tuple(kept.values())


def _least(mail: Entering) -> tuple[RegisterEntry, ...]:
    """That it came, and no more."""
    day = mail.setting.roll.day.isoformat()
    named = dict.fromkeys((entry.register, entry.clause) for entry in mail.outcome.entries) or {(CAME_IN, ""): None}
    return tuple(mail.entry(register, clause, None, day=day) for register, clause in named)


def _by_clauses(mail: Entering) -> Iterator[RegisterEntry]:
    return (_of_clause(mail, each) for each in mail.outcome.entries)


def _of_clause(mail: Entering, entry: Entry) -> RegisterEntry:
    fields = dict(entry.fields)
    subject = next((fields[name] for name in _ABOUT if fields.get(name)), None)
    made = mail.entry(entry.register, entry.clause, subject)
    return replace(
        made,
        fields=tuple((name, value) for name, value in entry.fields if value),
        kept_by=entry.kept_by,
        open_to=entry.open_to,
        provided=entry.provided or made.provided,
    )


def _by_the_service(mail: Entering) -> Iterator[RegisterEntry]:
    """What is kept under every protocol, where no clause has kept it already."""
    done = {entry.register for entry in mail.outcome.entries}
    for item in mail.reading.items:
        for own in _OWN.get(item.kind, ()):
            flagged = not own.flags or own.flags & (item.flags | mail.reading.flags)
            if own.register not in done and flagged:
                yield _own_entry(mail, item, own)


def _own_entry(mail: Entering, item: Item, own: _Own) -> RegisterEntry:
    known = shown(item, mail.message, mail.reading, mail.setting.roll)
    fields = {name: value for name in own.fields if (value := known.get(name))}
    subject = next((fields[name] for name in _ABOUT if fields.get(name)), None)
    made = replace(mail.entry(own.register, "", subject), fields=tuple(fields.items()))
    for clause, rule in registers_named(mail.setting.protocol, mail.setting.roll.day):
        if rule.what == own.register:
            made = replace(made, clause=clause, kept_by=rule.kept_by or "", open_to=tuple(rule.open_to))
    return replace(made, open_to=own.open_to, closed=True) if own.open_to else made


def registers_named(protocol: Protocol, day: date) -> Iterator[tuple[str, Register]]:
    """The registers that the protocol's clauses name on a day, those of clauses that are not carried yet among them."""
    if protocol.protocol.in_force.hold(day):
        for clause in protocol.clauses:
            if clause.in_force.hold(day) and (clause.trial is None or clause.trial.hold(day)):
                yield from ((str(clause.id), rule) for rule in clause.rules if isinstance(rule, Register))


def _consents(mail: Entering) -> Iterator[RegisterEntry]:
    """What somebody lets be shown, or does not; where no topic tells of what, the thread does."""
    thread = mail.message.thread[-1] if mail.message.thread else mail.message.message_id
    for consent in mail.outcome.consents:
        said = {ANSWER: GIVEN if consent.given else REFUSED, MATTER: consent.topic, THREAD: thread}
        entry = mail.entry(CONSENTS, "", consent.by, **said)
        if not consent.given and withdraws(entry, standing(mail.said)):
            entry = mail.entry(CONSENTS, "", consent.by, **{**said, ANSWER: WITHDRAWN})
        yield entry


def _cases(mail: Entering) -> Iterator[RegisterEntry]:
    """Briefings, attendances and take-ups, and the papers that were given."""
    for case in mail.outcome.cases:
        known = {"matter": case.topic, "officer": case.officer, "case": case.id}
        for event in case.events:
            if event.message_id != mail.message.message_id or event.moment is Moment.TOLD:
                continue
            took_up = event.moment is Moment.TAKEN_UP
            register = TAKE_UPS if took_up else _BY_MATTER[case.matter]
            day = (event.day or case.day or mail.setting.roll.day).isoformat()
            yield mail.entry(
                register, "", case.group, what=event.moment, **known, day=day, of=case.origin if took_up else None
            )
            if event.moment is Moment.PREPARED:
                yield from _papers(mail, case.group, known)


def _papers(mail: Entering, group: str, known: Mapping[str, str | None]) -> Iterator[RegisterEntry]:
    for each in mail.message.attachments:
        prints = prints_of_paper(each)
        if prints:
            yield mail.entry(
                PAPERS,
                "",
                group,
                document=each.name,
                fingerprint=" ".join(prints),
                matter=known["matter"],
                case=known["case"],
            )
