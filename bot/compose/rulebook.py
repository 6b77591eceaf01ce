"""One council under one protocol: all that a replay needs, and nothing that can send."""

from dataclasses import dataclass
from pathlib import Path

from bot.adapters.render.letters import JinjaRenderer
from bot.adapters.render.papers import TypstPapers
from bot.adapters.texts import read_adoption, read_council, read_protocol, read_weights
from bot.services.decide import Deciding
from mailrules.calendar import Calendar
from mailrules.council.model import Council
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.model import Protocol


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """One council under one protocol, as it has adopted it."""

    council: Council
    protocol: Protocol
    adoption: Adoption

    def calendar(self) -> Calendar:
        """The council's working days."""
        return Calendar(self.council.timezone, self.council.nation, self.council.closed_days)

    def deciding(self, templates: tuple[Path, ...] = (), weights: Path | None = None) -> Deciding:
        """What reads and judges mails; it has no sender."""
        return Deciding(
            council=self.council,
            protocol=self.protocol,
            adoption=self.adoption,
            calendar=self.calendar(),
            renderer=JinjaRenderer(templates),
            papers=TypstPapers(templates),
            weights=read_weights(weights),
        )


def rulebook(council: Path, protocol: str, adoption: Path | None) -> Rulebook:
    """Council, protocol and adoption, read and checked. Raises `ConfigurationError` with every problem and its line."""
    directory, rules = read_council(council), read_protocol(protocol)
    return Rulebook(
        council=directory, protocol=rules, adoption=read_adoption(adoption, protocol=rules, council=directory)
    )
