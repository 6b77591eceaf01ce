"""Which rules are asked about a kind of mail: most rules are about few kinds, and a council has switched some off."""

from dataclasses import dataclass

from mailrules.evaluation.outcome import Considered
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.clause import RuleOf
from mailrules.rules.gate import ANSWERS
from mailrules.rules.params import Gate
from mailrules.vocabulary import Kind, Mode

SWITCHED_OFF = "this council has switched the rule off"


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What is asked about mail of one kind.

    Attributes:
        rules: the rules that are asked, in their order.
        closing: those of them that may close the audience of a mail.
        passed_over: the other rules, each with why it is not asked.
    """

    rules: tuple[RuleOf, ...]
    closing: tuple[RuleOf, ...]
    passed_over: tuple[Considered, ...]


_KEPT: dict[tuple[int, int, Kind], tuple[tuple[RuleOf, ...], Adoption, Asking]] = {}
"""What is asked, for the rules and adoptions in use; these are kept with it, so that no other can have their identity."""
MOST_KEPT = 512


def asked_about(kind: Kind, rules: tuple[RuleOf, ...], adoption: Adoption) -> Asking:
    """Which of the rules are asked about mail of that kind, in a council with that adoption."""
    key = (id(rules), id(adoption), kind)
    known = _KEPT.get(key)
    if known is None or known[0] is not rules or known[1] is not adoption:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        known = _KEPT[key] = (rules, adoption, _sorted_out(kind, rules, adoption))
    return known[2]


def hears(rule: RuleOf, kind: Kind) -> bool:
    """Whether the rule is about that kind of mail; a gate hears its answers as well."""
    return rule.kinds is None or kind in rule.kinds or (kind in ANSWERS and isinstance(rule.params, Gate))


def _sorted_out(kind: Kind, rules: tuple[RuleOf, ...], adoption: Adoption) -> Asking:
    why = tuple(_why_not(rule, kind, adoption) for rule in rules)
    asked = tuple(rule for rule, reason in zip(rules, why, strict=True) if not reason)
    return Asking(
        rules=asked,
        closing=tuple(rule for rule in asked if rule.closes),
        passed_over=tuple(
            Considered(clause=str(rule.clause.id), rule=rule.params.mechanism, reason=reason)
            for rule, reason in zip(rules, why, strict=True)
            if reason
        ),
    )


def _why_not(rule: RuleOf, kind: Kind, adoption: Adoption) -> str:
    if adoption.mode_of(rule.clause.id) is Mode.OFF:
        return SWITCHED_OFF
    return "" if hears(rule, kind) else f"the clause is not about {kind}"
