"""What a rule answers.

A rule is a function of a clause's parameters and a `Situation`. It answers with a `Verdict`: what follows, and why; or
that nothing follows, and why not. It never raises, changes or sends anything.
"""

from dataclasses import dataclass
from functools import lru_cache

from mailrules.rules.consequences import Consequence


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What follows from a clause in a situation, and why; nothing where `follows` is empty.

    Attributes:
        provided: a condition that only a person can see; what follows is then proposed, never done.
    """

    reason: str
    follows: tuple[Consequence, ...] = ()
    provided: str = ""


@lru_cache(maxsize=1024)
def miss(reason: str) -> Verdict:
    """Nothing follows."""
    return Verdict(reason=reason)
