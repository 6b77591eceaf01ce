"""What one rule says of one item."""

from dataclasses import dataclass
from functools import cached_property

from mailrules.evaluation.outcome import Considered
from mailrules.protocol.clause import Clause
from mailrules.rules.verdict import Verdict
from mailrules.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one rule of one clause says of one item."""

    clause: Clause
    mechanism: str
    nth: int
    """Which rule of the clause it is."""
    mode: Mode
    verdict: Verdict

    @cached_property
    def considered(self) -> Considered:
        """That the rule was looked at, and what came of it."""
        return Considered(clause=str(self.clause.id), rule=self.mechanism, reason=self.verdict.reason)
