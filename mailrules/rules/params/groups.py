"""Parameters of the mechanisms that stand between groups."""

from typing import Literal

from mailrules.rules.form import Form
from mailrules.rules.params.common import Parameters, Role, When, Word
from mailrules.vocabulary import DocumentLabel, Flag, Kind, Label, Release


class EqualAccess(Parameters):
    """When one group is served, the others are told."""

    mechanism: Literal["equal-access"]
    moment: Literal["requested", "prepared", "attended"]
    """The event in the group's case at which the notice falls due."""
    of: tuple[Form, ...]
    """What counts as being served."""
    doubtful: tuple[Form, ...] = ()
    """What may count, and is held for a person."""
    tell: Literal["other-groups"] = "other-groups"
    """Who is told."""
    say: tuple[Label, ...]
    """What the notice may say; nothing else is said."""
    by: Role
    """Who tells them."""
    deadline: str | None = None
    """The clause's own time, in its words; absent where it names none."""
    notice: Word
    """The folder under `templates/notices` that holds the words."""
    not_when: tuple[Flag | DocumentLabel, ...] = ()
    """Flags, or marks on a paper, with which the clause itself does not apply."""
    exempt: tuple[Role, ...] = ()
    """Officers whose help for a group is no service that the others are told of."""


class Boundary(Parameters):
    """Something may not cross from one side to another."""

    mechanism: Literal["boundary"]
    protects: Literal[
        "heard-in-group",
        "group-document",
        "leadership-discussion",
        "budget-proposals",
        "officer-identity",
        "confidential-paper",
        "working-paper",
        "preparatory-advice",
        "confidential-advice",
        "confidential-report-of-wrongdoing",
        "members-returns",
        "named-persons-case",
    ]
    """What is kept."""
    covers: Literal["content", "any-matter", "document", "identity"]
    """How much of it: its content, any matter touched (so its topic too), the very paper, or whose it is."""
    against: Literal["other-groups", "minority-groups", "other-members", "anyone-outside-the-group", "anyone", "public"]
    """From whom it is kept."""
    open_to: tuple[Role, ...] = ()
    """Who may see it all the same."""
    lifted_by: Role | None = None
    """Whose consent lifts it; absent where nobody's does."""
    until: tuple[Release, ...] = ()
    """What ends it, whichever comes first; empty where nothing does."""
    kinds: tuple[Kind, ...] = ()
    """The mails at which it is looked at already when they come in."""
    when: When | None = None
    """What else must be so."""
