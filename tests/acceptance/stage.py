"""A council with one notice that is about to leave, kept so that it can be played again and again, and processes that die."""

import copy
import os
import shutil
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn, TypeVar

from bot.adapters.store.engine import open_engine
from bot.adapters.store.store import Store
from bot.adapters.store.store import Work as SqlWork
from bot.compose import running
from bot.compose.rulebook import Rulebook, rulebook
from bot.compose.running import Installation, Reached
from bot.compose.trying import World, sample_events
from bot.ports import Draft, Letter, OutboxRow, OutboxState, Sender, Whereabouts
from bot.sandbox.store import Folder
from bot.services.service import Heard, Service
from tests.conftest import SAMPLE

START = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
RELEASE = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
"""Ten in the morning at the council, when the sample's first notice may leave."""
THE_FIRST_NOTICE = ("w001.eml", "w003.eml", "w021.eml")
"""The mails that make it: a group asks, the chief executive agrees, the officer says that it has happened."""
OPEN = (OutboxState.PENDING, OutboxState.CLAIMED, OutboxState.DRAFTED, OutboxState.SENDING)
ROUNDS = 8

T = TypeVar("T")


@dataclass
class Steps:
    """The steps of a process, counted; it kills itself, as the kernel would, at one of them.

    Attributes:
        every: also before an effect, and where there is none; between two effects one moment is like another.
    """

    kill_at: int
    every: bool
    armed: bool = False
    count: int = 0

    def __call__(self, *, effect: bool) -> None:
        self.count += self.armed and (effect or self.every)
        if self.armed and self.count == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class FromTheLetters(Heard):
    """Arms the steps when the round has come to the letters."""

    steps: Steps = field(kw_only=True)

    def did(self, step: str, count: int) -> None:
        super().did(step, count)
        self.steps.armed = self.steps.armed or step == "mails decided"


@dataclass(frozen=True)
class SteppingStore:
    """A step after each commit, and before it."""

    store: Store
    steps: Steps

    @contextmanager
    def work(self, *, as_of: datetime) -> Iterator[SqlWork]:
        with self.store.work(as_of=as_of) as work:
            driver: Any = work.session.connection().connection.driver_connection
            before = driver.total_changes
            yield work
            work.session.flush()
            changed = driver.total_changes != before
            self.steps(effect=False)
        self.steps(effect=changed)


@dataclass(frozen=True)
class SteppingSender:
    """A step after everything that is asked of the mailbox, and before it."""

    sender: Sender
    steps: Steps

    def draft(self, letter: Letter) -> Draft:
        return self._stepped(lambda: self.sender.draft(letter))

    def send(self, draft_id: str) -> None:
        self._stepped(lambda: self.sender.send(draft_id))

    def whereabouts(self, *, key: str, draft: Draft | None) -> tuple[Whereabouts, Draft | None]:
        return self._stepped(lambda: self.sender.whereabouts(key=key, draft=draft), effect=False)

    def discard(self, draft_id: str) -> None:
        self._stepped(lambda: self.sender.discard(draft_id))

    def _stepped(self, ask: Callable[[], T], *, effect: bool = True) -> T:
        self.steps(effect=False)
        try:
            return ask()
        finally:
            self.steps(effect=effect)


