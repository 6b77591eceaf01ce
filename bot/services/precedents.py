"""Precedents in the register: kept with a name and a reason, and asked before other weights go live."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.errors import ConfigurationError
from bot.ports import Clock, UnitOfWork, Work
from bot.services.audience import let_see
from bot.services.decide import Deciding
from mailrules.mime import parse
from mailrules.reading.learning.nameless import laid_bare
from mailrules.reading.learning.precedents import Precedent, contradicted
from mailrules.reading.learning.weights import Weights
from mailrules.vocabulary import HARMLESS_KINDS, Direction, Kind

PREFIX = "precedent/"
ACCEPTED = "weights accepted"
GONE = "{key}: the mail's body is kept no more, so that nothing can be learnt from it"
NO_SUCH = "{key}: there is no such mail; `evenhand review` lists them"
ALONE = "{kind} stands alone: a mail that is {kind} is nothing else"
NO_REASON = "give a reason: it is kept with your name"
CONTRADICTS = (
    "the weights of {trained} read {count} precedent(s) otherwise than people did: `evenhand precedents` shows them. "
    "Train again with them (`evenhand train --precedents`), or accept the weights as they are (`evenhand precedents --accept`)"
)
_ADAPTER = TypeAdapter(Precedent)


def precedents(work: Work) -> tuple[Precedent, ...]:
    """All precedents, oldest first."""
    kept = (_ADAPTER.validate_json(value) for value in work.settings.names(PREFIX).values())
    return tuple(sorted(kept, key=lambda each: (each.at, each.key)))


def version(weights: Weights) -> str:
    """By what weights are told apart: their day and the letters that taught them."""
    return f"{weights.about.get('trained', '')} {weights.about.get('corpus', '')}".strip()


@dataclass(frozen=True, kw_only=True)
class Precedents:
    """Keeps what people say of mails, and asks it of weights."""

    store: UnitOfWork
    clock: Clock
    deciding: Deciding

    def keep(self, key: str, kinds: Sequence[Kind], *, by: str, reason: str) -> str:
        """Keep what a mail is, as a person reads it.

        Raises:
            ConfigurationError: no such mail, its body is gone, no reason, or `other` beside another kind.
        """
        now = self.clock.now()
        if not reason.strip():
            raise ConfigurationError(NO_REASON)
        if lonely := next((kind for kind in kinds if kind in HARMLESS_KINDS and len(set(kinds)) > 1), None):
            raise ConfigurationError(ALONE.format(kind=lonely))
        with self.store.work(as_of=now) as work:
            mail = work.mails.by_key(key)
            if mail is None:
                raise ConfigurationError(NO_SUCH.format(key=key))
            let_see(mail, by, self.deciding.setting(now))
            if mail.raw is None:
                raise ConfigurationError(GONE.format(key=key))
            message = parse(mail.raw, direction=Direction(mail.direction))
            roll = self.deciding.setting(message.date or mail.received).roll
            precedent = Precedent(
                key=key, at=now, by=by, reason=reason, kinds=frozenset(kinds), mail=laid_bare(message, roll)
            )
            work.settings.put(PREFIX + key, _ADAPTER.dump_json(precedent).decode(), at=now)
            work.journal.write(
                at=now, actor=by, action="precedent kept", about=key,
                details={"kinds": sorted(precedent.kinds), "reason": reason},
            )  # fmt: skip
        return "it is kept: the reading is held to it from now on"

    def against(self, weights: Weights) -> tuple[Precedent, ...]:
        """The precedents that the weights read otherwise."""
        with self.store.work(as_of=self.clock.now()) as work:
            return contradicted(precedents(work), weights)

    def accept(self, weights: Weights, *, by: str) -> None:
        """A person lets these weights read, whatever they contradict."""
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            work.settings.put(ACCEPTED, version(weights), at=now)
            work.journal.write(
                at=now, actor=by, action=ACCEPTED, about="weights", details={"weights": version(weights)}
            )

    def ask_before_live(self, weights: Weights | None) -> None:
        """Let the weights read, unless they contradict a precedent and nobody has accepted that.

        Raises:
            ConfigurationError: they do.
        """
        if weights is None:
            return
        wrong = self.against(weights)
        with self.store.work(as_of=self.clock.now()) as work:
            accepted = work.settings.get(ACCEPTED)
        if wrong and accepted != version(weights):
            raise ConfigurationError(CONTRADICTS.format(trained=weights.about.get("trained", "?"), count=len(wrong)))
