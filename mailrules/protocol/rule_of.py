"""One rule in its clause, with what is asked of it at every mail worked out once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from mailrules.rules.params import Ladder, Permit, Route, RuleParams
from mailrules.vocabulary import Kind

if TYPE_CHECKING:
    from mailrules.protocol.model import Clause


@dataclass(frozen=True, eq=False, kw_only=True)
class RuleOf:
    """One rule, in its clause.

    Attributes:
        nth: which rule of the clause it is.
        kinds: the kinds of mail that it names; None where it is asked at every mail.
        permits: whether it permits, and so may lift others.
        closes: whether it may close the audience of a mail.
    """

    clause: "Clause"
    nth: int
    params: RuleParams
    kinds: frozenset[Kind] | None
    permits: bool
    closes: bool

    @classmethod
    def of(cls, clause: "Clause", nth: int) -> Self:
        """That rule of the clause."""
        params = clause.rules[nth]
        kinds = frozenset[Kind](getattr(params, "kinds", ()))
        always = not kinds and not getattr(params, "on", ())
        return cls(
            clause=clause,
            nth=nth,
            params=params,
            kinds=None if always else kinds,
            permits=isinstance(params, Permit),
            closes=isinstance(params, Ladder) or (isinstance(params, Route) and params.only),
        )
