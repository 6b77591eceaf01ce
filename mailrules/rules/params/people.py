"""Parameters of the mechanisms that bring a matter to people, or let them decide."""

from typing import Annotated, Literal

from annotated_types import MinLen

from mailrules.rules.params.common import (
    Answer,
    ClauseId,
    Parameters,
    Role,
    Sentence,
    Strength,
    When,
    Word,
)
from mailrules.vocabulary import Kind

Kinds = Annotated[tuple[Kind, ...], MinLen(1)]
Roles = Annotated[tuple[Role, ...], MinLen(1)]


class Route(Parameters):
    """A matter belongs with somebody; the mail itself is neither diverted nor delayed."""

    mechanism: Literal["route"]
    kinds: tuple[Kind, ...] = ()
    """The mails that bring such a matter."""
    on: tuple[Word, ...] = ()
    """What else starts it beside mail: a day, a register or a form that feeds the clause."""
    when: When | None = None
    """What else must be so."""
    to: Roles
    """With whom it belongs."""
    then: tuple[Role, ...] = ()
    """Who is brought in next by those."""
    before: Sentence | None = None
    """What may not happen until they have had it."""
    only: bool = False
    """Whether nobody else may have it: no copy, no notice, no other rule."""
    tell_sender: bool = False
    """Whether the sender is told where the matter belongs."""


class Rung(Parameters):
    """One step of a ladder."""

    to: Roles
    """Who has it on this step."""
    when: When | None = None
    """For whom, or for what, this is the step; absent for all others."""
    reports_back: bool = False
    """Whether the one who has it answers the person who raised it."""
    then: Sentence | None = None
    """What follows where it is not settled here."""


class Ladder(Parameters):
    """A complaint goes to one step after another, or to the step that fits."""

    mechanism: Literal["ladder"]
    kinds: Kinds
    """The mails that bring a complaint."""
    when: When | None = None
    """What else must be so."""
    keyed_on: Literal["rank-of-subject", "each-step-unsatisfied", "topic"]
    """What decides on the step."""
    steps: Annotated[tuple[Rung, ...], MinLen(1)]
    """The steps, first to last."""
    never_to_subject: bool = True
    """Whether the person complained of is kept from it, beyond a step that names them."""
    nobody_else: bool = False
    """Whether the clause forbids telling anybody outside the step."""


class Gate(Parameters):
    """Somebody has to decide, agree, consent or be consulted before a thing goes on."""

    mechanism: Literal["gate"]
    kinds: Kinds
    """The mails that bring the thing."""
    when: When | None = None
    """What else must be so."""
    who: Roles
    """Who has to be asked."""
    need: Literal["any", "all"] = "any"
    """Whether one of them is enough."""
    strength: Strength = "agree"
    """How much their word weighs."""
    options: tuple[Word, ...] = ()
    """What they may answer; empty for yes and no."""
    ground_required: bool = False
    """Whether they have to give a reason."""
    ground: Sentence | None = None
    """What they have to look at."""
    before: Sentence | None = None
    """What may not happen before they have answered."""
    exempt: tuple[Role, ...] = ()
    """Who passes without being asked."""
    unless: Sentence | None = None
    """When the gate stands open."""
    otherwise: Answer = "hold"
    """What is done where nobody has answered."""
    awaited: bool = False
    """Whether their answers are waited for: read from their replies, reminded of, and told of where they do not come."""
    passed_by: tuple[Kind, ...] = ()
    """The mails that show that the thing has gone on; where they come before the answers, that is told of."""


class Permit(Parameters):
    """Something needs nobody's leave, and other rules keep away from it."""

    mechanism: Literal["permit"]
    kinds: Kinds
    """The mails that bring it."""
    when: When | None = None
    """What else must be so."""
    between: tuple[Role, ...] = ()
    """Whose meetings or letters these are; empty for anybody's."""
    what: Sentence
    """What is allowed."""
    lifts: tuple[ClauseId, ...] = ()
    """The clauses that do not reach it."""
    no_notice: bool = False
    """Whether nobody is told of it."""


class Signatory(Parameters):
    """In whose name a letter goes out."""

    mechanism: Literal["signatory"]
    letters: Literal["official-external", "binding", "personal"]
    """Which letters: those to people outside, those that bind or instruct or spend, a member's own."""
    in_name_of: tuple[Role, ...]
    """Whose name it carries."""
    may_be: tuple[Role, ...] = ()
    """Whose name it may carry in the cases of `may_when`."""
    may_when: Sentence | None = None
    """When it may."""
    otherwise: Answer
    """What is done about a letter in another name."""


class Copies(Parameters):
    """Who may have a copy of a letter, and who has to know."""

    mechanism: Literal["copies"]
    model: Literal["permitted", "tell-addressee", "consent", "necessity-and-tell", "consult", "must-copy", "no-blind"]
    """What the clause asks for before a copy goes."""
    direction: Literal["officer-to-member", "member-to-officer", "both-ways", "member-to-member"]
    """Whose letters it speaks of, by their way."""
    copied_to: Literal["anyone", "other-member", "cabinet-member"]
    """Whose copy counts."""
    medium: tuple[Literal["mail", "speech"], ...] = ("mail",)
    """Whether what is said aloud counts as well."""
    told: Role | None = None
    """Who has to know of the copy."""
    consent_of: Role | None = None
    """Whose consent lets it go."""
    visible_copy_tells: bool = False
    """Whether a copy that the addressee can see tells them."""
    reason_required: bool = False
    """Whether the one who copies has to give a reason."""
    not_when: When | None = None
    """When no copy may go."""
    outside_the_clause: Answer = "allow"
    """What is done about a copy that the clause does not name."""
    otherwise: Answer
    """What is done about a copy that goes against it."""
