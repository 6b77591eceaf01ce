"""The form of a directory file, as people write it: a bare word, or a word with the days from and to which it holds."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    note: str | None = None
    """For people; nothing reads it."""


class Held(_Part):
    """A word that holds from one day to another, both inclusive."""

    word: str | None
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


_WORD_KEYS = ("office", "duty", "group", "member", "id", "holder", "word")


def _held(value: Any) -> Any:  # noqa: ANN401 - what YAML gives
    """A bare word, a mapping, or a list of either, as a list of `Held`."""
    items = value if isinstance(value, list) else [value]
    found = []
    for item in items:
        if not isinstance(item, dict):
            found.append({"word": item})
            continue
        named = next((key for key in _WORD_KEYS if key in item), None)
        renamed = {("word" if key == named else key): each for key, each in item.items()}
        found.append(renamed)
    return found


HeldWords = Annotated[tuple[Held, ...], BeforeValidator(_held)]


class MailboxesPart(_Part):
    """The mailboxes that are watched."""

    chief_executive: str
    bot: str


class SharedPart(_Part):
    """A mailbox that an officer answers for."""

    address: str
    owner: str


class CouncilPart(_Part):
    """The council itself."""

    id: str
    name: str
    nation: Literal["england", "wales", "scotland", "northern-ireland"]
    timezone: str = "Europe/London"
    domains: tuple[str, ...] = Field(min_length=1)
    mailboxes: MailboxesPart
    allowed_blind_copies: tuple[str, ...] = ()
    shared_mailboxes: tuple[SharedPart, ...] = ()


class DatedPart(_Part):
    """What stands from one day to another, both inclusive."""

    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


class AwayPart(_Part):
    """Days on which somebody is away, both inclusive, and who stands in then, where it is not the usual deputy."""

    from_: date = Field(alias="from")
    to: date | None = None
    deputy: str | None = None


class GroupPart(DatedPart):
    """A political group."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: Literal["administration", "principal-opposition", "opposition"] = "opposition"
    leader: HeldWords = ()
    deputy: HeldWords = ()
    chief_whip: HeldWords = ()
    office: tuple[str, ...] = ()
    seats: int = 0


class MemberPart(DatedPart):
    """A councillor."""

    id: str
    name: str
    title: str = "Cllr"
    ward: str = ""
    group: HeldWords = ()
    email: str = ""
    aliases: tuple[str, ...] = ()
    offices: HeldWords = ()
    deputy: str | None = None
    away: tuple[AwayPart, ...] = ()


class OfficerPart(DatedPart):
    """An officer."""

    id: str
    name: str
    kind: Literal["chief-executive", "director", "head", "officer", "political-assistant"]
    post: str = ""
    email: str = ""
    aliases: tuple[str, ...] = ()
    duties: HeldWords = ()
    deputy: str | None = None
    reports_to: str | None = None
    group: str | None = None
    away: tuple[AwayPart, ...] = ()


class OutsidePart(_Part):
    """A body outside the council."""

    id: str
    name: str
    kind: str
    domains: tuple[str, ...] = ()


class PortfolioPart(_Part):
    """What a cabinet member answers for."""

    id: str
    subjects: tuple[str, ...] = ()
    director: str | None = None


class CommitteePart(_Part):
    """A committee of members."""

    id: str
    name: str
    chair: str | None = None
    vice_chair: str | None = None
    members: HeldWords = ()
    subjects: tuple[str, ...] = ()


class WardPart(_Part):
    """A ward and its places."""

    name: str
    places: tuple[str, ...] = ()


class CouncilFile(BaseModel):
    """A whole directory file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    council: CouncilPart
    groups: tuple[GroupPart, ...]
    members: tuple[MemberPart, ...]
    officers: tuple[OfficerPart, ...]
    outside: tuple[OutsidePart, ...] = ()
    portfolios: tuple[PortfolioPart, ...] = ()
    committees: tuple[CommitteePart, ...] = ()
    wards: tuple[WardPart, ...] = ()
    closed_days: tuple[date, ...] = ()
