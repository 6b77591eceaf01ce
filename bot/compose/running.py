"""One installation, opened, and the whole service over it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.mailbox import GraphMailbox
from bot.adapters.graph.reading import ReadingConnection
from bot.adapters.graph.sender import GraphSender
from bot.adapters.health import Heartbeat
from bot.adapters.store import identity
from bot.adapters.store.engine import open_engine, server_place
from bot.adapters.store.schema import upgrade
from bot.adapters.store.store import Store
from bot.compose.rulebook import Rulebook, rulebook
from bot.compose.second import Second, enrolling
from bot.errors import ConfigurationError
from bot.ports import Clock, Ids, Mailbox, Sender
from bot.services.alive import Alive
from bot.services.asking import Asking
from bot.services.attested import Attested
from bot.services.circulating.circulating import Circulating
from bot.services.decide import Deciding
from bot.services.judging import Judging
from bot.services.keeping import Keeping
from bot.services.lateness import Lateness
from bot.services.occasions import Occasions
from bot.services.pressing import Pressing
from bot.services.reconcile import GRACE, Reconciling
from bot.services.reminding import Reminding
from bot.services.repairing import Repairing
from bot.services.review import Reviewing
from bot.services.send import Sending
from bot.services.sent import met_by, not_forgotten
from bot.services.service import Service, Teller
from bot.services.still_right import StillRight
from bot.services.switch import Switch
from bot.services.watch import Watched, Watching
from bot.settings import Settings
from mailrules.council.model import Council

GO_LIVE = "go-live"
ACTING_SINCE = "acting-since"


@dataclass(frozen=True, kw_only=True)
class Installation:
    """One installation, opened: its settings, its rulebook and its register."""

    settings: Settings
    book: Rulebook
    store: Store
    clock: Clock
    frozen: Callable[[], str]

    @property
    def deciding(self) -> Deciding:
        """What reads and judges."""
        return self.book.deciding(self.settings.templates, self.settings.weights)

    def switch(self) -> Switch:
        """The one switch of all sending."""
        return Switch(
            store=self.store,
            clock=self.clock,
            frozen=self.frozen,
            acting=self.settings.mode == "act",
            most_a_day=self.settings.notices_a_day,
        )

    def reviewing(self) -> Reviewing:
        """What a person may do."""
        return Reviewing(store=self.store, clock=self.clock, deciding=self.deciding)

    def go_live(self) -> datetime:
        """The instant before which nothing is ever read; set when the service first runs."""
        return self._since(GO_LIVE, "began to read")

    def acting_since(self) -> datetime:
        """The instant before which nothing is ever acted on; set when the service first runs in act mode."""
        if self.settings.mode != "act":
            return self.clock.now()
        return self._since(ACTING_SINCE, "began to act")

    def _since(self, word: str, action: str) -> datetime:
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            said = work.settings.get(word)
            if said is None:
                work.settings.put(word, now.isoformat(), at=now)
                work.journal.write(at=now, actor="evenhand", action=action, about=word, details={})
        return datetime.fromisoformat(said) if said else now


@contextmanager
def installation(settings: Settings, *, clock: Clock, ids: Ids) -> Iterator[Installation]:
    """An installation, opened; its register is brought up to date first."""
    book = rulebook(settings.council, settings.protocol, settings.adoption)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database)
    try:
        upgrade(engine)
        store = Store(engine, ids.new)
        _belong(settings, book.council, store, clock, ids)
        yield Installation(settings=settings, book=book, store=store, clock=clock, frozen=lambda: _frozen(store, clock))
    finally:
        engine.dispose()


def _seal(settings: Settings) -> Path:
    return settings.data_dir / "register.seal"


def _home(settings: Settings) -> str:
    """Where the register lies. One on a server has several data folders around it, and is at home where its server is."""
    at_hand = settings.database.startswith("sqlite")
    return str(settings.data_dir.resolve()) if at_hand else server_place(settings.database)


def _belong(settings: Settings, council: Council, store: Store, clock: Clock, ids: Ids) -> None:
    seal = _seal(settings)
    remembered = seal.read_text(encoding="ascii").strip() if seal.exists() else ""
    now = clock.now()
    with store.work(as_of=now) as work:
        mine = identity.belong(
            work.session,
            mailbox=council.bot_mailbox,
            home=_home(settings),
            seal=remembered,
            new_id=ids.new(),
            at=now,
        )
    if not mine.frozen_because:
        remember(settings, store, clock)


def remember(settings: Settings, store: Store, clock: Clock) -> None:
    """Keep beside the register how far it has come, so that an older one is known for what it is."""
    with store.work(as_of=clock.now()) as work:
        if identity.frozen_because(work.session):
            return
        words = identity.seal_of(work.session)
    fresh = _seal(settings).with_suffix(f".{uuid4().hex}")  # two processes may write at once
    fresh.write_text(words + "\n", encoding="ascii")
    fresh.replace(_seal(settings))


def _frozen(store: Store, clock: Clock) -> str:
    with store.work(as_of=clock.now()) as work:
        return identity.frozen_because(work.session)


def thaw(opened: Installation, *, by: str, reason: str) -> None:
    """A person has looked: this register belongs here, and may send again."""
    now = opened.clock.now()
    with opened.store.work(as_of=now) as work:
        identity.thaw(work.session, home=_home(opened.settings), mailbox=opened.book.council.bot_mailbox)
        work.journal.write(at=now, actor=by, action="register thawed", about="register", details={"reason": reason})
    remember(opened.settings, opened.store, opened.clock)


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Nobody else runs the service on this data folder meanwhile; on PostgreSQL several may."""
    if not settings.database.startswith("sqlite"):
        yield
        return
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.data_dir / "run.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ConfigurationError(f"{settings.data_dir}: `evenhand run` is already running on this folder") from None
    try:
        yield
    finally:
        lock.release()


