"""What a protocol says of what is wrong: which clause, and what it asks for. The protocol is data; none is named here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mailrules.copies.found import Found, Warned
from mailrules.copies.wrong import Checked, Copy, Wrong
from mailrules.protocol.clause import Clause
from mailrules.rules.params import Boundary, Content, Copies, RuleParams, Signatory
from mailrules.rules.params.common import Answer
from mailrules.vocabulary import Finding, Mode

_COPY_FINDINGS: dict[Finding, frozenset[str]] = {
    Finding.BLIND_COPY: frozenset({"no-blind", "tell-addressee"}),
    Finding.COPIED_WITHOUT_CONSENT: frozenset({"consent", "necessity-and-tell", "consult"}),
    Finding.COPY_NOT_NOTIFIED: frozenset({"tell-addressee", "necessity-and-tell"}),
    Finding.FORWARDED_ON: frozenset({"consent", "necessity-and-tell", "consult", "tell-addressee"}),
    Finding.PERSONAL_REPLY_COPIED: frozenset({"permitted"}),
}
_BOUNDARIES = {Finding.GROUP_DOCUMENT_DISCLOSED: "group-document", Finding.GROUP_CONFIDENCE: "heard-in-group"}
_REASONS = {
    Finding.GROUP_DOCUMENT_DISCLOSED: "a paper that was written for one group stays with it until that group consents",
    Finding.GROUP_CONFIDENCE: "what was heard in a group's meeting is kept",
    Finding.IN_MEMBERS_NAME: "the letter goes in an officer's name",
    Finding.RECOMMENDATION_TO_GROUP: "a report to a group holds facts, options and merits, and no more",
}
_ANSWERS: dict[Answer, str] = {
    "block": "it may not go",
    "hold": "a person looks first",
    "warn": "the sender is warned",
    "allow": "it may go",
}
_HOLDS: frozenset[Answer] = frozenset({"hold", "block"})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one clause asks for about one copy.

    Attributes:
        tell: the first councillor has to be told, and is not yet.
        outside: the clause does not name such a copy.
    """

    clause: str
    model: str
    answer: Answer
    reason: str
    tell: bool = False
    outside: bool = False


def asked_of(clauses: Iterable[Clause], copy: Copy) -> tuple[Asked, ...]:
    """What the clauses on copies ask for about a copy; nothing where none looks at it."""
    found = (
        _asked(clause.id, params, copy) for clause in clauses for params in clause.rules if isinstance(params, Copies)
    )
    return tuple(each for each in found if each is not None)


def _asked(clause: str, params: Copies, copy: Copy) -> Asked | None:
    if ("speech" if copy.spoken else "mail") not in params.medium or not _its_way(params, copy):
        return None
    named = {"anyone": True, "other-member": copy.to_member, "cabinet-member": copy.to_cabinet}[params.copied_to]
    if not named:
        if params.model == "no-blind" and copy.hidden and params.outside_the_clause != "allow":
            reason = "it does not name a hidden copy to somebody who is no member; its sense is against it"
            return Asked(
                clause=clause, model=params.model, answer=params.outside_the_clause, reason=reason, outside=True
            )
        return None
    return _MODELS[params.model](clause, params, copy) if params.model in _MODELS else None


def _its_way(params: Copies, copy: Copy) -> bool:
    if params.direction == "both-ways":
        return bool(copy.ways)
    return params.direction in copy.ways


def _permitted(clause: str, params: Copies, copy: Copy) -> Asked | None:
    never = params.not_when
    if never is None or not (never.flags or never.all_flags):
        return None
    if never.flags and not copy.flags & set(never.flags):
        return None
    if not set(never.all_flags) <= copy.flags:
        return None
    marks = " and ".join(never.all_flags or never.flags)
    return Asked(
        clause=clause, model=params.model, answer=params.otherwise, reason=f"no copy goes of a letter that is {marks}"
    )


def _told(params: Copies, copy: Copy) -> bool:
    return copy.told or (params.visible_copy_tells and not copy.hidden and not copy.later)


def _tell(clause: str, params: Copies, copy: Copy) -> Asked | None:
    if _told(params, copy):
        return None
    reason = "the councillor to whom it is written has to be told of the copy first"
    return Asked(clause=clause, model=params.model, answer=params.otherwise, reason=reason, tell=True)


def _consent(clause: str, params: Copies, copy: Copy) -> Asked | None:
    if copy.consent:
        return None
    reason = "the councillor whose correspondence it is has to consent first"
    return Asked(clause=clause, model=params.model, answer=params.otherwise, reason=reason)


