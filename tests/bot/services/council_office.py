"""A council's office: mails come in and are decided about, in a register of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.adapters.store import schema
from bot.adapters.store.engine import open_engine
from bot.adapters.store.store import Store, Work
from bot.compose.rulebook import rulebook
from bot.compose.trying import SAMPLE
from bot.ports import RecordedMail
from bot.sandbox.clock import SetClock
from bot.services.decide import Deciding
from bot.services.inspecting import Inspecting, Row
from bot.services.judging import Judging
from bot.services.review import Reviewing
from bot.services.watch import mail_key
from mailrules.mime.parse import date_of
from mailrules.vocabulary import Direction
from tests.conftest import MONDAY


class Office:
    """The register, the rules and the clock."""

    def __init__(self, store: Store, protocol: str) -> None:
        self.store, self.clock = store, SetClock(MONDAY)
        self.deciding: Deciding = rulebook(SAMPLE / "council.yaml", protocol, None).deciding()

    def get(self, data: bytes, direction: Direction = Direction.IN) -> str:
        """A mail comes in, or is sent by hand, and is decided about; its key."""
        key, message_id = mail_key(data, direction)
        at = date_of(data) or self.clock.now()
        self.clock.set(max(at, self.clock.now()))
        with self.store.work(as_of=at) as work:
            work.mails.record(
                RecordedMail(
                    key=key,
                    message_id=message_id,
                    direction=direction,
                    mailbox=self.deciding.council.chief_executive_mailbox,
                    folder="inbox" if direction is Direction.IN else "sentitems",
                    arrival_id=key,
                    received=at,
                    recorded=self.clock.now(),
                    raw=data,
                )
            )
        Judging(store=self.store, clock=self.clock, deciding=self.deciding).judge()
        return key

    def later(self, **time: int) -> datetime:
        """Time passes."""
        self.clock.advance(timedelta(**time))
        return self.clock.now()

    @property
    def reviewing(self) -> Reviewing:
        """What a person may do."""
        return Reviewing(store=self.store, clock=self.clock, deciding=self.deciding)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One transaction."""
        with self.store.work(as_of=self.clock.now()) as work:
            yield work

    @contextmanager
    def look(self, **how: object) -> Iterator[Inspecting]:
        """Somebody looks into the registers."""
        with self.work() as work:
            yield Inspecting(work=work, deciding=self.deciding, now=self.clock.now(), **how)  # type: ignore[arg-type]

    def rows(self, name: str, **how: object) -> tuple[Row, ...]:
        """One register, as somebody sees it."""
        with self.look(**how) as look:
            return look.rows(name)


@contextmanager
def office(database_url: str, protocol: str = "enfield") -> Iterator[Office]:
    """An office with a register of its own."""
    engine = open_engine(database_url)
    schema.upgrade(engine)
    numbers = iter(range(1_000_000))
    try:
        yield Office(Store(engine, lambda: f"n{next(numbers)}"), protocol)
    finally:
        engine.dispose()
