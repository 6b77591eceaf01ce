"""A protocol file, as values. Its JSON Schema is made from these classes."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from annotated_types import MinLen
from pydantic import ConfigDict, Field, PrivateAttr, StringConstraints

from mailrules.protocol.clause import Clause, RuleOf
from mailrules.protocol.dates import Dates
from mailrules.protocol.holder import RoleEntry
from mailrules.rules.params import Parameters, Role
from mailrules.rules.params.common import Sentence, Word
from mailrules.vocabulary import Kind


class Head(Parameters):
    """Which protocol the file states."""

    id: Word
    """The name by which a council's settings choose it."""
    title: Sentence
    """Its title."""
    version: Annotated[str, StringConstraints(min_length=1)]
    """Its version or date, in its own words."""
    in_force: Dates
    """When it held, or holds."""
    source: Sentence
    """Where it can be read: bibliographic words."""
    governance: Literal["executive", "county-executive", "committee", "elected-mayor", "parish", "not-stated"]
    """How the council that it was written for is run."""
    breach_effect: Literal["not-stated", "evidence-of-code-breach", "likely-code-breach"]
    """What it says of itself about a breach."""


class FormerBody(Parameters):
    """A body or text that the protocol names and that is no more."""

    name: Sentence
    """What the protocol calls it."""
    now: Role | None = None
    """Who has its work now; absent where nobody has."""
    why: Sentence
    """Since when, and by what."""


class Protocol(Parameters):
    """A council's protocol on member/officer relations."""

    model_config = ConfigDict(title="A protocol file of Evenhand")

    protocol: Head
    """Which protocol it is."""
    terms: dict[Word, Sentence] = Field(default_factory=dict)
    """What the text calls things."""
    roles: dict[Word, RoleEntry]
    """Every role that the text names."""
    former_bodies: tuple[FormerBody, ...] = ()
    """What it names and is no more."""
    clauses: Annotated[tuple[Clause, ...], MinLen(1)]
    """Its clauses, in its order."""

    _turns: tuple[date, ...] | None = PrivateAttr(default=None)
    _on: dict[int, tuple[Clause, ...]] = PrivateAttr(default_factory=dict)
    _rules_on: dict[int, tuple[RuleOf, ...]] = PrivateAttr(default_factory=dict)
    _earlier: tuple["Protocol", ...] = PrivateAttr(default=())

    @property
    def id(self) -> str:
        """The name by which settings choose it."""
        return self.protocol.id

    def clause(self, clause_id: str) -> Clause | None:
        """The clause of that id, as the newest edition that has it says it."""
        editions = (self, *reversed(self._earlier))
        return next((clause for each in editions for clause in each.clauses if clause.id == clause_id), None)

    def after(self, earlier: tuple["Protocol", ...]) -> "Protocol":
        """The same, knowing its earlier editions, oldest first."""
        made = self.model_copy()
        made._earlier, made._turns, made._on, made._rules_on = earlier, None, {}, {}  # noqa: SLF001 - its own
        return made

    def clauses_on(self, day: date) -> tuple[Clause, ...]:
        """The clauses that are in force on a day and in the file's order."""
        span = self._span(day)
        if span not in self._on:
            edition = next((each for each in self._earlier if each.protocol.in_force.hold(day)), self)
            self._on[span] = tuple(each for each in edition.clauses if edition._carried_on(each, day))  # noqa: SLF001
        return self._on[span]

    def rules_on(self, day: date) -> tuple[RuleOf, ...]:
        """The rules of those clauses; permissions go first, since they lift others."""
        span = self._span(day)
        if span not in self._rules_on:
            rules = (rule for clause in self.clauses_on(day) for rule in clause.each_rule)
            self._rules_on[span] = tuple(sorted(rules, key=lambda each: not each.permits))
        return self._rules_on[span]

    def _span(self, day: date) -> int:
        """Between which two of the days on which something begins, or is over, the day lies: within, all is the same."""
        if self._turns is None:
            dates = (each for edition in (self, *self._earlier) for each in edition._dates())  # noqa: SLF001 - its own
            self._turns = tuple(sorted({turn for each in dates for turn in each.turns}))
        return bisect_right(self._turns, day)

    def _dates(self) -> Iterator[Dates]:
        yield self.protocol.in_force
        for clause in self.clauses:
            yield clause.in_force
            if clause.trial is not None:
                yield clause.trial

    def _carried_on(self, clause: Clause, day: date) -> bool:
        held = self.protocol.in_force.hold(day) and clause.in_force.hold(day)
        return held and (clause.trial is None or clause.trial.hold(day))

    def watches(self, kind: Kind) -> bool:
        """Whether a mail of that kind brings a clause into play."""
        return any(kind in clause.watched_kinds for each in (self, *self._earlier) for clause in each.clauses)
