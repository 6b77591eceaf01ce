"""How the holder of a protocol's role is found where the council has not said who it is."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, StringConstraints, model_validator

from mailrules.rules.params import Parameters, Role
from mailrules.rules.params.common import Sentence, Word

Office = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*)?$")]
"""An office as the directory writes it: its sort, and, where there are several, which."""

WAYS = (
    "officer_kind",
    "duty",
    "post",
    "office",
    "office_prefix",
    "group_post",
    "line_manager_of",
    "members",
    "committee",
    "in_mail",
    "outside",
    "any_of",
    "nobody",
)
"""The ways in which a holder can be found; a role names one of them."""


class Holder(Parameters):
    """Where in the directory, or in the mail, the holder of a role is found. Exactly one way is named."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [way]} for way in WAYS]})

    officer_kind: Literal["chief-executive", "director", "head", "officer", "political-assistant"] | None = None
    """Officers of that kind."""
    duty: Word | None = None
    """Officers who have that duty, such as `monitoring-officer`."""
    post: Sentence | None = None
    """The officer whose post has that name."""
    office: Office | None = None
    """Members who hold that office, such as `leader-of-council` or `chair:scrutiny`."""
    office_prefix: Word | None = None
    """Members who hold an office of that sort, such as `cabinet-member`, for the matter at hand."""
    group_post: Literal["leader", "deputy", "chief_whip"] | None = None
    """Who holds that post in the groups that `of` names."""
    of: Literal["requesting-group", "members-group", "each-other-group", "each-group"] | None = None
    """The groups of `group_post`."""
    line_manager_of: Role | None = None
    """The manager of whoever plays that role; with `rank`, the nearest one of that rank."""
    rank: Literal["head", "director", "chief-executive"] | None = None
    """How high the manager of `line_manager_of` has to be."""
    members: Literal["all", "of-the-wards", "of-the-committee", "ungrouped"] | None = None
    """Members, by where they sit."""
    committee: Word | None = None
    """Members who sit on the committee of that id in the directory."""
    in_mail: Literal["sender", "addressee", "officer", "member"] | None = None
    """The person whom the mail itself shows."""
    outside: Word | None = None
    """An outside body of that kind, such as `ombudsman`."""
    any_of: tuple[Role, ...] | None = None
    """Whoever plays one of these roles."""
    nobody: Sentence | None = None
    """Why the directory cannot tell; the council's adoption file has to."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [way for way in WAYS if getattr(self, way) is not None]
        if len(ways) != 1:
            raise ValueError(f"name exactly one way to find the holder: one of {', '.join(WAYS)}")
        if (self.group_post is None) != (self.of is None):
            raise ValueError("group_post and of belong together: say which post, and of which groups")
        if self.rank is not None and self.line_manager_of is None:
            raise ValueError("rank belongs to line_manager_of")
        return self

    @property
    def way(self) -> str:
        """The one way that is named."""
        return next(way for way in WAYS if getattr(self, way) is not None)


class RoleEntry(Parameters):
    """A role that the protocol names."""

    means: Sentence
    """Who that is, in the protocol's world."""
    default: Holder
    """How the holder is found where the adoption file does not say."""
