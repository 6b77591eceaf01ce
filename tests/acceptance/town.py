"""The sample council with the running service, and words in which a test tells what happens there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

from bot.adapters.store.store import Work
from bot.compose.running import Installation
from bot.compose.trying import World
from bot.ports import OutboxRow, OutboxState
from bot.services.decide import Deciding
from bot.services.service import Service
from bot.services.still_right import StillRight
from tests.conftest import written

MONDAY = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
CHIEF = "chief.executive@wychmere.gov.example"
EVENHAND = "protocol@wychmere.gov.example"
MONITORING_OFFICER = "ruth.abernathy@wychmere.gov.example"
T = TypeVar("T")


@dataclass
class Town:
    """A council, its service, and its clock."""

    world: World
    here: Installation
    service: Service
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def now(self) -> datetime:
        return self.world.tenant.clock.now()

    def to_evenhand(self, sender: str, text: str, *, to: str, cc: str = EVENHAND, **given: object) -> str:
        """Somebody writes to somebody, and Evenhand gets a copy; the Message-ID."""
        return self._delivered(EVENHAND, sender, text, to=to, cc=cc, **given)

    def to_chief(self, sender: str, text: str, *, to: str = CHIEF, cc: str = "", **given: object) -> str:
        """Somebody writes to the chief executive."""
        return self._delivered(CHIEF, sender, text, to=to, cc=cc, **given)

    def _delivered(self, mailbox: str, sender: str, text: str, **given: object) -> str:
        message_id = f"<town-{next(self.numbers)}@mail.example>"
        raw = written(sender, text, at=self.now(), message_id=message_id, **given)  # type: ignore[arg-type]
        self.world.tenant.deliver(raw, mailbox)
        self.minutes(2)
        return message_id

    def chief_sends(
        self,
        text: str,
        *,
        to: str,
        bcc: tuple[str, ...] = (),
        sender: str = "",
        sent: datetime | None = None,
        **given: object,
    ) -> str:
        """The chief executive, or an officer for them, sends a mail by hand; or sent it then, and the copy comes only now."""
        sent = sent or self.now()
        message_id = f"<town-{next(self.numbers)}@mail.example>"
        raw = written(
            sender or f"Chief Executive <{CHIEF}>", text, to=to, at=sent, message_id=message_id, **given  # type: ignore[arg-type]
        )  # fmt: skip
        self.world.tenant.file_sent(raw, CHIEF, list(bcc), sent=sent)
        self.minutes(2)
        return message_id

    def answers(self, row: OutboxRow, sender: str, text: str) -> str:
        """Somebody answers a letter of Evenhand's."""
        return self._delivered(
            EVENHAND, sender, text, to=EVENHAND, subject=f"Re: {row.letter.subject}",
            headers={"In-Reply-To": row.message_id},
        )  # fmt: skip

    def minutes(self, times: int = 1) -> None:
        for _ in range(times):
            self.world.tenant.clock.advance(timedelta(minutes=1))
            self.service.minute()
        assert self.world.heard.errors == []

    def rest(self, until: datetime) -> None:
        self.world.rest(self.service, until)
        self.minutes()

    def rows(self, *purposes: str) -> list[OutboxRow]:
        """The letters of these purposes, in order."""
        found = self.asked(lambda work: list(work.outbox.by_state(*OutboxState)))
        return [row for row in found if row.purpose in purposes]

    def asked(self, question: Callable[[Work], T]) -> T:
        with self.here.store.work(as_of=self.now()) as work:
            return question(work)

    def sent_once(self, *purposes: str) -> list[OutboxRow]:
        """The letters of these purposes, each of which stands once in Sent Items; and nothing of theirs twice."""
        sent = self.world.sent_by_us()
        rows = [row for row in self.rows(*purposes) if row.state is OutboxState.SENT]
        assert all(sent.count(row.key) == 1 for row in rows), sent
        return rows


def asks_again(service: Service) -> StillRight:
    """What asks, right before a letter leaves, whether it is still right."""
    assert service.sending is not None
    assert isinstance(service.sending.still_right, StillRight)
    return service.sending.still_right


@contextmanager
def town(
    folder: Path, *, protocol: str = "enfield", mode: str = "act", with_: Callable[[Deciding], Deciding] | None = None
) -> Iterator[Town]:
    """The council; `with_` changes how it reads and judges (another adoption, another directory)."""
    with (
        World(folder / "register", start=MONDAY, mode=mode, protocol=protocol) as world,
        world.running() as (here, service),
    ):
        book = with_(here.deciding) if with_ else here.deciding
        ruled = replace(here.book, adoption=book.adoption, council=book.council, protocol=book.protocol)
        judged = replace(
            service,
            judging=replace(service.judging, deciding=book),
            asking=replace(service.asking, deciding=book),
            lateness=replace(service.lateness, deciding=book),
            reminding=replace(service.reminding, deciding=book),
            occasions=replace(service.occasions, deciding=book),
            attested=replace(service.attested, deciding=book),
            alive=replace(service.alive, deciding=book),
            circulating=replace(service.circulating, deciding=book),
        )
        if service.sending is not None and service.reconciling is not None:
            sending = replace(service.sending, still_right=replace(asks_again(service), deciding=book))
            judged = replace(judged, sending=sending, reconciling=replace(service.reconciling, sending=sending))
        judged.minute()
        yield Town(world, replace(here, book=ruled), judged)


def addresses(row: OutboxRow) -> list[str]:
    return [address for _, address in row.letter.to]
