"""A mail on which Evenhand itself was hidden: its sender alone learns that Evenhand is to be put where all can see it."""

from datetime import datetime

from bot.ports import OutboxRow, RecordedMail
from bot.services.decide import Deciding, Decision
from bot.services.letters import ServiceLetters, named, pending
from bot.services.wording import day_in_words
from mailrules.copies.identity import is_bot
from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.vocabulary import Direction

UNSEEN = "unseen"
_PASSED_ON = (
    "resent-from", "resent-to", "x-ms-exchange-inbox-rules-loop", "x-ms-exchange-forwardingloop",
    "x-ms-exchange-transport-rules-loop", "list-id",
)  # fmt: skip
"""What a mailbox, a list or a rule passed on has no hidden copy: nobody who wrote it put one there."""


def unseen_letter(deciding: Deciding, decision: Decision, mail: RecordedMail, *, now: datetime) -> OutboxRow | None:
    """The letter to a sender who hid Evenhand; None where nobody did, or it is not known who wrote.

    Args:
        deciding: the council, and its words.
        decision: what was decided about the mail.
        mail: the mail, as it was recorded.
        now: the moment (aware).
    """
    setting, reading = deciding.setting(now), decision.reading
    sender = setting.roll.person(reading.sender.acting or reading.sender.person or "")
    known = reading.sender.authentic and reading.sender.internal and sender is not None and bool(sender.email)
    if not known or sender is None or reading.machine is not None:
        return None
    if not _hidden_on(decision.message, mail, setting.roll):
        return None
    values = {"name": sender.name, "date_words": day_in_words(deciding.calendar.local_day(decision.at))}
    letter = ServiceLetters(deciding=deciding).letter("unseen", f"{UNSEEN}/{mail.key}", named((sender,)), values)
    return pending(letter, purpose=UNSEEN, duty=None, case=mail.key, release_at=now, at=now)


def _hidden_on(message: Message, mail: RecordedMail, roll: Roll) -> bool:
    if any(is_bot(box.address, roll) for box in message.addressees) or any(message.header(each) for each in _PASSED_ON):
        return False
    came_in = mail.mailbox == roll.council.bot_mailbox and message.direction is Direction.IN
    return came_in or any(is_bot(box.address, roll) for box in message.bcc)
