"""A protocol in plain words: what each clause says, what feeds it, what is done about it, and what is left to people."""

from collections.abc import Iterator
from typing import Any

from mailrules.protocol.clause import Clause, Feed, Open
from mailrules.protocol.dates import Dates
from mailrules.protocol.does import does, role
from mailrules.protocol.model import Protocol

JUDGED = "judged"
"""What stands for the mechanism of a clause that only people keep."""


def explained(protocol: Protocol) -> list[dict[str, Any]]:
    """One object a clause: id, number, mechanisms, what feeds it, what is done."""
    return [
        {
            "id": clause.id,
            "clause": clause.clause,
            "mechanism": mechanism_of(clause),
            "fed_by": [words for feed in clause.fed_by for words in fed(feed)],
            "does": does(clause),
        }
        for clause in protocol.clauses
    ]


def mechanism_of(clause: Clause) -> str:
    """The clause's mechanisms, or `judged` where only people keep it."""
    return ", ".join(dict.fromkeys(rule.mechanism for rule in clause.rules)) or JUDGED


def fed(feed: Feed) -> tuple[str, ...]:
    """One feed in words; a feed of several kinds of mail in as many."""
    match feed.kind:
        case "mail":
            return tuple(f"mail: {kind}" for kind in feed.mail or ())
        case "event":
            return (f"case: {feed.event}",)
        case "register":
            return (f"register: {feed.register_}",)
        case other:
            return (f"{other}: {getattr(feed, other)}",)


def in_words(protocol: Protocol) -> Iterator[str]:
    """The protocol for a reader, clause by clause, a line at a time."""
    head = protocol.protocol
    yield f"{head.title} ({head.version})"
    yield f"Source: {head.source}"
    yield f"In force: {_when(head.in_force) or 'always, as far as the file says'}"
    yield f"A breach: {_BREACH[head.breach_effect]}"
    for former in protocol.former_bodies:
        now = f"; now {role(former.now)}" if former.now else "; nobody has its place"
        yield f"It names {former.name}: {former.why}{now}"
    kept = [clause for clause in protocol.clauses if clause.rules]
    yield (
        f"{len(protocol.clauses)} clauses: {len(kept)} that the service carries, "
        f"{len(protocol.clauses) - len(kept)} that people judge."
    )
    for clause in protocol.clauses:
        yield ""
        yield from _clause(clause)


def _clause(clause: Clause) -> Iterator[str]:
    yield f"{clause.id}  clause {clause.clause}"
    yield f"  says:    {clause.says}"
    yield f"  force:   {FORCE[clause.force]}"
    if days := _when(clause.in_force):
        yield f"  holds:   {days}"
    if clause.trial is not None:
        yield f"  trial:   only on trial, {_when(clause.trial) or 'with no end given'}"
    yield f"  by:      {mechanism_of(clause)}"
    for feed in clause.fed_by:
        first, *more = fed(feed)
        yield f"  fed by:  {', '.join([first, *(word.removeprefix('mail: ') for word in more)])}"
    yield f"  does:    {does(clause)}"
    if clause.cannot_judge:
        yield f"  judges:  a person: {clause.cannot_judge}"
    for exception in clause.exceptions:
        yield f"  except:  {exception}"
    if clause.consent is not None:
        yield f"  consent: of {role(clause.consent.of)} lifts {_LIFTS[clause.consent.lifts]}"
    if clause.yields_to:
        yield f"  after:   {', '.join(clause.yields_to)} goes first where both apply"
    if clause.overrides:
        yield f"  before:  it goes before {', '.join(clause.overrides)} where both apply"
    for part in clause.yields_in_part:
        yield f"  after:   {part.to} goes first in this: {part.what}"
    for question in clause.leaves_open:
        asked, decides = OPEN[question]
        yield f"  open:    {asked}: {decides}"
    if clause.our_reading:
        yield f"  read as: {clause.our_reading}"


def _when(dates: Dates) -> str:
    first = f"from {dates.from_}" if dates.from_ else ""
    last = f"to {dates.to}" if dates.to else ""
    return " ".join(part for part in (first, last) if part)


_BREACH = {
    "not-stated": "it does not say what a breach leads to",
    "evidence-of-code-breach": "by itself no breach of a code of conduct, and evidence of one",
    "likely-code-breach": "likely to be a breach of a code of conduct",
}
FORCE = {
    "must": "must",
    "should": "should",
    "should-not": "should not",
    "must-not": "must not",
    "normally": "normally; it does not say what excuses the rest",
    "not-normally": "not normally; it does not say what excuses the rest",
    "exceptionally": "only as an exception",
    "may": "may; nobody has to",
    "entitled": "somebody is entitled to it",
}
_LIFTS = {"prohibition": "the prohibition", "duty": "the duty", "nothing": "nothing: it holds all the same"}

_BY_COUNCIL = "the council decides, in its adoption file under"
OPEN: dict[Open, tuple[str, str]] = {
    "who-is-written-to": ("who in a group is written to", f"{_BY_COUNCIL} `written_to`; else its leader"),
    "ungrouped-members": ("members without a group", f"{_BY_COUNCIL} `ungrouped_told`; else they are not told"),
    "deadline": ("by when", f"{_BY_COUNCIL} `deadlines`; else 5 working days"),
    "tell-topic": ("whether the topic is told", f"{_BY_COUNCIL} `topic_told`; else it is not"),
    "absence-of-sender": (
        "who acts when the one named is away",
        f"{_BY_COUNCIL} `roles`; else it is held for a person",
    ),
    "what-normally-excuses": (
        "what excuses the exception",
        "whoever looks at what is held decides, with the reason kept",
    ),
    "precedence": ("which of two clauses goes first", "whoever looks at what is held decides, with the reason kept"),
    "retention": ("how long it is kept", "the council decides, in its retention settings"),
    "holder-of-role": ("who that is", f"{_BY_COUNCIL} `roles`; else it is held for a person"),
    "whose-consent": ("whose consent is meant", "as this file reads it, below; the council may have it otherwise"),
    "no-such-office": ("what if nobody holds that office", f"{_BY_COUNCIL} `roles`; else those who remain have it"),
    "what-counts": ("what counts as such", "whoever looks at what is held decides, with the reason kept"),
}
"""What a clause can leave open, in words, and who decides it."""
