"""One clause of a protocol file: what feeds it, what it says, the rules that carry it; and each rule as it is asked at mails."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self

from annotated_types import MinLen
from pydantic import ConfigDict, Field, StringConstraints, model_validator

from mailrules.cases import Moment
from mailrules.protocol.dates import Dates
from mailrules.rules.params import ClauseId, Ladder, Parameters, Permit, Role, Route, RuleParams
from mailrules.rules.params.common import Sentence, Word
from mailrules.vocabulary import Force, Kind, Label, Occasion

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

    @cached_property
    def each_rule(self) -> tuple["RuleOf", ...]:
        """Its rules, each with what is asked of it at every mail."""
        return tuple(RuleOf.of(self, nth) for nth in range(len(self.rules)))


@dataclass(frozen=True, eq=False, kw_only=True)
class RuleOf:
    """One rule, in its clause.

    Attributes:
        nth: which rule of the clause it is.
        kinds: the kinds of mail that it names; None where it is asked at every mail.
        permits: whether it permits, and so may lift others.
        closes: whether it may close the audience of a mail.
    """

    clause: Clause
    nth: int
    params: RuleParams
    kinds: frozenset[Kind] | None
    permits: bool
    closes: bool

    @classmethod
    def of(cls, clause: Clause, nth: int) -> Self:
        """That rule of the clause."""
        params = clause.rules[nth]
        kinds = frozenset[Kind](getattr(params, "kinds", ()))
        always = not kinds and not getattr(params, "on", ())
        return cls(
            clause=clause,
            nth=nth,
            params=params,
            kinds=None if always else kinds,
            permits=isinstance(params, Permit),
            closes=isinstance(params, Ladder) or (isinstance(params, Route) and params.only),
        )
