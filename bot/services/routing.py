"""Telling those with whom a matter belongs, where a clause says so and the mail did not reach them: a letter beside the mail.

The mail itself is neither diverted nor delayed. Of a mail that is closed, that accuses somebody or that is personal, it is said
that there is something, and not what; whoever it accuses is never told.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports import Letter, OutboxRow, OutboxState, RecordedMail
from bot.services.as_json import as_json
from bot.services.audience import ACCUSING, accused_by
from bot.services.decide import Deciding, Decision
from bot.services.letters import ServiceLetters, named, pending
from bot.services.wording import day_in_words
from mailrules.council.roll import Person
from mailrules.evaluation.outcome import Route
from mailrules.evaluation.setting import Setting
from mailrules.evaluation.stand_in import answering, standing_in
from mailrules.vocabulary import Flag, Mode

ROUTE = "route"
WHERE = "where"

QUIET_FLAGS = frozenset({Flag.CONFIDENTIAL, Flag.MARKED_PERSONAL, Flag.PERSONAL_MATTER})
OBSERVED_CLAUSE = "{clause} is set to observe: the register shows what would have left, and nothing does"
ONLY_WHERE = "{clause}: it leaves only where {provided}: release it if that is so, and stop it if not"
LOOKED_AT = "this council has everything under {clause} looked at before it leaves: release it, or stop it"


@dataclass(frozen=True, kw_only=True)
class _Line:
    """Why one post is written to."""

    route: Route
    role: str
    mode: Mode


@dataclass(frozen=True, kw_only=True)
class _About:
    """A decided mail, as its letters see it."""

    decision: Decision
    mail: RecordedMail
    accused: frozenset[str]
    quiet: bool
    now: datetime
    setting: Setting
    """Of the moment of writing."""


@dataclass(frozen=True, kw_only=True)
class Routing:
    """Writes the letters that follow from the routes of a decision."""

    deciding: Deciding

    def letters(
        self, decision: Decision, mail: RecordedMail, *, now: datetime, told: Collection[str] = ()
    ) -> Iterator[OutboxRow]:
        """The letters: one for each post, however many clauses bring the mail to it.

        Args:
            decision: what was decided.
            mail: the mail.
            now: the moment (aware).
            told: addresses to which a letter about a closed mail has gone already.
        """
        if Flag.SPOOFED in decision.reading.flags or decision.reading.machine is not None:
            return
        about = self._about(decision, mail, now)
        lines = [
            _Line(route=route, role=each.role, mode=self._mode(route))
            for route in decision.outcome.routes
            for each in route.untold
            if self._within(each.role, decision)
        ]
        plain = [line for line in lines if line.mode is Mode.ACT and not line.route.provided]
        for nth, (people, why) in enumerate(self._by_people(plain, about)):
            yield from self._row(about, f"{ROUTE}/{mail.key}/{nth}", people, why, told)
        for line in lines:
            if line not in plain:
                yield from self._asked_first(about, line, told)
        yield from self._to_sender(about)

    def _about(self, decision: Decision, mail: RecordedMail, now: datetime) -> _About:
        said = as_json(decision, file="", zone=self.deciding.council.timezone)
        accusing = bool(ACCUSING.intersection(said["kinds"]))
        flags = decision.reading.flags | frozenset(flag for item in decision.reading.items for flag in item.flags)
        return _About(
            decision=decision,
            mail=mail,
            accused=frozenset(accused_by(said)),
            quiet=accusing or decision.outcome.closed_to is not None or bool(QUIET_FLAGS & flags),
            now=now,
            setting=self.deciding.setting(now),
        )

    def _mode(self, route: Route) -> Mode:
        return self.deciding.adoption.mode_of(route.clause) if route.clause else Mode.ACT

    def _within(self, role: str, decision: Decision) -> bool:
        closed = decision.outcome.closed_to
        return closed is None or role in closed

    def _people(self, line: _Line, about: _About) -> tuple[Person, ...]:
        """Who answers for the line's post now, and is not accused."""
        shown = next(each.people for each in line.route.untold if each.role == line.role)
        there = answering(line.role, about.setting)
        # A role that only the mail shows, and one of many of whom the mail names some, stay with those whom it showed.
        if shown and not (there and {each.id for each in there} <= set(shown)):
            there = tuple(each for person in shown if (each := standing_in(person, about.setting))) or there
        return tuple(each for each in there if each.id not in about.accused)

    def _by_people(
        self, lines: Sequence[_Line], about: _About
    ) -> Iterator[tuple[tuple[Person, ...], tuple[_Line, ...]]]:
        """Those who are written to in one letter, and why; nobody for the lines whose posts nobody is found in."""
        of_person: dict[str, list[_Line]] = {}
        known: dict[str, Person] = {}
        lost: list[_Line] = []
        for line in lines:
            people = self._people(line, about)
            for each in people:
                known[each.id] = each
                of_person.setdefault(each.id, []).append(line)
            if not people:
                lost.append(line)
        alike: dict[tuple[_Line, ...], list[Person]] = {}
        for person, why in of_person.items():
            alike.setdefault(tuple(dict.fromkeys(why)), []).append(known[person])
        yield from ((tuple(people), why) for why, people in alike.items())
        if lost:
            yield (), tuple(lost)

    def _row(
        self, about: _About, key: str, people: tuple[Person, ...], lines: Sequence[_Line], told: Collection[str]
    ) -> Iterator[OutboxRow]:
        letters = ServiceLetters(deciding=self.deciding)
        to = named(people) or self._fallback(about)
        if about.quiet:
            to = tuple(each for each in to if each[1] not in told)
        if not to:
            return
        letter = letters.letter("belongs", key, to, self._words(about, lines, lost=not people))
        letter = replace(letter, posts=tuple(dict.fromkeys(line.role for line in lines)) if people else ())
        yield pending(
            letter, purpose=ROUTE, duty=None, case=about.mail.key, release_at=self._leaves(about, lines), at=about.now
        )

    def _asked_first(self, about: _About, line: _Line, told: Collection[str]) -> Iterator[OutboxRow]:
        """A letter for which a person has to see first whether it is right; or one that only shows what would have left."""
        clause, provided = str(line.route.clause), line.route.provided
        key = f"{ROUTE}/{about.mail.key}/{clause}-{line.role}"
        for row in self._row(about, key, self._people(line, about), (line,), told):
            if line.mode is Mode.OBSERVE:
                yield replace(row, state=OutboxState.STOPPED, why=OBSERVED_CLAUSE.format(clause=clause))
            else:
                why = (
                    ONLY_WHERE.format(clause=clause, provided=provided) if provided else LOOKED_AT.format(clause=clause)
                )
                yield replace(row, state=OutboxState.HELD, why=why)

    def _fallback(self, about: _About) -> tuple[tuple[str, str], ...]:
        letters, roll = ServiceLetters(deciding=self.deciding), about.setting.roll
        return letters.monitoring_officer(roll, about.accused) if about.quiet else letters.office(roll)

    def _leaves(self, about: _About, lines: Sequence[_Line]) -> datetime:
        """When it may leave: as the council has it, word of a closed mail at once where it has said nothing else."""
        adoption, moments = self.deciding.adoption, []
        for line in lines:
            clause, mechanism = line.route.clause or "", line.route.mechanism
            own = adoption.releases.get(clause) or adoption.releases.get(mechanism)
            if about.quiet and own is None:
                moments.append(about.now)
            else:
                words = adoption.release(clause, mechanism).value
                moments.append(self.deciding.calendar.release(about.now, words))
        return max(moments)

    def _words(self, about: _About, lines: Sequence[_Line], *, lost: bool) -> dict[str, object]:
        decision, setting = about.decision, about.setting
        sender = setting.roll.person(decision.reading.sender.person or "")
        boxes = decision.message.from_
        name = sender.name if sender else boxes[0].name or boxes[0].address if boxes else ""
        has_it = ServiceLetters(deciding=self.deciding).monitoring_officer(setting.roll, about.accused)
        return {
            "quiet": about.quiet,
            "reference": about.mail.key,
            "sender_name": "" if about.quiet else name,
            "date_words": day_in_words(self.deciding.calendar.local_day(decision.at)),
            "sent_to": ""
            if about.quiet
            else ", ".join(each.name or each.address for each in decision.message.addressees),
            "what": "" if about.quiet else ", ".join(str(kind).replace("-", " ") for kind in decision.reading.kinds),
            "ask": has_it[0][0] if about.quiet and has_it else "the chief executive's office",
            "protocol_title": self.deciding.protocol.protocol.title,
            "lines": []
            if about.quiet
            else [
                {
                    "paragraph": self.deciding.number(line.route.clause or ""),
                    "asks": line.route.asks,
                    "before": line.route.before,
                }
                for line in {(each.route.clause, each.route.asks): each for each in lines}.values()
            ],
            "lost": [self._means(line.role) for line in lines] if lost else [],
        }

    def _means(self, role: str) -> str:
        entry = self.deciding.protocol.roles.get(role)
        return entry.means if entry else role.replace("-", " ")

    def _to_sender(self, about: _About) -> Iterator[OutboxRow]:
        """The sender learns where it belongs: a known person of the council's own, and only of an open mail."""
        sender = about.decision.reading.sender
        person = about.setting.roll.person(sender.person or "")
        if person is None or not person.email or not (sender.authentic and sender.internal):
            return
        if about.decision.outcome.closed_to is not None or person.id in about.accused:
            return
        routes = [
            route
            for route in about.decision.outcome.routes
            if route.tell_sender and route.untold and not route.provided and self._mode(route) is not Mode.OBSERVE
        ]
        if not routes:
            return
        values = {
            "date_words": day_in_words(self.deciding.calendar.local_day(about.decision.at)),
            "protocol_title": self.deciding.protocol.protocol.title,
            "sent_to": ", ".join(each.name or each.address for each in about.decision.message.addressees),
            "lines": [
                {
                    "paragraph": self.deciding.number(route.clause or ""),
                    "posts": " or ".join(self._means(role) for role in route.to),
                }
                for route in {each.clause: each for each in routes}.values()
            ],
        }
        key = f"{WHERE}/{about.mail.key}"
        letter = ServiceLetters(deciding=self.deciding).letter("where", key, named((person,)), values)
        lines = [_Line(route=route, role="", mode=self._mode(route)) for route in routes]
        row = pending(
            letter, purpose=WHERE, duty=None, case=about.mail.key, release_at=self._leaves(about, lines), at=about.now
        )
        held = next((str(line.route.clause) for line in lines if line.mode is Mode.HOLD), "")
        yield replace(row, state=OutboxState.HELD, why=LOOKED_AT.format(clause=held)) if held else row


def addressed_now(letter: Letter, setting: Setting, accused: Collection[str]) -> Letter:
    """The letter to those who answer for its posts at the moment of sending; as it stands where no post can be asked."""
    if not letter.posts:
        return letter
    before = [person for _, address in letter.to if (person := setting.roll.whose(address))]
    found: dict[str, Person] = {}
    for post in letter.posts:
        there = answering(post, setting)
        kept = [each for each in there if each in before] or list(there)
        found.update({each.id: each for each in kept if each.id not in accused})
    to = named(found.values())
    unasked = any(not answering(post, setting) for post in letter.posts)
    return replace(letter, to=tuple(dict.fromkeys((*(letter.to if unasked else ()), *to)))) if to else letter
