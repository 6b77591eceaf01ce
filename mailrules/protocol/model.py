"""A protocol file, as values. Its JSON Schema is made from these classes."""

from datetime import date
from typing import Annotated, Literal, Self

from annotated_types import MinLen
from pydantic import ConfigDict, Field, PrivateAttr, StringConstraints, model_validator

from mailrules.cases import Moment
from mailrules.protocol.dates import Dates
from mailrules.protocol.holder import RoleEntry
from mailrules.rules.params import ClauseId, Parameters, Role, RuleParams
from mailrules.rules.params.common import Sentence, Word
from mailrules.vocabulary import Force, Kind, Label, Occasion

DAYS_KEPT = 16
"""For how many days the clauses in force are kept at hand: mail comes in by day."""

FEEDS = ("mail", "sent", "event", "date", "register", "form", "invitation")
"""What can bring a clause something to look at; a feed names one of them."""

Open = Literal[
    "who-is-written-to",
    "ungrouped-members",
    "deadline",
    "tell-topic",
    "absence-of-sender",
    "what-normally-excuses",
    "precedence",
    "retention",
    "holder-of-role",
    "whose-consent",
    "no-such-office",
    "what-counts",
]
"""What a clause does not say, so that the council, or a default, has to."""


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


class Feed(Parameters):
    """One thing that can bring a clause into play. Exactly one is named."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [feed]} for feed in FEEDS]})

    mail: tuple[Kind, ...] | None = None
    """Mails of these kinds."""
    sent: Sentence | None = None
    """Mail that goes out, described."""
    event: Moment | None = None
    """A step in a group's case."""
    date: Occasion | None = None
    """A day on which it comes up without any mail."""
    register_: Word | None = Field(default=None, alias="register")
    """A change in, or a question to, a register."""
    form: Word | None = None
    """A form that somebody fills in."""
    invitation: Sentence | None = None
    """A calendar invitation, described."""

    @model_validator(mode="after")
    def _one_feed(self) -> Self:
        if sum(self._given(feed) for feed in FEEDS) != 1:
            raise ValueError(f"name exactly one feed: one of {', '.join(FEEDS)}")
        return self

    @property
    def kind(self) -> str:
        """Which feed it is."""
        return next(feed for feed in FEEDS if self._given(feed))

    def _given(self, feed: str) -> bool:
        return getattr(self, "register_" if feed == "register" else feed) is not None


class Consent(Parameters):
    """Whose consent changes what, under a clause."""

    of: Role
    """Whose."""
    lifts: Literal["prohibition", "duty", "nothing"]
    """What it lifts; a duty to tell that consent cannot waive says `nothing`."""


class PartPrecedence(Parameters):
    """A clause that goes first in a part of the matter; in all else the clause that says so stands beside it."""

    to: ClauseId
    """Which clause goes first."""
    say: Annotated[tuple[Label, ...], MinLen(1)]
    """In what: what of the matter is told all the same, in the words of `say`."""
    what: Sentence
    """The same in words, for people."""


class Clause(Parameters):
    """One clause, or one part of a clause that stands by itself."""

    id: ClauseId
    """The name by which the register, tests and adoption files know it."""
    clause: Sentence | Annotated[str, StringConstraints(min_length=1)]
    """Its number in the protocol."""
    says: Sentence
    """What it says, in plain words that are not the protocol's."""
    force: Force
    """How strongly it speaks."""
    vocabulary: Literal["full", "part", "none"]
    """Whether the rules state all of it, a part of it, or nothing."""
    cannot_judge: Sentence | None = None
    """What a person has to judge; given where the rules state a part of it."""
    fed_by: tuple[Feed, ...] = ()
    """What brings it into play."""
    judged: Sentence | None = None
    """Why nothing can feed it, so that only people keep it; stands instead of rules."""
    rules: tuple[RuleParams, ...] = ()
    """The mechanisms that keep it."""
    exceptions: tuple[Sentence, ...] = ()
    """What the clause itself excepts."""
    consent: Consent | None = None
    """Whose consent changes what."""
    yields_to: tuple[ClauseId, ...] = ()
    """Clauses that go first where both apply."""
    overrides: tuple[ClauseId, ...] = ()
    """Clauses that this one goes before."""
    yields_in_part: tuple[PartPrecedence, ...] = ()
    """Clauses that go first in a part of the matter, and in which."""
    in_force: Dates = Dates()
    """When it holds, within the protocol's own dates."""
    trial: Dates | None = None
    """When it is only on trial."""
    leaves_open: tuple[Open, ...] = ()
    """What it does not say and the council decides."""
    our_reading: Sentence | None = None
    """How a doubtful wording was read for this file."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.vocabulary == "part") != (self.cannot_judge is not None):
            raise ValueError("cannot_judge belongs to vocabulary: part, and has to be given there")
        if bool(self.rules) == (self.judged is not None):
            raise ValueError("give either rules, or judged with the reason why nothing can feed it")
        if (self.vocabulary == "none") != (self.judged is not None):
            raise ValueError("vocabulary: none belongs to a clause that is judged, and has to be given there")
        if bool(self.rules) != bool(self.fed_by):
            raise ValueError("rules and fed_by belong together: say what brings the clause into play")
        return self

    @property
    def watched_kinds(self) -> frozenset[Kind]:
        """The kinds of mail that bring it into play."""
        return frozenset(kind for feed in self.fed_by for kind in feed.mail or ())


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
        made._earlier, made._on = earlier, {}  # noqa: SLF001 - its own
        return made

    def clauses_on(self, day: date) -> tuple[Clause, ...]:
        """The clauses that are in force on a day and in the file's order."""
        if day not in self._on:
            if len(self._on) >= DAYS_KEPT:
                self._on.pop(next(iter(self._on)))
            edition = next((each for each in self._earlier if each.protocol.in_force.hold(day)), self)
            self._on[day] = tuple(each for each in edition.clauses if edition._carried_on(each, day))  # noqa: SLF001
        return self._on[day]

    def _carried_on(self, clause: Clause, day: date) -> bool:
        held = self.protocol.in_force.hold(day) and clause.in_force.hold(day)
        return held and (clause.trial is None or clause.trial.hold(day))

    def watches(self, kind: Kind) -> bool:
        """Whether a mail of that kind brings a clause into play."""
        return any(kind in clause.watched_kinds for each in (self, *self._earlier) for clause in each.clauses)
