"""Clauses of which one tells, and another keeps, the same thing at the same event, and none says which goes first."""

from collections.abc import Iterator
from datetime import date

from mailrules.protocol.clause import Clause
from mailrules.protocol.model import Protocol
from mailrules.rules.params import Boundary, Circulate, EqualAccess, Permit
from mailrules.vocabulary import GROUP_REQUESTS, Force, Kind, Label

_EVENTS = {
    "requested": GROUP_REQUESTS,
    "prepared": frozenset({Kind.GROUP_BRIEFING_DELIVERED}),
    "attended": frozenset({Kind.GROUP_ATTENDANCE_REPORTED}),
}
KEPT: dict[str, frozenset[Label]] = {
    "any-matter": frozenset({Label.TOPIC, Label.CONTENT}),
    "content": frozenset({Label.CONTENT}),
    "document": frozenset({Label.CONTENT}),
    "identity": frozenset(),
}
"""What of a matter a boundary keeps, in the words by which others tell it."""
_BINDING = frozenset(Force) - {Force.MAY, Force.EXCEPTIONALLY}
_OFFICERS = frozenset({"officer_kind", "duty", "post", "line_manager_of"})


def fights(protocol: Protocol) -> Iterator[tuple[Clause, Clause, str]]:
    """Each clause that tells, the one that keeps, and what both are about."""
    for tells in protocol.clauses:
        for keeps in protocol.clauses:
            if tells.id == keeps.id or settled(tells, keeps) or not _together(tells, keeps):
                continue
            if not {tells.force, keeps.force} <= _BINDING:
                continue
            if what := _both_about(tells, keeps, protocol):
                yield tells, keeps, what


def settled(one: Clause, other: Clause) -> bool:
    """Whether the file says which of two clauses goes first, or that it leaves that open."""
    if "precedence" in one.leaves_open or "precedence" in other.leaves_open:
        return True
    return any(
        there.id in (*here.yields_to, *here.overrides, *(part.to for part in here.yields_in_part), *_lifted(here))
        for here, there in ((one, other), (other, one))
    )


def _lifted(clause: Clause) -> tuple[str, ...]:
    return tuple(each for rule in clause.rules if isinstance(rule, Permit) for each in rule.lifts)


def _together(one: Clause, other: Clause) -> bool:
    """Whether there is a day on which both hold."""
    first = max(one.in_force.from_ or date.min, other.in_force.from_ or date.min)
    last = min(one.in_force.to or date.max, other.in_force.to or date.max)
    return first <= last


def _both_about(tells: Clause, keeps: Clause, protocol: Protocol) -> str:
    for rule in tells.rules:
        if not isinstance(rule, EqualAccess | Circulate):
            continue
        for kept in keeps.rules:
            if isinstance(kept, Boundary) and _reaches(rule, kept, protocol):
                said, events = _said(rule) & KEPT[kept.covers], _events(rule) & frozenset(kept.kinds)
                if said and events:
                    return f"the {' and '.join(sorted(said))} at {', '.join(sorted(events))}"
    return ""


def _said(rule: EqualAccess | Circulate) -> frozenset[Label]:
    return frozenset(getattr(rule, "say", (Label.CONTENT,)))


def _events(rule: EqualAccess | Circulate) -> frozenset[Kind]:
    return _EVENTS[rule.moment] if isinstance(rule, EqualAccess) else frozenset(rule.kinds)


def _reaches(rule: EqualAccess | Circulate, kept: Boundary, protocol: Protocol) -> bool:
    """Whether what is told comes to somebody from whom it is kept."""
    if kept.against == "public":
        return False
    if isinstance(rule, EqualAccess):
        return True
    outside = [role for role in rule.to if role not in kept.open_to]
    if kept.against in {"anyone", "anyone-outside-the-group"}:
        return bool(outside)
    return any(protocol.roles[role].default.way not in _OFFICERS for role in outside)
