"""The parameters of each mechanism, as a clause of a protocol file gives them.

A mechanism is one file in `mailrules.rules`; its parameters stand here, so that the file format can be made from them.
"""

from typing import Annotated

from pydantic import Field

from mailrules.rules.params.common import ClauseId, Name, Parameters, Role, When
from mailrules.rules.params.groups import Boundary, EqualAccess
from mailrules.rules.params.papers import Circulate, Content, Deadline, Insert, LookUp, Register, Row
from mailrules.rules.params.people import Copies, Gate, Ladder, Permit, Route, Rung, Signatory

RuleParams = Annotated[
    EqualAccess
    | Boundary
    | Route
    | Ladder
    | Gate
    | Permit
    | Signatory
    | Copies
    | Register
    | Circulate
    | Deadline
    | Content
    | Insert
    | LookUp,
    Field(discriminator="mechanism"),
]
"""One rule of a clause; `mechanism` says which."""

__all__ = [
    "Boundary",
    "Circulate",
    "ClauseId",
    "Content",
    "Copies",
    "Deadline",
    "EqualAccess",
    "Gate",
    "Insert",
    "Ladder",
    "LookUp",
    "Name",
    "Parameters",
    "Permit",
    "Register",
    "Role",
    "Route",
    "Row",
    "RuleParams",
    "Rung",
    "Signatory",
    "When",
]
