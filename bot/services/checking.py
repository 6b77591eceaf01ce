"""What an officer has sent is checked, and no more is done about it: what is wrong is kept for the posts that may see it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.ports import OutboxRow, RecordedMail, Work
from bot.services.as_json import as_json
from bot.services.decide import Deciding, Decision
from bot.services.letters import ServiceLetters, pending
from bot.services.past import RegisteredPast
from bot.services.watch import OFFICERS
from mailrules.evaluation.checked import checked
from mailrules.evaluation.outcome import Outcome
from mailrules.message import Message
from mailrules.reading.model import Item
from mailrules.reading.read import read
from mailrules.vocabulary import Direction, Disposition

RETENTION = "officers"


def is_officers(mail: RecordedMail) -> bool:
    """Whether a mail is in the register because an enrolled officer, or a shared mailbox, has sent it."""
    return mail.key.startswith(OFFICERS)


@dataclass(frozen=True, kw_only=True)
class Checking:
    """Checks what enrolled officers have sent.

    Attributes:
        put: keeps a letter that is to leave.
    """

    deciding: Deciding
    put: Callable[[Work, OutboxRow], None]

    def check(self, work: Work, mail: RecordedMail, message: Message, *, now: datetime) -> Decision:
        """Check a mail, and keep what was found; the mail is taken already.

        Args:
            work: the transaction.
            mail: as it was recorded.
            message: the same, parsed.
            now: the moment (aware).
        """
        decision = self._decided(work, mail, message)
        outcome = decision.outcome
        said = as_json(decision, file="", zone=self.deciding.council.timezone)
        if outcome.minimal:
            said = {**said, "kinds": [], "flags": [], "items": [], "topic": None, "group": None}
        retention = "case" if outcome.held_because else RETENTION
        work.mails.decide(
            mail.key,
            at=now,
            disposition=outcome.disposition,
            decision=json.dumps(said, ensure_ascii=False),
            retention=retention,
        )
        work.record.keep(outcome)
        work.record.keep_items(mail.key, _bare(decision) if outcome.minimal else decision.reading.items)
        details = {"findings": [str(found.finding) for found in outcome.findings], "closed": outcome.minimal}
        work.journal.write(
            at=now,
            actor="evenhand",
            action=f"sent mail checked: {outcome.disposition}",
            about=mail.key,
            details=details,
        )
        if outcome.disposition is Disposition.HOLD:
            self.tell(work, mail.key, but=outcome.not_for, now=now)
        return decision

    def tell(self, work: Work, reference: str, *, but: tuple[str, ...], now: datetime, again: str = "") -> None:
        """Tell the monitoring officer that there is something; what, the review shows.

        Args:
            work: the transaction.
            reference: what the review is asked for.
            but: ids of people who are not told: it is their own mail.
            now: the moment (aware).
            again: why it is told of again, for a mail that was told of before.
        """
        letters = ServiceLetters(deciding=self.deciding)
        to = letters.monitoring_officer(self.deciding.setting(now).roll, but)
        if to:
            key = f"held/{reference}/{again}" if again else f"held/{reference}"
            letter = letters.letter("held", key, to, {"reference": reference})
            self.put(work, pending(letter, purpose="held", duty=None, release_at=now, at=now))

    def _decided(self, work: Work, mail: RecordedMail, message: Message) -> Decision:
        at = message.date or mail.received
        setting = self.deciding.setting(at)
        reading = read(message, setting.roll, RegisteredPast(work), self.deciding.weights)
        twin = work.mails.by_key("m-" + mail.key.removeprefix(OFFICERS))
        if twin is not None and twin.direction == Direction.OUT:
            # It went out from the chief executive's mailbox, where it is judged as a whole.
            outcome = Outcome(disposition=Disposition.NONE)
        else:
            outcome = checked(message, reading, setting, work.record, at=at)
        return Decision(message=message, reading=reading, outcome=outcome, words={}, at=at)


def _bare(decision: Decision) -> tuple[Item, ...]:
    return tuple(Item(kind=item.kind) for item in decision.reading.items)
