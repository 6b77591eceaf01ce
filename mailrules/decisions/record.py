"""The record of a decision, as far as a mail or a form holds it."""

from dataclasses import dataclass, fields, replace
from datetime import date

NEEDED = ("reference", "decision", "reasons", "options", "decision_maker", "conflicts", "day")
"""What a record holds of every decision; whose concurrence was had, and what is exempt, only where there is something to say."""
CALLED = {
    "reference": "its reference",
    "decision": "what was decided",
    "reasons": "the reasons",
    "options": "the options that were rejected",
    "decision_maker": "who decided",
    "conflicts": "conflicts of interest, or that there were none",
    "day": "the day of the decision",
}
"""What a person is asked for."""


@dataclass(frozen=True, kw_only=True)
class DecisionRecord:
    """A record; what it does not say is empty.

    Attributes:
        concurrence: whose concurrence was had, as the record puts it.
        exempt: the paragraphs of Schedule 12A to the Local Government Act 1972 under which it is exempt; `?` where none is named.
        day: of the decision.
        recorded: the day on which it was written down.
        withdraws, corrects: what this mail says of an earlier one.
    """

    title: str = ""
    reference: str = ""
    decision: str = ""
    reasons: str = ""
    options: str = ""
    decision_maker: str = ""
    concurrence: str = ""
    conflicts: str = ""
    exempt: tuple[str, ...] = ()
    day: date | None = None
    recorded: date | None = None
    withdraws: bool = False
    corrects: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what it should hold and does not."""
        return tuple(name for name in NEEDED if not getattr(self, name))


def merged(earlier: DecisionRecord, later: DecisionRecord) -> DecisionRecord:
    """What both say together; where they differ, the later one."""
    said = {each.name: value for each in fields(later) if (value := getattr(later, each.name))}
    first = earlier.recorded or later.recorded
    return replace(earlier, **{**said, "recorded": first, "withdraws": later.withdraws, "corrects": later.corrects})
