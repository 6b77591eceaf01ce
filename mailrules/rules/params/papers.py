"""Parameters of the mechanisms that pass papers round, keep them, time them and look at them."""

from typing import Annotated, Literal, Self

from annotated_types import MinLen
from pydantic import Field, StringConstraints, model_validator

from mailrules.rules.params.common import Answer, Parameters, Role, Sentence, Strength, When, Word
from mailrules.vocabulary import Kind, Label

Kinds = Annotated[tuple[Kind, ...], MinLen(1)]


class Register(Parameters):
    """Something is kept."""

    mechanism: Literal["register"]
    what: Word
    """The register's name."""
    kinds: tuple[Kind, ...] = ()
    """The mails that are entered."""
    on: tuple[Word, ...] = ()
    """What else starts it beside mail: a day, a register or a form that feeds the clause."""
    when: When | None = None
    """What else must be so."""
    fields: tuple[Word, ...] = ()
    """What an entry holds."""
    kept_by: Role | None = None
    """Who answers for it."""
    open_to: tuple[Role, ...] = ()
    """Who may see it; empty where the clause does not say."""
    public: tuple[Word, ...] = ()
    """The fields that anybody at all may look at; empty where the register is not open to the public."""


class Circulate(Parameters):
    """Something goes to a list of people."""

    mechanism: Literal["circulate"]
    kinds: tuple[Kind, ...] = ()
    """The mails whose matter goes round."""
    on: tuple[Word, ...] = ()
    """What else starts it beside mail: a day, a register or a form that feeds the clause."""
    when: When | None = None
    """What else must be so."""
    what: Sentence
    """What goes to them, and no more."""
    say: tuple[Label, ...] = (Label.CONTENT,)
    """What of the matter that is; `content` is the paper itself."""
    to: Annotated[tuple[Role, ...], MinLen(1)]
    """Who gets it."""
    by: Role | None = None
    """Who sends it."""
    strength: Strength = "inform"
    """Whether they are told or asked."""
    at: str | None = None
    """The clause's own time, in its words; absent where it names none."""
    not_before: Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = None
    """The time of day before which it does not leave, on the day that the mail names."""
    every: Literal["week", "year"] | None = None
    """Whether it is gathered and sent at intervals."""
    together: bool = False
    """Whether all get it at the same moment."""
    before_public: bool = False
    """Whether they hear of it before the public does: it leaves at once, and is late once the mail's own moment has come."""
    on_request: bool = False
    """Whether only those who ask get it."""
    registers: tuple[Word, ...] = ()
    """The registers that go to them, where what goes round is what is kept there."""
    sent_by: Role | None = None
    """Who alone can set it going by a mail; what comes from anybody else is held for a person."""
    closing_reminder: bool = False
    """Whether they hear of it once more before the day on which it closes, where the mail names one."""
    circulation: Word
    """The folder under `templates/circulations` that holds the words."""

    @property
    def gathered(self) -> bool:
        """Whether it is gathered into a list: that of a week, or that of a day from an hour on."""
        return bool(self.kinds) and (self.every == "week" or self.not_before is not None)


class Deadline(Parameters):
    """Something is to be done by a time."""

    mechanism: Literal["deadline"]
    kinds: tuple[Kind, ...] = ()
    """The mails that start the time; empty where a date does."""
    on: tuple[Word, ...] = ()
    """What else starts it beside mail: a day, a register or a form that feeds the clause."""
    when: When | None = None
    """What else must be so."""
    within: str | None = None
    """The clause's own time, in its words."""
    counted_from: Sentence
    """What starts the time."""
    from_day: Literal["of-the-mail", "named-in-it"] = "of-the-mail"
    """From which day it is counted: that of the mail, or the one that the mail names."""
    met_by: Sentence
    """What ends it."""
    met_when: When | None = None
    """When the mail is itself what was owed, so that nobody is reminded."""
    met_by_kinds: tuple[Kind, ...] = ()
    """The mails of theirs, or of their group, that show that it is done, where no mail has asked for it."""
    who: tuple[Role, ...]
    """Who has to do it, and is reminded."""
    escalate_to: tuple[Role, ...] = ()
    """Who learns that it is late."""
    every: Literal["week", "year"] | None = None
    """Whether it comes again."""


class Content(Parameters):
    """What a paper or a letter may not hold, or has to hold."""

    mechanism: Literal["content"]
    kinds: tuple[Kind, ...] = ()
    """The mails that are looked at; empty for everything that goes out."""
    when: When | None = None
    """What else must be so."""
    forbids: tuple[
        Literal[
            "recommendation",
            "political-implication",
            "named-officer",
            "personal-matter-of-sender",
            "purely-party-work",
            "officer-conduct",
            "reliance-on-group-conclusion",
            "reuse-of-group-document",
            "wrong-budget",
            "criticism-widely-copied",
            "unaccepted-edit",
            "advocacy",
        ],
        ...,
    ] = ()
    """What may not be in it."""
    requires: tuple[
        Literal[
            "facts-options-merits",
            "local-members-view",
            "decision-maker-and-consultee",
            "decision-reference",
        ],
        ...,
    ] = ()
    """What has to be in it, or beside it."""
    confirmed_by: Role | None = None
    """Who confirms that it is as it should be."""
    otherwise: Answer
    """What is done where it is not."""


class Insert(Parameters):
    """Words that are put into an answer, an acceptance or a notice."""

    mechanism: Literal["insert"]
    kinds: tuple[Kind, ...] = ()
    """The mails that are answered; empty for everything that goes out."""
    when: When | None = None
    """What else must be so."""
    into: Literal["answer", "acceptance", "notice", "letter", "committee-reminder"]
    """Where the words go."""
    words: Sentence
    """What they say, in short; the template says it in full."""
    template: Word
    """The folder under `templates` that holds them."""
    warn_without: bool = False
    """Whether somebody is told of an answer that leaves without them."""


class Row(Parameters):
    """One row of a table in the protocol."""

    name: Sentence
    """What is looked up."""
    roles: tuple[Role, ...]
    """Whom the row names."""
    note: Sentence | None = None
    """What the row says that is no role of the directory."""


class LookUp(Parameters):
    """A table in the protocol is asked."""

    mechanism: Literal["look-up"]
    kinds: Kinds
    """The mails that ask it."""
    when: When | None = None
    """What else must be so."""
    by: Literal["title", "ward", "place", "subject", "role", "count", "register"]
    """What of the mail is looked up."""
    table: tuple[Row, ...] = ()
    """The protocol's own table; empty where the directory is the table."""
    register_: Word | None = Field(default=None, alias="register")
    """The register that is asked, where it is looked up by register."""
    of: Literal["member", "officer"] = "member"
    """Which of the people whom the mail is about is looked up in the register."""
    found: Sentence | None = None
    """What follows where it is found; absent where nothing does."""
    not_found: Sentence | None = None
    """What follows where it is not; absent where nothing does."""
    clears: tuple[str, ...] = ()
    """Clauses that need not be asked where whoever goes plays one of the roles of the row that was found."""
    tell: tuple[Role, ...] = ()
    """Who is told or invited by what was found."""
    strength: Strength = "inform"
    """How much their word weighs."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.found is None and self.not_found is None:
            raise ValueError("say what follows: give found, or not_found, or both")
        if (self.by == "register") != (self.register_ is not None):
            raise ValueError("by: register and register belong together: name the register that is asked")
        return self
