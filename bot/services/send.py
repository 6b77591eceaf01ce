"""Sending once.

A letter is claimed by compare-and-set and committed; then, outside any transaction, a draft is made, its identifiers are
kept, and the draft is sent. Nothing is sent again whose outcome is not known: `reconcile` asks the mailbox.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import PermanentError, TransientError, UncertainError
from bot.ports import Clock, Draft, Letter, OutboxRow, OutboxState, Sender, Whereabouts, Work

Transaction = Callable[[], AbstractContextManager[Work]]
SentHook = Callable[[Work, OutboxRow], None]
"""Told of a letter seen in Sent Items, or stopped, inside the transaction that keeps it."""
ACCEPTED = "letter accepted"
BUSY = timedelta(minutes=1)
"""How long a busy mailbox is left alone where it does not say for how long."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """Sends letters whose time has come, one at a time.

    Attributes:
        may_send: asked before every step that could make a letter leave; the switch, observe mode and a frozen register
            all answer no.
        still_right: the letter as it must be sent now (recipients are those of this moment), or why it must not be.
        actor: who sends, for the journal.
        on_stopped: told of each letter that must not be sent, so that its duty is not forgotten.
    """

    sender: Sender
    transaction: Transaction
    clock: Clock
    may_send: Callable[[], bool]
    still_right: Callable[[OutboxRow], Letter | str]
    actor: str
    on_stopped: SentHook = lambda _work, _row: None

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
            self._stop(row, letter)
            return True
        row = self._change(row, replace(row, letter=letter))
        if self._is_known(row):
            return True
        drafted = self._draft(row)
        return drafted is not None and self._send(drafted)

    def send_draft(self, row: OutboxRow) -> None:
        """Send a draft that the mailbox still has.

        One that has certainly not left is sent only if it is still right; else it is discarded, and made again or stopped.
        One that may be on its way is sent as it is: the mailbox sends the same draft once.
        """
        if not self.may_send():
            return
        right = self.still_right(row) if row.state is OutboxState.DRAFTED else row.letter
        if right == row.letter:
            self._send(row)
            return
        self.sender.discard(row.draft_id)
        if isinstance(right, str):
            self._stop(row, right)
        else:
            self._change(row, replace(row, state=OutboxState.PENDING, claimed_by="", draft_id="", message_id=""))

    def _is_known(self, row: OutboxRow) -> bool:
        """Whether the mailbox has the letter already: a register that was restored does not know what left after it was kept."""
        try:
            where, found = self.sender.whereabouts(key=row.key, draft=None)
        except TransientError as error:
            self._back(row, error)
            return True
        if where is Whereabouts.NOWHERE or found is None:
            return False
        self._change(row, replace(row, state=OutboxState.SENDING, draft_id=found.id, message_id=found.message_id))
        return True

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

    def _send(self, row: OutboxRow) -> bool:
        """Send the draft; False where it is better to try nothing more in this round."""
        if not self.may_send():
            return False
        # Kept before the request leaves: from here on, nobody knows until the mailbox has been asked.
        sending = self._change(row, replace(row, state=OutboxState.SENDING))
        try:
            self.sender.send(sending.draft_id)
        except TransientError:
            self._change(sending, replace(sending, state=row.state))
            return False
        except UncertainError:
            return False
        except PermanentError as error:
            self._move(sending, replace(sending, state=OutboxState.UNKNOWN, why=str(error)), "refused")
            return True
        self._accepted(sending)
        return True

    def _accepted(self, row: OutboxRow) -> None:
        """Keep when the mailbox took the letter: evidence of a moment, not of its having left."""
        with self.transaction() as work:
            work.journal.write(
                at=self.clock.now(), actor=self.actor, action=ACCEPTED, about=row.key, details={"draft": row.draft_id}
            )

    def _back(self, row: OutboxRow, error: TransientError) -> None:
        """Nothing happened: the letter waits again, as long as the mailbox asks for."""
        wait = timedelta(seconds=error.retry_after) if error.retry_after is not None else BUSY
        later = max(row.release_at, self.clock.now() + wait)
        self._change(row, replace(row, state=OutboxState.PENDING, claimed_by="", release_at=later, why=str(error)))

    def _stop(self, row: OutboxRow, why: str) -> None:
        self._move(row, replace(row, state=OutboxState.STOPPED, why=why), "stopped", self.on_stopped)

    def _change(self, row: OutboxRow, changed: OutboxRow) -> OutboxRow:
        changed = replace(changed, changed=self.clock.now())
        with self.transaction() as work:
            if not work.outbox.change(changed, was=row.state, attempts=row.attempts):
                raise UncertainError(f"letter {row.key} was changed by somebody else while {self.actor} worked on it")
        return changed

    def _move(self, row: OutboxRow, changed: OutboxRow, action: str, then: SentHook = lambda _work, _row: None) -> None:
        now = self.clock.now()
        with self.transaction() as work:
            if not work.outbox.change(replace(changed, changed=now), was=row.state, attempts=row.attempts):
                return
            work.journal.write(
                at=now, actor=self.actor, action=f"letter {action}", about=row.key, details={"why": changed.why}
            )
            then(work, changed)


def age(row: OutboxRow, now: datetime) -> float:
    """Seconds since the letter last changed."""
    return (now - row.changed).total_seconds()
