"""The rule behind a duty to pass something round, and whether it goes by itself or in a list."""

from mailrules.duties import CIRCULATE, Duty
from mailrules.protocol.model import Protocol
from mailrules.rules.params import Circulate

LIST = "list"


def rule_of(duty: Duty, protocol: Protocol) -> Circulate | None:
    """The clause's rule that asks for it; None where the protocol has it no more, or the duty is another one."""
    clause = protocol.clause(duty.clause)
    nth = duty.key.rpartition("/")[2].removeprefix(f"{CIRCULATE}-").removeprefix(f"{LIST}-")
    if duty.rule != CIRCULATE or clause is None or not nth.isdecimal() or int(nth) >= len(clause.rules):
        return None
    rule = clause.rules[int(nth)]
    return rule if isinstance(rule, Circulate) else None


def is_list(duty: Duty) -> bool:
    """Whether the duty is to send a list, and not one thing."""
    return duty.key.rpartition("/")[2].startswith(f"{LIST}-")


def list_key(duty: Duty, period: str) -> str:
    """The key of the list on which the thing of a duty goes round in that period."""
    protocol, clause, *_ = duty.key.split("/")
    return key_of_list(protocol, clause, period, duty.key.rpartition("-")[2])


def key_of_list(protocol: str, clause: str, period: str, nth: str) -> str:
    """The key under which a list can exist once."""
    return f"{protocol}/{clause}/{period}/{LIST}-{nth}"
