"""An adoption file: how one council has adopted a protocol."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from rapidfuzz import process

from mailrules.council.model import Council
from mailrules.protocol.adoption import Adoption, Player
from mailrules.protocol.model import Protocol
from mailrules.rhythm import read_rhythm
from mailrules.rules.params import RuleParams
from mailrules.timewords import read_time
from mailrules.vocabulary import Mode
from mailrules.yamlfile import Document, FileError, Problem, keys_of, problems_from, read_yaml

_DEFAULT = "default"


class AdoptionFileError(FileError):
    """An adoption file that cannot be used; each problem with its line."""


def _countable(words: str) -> str:
    read_time(words)
    return words


def _month_and_day(words: str) -> tuple[int, int]:
    day = date.fromisoformat(f"2001-{words}")  # a common year: the round falls in every year
    return day.month, day.day


def _day_of_year(words: str) -> str:
    try:
        _month_and_day(words)
    except ValueError:
        raise ValueError("write month and day, such as '06-01'") from None
    return words


def _a_rhythm(words: str) -> str:
    read_rhythm(words)
    return words


RhythmWords = Annotated[str, AfterValidator(_a_rhythm)]
TimeWords = Annotated[str, AfterValidator(_countable)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
GroupPost = Literal["leader", "deputy", "chief_whip", "office"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _PlayedBy(_Part):
    person: str | tuple[str, ...] = ()
    """Ids of members or officers."""
    post: str = ""
    """An officer's post, a duty, an office, or an officer's kind."""

    @model_validator(mode="after")
    def _one(self) -> "_PlayedBy":
        if bool(self.person) == bool(self.post):
            raise ValueError("say either `person` with an id of the directory, or `post`, and not both")
        return self


class _Period(_Part):
    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> "_Period":
        if self.last < self.first:
            raise ValueError("the last day is before the first")
        return self


class AdoptionFile(_Part):
    """The form of an adoption file; each key may be left out."""

    protocol: str
    """The id of the protocol that it adopts."""
    council: str
    """The id of the council that adopts it."""
    roles: dict[str, _PlayedBy] = Field(default_factory=dict)
    modes: dict[str, Mode] = Field(default_factory=dict)
    deadlines: dict[str, TimeWords] = Field(default_factory=dict)
    releases: dict[str, TimeWords] = Field(default_factory=dict)
    topic_told: dict[str, bool] = Field(default_factory=dict)
    written_to: dict[str, tuple[GroupPost, ...]] = Field(default_factory=dict)
    ungrouped_told: bool | None = None
    reminders: dict[str, TimeWords] = Field(default_factory=dict)
    put_right: dict[str, Mode] = Field(default_factory=dict)
    yearly_round: Annotated[str, AfterValidator(_day_of_year)] | None = None
    """Month and day (`06-01`) on which the yearly round begins."""
    council_meetings: tuple[date, ...] = ()
    """The days of the ordinary meetings of the council."""
    lists: dict[str, RhythmWords] = Field(default_factory=dict)
    """When the list of a clause closes: `friday at 10:00`."""
    nil_lists: dict[str, bool] = Field(default_factory=dict)
    """Whether a week with nothing on the list of a clause is reported."""
    pre_election: tuple[_Period, ...] = ()
    """The periods before elections, in which nothing of the press goes round by itself."""
    alive_told: bool = True
    """Whether the chief executive's office is told each working day that the service is alive."""
    attested_each: Weekday | None = None
    """The day of the week on which the monitoring officer is sent the attestation on silent copies."""


def load_adoption(text: str, file: str, *, protocol: Protocol, council: Council) -> Adoption:
    """What a council has decided, for this protocol and this directory.

    Raises:
        AdoptionFileError: file, line and key of each problem, and what to write instead.
    """
    document = read_yaml(text, file)
    try:
        given = AdoptionFile.model_validate(document.data)
    except ValidationError as error:
        raise AdoptionFileError(problems_from(error, document, file, keys_of(AdoptionFile))) from None
    problems = _loose(given, document, file, protocol=protocol, council=council)
    if problems:
        raise AdoptionFileError(problems)
    return Adoption(
        source=file,
        roles={
            role: Player(person=(each.person,) if isinstance(each.person, str) else each.person, post=each.post)
            for role, each in given.roles.items()
        },
        modes=given.modes,
        deadlines=given.deadlines,
        releases=given.releases,
        topics=given.topic_told,
        posts_written_to=given.written_to,
        tell_ungrouped=given.ungrouped_told,
        reminders=given.reminders,
        put_right=given.put_right,
        year_begins=_month_and_day(given.yearly_round) if given.yearly_round else None,
        council_meetings=frozenset(given.council_meetings),
        lists={clause: read_rhythm(words) for clause, words in given.lists.items()},
        nil_lists=given.nil_lists,
        pre_election=tuple((each.first, each.last) for each in given.pre_election),
        alive_told=given.alive_told,
        attested_each=get_args(Weekday).index(given.attested_each) if given.attested_each else None,
    )


def _mechanisms() -> tuple[str, ...]:
    unions = RuleParams.__origin__.__args__  # type: ignore[attr-defined] # Annotated[Union] as typing keeps it
    return tuple(each.model_fields["mechanism"].annotation.__args__[0] for each in unions)


def _loose(
    given: AdoptionFile, document: Document, file: str, *, protocol: Protocol, council: Council
) -> tuple[Problem, ...]:
    clauses = [str(clause.id) for clause in protocol.clauses]
    groups = [group.id for group in council.groups]
    people = [member.id for member in council.members] + [officer.id for officer in council.officers]
    known: dict[str, list[str]] = {
        "roles": list(protocol.roles),
        "modes": [*clauses, _DEFAULT],
        "deadlines": [*clauses, _DEFAULT],
        "releases": [*clauses, *_mechanisms(), _DEFAULT],
        "topic_told": [*clauses, _DEFAULT],
        "written_to": [*groups, _DEFAULT],
        "reminders": [*clauses, _DEFAULT],
        "put_right": [*clauses, _DEFAULT],
        "lists": [*clauses, _DEFAULT],
        "nil_lists": [*clauses, _DEFAULT],
    }
    found = [
        _problem((section, key), key, names, document, file)
        for section, names in known.items()
        for key in getattr(given, section)
        if key not in names
    ]
    for role, player in given.roles.items():
        ids = (player.person,) if isinstance(player.person, str) else player.person
        found += [_problem(("roles", role), each, people, document, file) for each in ids if each not in people]
    for key, value, wanted in (("protocol", given.protocol, protocol.id), ("council", given.council, council.id)):
        if value != wanted:
            found.append(_problem((key,), value, [wanted], document, file))
    return tuple(found)


def _problem(path: tuple[str, ...], name: str, known: list[str], document: Document, file: str) -> Problem:
    nearest = process.extractOne(name, known)
    return Problem(
        file=file, line=document.line(path), key=".".join(path), message=f"{name} is not known here",
        advice=f"did you mean {nearest[0]}?" if nearest else "leave it out",
    )  # fmt: skip