class Stage:
    """One world that can be put back to where it was."""

    def __init__(self, world: World) -> None:
        self.world, self.tenant, self.box = world, world.tenant, world.box
        self.book: Rulebook = rulebook(SAMPLE / "council.yaml", "enfield", None)
        self._folder = world.settings.data_dir
        self._kept = self._folder.with_name(self._folder.name + "-kept")
        self._mail: dict[str, Any] = {}
        self._engine = open_engine(world.settings.database)
        """One for all processes, for what it has compiled; its connections are closed with each."""

    def play(
        self, names: Sequence[str] = THE_FIRST_NOTICE, *, until: datetime = RELEASE - timedelta(minutes=1)
    ) -> None:
        """Some of the sample's mail, up to a moment that is then kept; by itself the minute before the notice may leave."""
        events = [event for event in sample_events() if event.mail.path.name in names]
        with self.world.running() as (_, service):
            for event in events:
                self.world.happen(event)
                service.minute()
            self.tenant.clock.set(until)
            service.minute()
        self.keep()

    def keep(self) -> None:
        """Keep register and mailboxes as they are now."""
        shutil.rmtree(self._kept, ignore_errors=True)
        shutil.copytree(self._folder, self._kept)
        self._mail = self._copied(self._state())

    def back(self) -> None:
        """Put all back: the register in the same place, the mailboxes, the post, the clock."""
        shutil.rmtree(self._folder)
        shutil.copytree(self._kept, self._folder)
        self.box.faults.clear()
        self.tenant.lag, self.tenant.lag_hides = timedelta(), False
        self.tenant._refused, self.tenant._replies, self.tenant._answered = {}, {}, set()
        kept = self._copied(self._mail)
        for user in self.tenant.users():
            user.store._items, user.store.log = kept["mail"][user.address]
        self.tenant.delivered[:] = kept["delivered"]
        self.tenant._on_the_way, self.tenant.clock._now = [], kept["now"]
        self.box.delta._states.clear()
        self.box.delta._states.update(self._mail["delta"])

    def _state(self) -> dict[str, Any]:
        return {
            "mail": {user.address: (user.store._items, user.store.log) for user in self.tenant.users()},
            "delivered": list(self.tenant.delivered),
            "now": self.tenant.clock.now(),
            "delta": dict(self.box.delta._states),
        }

    def _copied(self, state: dict[str, Any]) -> dict[str, Any]:
        return {name: dict(value) if name == "delta" else copy.deepcopy(value) for name, value in state.items()}

    @contextmanager
    def process(
        self, steps: Steps | None = None, teller: Heard | None = None, *, watches: bool = False
    ) -> Iterator[tuple[Installation, Service]]:
        """The service as one process has it; `steps` are taken in it. It watches mailboxes only where that is tried."""
        world, clock, ids = self.world, self.tenant.clock, self.tenant.ids
        settings = world.settings
        store: Any = Store(self._engine, ids.new)
        try:
            frozen = lambda: running._frozen(store, clock)  # noqa: E731 - as `installation` has it
            shown = SteppingStore(store, steps) if steps else store
            here = Installation(settings=settings, book=self.book, store=shown, clock=clock, frozen=frozen)
            running._belong(settings, self.book.council, store, clock, ids)
            with running.graph(settings, self.book.council, clock=clock, pause=world._pause) as reached:
                mailboxes: Reached = (
                    replace(reached, sender=SteppingSender(reached.sender, steps)) if steps else reached
                )
                service = running.service(here, mailboxes, actor="evenhand-1", teller=teller or world.heard)
                watching = service.watching if watches else replace(service.watching, folders=())
                yield here, replace(service, watching=watching)
        finally:
            self._engine.dispose()

    def dies(self, kill_at: int, *, every: bool = False, watches: bool = False) -> bool:
        """One round in a process that is killed at that step; False where it came to its end before."""
        child = os.fork()
        if child == 0:
            self._round_and_exit(Steps(kill_at=kill_at, every=every), watches=watches)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            return True
        assert os.WEXITSTATUS(status) == 0, "the process failed by itself"
        return False

    def _round_and_exit(self, steps: Steps, *, watches: bool) -> NoReturn:
        """In the child: nothing of the test's own process may run on in it."""
        try:
            with self.process(steps, FromTheLetters(steps=steps), watches=watches) as (_, service):
                steps.armed = watches
                service.minute()
        except BaseException:  # noqa: BLE001 - whatever it was, it is shown, and the process ends
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    def recover(self, *, watches: bool = False) -> None:
        """A new process, and time, until no letter is open any more."""
        with self.process(watches=watches) as (_, service):
            for _ in range(ROUNDS):
                self.tenant.clock.advance(timedelta(minutes=1))
                service.minute()
                if not self.rows(*OPEN):
                    return
                self.tenant.clock.advance(timedelta(minutes=16))

    def rows(self, *states: OutboxState) -> list[OutboxRow]:
        """Letters of the register."""
        return self.asked(lambda work: list(work.outbox.by_state(*(states or OutboxState))))

    def asked(self, question: Callable[[SqlWork], T]) -> T:
        """What the register says."""
        try:
            with Store(self._engine, self.tenant.ids.new).work(as_of=self.tenant.clock.now()) as work:
                return question(work)
        finally:
            self._engine.dispose()

    def copies(self) -> dict[str, int]:
        """How often each letter's key is in Sent Items."""
        self.tenant.settle()
        found: dict[str, int] = {}
        for item in self.tenant.mailbox(self.world.council.bot_mailbox).items(Folder.SENT):
            for key in item.properties.values():
                found[key] = found.get(key, 0) + 1
        return found
