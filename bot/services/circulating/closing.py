"""What closes on a day is spoken of once more before it: the same letter to the same roles, with the day first."""

from dataclasses import replace
from datetime import datetime

from bot.ports import OutboxRow, Work
from bot.services.circulating.one import message_of
from bot.services.decide import Deciding
from bot.services.letters import pending
from mailrules.calendar import CLOSE_OF_BUSINESS
from mailrules.circulation.particulars import particulars
from mailrules.evaluation.lists import rule_of

AHEAD = "5 working days"
"""How long before it closes, where the council has not said."""
CLOSES_SOON = "closing"
CLOSES = "It closes soon: "


def closing_letter(work: Work, row: OutboxRow, deciding: Deciding, *, at: datetime) -> OutboxRow | None:
    """The reminder of what has just gone round; None where its clause asks for none, or its day is not known or too near."""
    duty = work.record.duty(row.duty)
    rule = rule_of(duty, deciding.protocol) if duty is not None else None
    message = message_of(work, duty.case) if duty is not None and rule is not None and rule.closing_reminder else None
    if duty is None or message is None or message.date is None:
        return None
    closes = particulars(message.text, deciding.calendar.local_day(message.date)).closes
    if closes is None:
        return None
    words = deciding.adoption.reminded(duty.clause) or AHEAD
    when = deciding.calendar.ahead_of(deciding.calendar.at(closes, CLOSE_OF_BUSINESS), words)
    if when <= at:
        return None
    letter = replace(row.letter, key=f"{CLOSES_SOON}/{row.key}", subject=CLOSES + row.letter.subject)
    return replace(pending(letter, purpose=CLOSES_SOON, duty=None, release_at=when, at=at), case=duty.key)
