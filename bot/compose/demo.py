"""Six weeks of a council's life, run through the real service against the tenant in a box, on a clock that is moved.

Among the sample's own mail, of which one is forged: a leader's mailbox that is full, so that a notice bounces; a leader
who is away and whose mailbox answers whatever it is asked not to; and a service that dies in the middle of sending.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.compose.running import Installation, Reached
from bot.compose.trying import Event, World
from bot.ports import Draft, Letter, OutboxRow, OutboxState, Sender, Whereabouts
from bot.services.circulating.letters import CIRCULATION
from bot.services.decide import Decision
from bot.services.past import NOTICE
from bot.services.replay import Replayed
from bot.services.report import report, view
from mailrules.council.roll import Roll
from mailrules.duties import Duty
from mailrules.message import Message
from mailrules.vocabulary import DutyState

BEFORE = timedelta(hours=1)
AFTER = timedelta(days=14)
DIES_AT = 2
"""The letter in the middle of whose sending the service dies."""
AWAY = "libdem"
FULL = "green"
FULL_FROM = 3
"""After so many notices the mailbox is full."""


class DiedError(BaseException):
    """The process is gone; no code of its own hears of it."""


@dataclass
class _Dying:
    """A sender whose process dies when the mailbox has taken a letter and before the answer is written down."""

    sender: Sender
    left: int

    def draft(self, letter: Letter) -> Draft:
        """As the sender does."""
        return self.sender.draft(letter)

    def send(self, draft_id: str) -> None:
        """Send, and die at the last one."""
        self.sender.send(draft_id)
        self.left -= 1
        if self.left == 0:
            raise DiedError

    def whereabouts(self, *, key: str, draft: Draft | None) -> tuple[Whereabouts, Draft | None]:
        """As the sender does."""
        return self.sender.whereabouts(key=key, draft=draft)

    def discard(self, draft_id: str) -> None:
        """As the sender does."""
        self.sender.discard(draft_id)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A notice as the register ends with it."""

    row: OutboxRow
    duty: Duty
    copies: int
    """How often the box's Sent Items hold it."""


@dataclass(frozen=True, kw_only=True)
class Lived:
    """What the weeks left.

    Attributes:
        deaths: how often the service died.
        report: the data of the report, with what was truly sent.
    """

    counts: dict[str, int]
    errors: tuple[str, ...]
    deaths: int
    notices: tuple[Told, ...]
    held: tuple[Duty, ...]
    circulations: int
    """What went round, each in one letter."""
    to_own_people: int
    journal_head: str
    journal_broken: int | None
    report: dict[str, Any] = field(repr=False)


class Weeks:
    """The weeks of one council.

    Args:
        folder: where settings and register are put.
    """

    def __init__(self, folder: Path, events: Sequence[Event], *, protocol: str = "enfield") -> None:
        self._events = list(events)
        self._decided: list[Decision] = []
        self._deaths = 0
        self.world = World(folder, start=events[0].at - BEFORE, protocol=protocol)

    def live(self, step: Callable[[], None]) -> Lived:
        """Let them happen; `step` is called for each mail."""
        with self.world:
            self._trouble()
            while True:
                try:
                    return self._process(step)
                except DiedError:
                    self._deaths += 1

    def _trouble(self) -> None:
        roll = self._roll(self._events[0].at)
        away = roll.leader(AWAY)
        if away is not None:
            self.world.tenant.answer_automatically(away.email, "I am away until Monday.", heeds_suppression=False)

    def _roll(self, at: datetime) -> Roll:
        return Roll(self.world.council, at.astimezone(self.world.council.timezone).date())

    def _process(self, step: Callable[[], None]) -> Lived:
        """One process of the service, from its start to its end, or to the end of the weeks."""
        with self.world.running(actor=f"evenhand-{self._deaths + 1}", change=self._dying) as (here, service):
            living = replace(service, judging=replace(service.judging, decided=self._decided.append))
            while self._events:
                event = self._events[0]
                self.world.quietly_until(living, event.at)
                self._fill_up(here, event.at)
                self.world.happen(event)
                self._events.pop(0)
                step()
                living.minute()
            self.world.rest(living, self.world.tenant.clock.now() + AFTER)
            return self._left(here)

    def _dying(self, reached: Reached) -> Reached:
        if self._deaths:
            return reached
        return replace(reached, sender=_Dying(sender=reached.sender, left=DIES_AT))

    def _fill_up(self, here: Installation, at: datetime) -> None:
        leader = self._roll(at).leader(FULL)
        with here.store.work(as_of=at) as work:
            sent = sum(row.purpose == NOTICE for row in work.outbox.by_state(OutboxState.SENT))
        if leader is not None and sent >= FULL_FROM:
            self.world.tenant.refuse(leader.email, "552 5.2.2 mailbox full")

    def _left(self, here: Installation) -> Lived:
        now = self.world.tenant.clock.now()
        copies = self.world.sent_by_us()
        with here.store.work(as_of=now) as work:
            rows = work.outbox.by_state(*OutboxState)
            duties = {duty.key: duty for duty in work.record.duties()}
            notices = tuple(
                Told(row=row, duty=duties[row.duty], copies=copies.count(row.key))
                for row in rows
                if row.purpose == NOTICE
            )
            head, broken = work.journal.head(), work.journal.verify()
        return Lived(
            counts=dict(self.world.heard.counts),
            errors=tuple(self.world.heard.errors),
            deaths=self._deaths,
            notices=notices,
            held=tuple(duty for duty in duties.values() if duty.state is DutyState.HELD),
            circulations=sum(row.purpose == CIRCULATION and row.state is OutboxState.SENT for row in rows),
            to_own_people=sum(
                row.purpose not in {NOTICE, CIRCULATION} and row.state is OutboxState.SENT for row in rows
            ),
            journal_head=head,
            journal_broken=broken,
            report=self._report(here, notices, duties),
        )

    def _report(self, here: Installation, notices: Sequence[Told], duties: dict[str, Duty]) -> dict[str, Any]:
        book, zone = here.book, here.book.council.timezone
        sent = {told.duty.key: told.row for told in notices if told.row.state is OutboxState.SENT}
        views = []
        for decision in self._decided:
            shown = view(Replayed(file=_file_of(decision.message), decision=decision), book.protocol, zone)
            for duty, as_decided in zip(shown["duties"], decision.outcome.duties, strict=True):
                last = duties.get(as_decided.key, as_decided)
                duty["state"] = str(last.state)
                row = sent.get(as_decided.key)
                if row is not None:
                    duty["sent"] = {
                        "at": row.changed.astimezone(zone).isoformat(),
                        "message_id": row.message_id,
                        "to": [address for _, address in row.letter.to],
                    }
            views.append(shown)
        made = report(
            views, council=book.council, protocol=book.protocol, adoption=book.adoption.source, path="the sandbox"
        )
        return {
            **made,
            "sent_note": f"{len(sent)} notices left, each once; what is shown as sent was seen in Sent Items.",
        }


def _file_of(message: Message) -> str:
    return message.message_id or message.digest[:12]
