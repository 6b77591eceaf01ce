"""What would Evenhand have done? A mailbox in files, read in order of date. Nothing here can send."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bot.services.decide import Deciding, Decision
from mailrules.evaluation.record import RememberedRecord
from mailrules.message import Message
from mailrules.reading.past import RememberedPast
from mailrules.vocabulary import Direction

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""Where a mail without any readable date stands: before all others."""


class Filed(Protocol):
    """A mail in a file."""

    @property
    def name(self) -> str:
        """Path below the root."""
        ...

    @property
    def direction(self) -> Direction:
        """Whether it came in or was sent."""
        ...

    def read(self) -> bytes:
        """The bytes."""
        ...


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """One mail of the replay."""

    file: str
    decision: Decision


def in_order(
    mails: Iterable[Filed], date_of: Callable[[bytes], datetime | None], step: Callable[[], None]
) -> list[Filed]:
    """The mails in order of Date; those of one moment by name. `step` is called for each mail looked at."""
    dated: list[tuple[datetime, str, Filed]] = []
    for mail in mails:
        dated.append((date_of(mail.read()) or BEGINNING, mail.name, mail))
        step()
    return [mail for _, _, mail in sorted(dated, key=lambda each: each[:2])]


def replay(
    mails: Iterable[Filed], deciding: Deciding, parse: Callable[[bytes, Direction], Message]
) -> Iterator[Replayed]:
    """Each mail's decision, in the order given; what one mail changes, the next ones know."""
    past, record = RememberedPast(), RememberedRecord()
    for mail in mails:
        message = parse(mail.read(), mail.direction)
        decision = deciding.decide(message, past, record, received=BEGINNING)
        record.keep(decision.outcome)
        past.remember(decision.message, decision.reading, case=decision.outcome.case)
        yield Replayed(file=mail.name, decision=decision)
