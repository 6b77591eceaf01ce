"""Reading what enrolled officers have sent: each mailbox from the moment of its enrolment, and to the end of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.errors import EvenhandError
from bot.ports import Clock, Mailbox, UnitOfWork
from bot.services.enrolment import Enrolled
from bot.services.watch import SENT_ITEMS, Watched, Watching

SINCE = "enrolled:"
"""Under this and the address the register keeps since when a mailbox is read; empty where it is read no more."""


@dataclass(frozen=True, kw_only=True)
class Enrolling:
    """Watches the Sent Items of those who are enrolled today.

    Attributes:
        today: who is.
        mailbox: the mailbox of an address, for reading.
    """

    store: UnitOfWork
    clock: Clock
    today: Callable[[], tuple[Enrolled, ...]]
    mailbox: Callable[[str], Mailbox]

    def look(self) -> int:
        """Look into each mailbox once; how many mails were new."""
        return self._each(Watching.look)

    def compare(self) -> int:
        """Fetch what was missed; how many mails were."""
        return self._each(Watching.compare)

    def since(self) -> dict[str, datetime]:
        """The addresses that are read, and since when; enrolments that begin or end are kept first.

        What was sent before an enrolment is never read, nor what is sent between two of them.
        """
        now, wanted = self.clock.now(), {each.address for each in self.today()}
        with self.store.work(as_of=now) as work:
            kept = {name.removeprefix(SINCE): value for name, value in work.settings.names(SINCE).items() if value}
            for address in sorted(wanted - kept.keys()):
                work.settings.put(f"{SINCE}{address}", now.isoformat(), at=now)
                work.journal.write(at=now, actor="evenhand", action="mailbox enrolled", about=address, details={})
            for address in sorted(kept.keys() - wanted):
                work.settings.put(f"{SINCE}{address}", "", at=now)
                work.settings.put(f"cursor:{address}:{SENT_ITEMS}", "", at=now)
                work.journal.write(at=now, actor="evenhand", action="mailbox read no more", about=address, details={})
        return {each: datetime.fromisoformat(kept[each]) if each in kept else now for each in sorted(wanted)}

    def _each(self, step: Callable[[Watching], int]) -> int:
        """A mailbox that cannot be read does not keep the others from it; the first such is told of."""
        count, failed = 0, list[EvenhandError]()
        for watching in self._watching():
            try:
                count += step(watching)
            except EvenhandError as error:
                failed.append(error)
        if failed:
            raise failed[0]
        return count

    def _watching(self) -> Iterator[Watching]:
        for address, since in self.since().items():
            folder = Watched(address=address, folder=SENT_ITEMS, mailbox=self.mailbox(address), enrolled=True)
            yield Watching(store=self.store, clock=self.clock, folders=(folder,), since=since)
