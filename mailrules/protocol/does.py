"""What the service does about a clause, in a sentence that is made from its rules."""

from collections.abc import Callable, Iterable
from typing import Any

from mailrules.protocol.clause import Clause
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
    When,
)
from mailrules.vocabulary import Label, Release


def does(clause: Clause) -> str:
    """What the service does about a clause, in one sentence."""
    if clause.judged is not None:
        return f"Nothing by itself, and people keep it: {_inner(clause.judged)}."
    said = "; ".join(dict.fromkeys(sentence_of(rule) for rule in clause.rules))
    return f"{said[:1].upper()}{said[1:]}."


def where(when: When | None) -> str:
    """A condition in words, with a comma before it; empty where there is none."""
    if when is None:
        return ""
    given = [
        _CONDITIONS[name](value)
        for name in type(when).model_fields
        if name in _CONDITIONS and (value := getattr(when, name))
    ]
    return f", where {' and '.join(given)}" if given else ""


def plain(word: str) -> str:
    """A name of the file as people say it."""
    return word.replace("-", " ")


def role(name: str) -> str:
    """A role as a sentence speaks of it."""
    article = "" if name.startswith(("any-", "all-", "each-", "ungrouped-")) else "the "
    first, *more = name.split("-")
    whose = {"officers": "officer's", "members": "member's", "leaders": "leader's"}
    return article + " ".join([whose.get(first, first) if more else first, *more])


def one_of(names: Iterable[str]) -> str:
    """Roles, of which one is enough."""
    return either(role(name) for name in names)


def each_of(names: Iterable[str]) -> str:
    """Roles, all of them."""
    return every(role(name) for name in names)


def either(words: Iterable[str]) -> str:
    """Some names, of which one is enough."""
    return _listed(words, "or")


def every(words: Iterable[str]) -> str:
    """Some names, all of them."""
    return _listed(words, "and")


def _listed(words: Iterable[str], last: str) -> str:
    *first, final = [plain(word) for word in words] or [""]
    return f"{', '.join(first)} {last} {final}" if first else final


def _against(whom: str) -> str:
    return plain(whom) if whom.startswith("any") else f"the {plain(whom)}"


def _inner(sentence: str) -> str:
    return sentence.rstrip(".")


_GROUPS = {"administration": "the administration's group", "others": "a group that is not the administration"}
_CONDITIONS: dict[str, Callable[[Any], str]] = {
    "flags": lambda value: f"the mail is flagged {either(value)}",
    "all_flags": lambda value: f"the mail is flagged {every(value)}",
    "signals": lambda value: f"it speaks of {either(value)}",
    "addressed_to": lambda value: f"it is addressed to {one_of(value)}",
    "addressed_to_none_of": lambda value: f"it is not addressed to {one_of(value)}",
    "from_roles": lambda value: f"it is from {one_of(value)}",
    "not_from_roles": lambda value: f"it is not from {one_of(value)}",
    "about_roles": lambda value: f"it is about {one_of(value)}",
    "labels": lambda value: f"it is marked {either(value)}",
    "mentions": lambda value: f"it speaks of {' or '.join(f'“{each}”' for each in value)}",
    "to_outside": lambda _: "somebody outside the council is addressed",
    "for_group": lambda value: f"it is for {_GROUPS[value]}",
    "group_paper": lambda _: "it carries a paper that was written for one group, without that group's leave",
    "members_over": lambda value: f"more than {value} councillors are to go",
    "members_up_to": lambda value: f"no more than {value} councillors are to go",
    "names_concurrence": lambda _: "it says that a member concurred",
    "titled_none_of": lambda value: f"it is about none of {len(value)} that the clause names",
    "names_a_place": lambda _: "it names a place",
    "after": lambda value: f"the same matter has brought {either(value)}",
    "said": lambda value: f"{_inner(value)} (a person looks)",
}

_SAY = {
    Label.FACT: "that it happened",
    Label.TOPIC: "its topic",
    Label.OFFER_SIMILAR: "an offer of something similar",
    Label.OFFER_SAME: "that they may ask for the same",
    Label.COPY_RECIPIENT: "who has a copy",
    Label.CONTENT: "its content",
    Label.CONFIDENTIAL: "what is confidential",
}
_MOMENTS = {
    "requested": "once a group has asked",
    "prepared": "once it has been prepared",
    "attended": "once an officer has been there",
}
_UNTIL = {
    Release.DETERMINED_BY_EXECUTIVE: "the executive has decided",
    Release.DETERMINED_BY_GROUP: "that very group has decided",
    Release.PUBLISHED: "it is published for the meeting",
    Release.DECLASSIFIED: "its officer says that it is confidential no longer",
    Release.SENT_OUT: "it goes out with its agenda",
}
_STRENGTH = {
    "inform": "informed",
    "consult": "asked",
    "consult-and-include": "asked, and what they say carried",
    "agree": "asked to decide",
    "consent": "asked to consent",
    "authorise": "asked to give the word",
}
_OTHERWISE = {
    "hold": "holds what goes against it for a person",
    "warn": "warns of what goes against it",
    "block": "stops what goes against it",
    "allow": "lets it pass otherwise",
}
_MODELS = {
    "permitted": "lets such a copy go",
    "tell-addressee": "asks that the addressee knows of the copy",
    "consent": "asks for consent before the copy goes",
    "necessity-and-tell": "asks that the copy is necessary and that the first councillor knows of it",
    "consult": "asks that somebody is consulted before the copy goes",
    "must-copy": "asks for the copy",
    "no-blind": "lets no such copy be hidden",
}
_WAYS = {
    "officer-to-member": "what an officer writes to a councillor",
    "member-to-officer": "what a councillor writes to an officer",
    "both-ways": "what a councillor and an officer write to each other",
    "member-to-member": "what councillors write to each other",
}