@dataclass(frozen=True, kw_only=True)
class Reached:
    """The mailboxes of one council: what is read, and what sends.

    Attributes:
        second: what the second app reads; None where there is none.
    """

    chief_executive: Mailbox
    own: Mailbox
    sender: Sender
    second: Second | None = None


@contextmanager
def graph(settings: Settings, council: Council, *, clock: Clock, pause: Callable[[float], None]) -> Iterator[Reached]:
    """The mailboxes in Microsoft 365."""
    with ExitStack() as stack:
        connection = GraphConnection(settings.graph, clock=clock, pause=pause)
        stack.callback(connection.close)
        second = None
        if settings.second_graph is not None:
            reading = ReadingConnection(settings.second_graph, clock=clock, pause=pause)
            stack.callback(reading.close)
            second = Second.over(reading)
        yield Reached(
            chief_executive=GraphMailbox(connection, council.chief_executive_mailbox),
            own=GraphMailbox(connection, council.bot_mailbox),
            sender=GraphSender(connection, council.bot_mailbox),
            second=second,
        )


def service(opened: Installation, reached: Reached, *, actor: str, teller: Teller) -> Service:
    """The whole service; in observe mode without a sender."""
    council, store, clock, deciding = opened.book.council, opened.store, opened.clock, opened.deciding
    switch = opened.switch()
    acting, second = opened.settings.mode == "act", opened.settings.second
    chief, own = council.chief_executive_mailbox, council.bot_mailbox
    folders = (
        Watched(address=chief, folder="inbox", mailbox=reached.chief_executive),
        Watched(address=chief, folder="sentitems", mailbox=reached.chief_executive),
        Watched(address=own, folder="inbox", mailbox=reached.own),
    )
    sending = _sending(opened, reached, switch, deciding, actor) if acting else None
    return Service(
        store=store,
        clock=clock,
        watching=Watching(store=store, clock=clock, folders=folders, since=opened.go_live()),
        judging=Judging(store=store, clock=clock, deciding=deciding, acting=acting),
        asking=Asking(store=store, clock=clock, deciding=deciding, since=opened.acting_since()),
        lateness=Lateness(store=store, clock=clock, deciding=deciding, since=opened.acting_since()),
        reminding=Reminding(store=store, clock=clock, deciding=deciding, since=opened.acting_since()),
        pressing=Pressing(store=store, clock=clock, repairing=Repairing(deciding=deciding, acting=acting)),
        circulating=Circulating(
            store=store, clock=clock, deciding=deciding, since=_circulates_since(opened, acting=acting), acting=acting
        ),
        attested=Attested(
            store=store,
            clock=clock,
            deciding=deciding,
            began=opened.acting_since(),
            enrolled=second is not None,
            traced=second is not None and second.message_trace,
        ),
        alive=Alive(store=store, clock=clock, deciding=deciding, began=opened.acting_since()),
        keeping=Keeping(store=store, clock=clock, days=opened.settings.retention.model_dump()),
        occasions=Occasions(store=store, clock=clock, deciding=deciding, acting=acting),
        switch=switch,
        sending=sending,
        reconciling=_reconciling(opened, reached, sending, actor) if sending else None,
        teller=teller,
        remember=lambda: _round_made(opened),
        enrolling=enrolling(opened.settings, opened.book, store, clock, reached.second),
    )


def _circulates_since(opened: Installation, *, acting: bool) -> datetime:
    """In observe mode what would go round is shown from the first mail on."""
    return opened.acting_since() if acting else opened.go_live()


def heartbeat(settings: Settings) -> Heartbeat:
    """The file whose age says whether rounds are still made."""
    return Heartbeat(settings.data_dir / "alive")


def _round_made(opened: Installation) -> None:
    remember(opened.settings, opened.store, opened.clock)
    heartbeat(opened.settings).beat(opened.clock.now())


def _sending(opened: Installation, reached: Reached, switch: Switch, deciding: Deciding, actor: str) -> Sending:
    store, clock = opened.store, opened.clock

    return Sending(
        sender=reached.sender,
        transaction=lambda: store.work(as_of=clock.now()),
        clock=clock,
        may_send=switch.may_send,
        still_right=StillRight(store=store, clock=clock, deciding=deciding),
        actor=actor,
        on_stopped=lambda work, row: not_forgotten(clock, work, row),
    )


def _reconciling(opened: Installation, reached: Reached, sending: Sending, actor: str) -> Reconciling:
    store, clock, deciding = opened.store, opened.clock, opened.deciding
    return Reconciling(
        sender=reached.sender,
        transaction=lambda: store.work(as_of=clock.now()),
        clock=clock,
        sending=sending,
        on_sent=lambda work, row: met_by(clock, deciding, work, row),
        actor=actor,
        grace=GRACE,
    )
