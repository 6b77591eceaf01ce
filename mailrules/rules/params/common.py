"""What the parameters of every mechanism are made of."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from mailrules.vocabulary import DocumentLabel, Flag, Kind, Signal


class Name(str):
    """A name that stands for something else in the same file; the loader looks whether that is there."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        """A string of the name's form, kept as this class so that it can be found again."""
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(pattern=cls.pattern()))

    @classmethod
    def pattern(cls) -> str:
        """The form of the name, as a regular expression that JSON Schema knows too."""
        return r"^[a-z][a-z0-9-]*$"


class Role(Name):
    """A role of the protocol: a key of its `roles`."""

    __slots__ = ()


class ClauseId(Name):
    """A clause of the same protocol: the `id` of one of its `clauses`."""

    __slots__ = ()

    @classmethod
    def pattern(cls) -> str:
        """A capital letter, two digits, and a small letter where a clause was divided."""
        return r"^[A-Z]{1,3}[0-9]{2,3}[a-z]?$"


Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]
"""Plain words for people; no rule reads them."""

Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
"""A name that this service gives a meaning to: of a register, a template, a table."""

Strength = Literal["inform", "consult", "consult-and-include", "agree", "consent", "authorise"]
"""How much somebody's view weighs: told; asked; asked and reported; must agree; must consent; must give the word."""

Answer = Literal["hold", "warn", "block", "allow"]
"""What is done about a mail that goes against a clause."""


class Parameters(BaseModel):
    """The base of every part of a protocol file: nothing in it changes, and nothing in it is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


class When(Parameters):
    """What has to be so, beside the kind of the mail, before a rule applies. All that is named must hold."""

    flags: tuple[Flag, ...] = ()
    """One of these flags is set."""
    all_flags: tuple[Flag, ...] = ()
    """Each of these flags is set."""
    signals: tuple[Signal, ...] = ()
    """The mail gives one of these signals."""
    addressed_to: tuple[Role, ...] = ()
    """Somebody who plays one of these roles is a visible addressee."""
    addressed_to_none_of: tuple[Role, ...] = ()
    """Nobody who plays one of these roles is a visible addressee."""
    from_roles: tuple[Role, ...] = ()
    """The sender plays one of these roles."""
    not_from_roles: tuple[Role, ...] = ()
    """The sender plays none of these roles."""
    about_roles: tuple[Role, ...] = ()
    """The person whom the mail is about plays one of these roles."""
    labels: tuple[DocumentLabel, ...] = ()
    """The mail, or a paper in it, is marked with one of these."""
    mentions: tuple[Annotated[str, StringConstraints(min_length=2)], ...] = ()
    """One of these words stands in its subject or in what its sender writes."""
    to_outside: bool = False
    """Somebody outside the council is addressed."""
    for_group: Literal["administration", "others"] | None = None
    """Whether the group that it speaks for is the administration, or another one."""
    group_paper: bool = False
    """It carries a paper that was written for one group, and that group has not agreed to it."""
    members_over: int | None = None
    """More councillors than that are to go."""
    members_up_to: int | None = None
    """No more councillors than that are to go."""
    titled_none_of: tuple[Annotated[str, StringConstraints(min_length=2)], ...] = ()
    """What it is about, such as a conference, bears none of these titles."""
    names_a_place: bool = False
    """The mail names a ward, or a place in one."""
    names_concurrence: bool = False
    """The record of a decision in it says that a member concurred."""
    after: tuple[Kind, ...] = ()
    """The same matter has already brought a mail of one of these kinds."""
    said: Sentence | None = None
    """A condition that no field can show; a person looks at it."""