def _when_said(words: str | None, before: str) -> str:
    return f"{before}{_inner(words)}" if words else ""


def sentence_of(rule: RuleParams) -> str:  # noqa: PLR0911, PLR0912, C901 - one line a mechanism
    """What one rule does, as the rest of a sentence."""
    match rule:
        case EqualAccess():
            said = every(_SAY[label] for label in rule.say)
            by_when = _when_said(rule.deadline, ", ")
            return f"tells the other groups, for {role(rule.by)}, {_MOMENTS[rule.moment]}{by_when}: {said}"
        case Boundary():
            lifted = f", unless {role(rule.lifted_by)} consents" if rule.lifted_by else ""
            until = f", until {either(_UNTIL[each] for each in rule.until)}" if rule.until else ""
            return (
                f"keeps what is under {plain(rule.protects)} ({plain(rule.covers)}) from {_against(rule.against)}"
                f"{lifted}{until}{where(rule.when)}"
            )
        case Route():
            then = f", who bring in {one_of(rule.then)}" if rule.then else ""
            only = " alone" if rule.only else ""
            told = ", and the sender is told so" if rule.tell_sender else ""
            before = _when_said(rule.before, ", before ")
            return f"says that it belongs with {one_of(rule.to)}{only}{then}{before}{told}{where(rule.when)}"
        case Ladder():
            steps = "; or ".join(f"to {one_of(step.to)}{where(step.when)}" for step in rule.steps)
            keyed = {"rank-of-subject": "by the rank of the one complained of", "topic": "by its topic"}
            return f"takes it, {keyed.get(rule.keyed_on, 'step by step')}, {steps}{where(rule.when)}"
        case Gate():
            who = each_of(rule.who) if rule.need == "all" else one_of(rule.who)
            unless = _when_said(rule.unless, ", unless ")
            before = _when_said(rule.before, " before ")
            ground = _when_said(rule.ground, " (on ")
            closed = ")" if ground else ""
            return f"has {who} {_STRENGTH[rule.strength]}{ground}{closed}{before}{unless}{where(rule.when)}"
        case Permit():
            lifts = f", and {every(rule.lifts)} do not reach it" if rule.lifts else ""
            quiet = ", and nobody is told" if rule.no_notice else ""
            return f"lets this be: {_inner(rule.what)}{lifts}{quiet}{where(rule.when)}"
        case Signatory():
            may = f", or of {one_of(rule.may_be)} where {_inner(rule.may_when or 'it may')}" if rule.may_be else ""
            return (
                f"looks whether {plain(rule.letters)} letters go in the name of {one_of(rule.in_name_of)}{may}, "
                f"and {_OTHERWISE[rule.otherwise]}"
            )
        case Copies():
            never = where(rule.not_when).replace(", where", "; none goes where")
            return (
                f"looks at copies to {plain(rule.copied_to)} of {_WAYS[rule.direction]}, {_MODELS[rule.model]}, "
                f"and {_OTHERWISE[rule.otherwise]}{never}"
            )
        case Register():
            kept = f", for {role(rule.kept_by)}" if rule.kept_by else ""
            anybody = ", where anybody may look" if rule.public else ""
            return f"keeps the register of {plain(rule.what)}{kept}{anybody}{where(rule.when)}"
        case Circulate():
            how_often = f" each {rule.every}" if rule.every else ""
            asked = " when they ask" if rule.on_request else ""
            at = _when_said(rule.at, ", ") + (", before the public hears of it" if rule.before_public else "")
            return f"sends {each_of(rule.to)}{how_often}{asked}{at}: {_inner(rule.what)}{where(rule.when)}"
        case Deadline():
            within = _when_said(rule.within, " (") + (")" if rule.within else "")
            late = f", and tells {one_of(rule.escalate_to)} when it is late" if rule.escalate_to else ""
            return f"reminds {one_of(rule.who)}{within} until this is so: {_inner(rule.met_by)}{late}{where(rule.when)}"
        case Content():
            forbids = [f"for {either(rule.forbids)}"] if rule.forbids else []
            requires = [f"whether there is {every(rule.requires)}"] if rule.requires else []
            return f"looks {' and '.join([*forbids, *requires])}, and {_OTHERWISE[rule.otherwise]}{where(rule.when)}"
        case Insert():
            return f"proposes words for the {plain(rule.into)}: {_inner(rule.words)}{where(rule.when)}"
        case LookUp():
            return (
                f"looks it up {f'in the register of {plain(rule.register_)}' if rule.register_ else f'by {rule.by}'}"
                f"{f'; whom it names need not ask under {every(rule.clears)}' if rule.clears else ''}"
                f"{_when_said(rule.found, '; where found: ')}{_when_said(rule.not_found, '; where not: ')}{where(rule.when)}"
            )
