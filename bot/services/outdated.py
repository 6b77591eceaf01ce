"""Why a letter that has waited is not right any more: asked for each kind of letter at the moment before it leaves."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.ports import OutboxRow, Work
from bot.services.lateness import LATE, too_late
from bot.services.past import ASK
from mailrules.duties import Duty
from mailrules.vocabulary import DutyState

HELD = "held"
_OPEN = {DutyState.HELD, DutyState.DUE}


def outdated(work: Work, row: OutboxRow, duty: Duty | None, *, at: datetime, zone: ZoneInfo) -> str:
    """Why the letter must not leave any more; empty where it may.

    A notice, and whatever else a duty sends, asks a person once its time is over. A question is not asked whose answer is
    known, and nobody is told that something waits for them which is settled by now.
    """
    if row.purpose == ASK:
        waits = duty is None or duty.state is DutyState.WAITING
        return "" if waits or duty is None else f"nobody need be asked any more: the duty is {duty.state}"
    if row.purpose in {HELD, LATE}:
        return _settled(work, row.key.removeprefix(f"{row.purpose}/"))
    return too_late(work, duty, at=at, zone=zone) if duty is not None else ""


def _settled(work: Work, reference: str) -> str:
    duty, mail = work.record.duty(reference), work.mails.by_key(reference)
    if duty is not None and duty.state not in _OPEN:
        return f"it no longer waits for anybody: the duty is {duty.state}"
    if mail is not None and mail.settled is not None:
        return "it no longer waits for anybody: somebody has looked at it"
    return ""
