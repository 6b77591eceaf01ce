"""Sending and looking after what was sent, step by step, with a mailbox in memory and a register on disk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.adapters.store import schema
from bot.adapters.store.engine import open_engine
from bot.adapters.store.store import Store
from bot.errors import EvenhandError, PermanentError
from bot.ports import Draft, Letter, OutboxRow, OutboxState, Whereabouts, Work
from bot.sandbox.clock import SeededIds, SetClock
from bot.sandbox.twins import MemorySender, Mishap
from bot.services.letters import pending
from bot.services.reconcile import Reconciling
from bot.services.send import Sending
from bot.services.switch import Switch


class Blind(MemorySender):
    """A mailbox that cannot look for one of the letters."""

    blind_to = ""

    def whereabouts(self, *, key: str, draft: Draft | None) -> tuple[Whereabouts, Draft | None]:
        if key == self.blind_to:
            raise PermanentError("looking for a letter: the filter is not understood")
        return super().whereabouts(key=key, draft=draft)


@dataclass
class Office:
    """One process that sends."""

    store: Store
    clock: SetClock
    sender: Blind
    right: Callable[[OutboxRow], Letter | str] = lambda row: row.letter
    stopped: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def switch(self) -> Switch:
        return Switch(store=self.store, clock=self.clock, frozen=lambda: "", acting=True, most_a_day=2)

    @property
    def sending(self) -> Sending:
        return Sending(
            sender=self.sender, transaction=lambda: self.store.work(as_of=self.clock.now()), clock=self.clock,
            may_send=self.switch.may_send, still_right=self.right, actor="one", on_stopped=self._stopped,
        )  # fmt: skip

    @property
    def reconciling(self) -> Reconciling:
        return Reconciling(
            sender=self.sender, transaction=lambda: self.store.work(as_of=self.clock.now()), clock=self.clock,
            sending=self.sending, on_sent=lambda _work, _row: None, actor="one",
        )  # fmt: skip

    def _stopped(self, _work: Work, row: OutboxRow) -> None:
        self.stopped.append(row.key)

    def write(self) -> str:
        key, now = f"letter-{next(self.numbers)}", self.clock.now()
        letter = Letter(key=key, to=(("Ann", "ann@council.example"),), subject=key, text="t", html="<p>t</p>")
        with self.store.work(as_of=now) as work:
            work.outbox.put(pending(letter, purpose="held", duty=None, release_at=now, at=now))
        return key

    def row(self, key: str) -> OutboxRow:
        with self.store.work(as_of=self.clock.now()) as work:
            row = work.outbox.get(key)
        assert row is not None
        return row

    def later(self, minutes: float) -> None:
        self.clock.advance(timedelta(minutes=minutes))


@pytest.fixture
def office(tmp_path: Path, counted: Callable[[], str], monday: datetime) -> Iterator[Office]:
    engine = open_engine(f"sqlite:///{tmp_path / 'register.db'}")
    schema.upgrade(engine)
    yield Office(store=Store(engine, counted), clock=SetClock(monday), sender=Blind(SeededIds("office")))
    engine.dispose()


def test_a_busy_mailbox_is_left_alone_for_as_long_as_it_asks(office: Office) -> None:
    key = office.write()
    office.sender.mishaps.append(Mishap.BUSY)
    assert not office.sending.send_one(), "nothing more is tried in this round"
    assert not office.sending.send_one()
    assert office.row(key).release_at == office.clock.now() + timedelta(seconds=1)
    office.later(1)
    assert office.sending.send_one()
    assert len(office.sender.sent) == 1


def test_a_letter_that_the_mailbox_has_already_is_not_made_again(office: Office) -> None:
    key = office.write()
    known = office.sender.draft(office.row(key).letter)
    office.sender.send(known.id)
    office.sending.send_one()
    office.reconciling.settle()
    assert office.row(key).state is OutboxState.SENT
    assert (len(office.sender.sent), office.sender.drafts) == (1, {})


def test_a_draft_that_is_no_longer_right_is_discarded_and_stopped(office: Office) -> None:
    key = office.write()
    office.sender.mishaps.append(Mishap.LOST_AFTER)
    office.sending.send_one()
    office.right = lambda _row: "the duty is not due any more"
    office.later(16)
    office.reconciling.settle()
    assert (office.row(key).state, office.stopped) == (OutboxState.STOPPED, [key])
    assert (office.sender.drafts, office.sender.sent) == ({}, {})


def test_a_draft_with_words_of_yesterday_is_made_again(office: Office) -> None:
    key = office.write()
    office.sender.mishaps.append(Mishap.LOST_AFTER)
    office.sending.send_one()
    office.right = lambda row: replace(row.letter, subject="words of today")
    office.later(16)
    office.reconciling.settle()
    assert office.row(key).state is OutboxState.PENDING
    office.sending.send_one()
    assert [each.subject for each in office.sender.sent.values()] == ["words of today"]


def test_one_letter_that_cannot_be_looked_for_hinders_no_other(office: Office) -> None:
    first, second = office.write(), office.write()
    office.sending.send_one()
    office.sending.send_one()
    office.sender.blind_to = first
    with pytest.raises(EvenhandError):
        office.reconciling.settle()
    assert (office.row(first).state, office.row(second).state) == (OutboxState.SENDING, OutboxState.SENT)


def test_letters_of_which_nothing_is_seen_count_as_well(office: Office) -> None:
    for _ in range(3):
        office.write()
        office.sending.send_one()
    assert len(office.sender.sent) == 2
    assert "a person has to look" in office.switch.why_not()


def test_a_draft_that_somebody_deleted_is_for_a_person(office: Office) -> None:
    key = office.write()
    office.sender.mishaps.append(Mishap.LOST_AFTER)
    office.sending.send_one()
    office.later(16)
    with office.store.work(as_of=office.clock.now()) as work:
        row = office.row(key)
        assert work.outbox.change(replace(row, state=OutboxState.DRAFTED, draft_id="gone"), was=row.state)
    office.sender.drafts.clear()
    office.reconciling.settle()
    assert office.row(key).state is OutboxState.UNKNOWN


def test_the_same_state_of_another_attempt_is_not_the_same(office: Office) -> None:
    key = office.write()
    office.sending.send_one()
    row = office.row(key)
    with office.store.work(as_of=office.clock.now()) as work:
        again = replace(row, attempts=row.attempts + 1)
        assert work.outbox.change(again, was=row.state, attempts=row.attempts)
        assert not work.outbox.change(again, was=row.state, attempts=row.attempts)
