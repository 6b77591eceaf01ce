"""What in a protocol file is right in form and still cannot be right: clauses that never come up, and clauses that fight.

Each finding is a `Problem` with its line; the file can be used all the same.
"""

from collections.abc import Iterator

from mailrules.protocol.clause import Clause
from mailrules.protocol.dates import Dates
from mailrules.protocol.fights import fights
from mailrules.protocol.load import load_protocol
from mailrules.protocol.model import Protocol
from mailrules.rules.params import Boundary, Copies, EqualAccess, Gate, LookUp, Permit, RuleParams
from mailrules.vocabulary import CONSENT_KINDS, GROUP_KINDS, Kind
from mailrules.yamlfile import Path, Problem, read_yaml

_ATTENDANCE_ANSWERS = frozenset({Kind.OFFICER_ATTENDANCE_AGREED, Kind.OFFICER_ATTENDANCE_DECLINED})

Doubt = tuple[Path, str, str]
"""Where in the file, what, and what to write instead."""


def lint(text: str, file: str) -> tuple[Problem, ...]:
    """What to look at again in a protocol file that loads.

    Raises:
        FileError: the file cannot be used at all.
    """
    document, protocol = read_yaml(text, file), load_protocol(text, file)
    found = [*_each_clause(protocol), *_circles(protocol), *_fights(protocol)]
    problems = (
        Problem(file=file, line=document.line(path), key=_name(path, protocol), message=message, advice=advice)
        for path, message, advice in found
    )
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _name(path: Path, protocol: Protocol) -> str:
    nth = path[1]
    return str(protocol.clauses[nth].id) if isinstance(nth, int) else str(path[-1])


def _each_clause(protocol: Protocol) -> Iterator[Doubt]:
    for nth, clause in enumerate(protocol.clauses):
        path: Path = ("clauses", nth)
        yield from _feeds(clause, path)
        yield from _started(clause, path)
        yield from _days(clause, protocol, path)
        for rule, params in enumerate(clause.rules):
            if isinstance(params, Permit) and not (params.lifts or params.no_notice or clause.overrides):
                yield (
                    (*path, "rules", rule),
                    "the permit lifts nothing, so that nothing follows from it",
                    "name under `lifts` the clauses that do not reach it, or say it as an exception of the clause that does",
                )


def looks_at(rule: RuleParams) -> frozenset[Kind]:
    """The kinds of mail that a rule looks at when they come in, or are read."""
    kinds = frozenset(getattr(rule, "kinds", ()))
    if isinstance(rule, EqualAccess):
        return GROUP_KINDS
    if isinstance(rule, Gate):
        return kinds | CONSENT_KINDS | _ATTENDANCE_ANSWERS
    if (isinstance(rule, Boundary) and rule.lifted_by) or (isinstance(rule, Copies) and rule.consent_of):
        return kinds | CONSENT_KINDS
    return kinds


def _feeds(clause: Clause, path: Path) -> Iterator[Doubt]:
    fed = clause.watched_kinds
    seen = frozenset(kind for rule in clause.rules for kind in looks_at(rule))
    if clause.consent is not None:
        seen |= CONSENT_KINDS
    only_mail = all(feed.kind == "mail" for feed in clause.fed_by)
    if clause.rules and only_mail and not fed & seen:
        yield (
            (*path, "fed_by"),
            f"nothing can ever bring it up: no rule looks at {_listed(fed)}",
            "name the same kinds under `fed_by` and in a rule",
        )
        return
    if unseen := fed - seen:
        yield (
            (*path, "fed_by"),
            f"it is fed by {_listed(unseen)}, and none of its rules looks at that",
            "take it out, or name it in a rule's `kinds`",
        )
    for nth, rule in enumerate(clause.rules):
        if unfed := frozenset(getattr(rule, "kinds", ())) - fed:
            yield (
                (*path, "rules", nth),
                f"the rule looks at {_listed(unfed)}, which does not feed the clause",
                "name it under `fed_by` as well",
            )


def _started(clause: Clause, path: Path) -> Iterator[Doubt]:
    """What starts a rule beside mail, and what of that feeds the clause."""
    fed = {str(word) for feed in clause.fed_by for word in (feed.date, feed.form, feed.register_) if word}
    asked = {rule.register_ for rule in clause.rules if isinstance(rule, LookUp) and rule.register_}
    started = {word for rule in clause.rules for word in getattr(rule, "on", ())}
    for word in sorted(fed - started - asked):
        yield (
            (*path, "fed_by"),
            f"it is fed by {word}, and none of its rules is started by that",
            "take it out, or name it under `on` in a rule",
        )
    for nth, rule in enumerate(clause.rules):
        if loose := sorted(set(getattr(rule, "on", ())) - fed):
            yield (
                (*path, "rules", nth),
                f"the rule is started by {', '.join(loose)}, which does not feed the clause",
                "name it under `fed_by` as a date, a register or a form",
            )


def _listed(kinds: frozenset[Kind]) -> str:
    return ", ".join(sorted(kinds))


def _days(clause: Clause, protocol: Protocol, path: Path) -> Iterator[Doubt]:
    whole = protocol.protocol.in_force
    for key, dates, within, whose in (
        ("in_force", clause.in_force, whole, "the protocol"),
        ("trial", clause.trial or Dates(), whole, "the protocol"),
        ("trial", clause.trial or Dates(), clause.in_force, "the clause"),
    ):
        if dates.from_ and dates.to and dates.to < dates.from_:
            yield (*path, key), f"it can never hold: it ends on {dates.to}, before it begins", "exchange the two days"
        elif dates.to and within.from_ and dates.to < within.from_:
            message = f"it can never hold: it ends on {dates.to}, and {whose} begins on {within.from_}"
            yield (*path, key), message, "take the clause out, or correct the days"
        elif dates.from_ and within.to and within.to < dates.from_:
            message = f"it can never hold: it begins on {dates.from_}, and {whose} ends on {within.to}"
            yield (*path, key), message, "take the clause out, or correct the days"


def _circles(protocol: Protocol) -> Iterator[Doubt]:
    """Clauses that go before each other, directly or round a circle; each circle once."""
    first = {str(clause.id): {str(other) for other in clause.yields_to} for clause in protocol.clauses}
    for clause in protocol.clauses:
        for other in clause.overrides:
            first[str(other)].add(str(clause.id))
    told: set[frozenset[str]] = set()
    for nth, clause in enumerate(protocol.clauses):
        circle = _circle(str(clause.id), first)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            key = "overrides" if clause.overrides else "yields_to"
            said = " goes after ".join([*circle, circle[0]])
            yield (
                ("clauses", nth, key),
                f"none of them goes first: {said}",
                "say of one pair which goes first, and only once",
            )


def _circle(start: str, first: dict[str, set[str]]) -> tuple[str, ...]:
    """The shortest way from a clause back to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for following in sorted(first[way[-1]]):
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()


def _fights(protocol: Protocol) -> Iterator[Doubt]:
    places = {str(clause.id): nth for nth, clause in enumerate(protocol.clauses)}
    for tells, keeps, what in fights(protocol):
        message = f"it tells what {keeps.id} keeps ({what}), and neither says which goes first"
        advice = "say it with yields_to, overrides or yields_in_part, or write precedence under leaves_open"
        yield ("clauses", places[str(tells.id)]), message, advice
