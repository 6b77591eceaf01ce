"""Sending once.

A letter is claimed by compare-and-set and committed; then, outside any transaction, a draft is made, its identifiers are
kept, and the draft is sent. Nothing is sent again whose outcome is not known: `reconcile` asks the mailbox.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import PermanentError, TransientError, UncertainError
from bot.ports import Clock, Draft, Letter, OutboxRow, OutboxState, Sender, Work

Transaction = Callable[[], AbstractContextManager[Work]]
SentHook = Callable[[Work, OutboxRow], None]
"""Told of a letter seen in Sent Items, inside the transaction that keeps it."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """Sends letters whose time has come, one at a time.

    Attributes:
        may_send: asked before every step that could make a letter leave; the switch, observe mode and a frozen register
            all answer no.
        still_right: the letter as it must be sent now (recipients are those of this moment), or why it must not be.
        actor: who sends, for the journal.
    """

    sender: Sender
    transaction: Transaction
    clock: Clock
    may_send: Callable[[], bool]
    still_right: Callable[[OutboxRow], Letter | str]
    actor: str

    def send_one(self) -> bool:
        """Send the next letter; False where none is ready, or nothing may be sent."""
        if not self.may_send():
            return False
        with self.transaction() as work:
            row = work.outbox.claim(by=self.actor, at=self.clock.now())
        if row is None:
            return False
        letter = self.still_right(row)
        if isinstance(letter, str):
            self._move(row, replace(row, state=OutboxState.STOPPED, why=letter), "stopped")
            return True
        row = self._change(row, replace(row, letter=letter))
        drafted = self._draft(row)
        if drafted is not None:
            self._send(drafted)
        return True

    def send_draft(self, row: OutboxRow) -> None:
        """Send a draft that the mailbox still has, and that has certainly not left."""
        if self.may_send():
            self._send(row)

    def _draft(self, row: OutboxRow) -> OutboxRow | None:
        try:
            draft: Draft = self.sender.draft(row.letter)
        except TransientError as error:
            self._back(row, error)
            return None
        except UncertainError:
            # The draft may lie in the mailbox; reconcile finds it by its key.
            return None
        except PermanentError as error:
            self._move(row, replace(row, state=OutboxState.UNKNOWN, why=str(error)), "refused")
            return None
        return self._change(
            row, replace(row, state=OutboxState.DRAFTED, draft_id=draft.id, message_id=draft.message_id)
        )

    def _send(self, row: OutboxRow) -> None:
        if not self.may_send():
            return
        # Kept before the request leaves: from here on, nobody knows until the mailbox has been asked.
        sending = self._change(row, replace(row, state=OutboxState.SENDING))
        try:
            self.sender.send(sending.draft_id)
        except TransientError:
            self._change(sending, replace(sending, state=OutboxState.DRAFTED))
        except UncertainError:
            return
        except PermanentError as error:
            self._move(sending, replace(sending, state=OutboxState.UNKNOWN, why=str(error)), "refused")

    def _back(self, row: OutboxRow, error: TransientError) -> None:
        self._change(row, replace(row, state=OutboxState.PENDING, claimed_by="", why=str(error)))

    def _change(self, row: OutboxRow, changed: OutboxRow) -> OutboxRow:
        changed = replace(changed, changed=self.clock.now())
        with self.transaction() as work:
            if not work.outbox.change(changed, was=row.state):
                raise UncertainError(f"letter {row.key} was changed by somebody else while {self.actor} worked on it")
        return changed

    def _move(self, row: OutboxRow, changed: OutboxRow, action: str) -> None:
        now = self.clock.now()
        with self.transaction() as work:
            work.outbox.change(replace(changed, changed=now), was=row.state)
            work.journal.write(
                at=now, actor=self.actor, action=f"letter {action}", about=row.key, details={"why": changed.why}
            )


def age(row: OutboxRow, now: datetime) -> float:
    """Seconds since the letter last changed."""
    return (now - row.changed).total_seconds()
