"""A protocol in plain words: what feeds each clause, and what is done about it."""

from collections.abc import Iterator
from typing import Any

from mailrules.protocol.model import Clause, Feed, Protocol
from mailrules.rules.params import (
    Boundary,
    Circulate,
    Content,
    Copies,
    Deadline,
    EqualAccess,
    Gate,
    Insert,
    Ladder,
    LookUp,
    Permit,
    Register,
    Route,
    RuleParams,
    Signatory,
)


def explained(protocol: Protocol) -> list[dict[str, Any]]:
    """One object a clause: id, number, mechanisms, what feeds it, what is done."""
    return [
        {
            "id": clause.id,
            "clause": clause.clause,
            "mechanism": mechanism_of(clause),
            "fed_by": [fed(feed) for feed in clause.fed_by],
            "does": does(clause),
        }
        for clause in protocol.clauses
    ]


def mechanism_of(clause: Clause) -> str:
    """The clause's mechanisms, or `judged` where only people keep it."""
    return ", ".join(dict.fromkeys(rule.mechanism for rule in clause.rules)) or "judged"


def fed(feed: Feed) -> str:
    """One feed in words."""
    match feed.kind:
        case "mail":
            return "mail: " + ", ".join(feed.mail or ())
        case "event":
            return f"case: {feed.event}"
        case "register":
            return f"register: {feed.register_}"
        case other:
            return f"{other}: {getattr(feed, other)}"


def does(clause: Clause) -> str:
    """What is done about a clause, in one line."""
    if clause.judged is not None:
        return f"nothing by itself: {clause.judged}"
    said = "; ".join(dict.fromkeys(_does(rule) for rule in clause.rules))
    waits = "not carried yet; stated as: " if clause.not_yet else ""
    judges = f"; a person judges: {clause.cannot_judge}" if clause.cannot_judge else ""
    return f"{waits}{said}{judges}"


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(words)


def _does(rule: RuleParams) -> str:
    match rule:
        case EqualAccess():
            return f"when a group's matter is {rule.moment}, tells the other groups: {', '.join(rule.say)}"
        case Boundary():
            lifted = f", unless {rule.lifted_by} consents" if rule.lifted_by else ""
            return f"keeps {rule.protects} ({rule.covers}) from {rule.against}{lifted}"
        case Route():
            return f"says that it belongs with {_or(rule.to)}"
        case Ladder():
            return "takes a complaint to " + ", then ".join(_or(step.to) for step in rule.steps)
        case Gate():
            return f"has {_or(rule.who)} {rule.strength} first"
        case Permit():
            lifts = f"; {', '.join(rule.lifts)} do not reach it" if rule.lifts else ""
            return f"lets pass: {rule.what}{lifts}"
        case Signatory():
            return f"looks in whose name {rule.letters} letters go: {_or(rule.in_name_of)}"
        case Copies():
            return f"looks at copies ({rule.direction}) to {rule.copied_to}: {rule.model}"
        case Register():
            return f"keeps the register {rule.what}"
        case Circulate():
            return f"sends {_or(rule.to)}: {rule.what}"
        case Deadline():
            return f"watches until {rule.met_by}; reminds {_or(rule.who)}"
        case Content():
            return f"looks for {', '.join((*rule.forbids, *rule.requires))}; otherwise: {rule.otherwise}"
        case Insert():
            return f"puts into the {rule.into}: {rule.words}"
        case LookUp():
            return f"looks up by {rule.by}: where found, {rule.found}; else {rule.not_found}"


def in_words(protocol: Protocol) -> Iterator[str]:
    """The protocol for a reader, clause by clause, a line at a time."""
    head = protocol.protocol
    yield f"{head.title} ({head.version})"
    yield f"Source: {head.source}"
    for former in protocol.former_bodies:
        yield f"It names {former.name}: {former.why}" + (f"; now {former.now}" if former.now else "")
    for clause in protocol.clauses:
        yield ""
        yield f"{clause.id}  clause {clause.clause}  ({clause.force})"
        yield f"  says:   {clause.says}"
        yield f"  by:     {mechanism_of(clause)}"
        for feed in clause.fed_by:
            yield f"  fed by: {fed(feed)}"
        yield f"  does:   {does(clause)}"
        for exception in clause.exceptions:
            yield f"  except: {exception}"
        if clause.leaves_open:
            yield f"  open:   {', '.join(clause.leaves_open)} (the council's adoption file decides)"
        if clause.our_reading:
            yield f"  read:   {clause.our_reading}"
