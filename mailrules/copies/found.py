"""What the checker of sent mail answers."""

from dataclasses import dataclass

from mailrules.vocabulary import Finding


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something wrong with a mail that was sent; clause is None where the protocol has no such rule."""

    finding: Finding
    clause: str | None
    addresses: tuple[str, ...]
    why: str = ""
    """What shows it, in plain words."""
    copies: tuple[tuple[str, str], ...] = ()
    """(id of the councillor whose correspondence it is, address that got it)."""


@dataclass(frozen=True, kw_only=True)
class Warned:
    """A clause that looked at a mail that was sent, and what it asks for in words."""

    clause: str
    rule: str
    reason: str
    holds: bool = False
    """Whether a person has to look; otherwise the sender is warned, or somebody is told."""
