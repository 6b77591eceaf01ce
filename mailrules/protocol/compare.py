"""Two protocols side by side: what differs, by what each is about.

Two versions of one protocol are compared clause by clause, by their ids. Two protocols that have no clause in common are
compared by mechanism and matter, since each numbers its clauses in its own way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mailrules.protocol.clause import Clause
from mailrules.protocol.does import either, every, plain, sentence_of
from mailrules.protocol.explain import FORCE
from mailrules.protocol.model import Protocol
from mailrules.rules.params import Boundary, Circulate, Copies, EqualAccess, Register, RuleParams, Signatory

NONE = "no clause"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing in which two protocols differ.

    Attributes:
        about: what it is about: a mechanism and its matter, or a clause and a part of it.
        one: what the first says of it.
        other: what the second says of it.
    """

    about: str
    one: str
    other: str


def compare(one: Protocol, other: Protocol) -> tuple[Difference, ...]:
    """What differs; nothing where the two say the same."""
    shared = {clause.id for clause in one.clauses} & {clause.id for clause in other.clauses}
    body = _by_clause(one, other) if shared else _by_matter(one, other)
    return tuple(each for each in (*_heads(one, other), *body) if each.one != each.other)


def _heads(one: Protocol, other: Protocol) -> Iterator[Difference]:
    for about, key in (("the council's form", "governance"), ("a breach", "breach_effect")):
        yield Difference(about=about, one=getattr(one.protocol, key), other=getattr(other.protocol, key))


def _by_clause(one: Protocol, other: Protocol) -> Iterator[Difference]:
    ids = dict.fromkeys(clause.id for protocol in (one, other) for clause in protocol.clauses)
    for each in ids:
        here, there = one.clause(each), other.clause(each)
        if here is None or there is None:
            yield Difference(about=f"{each}", one=_whole(here), other=_whole(there))
            continue
        for (part, said), (_, said_there) in zip(_parts(here), _parts(there), strict=True):
            yield Difference(about=f"{each} {part}", one=said, other=said_there)


def _whole(clause: Clause | None) -> str:
    return clause.says if clause else NONE


def _parts(clause: Clause) -> Iterator[tuple[str, str]]:
    consent = f"of {plain(clause.consent.of)}, lifts {clause.consent.lifts}" if clause.consent else "nobody's"
    yield "force", clause.force
    yield "rules", "; ".join(sentence_of(rule) for rule in clause.rules) or f"people judge it: {clause.judged}"
    yield "exceptions", "; ".join(clause.exceptions) or "none"
    yield "consent", consent
    yield "goes after", ", ".join((*clause.yields_to, *(part.to for part in clause.yields_in_part))) or "none"
    yield "goes before", ", ".join(clause.overrides) or "none"
    yield "in force", _days(clause)
    yield "says", clause.says


def _days(clause: Clause) -> str:
    dates = clause.trial or clause.in_force
    if dates.from_ is None and dates.to is None:
        return "always"
    return f"{'on trial, ' if clause.trial else ''}{dates.from_ or 'the beginning'} to {dates.to or 'no end'}"


def _by_matter(one: Protocol, other: Protocol) -> Iterator[Difference]:
    here, there = _matters(one), _matters(other)
    for about in sorted({*here, *there}):
        said, said_there = here.get(about, ()), there.get(about, ())
        if [each.words for each in said] != [each.words for each in said_there]:
            yield Difference(about=about, one=_told(said), other=_told(said_there))


@dataclass(frozen=True, kw_only=True)
class _Said:
    clause: str
    words: str


def _told(said: Iterable[_Said]) -> str:
    return "\n".join(f"{each.clause} {each.words}" for each in said) or NONE


def _matters(protocol: Protocol) -> dict[str, tuple[_Said, ...]]:
    found: dict[str, list[_Said]] = {}
    for clause in protocol.clauses:
        for rule in clause.rules:
            said = _Said(clause=clause.id, words=f"({FORCE[clause.force]}) {sentence_of(rule)}")
            for matter in _matter_of(rule):
                found.setdefault(f"{rule.mechanism}: {matter}", []).append(said)
    return {about: tuple(dict.fromkeys(said)) for about, said in found.items()}


def _matter_of(rule: RuleParams) -> tuple[str, ...]:
    """What a rule is about, in words that do not depend on a protocol's numbers."""
    match rule:
        case EqualAccess():
            served = (
                "an officer at a group's meeting" if "attendance" in rule.of else "a briefing, report or presentation"
            )
            return (served,)
        case Boundary():
            return (plain(rule.protects),)
        case Copies():
            return ("hidden copies" if rule.model == "no-blind" else "copies of letters",)
        case Signatory():
            return (f"{plain(rule.letters)} letters",)
        case Register():
            return (plain(rule.what),)
        case Circulate() if not rule.kinds:
            return (plain(rule.circulation),)
        case _:
            kinds = getattr(rule, "kinds", ())
            return tuple(plain(kind) for kind in kinds) or ("what goes out, or comes due by a date",)


def summary(one: Protocol, other: Protocol) -> str:
    """In one line: which mechanisms each has that the other has not."""
    here, there = _mechanisms(one), _mechanisms(other)
    only = [
        f"{protocol.id} alone has {every(names)}"
        for protocol, names in ((one, sorted(here - there)), (other, sorted(there - here)))
        if names
    ]
    both = f"both have {every(sorted(here & there))}" if here & there else f"neither has {either(sorted(here | there))}"
    return "; ".join([*only, both]) + "."


def _mechanisms(protocol: Protocol) -> set[str]:
    return {rule.mechanism for clause in protocol.clauses for rule in clause.rules}
