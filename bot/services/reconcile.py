"""Asking the mailbox what became of a letter whose outcome is not known.

seen in Sent Items                     -> sent
still a draft, nowhere in Sent Items   -> after a grace time, asked again, and then sent
neither, after the grace time          -> unknown, for a person
no draft was ever made                 -> after the grace time, pending again
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.errors import TransientError
from bot.ports import Clock, Draft, OutboxRow, OutboxState, Sender, Whereabouts
from bot.services.send import Sending, SentHook, Transaction, age

GRACE = timedelta(minutes=15)
"""Exchange may show a sent mail late; until then nothing is concluded from its absence."""

OPEN = (OutboxState.CLAIMED, OutboxState.DRAFTED, OutboxState.SENDING)


@dataclass(frozen=True, kw_only=True)
class Reconciling:
    """Settles letters that were on their way when something happened.

    Attributes:
        on_sent: told of each letter seen in Sent Items, inside the same transaction.
        grace: how long absence proves nothing.
    """

    sender: Sender
    transaction: Transaction
    clock: Clock
    sending: Sending
    on_sent: SentHook
    actor: str
    grace: timedelta = GRACE

    def settle(self) -> int:
        """Look after every open letter once; how many were settled."""
        with self.transaction() as work:
            rows = list(work.outbox.by_state(*OPEN))
        return sum(self._settle(row) for row in rows)

    def _settle(self, row: OutboxRow) -> bool:
        draft = Draft(id=row.draft_id, message_id=row.message_id) if row.draft_id else None
        try:
            where, found = self.sender.whereabouts(key=row.key, draft=draft)
        except TransientError:
            return False
        known = replace(row, draft_id=found.id, message_id=found.message_id or row.message_id) if found else row
        if where is Whereabouts.SENT:
            self._seen(row, known)
            return True
        if age(row, self.clock.now()) < self.grace.total_seconds():
            return False
        if where is Whereabouts.DRAFT:
            self._again(row, known)
        elif row.state is OutboxState.CLAIMED:
            self._keep(row, replace(row, state=OutboxState.PENDING, claimed_by=""), "taken back: no draft was made")
        else:
            why = "neither a draft nor in Sent Items: look in the mailbox before anything else is done"
            self._keep(row, replace(row, state=OutboxState.UNKNOWN, why=why), "outcome unknown")
        return True

    def _again(self, row: OutboxRow, known: OutboxRow) -> None:
        # Asked a second time after the grace: the mailbox says that it is a draft, so it has not left.
        drafted = replace(known, state=OutboxState.DRAFTED)
        if self._keep(row, drafted, "still a draft after the grace time"):
            self.sending.send_draft(drafted)

    def _seen(self, row: OutboxRow, known: OutboxRow) -> None:
        now = self.clock.now()
        sent = replace(known, state=OutboxState.SENT, changed=now, why="")
        with self.transaction() as work:
            if not work.outbox.change(sent, was=row.state):
                return
            work.journal.write(
                at=now,
                actor=self.actor,
                action="letter seen in Sent Items",
                about=row.key,
                details={"message_id": sent.message_id, "to": [address for _, address in sent.letter.to]},
            )
            self.on_sent(work, sent)

    def _keep(self, row: OutboxRow, changed: OutboxRow, action: str) -> bool:
        now = self.clock.now()
        with self.transaction() as work:
            done = work.outbox.change(replace(changed, changed=now), was=row.state)
            if done:
                work.journal.write(at=now, actor=self.actor, action=f"letter {action}", about=row.key, details={})
        return done
