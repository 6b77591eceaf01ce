"""Asking the mailbox what became of a letter whose outcome is not known.

seen in Sent Items                     -> sent
still a draft, nowhere in Sent Items   -> after a grace time, asked again, and then sent
neither, after the grace time          -> unknown, for a person; looked for during another day, should it still appear
no draft was ever made                 -> after the grace time, pending again
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.errors import EvenhandError
from bot.ports import Clock, Draft, OutboxRow, OutboxState, Sender, Whereabouts
from bot.services.send import Sending, SentHook, Transaction, age

GRACE = timedelta(minutes=15)
"""Exchange may show a sent mail late; until then nothing is concluded from its absence."""

LOOKED_FOR = timedelta(days=1)
"""How long a letter of unknown outcome is still looked for."""

SEEN = "letter seen in Sent Items"
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
        """Look after every open letter once; how many were settled. One that cannot be looked for hinders no other.

        Raises:
            EvenhandError: the first that hindered one.
        """
        with self.transaction() as work:
            rows = list(work.outbox.by_state(*OPEN, OutboxState.UNKNOWN))
        settled, errors = 0, list[EvenhandError]()
        for row in rows:
            try:
                settled += self._settle(row)
            except EvenhandError as error:
                errors.append(error)
        if errors:
            raise errors[0]
        return settled

    def _settle(self, row: OutboxRow) -> bool:
        past = age(row, self.clock.now())
        if row.state is OutboxState.UNKNOWN and past > LOOKED_FOR.total_seconds():
            return False
        draft = Draft(id=row.draft_id, message_id=row.message_id) if row.draft_id else None
        where, found = self.sender.whereabouts(key=row.key, draft=draft)
        known = replace(row, draft_id=found.id, message_id=found.message_id or row.message_id) if found else row
        if where is Whereabouts.SENT:
            self._seen(row, known)
            return True
        if row.state is OutboxState.UNKNOWN or past < self.grace.total_seconds():
            return False
        if where is Whereabouts.DRAFT:
            return self._again(row, known)
        if row.state is OutboxState.CLAIMED:
            self._keep(row, replace(row, state=OutboxState.PENDING, claimed_by=""), "taken back: no draft was made")
        else:
            why = "neither a draft nor in Sent Items: look in the mailbox before anything else is done"
            self._keep(row, replace(row, state=OutboxState.UNKNOWN, why=why), "outcome unknown")
        return True

    def _again(self, row: OutboxRow, known: OutboxRow) -> bool:
        # Asked a second time after the grace: the mailbox says that it is a draft, so it has not left. One that may have
        # been asked to leave stays marked so; the count of attempts tells two processes apart that come here at once.
        if not self.sending.may_send():
            return False
        state = OutboxState.SENDING if row.state is OutboxState.SENDING else OutboxState.DRAFTED
        again = replace(known, state=state, attempts=row.attempts + 1)
        if self._keep(row, again, "still a draft after the grace time"):
            self.sending.send_draft(again)
        return True

    def _seen(self, row: OutboxRow, known: OutboxRow) -> None:
        now = self.clock.now()
        sent = replace(known, state=OutboxState.SENT, changed=now, why="")
        with self.transaction() as work:
            if not work.outbox.change(sent, was=row.state, attempts=row.attempts):
                return
            work.journal.write(
                at=now,
                actor=self.actor,
                action=SEEN,
                about=row.key,
                details={"message_id": sent.message_id, "to": [address for _, address in sent.letter.to]},
            )
            self.on_sent(work, sent)

    def _keep(self, row: OutboxRow, changed: OutboxRow, action: str) -> bool:
        now = self.clock.now()
        with self.transaction() as work:
            done = work.outbox.change(replace(changed, changed=now), was=row.state, attempts=row.attempts)
            if done:
                work.journal.write(at=now, actor=self.actor, action=f"letter {action}", about=row.key, details={})
        return done
