"""A directory file, checked: its form first, and then that every id in it is somebody's."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError
from rapidfuzz import process

from mailrules.council.addresses import ascii_domain, compared
from mailrules.council.file import AwayPart, CouncilFile, DatedPart, Held
from mailrules.council.model import (
    Absence,
    Committee,
    Council,
    Dated,
    Group,
    Member,
    Officer,
    OutsideBody,
    Portfolio,
    SharedMailbox,
    Span,
    Ward,
)
from mailrules.yamlfile import Document, FileError, Path, Problem, keys_of, problems_from, read_yaml


class CouncilFileError(FileError):
    """A directory file that cannot be used; each problem with its line."""


def load_council(text: str, file: str) -> Council:
    """The council that a directory file tells of.

    Raises:
        CouncilFileError: file, line and key of each problem, and what to write instead.
    """
    try:
        document = read_yaml(text, file)
    except FileError as error:
        raise CouncilFileError(error.problems) from None
    try:
        given = CouncilFile.model_validate(document.data)
    except ValidationError as error:
        raise CouncilFileError(problems_from(error, document, file, keys_of(CouncilFile))) from None
    problems = tuple(_loose_ids(given, document, file))
    if problems:
        raise CouncilFileError(problems)
    return _council(given)


def _loose_ids(given: CouncilFile, document: Document, file: str) -> Iterator[Problem]:
    members = [each.id for each in given.members]
    officers = [each.id for each in given.officers]
    groups = [each.id for each in given.groups]
    yield from _zone(given.council.timezone, document, file)
    for section, ids in (("members", members), ("officers", officers), ("groups", groups)):
        for nth, each in enumerate(ids):
            if each in ids[:nth]:
                yield _wrong((section, nth, "id"), f"{each} stands twice", "give each an id of its own", document, file)
    for path, word, known in _references(given, members, officers, groups):
        if word is not None and word not in known:
            nearest = process.extractOne(word, known)
            advice = f"did you mean {nearest[0]}?" if nearest else "name somebody of the directory"
            yield _wrong(path, f"there is no {word} in the directory", advice, document, file)


def _references(
    given: CouncilFile, members: list[str], officers: list[str], groups: list[str]
) -> Iterator[tuple[Path, str | None, list[str]]]:
    people = [*members, *officers]
    for nth, group in enumerate(given.groups):
        for post in ("leader", "deputy", "chief_whip"):
            yield from ((("groups", nth, post), held.word, members) for held in getattr(group, post))
    for nth, member in enumerate(given.members):
        yield from ((("members", nth, "group"), held.word, groups) for held in member.group)
        yield ("members", nth, "deputy"), member.deputy, members
        for which, away in enumerate(member.away):
            yield ("members", nth, "away", which, "deputy"), away.deputy, members
    for nth, officer in enumerate(given.officers):
        yield ("officers", nth, "deputy"), officer.deputy, officers
        for which, away in enumerate(officer.away):
            yield ("officers", nth, "away", which, "deputy"), away.deputy, officers
        yield ("officers", nth, "reports_to"), officer.reports_to, officers
        yield ("officers", nth, "group"), officer.group, groups
    for nth, shared in enumerate(given.council.shared_mailboxes):
        yield ("council", "shared_mailboxes", nth, "owner"), shared.owner, people
    for nth, portfolio in enumerate(given.portfolios):
        yield ("portfolios", nth, "director"), portfolio.director, officers
    for nth, committee in enumerate(given.committees):
        yield ("committees", nth, "chair"), committee.chair, members
        yield ("committees", nth, "vice_chair"), committee.vice_chair, members
        yield from ((("committees", nth, "members"), held.word, members) for held in committee.members)


def _zone(name: str, document: Document, file: str) -> Iterator[Problem]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        yield _wrong(("council", "timezone"), f"there is no time zone {name}", "write Europe/London", document, file)


def _wrong(path: Path, message: str, advice: str, document: Document, file: str) -> Problem:
    key = ".".join(str(part) for part in path)
    return Problem(file=file, line=document.line(path), key=key, message=message, advice=advice)


def _span(part: DatedPart | Held) -> Span:
    return Span(start=part.from_, end=part.to)


def _words(held: Iterable[Held]) -> tuple[Dated, ...]:
    return tuple(Dated(word=each.word, span=_span(each)) for each in held if each.word is not None)


def _away(given: Iterable[AwayPart]) -> tuple[Absence, ...]:
    return tuple(Absence(span=Span(start=each.from_, end=each.to), deputy=each.deputy) for each in given)


def _addresses(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(compared(each) for each in given)


def _council(given: CouncilFile) -> Council:
    head = given.council
    return Council(
        id=head.id,
        name=head.name,
        nation=head.nation,
        timezone=ZoneInfo(head.timezone),
        domains=tuple(ascii_domain(each) for each in head.domains),
        chief_executive_mailbox=compared(head.mailboxes.chief_executive),
        bot_mailbox=compared(head.mailboxes.bot),
        allowed_blind_copies=frozenset(_addresses(head.allowed_blind_copies)),
        shared_mailboxes=tuple(
            SharedMailbox(address=compared(each.address), owner=each.owner) for each in head.shared_mailboxes
        ),
        groups=tuple(
            Group(
                id=each.id, name=each.name, aliases=each.aliases, role=each.role, leader=_words(each.leader),
                deputy=_words(each.deputy), chief_whip=_words(each.chief_whip), office=_addresses(each.office),
                seats=each.seats, span=_span(each),
            )
            for each in given.groups
        ),
        members=tuple(
            Member(
                id=each.id, name=each.name, title=each.title, ward=each.ward, group=_words(each.group),
                email=compared(each.email) if each.email else "", aliases=_addresses(each.aliases),
                offices=_words(each.offices), deputy=each.deputy, away=_away(each.away), span=_span(each),
            )
            for each in given.members
        ),
        officers=tuple(
            Officer(
                id=each.id, name=each.name, kind=each.kind, post=each.post,
                email=compared(each.email) if each.email else "", aliases=_addresses(each.aliases),
                duties=_words(each.duties), deputy=each.deputy, reports_to=each.reports_to, group=each.group,
                away=_away(each.away), span=_span(each),
            )
            for each in given.officers
        ),
        outside=tuple(
            OutsideBody(id=each.id, name=each.name, kind=each.kind, domains=tuple(map(ascii_domain, each.domains)))
            for each in given.outside
        ),
        portfolios=tuple(
            Portfolio(id=each.id, subjects=each.subjects, director=each.director) for each in given.portfolios
        ),
        committees=tuple(
            Committee(
                id=each.id, name=each.name, chair=each.chair, vice_chair=each.vice_chair,
                members=_words(each.members), subjects=each.subjects,
            )
            for each in given.committees
        ),
        wards=tuple(Ward(name=each.name, places=each.places) for each in given.wards),
        closed_days=frozenset(given.closed_days),
    )  # fmt: skip
