"""Whether anything may leave: one switch for all processes, the mode, a frozen register, and a count that no loop passes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.ports import Clock, UnitOfWork

SWITCH = "switch"
OFF = "off"


class Frozen(Protocol):
    """What knows whether the register is frozen."""

    def __call__(self) -> str:
        """Why it is frozen; empty where it is not."""
        ...


@dataclass(frozen=True, kw_only=True)
class Switch:
    """What is asked before every step that could make a letter leave."""

    store: UnitOfWork
    clock: Clock
    frozen: Frozen
    acting: bool
    most_a_day: int

    def why_not(self) -> str:
        """Why nothing may leave now; empty where it may."""
        if not self.acting:
            return "this installation is in observe mode"
        if frozen := self.frozen():
            return f"the register is frozen: {frozen}"
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            if work.settings.get(SWITCH) == OFF:
                return "sending has been switched off"
            sent = work.outbox.sent_since(now - timedelta(days=1))
        if sent >= self.most_a_day:
            return f"{self.most_a_day} letters have left within a day: a person has to look before more do"
        return ""

    def may_send(self) -> bool:
        """Whether a letter may leave now."""
        return not self.why_not()

    def turn(self, *, off: bool, by: str, reason: str) -> None:
        """Turn all sending off or on, everywhere and at once."""
        now: datetime = self.clock.now()
        with self.store.work(as_of=now) as work:
            work.settings.put(SWITCH, OFF if off else "on", at=now)
            work.journal.write(
                at=now,
                actor=by,
                action=f"sending switched {'off' if off else 'on'}",
                about=SWITCH,
                details={"reason": reason},
            )
