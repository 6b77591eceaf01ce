"""What the second app adds to the service, where the council has set one up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from bot.adapters.graph.mailbox import GraphMailbox
from bot.adapters.graph.reading import ReadingConnection
from bot.adapters.graph.trace import GraphMessageTrace
from bot.compose.rulebook import Rulebook
from bot.ports import Clock, Mailbox, MessageTrace, UnitOfWork
from bot.services.enrolling import Enrolling
from bot.services.enrolment import Enrolled, enrolled
from bot.settings import Settings
from mailrules.council.roll import Roll


@dataclass(frozen=True, kw_only=True)
class Second:
    """What the second app reads.

    Attributes:
        mailbox: the mailbox of an address.
    """

    mailbox: Callable[[str], Mailbox]
    trace: MessageTrace

    @classmethod
    def over(cls, connection: ReadingConnection) -> Self:
        """The same, in Microsoft 365."""
        return cls(mailbox=lambda address: GraphMailbox(connection, address), trace=GraphMessageTrace(connection))


def enrolled_today(settings: Settings, book: Rulebook, clock: Clock) -> tuple[Enrolled, ...]:
    """Whose Sent Items are read today; nobody's where there is no second app.

    Raises:
        ConfigurationError: what cannot be enrolled.
    """
    if settings.second is None:
        return ()
    roll = Roll(book.council, book.calendar().local_day(clock.now()))
    return enrolled(roll, settings.second.officers, settings.second.shared_mailboxes)


def enrolling(
    settings: Settings, book: Rulebook, store: UnitOfWork, clock: Clock, second: Second | None
) -> Enrolling | None:
    """What watches the enrolled mailboxes; None where there is no second app.

    Raises:
        ConfigurationError: what cannot be enrolled.
    """
    if second is None:
        return None
    enrolled_today(settings, book, clock)
    return Enrolling(
        store=store, clock=clock, today=lambda: enrolled_today(settings, book, clock), mailbox=second.mailbox
    )
