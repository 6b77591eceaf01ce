"""A protocol file, as values. Its JSON Schema is made from these classes."""

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

DAYS_KEPT = 16
"""For how many days the clauses in force are kept at hand: mail comes in by day."""


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

    _on: dict[date, tuple[Clause, ...]] = PrivateAttr(default_factory=dict)
    _rules_on: dict[date, tuple[RuleOf, ...]] = PrivateAttr(default_factory=dict)
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
        made._earlier, made._on, made._rules_on = earlier, {}, {}  # noqa: SLF001 - its own
        return made

    def clauses_on(self, day: date) -> tuple[Clause, ...]:
        """The clauses that are in force on a day and in the file's order."""
        if day not in self._on:
            if len(self._on) >= DAYS_KEPT:
                self._on.pop(next(iter(self._on)))
            edition = next((each for each in self._earlier if each.protocol.in_force.hold(day)), self)
            self._on[day] = tuple(each for each in edition.clauses if edition._carried_on(each, day))  # noqa: SLF001
        return self._on[day]

    def rules_on(self, day: date) -> tuple[RuleOf, ...]:
        """The rules of those clauses; permissions go first, since they lift others."""
        if day not in self._rules_on:
            if len(self._rules_on) >= DAYS_KEPT:
                self._rules_on.pop(next(iter(self._rules_on)))
            rules = (rule for clause in self.clauses_on(day) for rule in clause.each_rule)
            made = tuple(sorted(rules, key=lambda each: not each.permits))
            # Most days have the same rules: they are then one value, about which much is known already.
            self._rules_on[day] = next((each for each in self._rules_on.values() if each == made), made)
        return self._rules_on[day]

    def _carried_on(self, clause: Clause, day: date) -> bool:
        held = self.protocol.in_force.hold(day) and clause.in_force.hold(day)
        return held and (clause.trial is None or clause.trial.hold(day))

    def watches(self, kind: Kind) -> bool:
        """Whether a mail of that kind brings a clause into play."""
        return any(kind in clause.watched_kinds for each in (self, *self._earlier) for clause in each.clauses)