def _necessity(clause: str, params: Copies, copy: Copy) -> Asked | None:
    tell = not _told(params, copy)
    if copy.spoken:
        reason = "the councillor whose words they are has to be told to whom they were repeated"
        return Asked(clause=clause, model=params.model, answer="warn", reason=reason, tell=True)
    if copy.consent and not tell:
        return None
    words = (
        "the reason why the copy is necessary has to be given" if params.reason_required else "it has to be necessary"
    )
    if tell:
        words += ", and the councillor whose correspondence it is has to be told"
    return Asked(clause=clause, model=params.model, answer=params.otherwise, reason=words, tell=tell)


def _no_blind(clause: str, params: Copies, copy: Copy) -> Asked | None:
    if not copy.hidden:
        return None
    reason = "no member gets a hidden copy, whoever consents; the sender may make the copy visible"
    return Asked(clause=clause, model=params.model, answer=params.otherwise, reason=reason)


_MODELS: dict[str, Callable[[str, Copies, Copy], Asked | None]] = {
    "permitted": _permitted,
    "tell-addressee": _tell,
    "consent": _consent,
    "consult": _consent,
    "necessity-and-tell": _necessity,
    "no-blind": _no_blind,
}


def judged(
    checked: Checked, clauses: Iterable[Clause], mode: Callable[[str], Mode]
) -> tuple[tuple[Found, ...], tuple[Warned, ...]]:
    """Each thing that is wrong with the clause that it goes against, and what the clauses ask for.

    Args:
        checked: what is wrong, whatever the protocol says.
        clauses: those in force on the day.
        mode: what the council lets a clause's rules do.
    """
    known = tuple(clause for clause in clauses if mode(clause.id) is not Mode.OFF)
    found: dict[tuple[Finding, str | None], list[Wrong]] = {}
    asked: dict[tuple[Asked, str], list[str]] = {}
    for wrong in checked.wrong:
        against = tuple(_against(wrong, known))
        found.setdefault((wrong.finding, against[0].clause if against else None), []).append(wrong)
        on_copies = asked_of(known, wrong.copy) if wrong.copy is not None else ()
        for each in dict.fromkeys((*against[:1], *on_copies)):
            asked.setdefault((each, _rule_of(wrong.finding)), []).append(wrong.address)
    return (
        tuple(
            Found(
                finding=finding,
                clause=clause,
                addresses=tuple(dict.fromkeys(each.address for each in all_of)),
                why="; ".join(dict.fromkeys(each.why for each in all_of)),
                copies=tuple(dict.fromkeys((each.of, each.address) for each in all_of if each.of)),
            )
            for (finding, clause), all_of in found.items()
        ),
        tuple(
            _warned(each, rule, addresses, mode) for (each, rule), addresses in asked.items() if each.answer != "allow"
        ),
    )


def _warned(each: Asked, rule: str, addresses: list[str], mode: Callable[[str], Mode]) -> Warned:
    holds = each.answer in _HOLDS and mode(each.clause) is not Mode.OBSERVE
    to = ", ".join(dict.fromkeys(addresses))
    reason = f"{each.clause}: {each.reason} ({to}; {_ANSWERS[each.answer]})"
    return Warned(clause=each.clause, rule=rule, reason=reason, holds=holds)


def _rule_of(finding: Finding) -> str:
    if finding in _COPY_FINDINGS:
        return "copies"
    if finding in _BOUNDARIES:
        return "boundary"
    return "signatory" if finding is Finding.IN_MEMBERS_NAME else "content"


def _against(wrong: Wrong, clauses: tuple[Clause, ...]) -> Iterator[Asked]:
    """The clauses that a wrong goes against, as the file has them."""
    if wrong.finding in _COPY_FINDINGS:
        if wrong.copy is not None:
            for each in asked_of(clauses, wrong.copy):
                told = wrong.finding is not Finding.COPY_NOT_NOTIFIED or each.tell
                if each.model in _COPY_FINDINGS[wrong.finding] and not each.outside and told:
                    yield each
        return
    passed_over = {name for clause in clauses for name in clause.overrides if wrong.binding}
    for clause in clauses:
        if clause.id in passed_over:
            continue
        for params in clause.rules:
            answer = _of_rule(wrong, params)
            if answer is not None:
                yield Asked(clause=clause.id, model=params.mechanism, answer=answer, reason=_REASONS[wrong.finding])


def _of_rule(wrong: Wrong, params: RuleParams) -> Answer | None:
    if isinstance(params, Boundary):
        return "hold" if params.protects == _BOUNDARIES.get(wrong.finding) else None
    if isinstance(params, Signatory) and wrong.finding is Finding.IN_MEMBERS_NAME:
        letters = "binding" if wrong.binding else "official-external"
        return params.otherwise if params.letters == letters else None
    if isinstance(params, Content) and wrong.finding is Finding.RECOMMENDATION_TO_GROUP:
        return params.otherwise if "recommendation" in params.forbids else None
    return None
