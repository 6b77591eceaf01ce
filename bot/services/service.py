"""One round of the service: look, decide, ask, settle what was under way, send, and see it in Sent Items."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.errors import EvenhandError
from bot.ports import Clock, UnitOfWork
from bot.services.alive import Alive
from bot.services.asking import Asking
from bot.services.attested import Attested
from bot.services.circulating.circulating import Circulating
from bot.services.enrolling import Enrolling
from bot.services.judging import Judging
from bot.services.keeping import Keeping
from bot.services.lateness import Lateness
from bot.services.occasions import Occasions
from bot.services.pressing import Pressing
from bot.services.reconcile import Reconciling
from bot.services.reminding import Reminding
from bot.services.send import Sending
from bot.services.switch import Switch
from bot.services.watch import Watching

ALIVE = "alive"
MOST_LETTERS_A_ROUND = 20


class Teller(Protocol):
    """Hears what a round did; it is told counts, and never a word of a mail."""

    def did(self, step: str, count: int) -> None:
        """A step was done."""
        ...

    def failed(self, step: str, error: EvenhandError) -> None:
        """A step failed, and is tried again in the next round."""
        ...


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something that is done at intervals."""

    name: str
    seconds: int
    run: Callable[[], object]


@dataclass
class Heard:
    """A teller that remembers."""

    counts: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def did(self, step: str, count: int) -> None:
        """A step was done."""
        self.counts[step] = self.counts.get(step, 0) + count

    def failed(self, step: str, error: EvenhandError) -> None:
        """A step failed."""
        self.errors.append(f"{step}: {error}")


@dataclass(frozen=True, kw_only=True)
class Service:
    """Everything that the running service does, without a clock of its own.

    Attributes:
        sending, reconciling: None in observe mode: what cannot send has no sender.
        remember: keeps beside the register how far it has come.
        enrolling: None where no second app is set up.
    """

    store: UnitOfWork
    clock: Clock
    watching: Watching
    judging: Judging
    asking: Asking
    lateness: Lateness
    reminding: Reminding
    pressing: Pressing
    circulating: Circulating
    attested: Attested
    alive: Alive
    keeping: Keeping
    occasions: Occasions
    switch: Switch
    sending: Sending | None
    reconciling: Reconciling | None
    teller: Teller
    remember: Callable[[], None] = lambda: None
    enrolling: Enrolling | None = None

    def minute(self) -> None:
        """One round. A step that fails is told and tried again in the next; the others go on."""
        self._step("mails recorded", self.watching.look)
        if self.enrolling is not None:
            self._step("officers' mails recorded", self.enrolling.look)
        self._step("mails decided", self.judging.judge)
        self._step("circulations written", self.circulating.look)
        if self.sending is not None and self.reconciling is not None:
            self._step("officers asked", self.asking.ask)
            self._step("late duties told of", self.lateness.tell)
            self._step("people reminded", self.reminding.remind)
            self._step("findings pressed", self.pressing.press)
            self._step("weeks attested", self.attested.look)
            self._step("days told", self.alive.tell)
            self._step("letters settled", self.reconciling.settle)
            self._step("letters sent", self._send)
            self._step("letters settled", self.reconciling.settle)
        self._alive()

    def nightly(self) -> None:
        """Once a day: compare with the mailboxes, raise what the day brings, and erase what is no longer kept.

        A step is done for the day once it has come to its end: one that failed, or died half-way, is repeated that day.
        Two processes may do it side by side: neither does anything twice.
        """
        day = self.judging.deciding.calendar.local_day(self.clock.now()).isoformat()
        self._once("mails found by the nightly comparison", day, self.watching.compare)
        if self.enrolling is not None:
            self._once("officers' mails found by the nightly comparison", day, self.enrolling.compare)
        self._once("occasions raised", day, self.occasions.look)
        self._once("bodies erased", day, self.keeping.erase)

    def _once(self, name: str, period: str, step: Callable[[], int]) -> None:
        """A step of a period, unless it has come to its end in that period before."""
        with self.store.work(as_of=self.clock.now()) as work:
            if work.settings.is_done(name, period):
                return
        if self._step(name, step):
            now = self.clock.now()
            with self.store.work(as_of=now) as work:
                work.settings.first_time(name, period, at=now)

    def _send(self) -> int:
        assert self.sending is not None
        count = 0
        while count < MOST_LETTERS_A_ROUND and self.sending.send_one():
            count += 1
        return count

    def _alive(self) -> None:
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            work.settings.put(ALIVE, now.isoformat(), at=now)
        self.remember()

    def _step(self, name: str, step: Callable[[], int]) -> bool:
        """Do a step and tell of it; whether it came to its end."""
        try:
            self.teller.did(name, step())
        except EvenhandError as error:
            self.teller.failed(name, error)
            return False
        return True
