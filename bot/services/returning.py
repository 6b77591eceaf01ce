"""What somebody owed without any mail having asked for it (a return, a list) comes in: the duty is met."""

from datetime import datetime

from bot.ports import Work
from bot.services.decide import Deciding, Decision
from mailrules.council.roll import Roll
from mailrules.duties import REMIND, Duty, reach
from mailrules.evaluation.reminders import rule_behind
from mailrules.reading.model import SenderReading
from mailrules.vocabulary import DutyState


def returned(work: Work, decision: Decision, deciding: Deciding, *, now: datetime) -> int:
    """Keep what the mail shows to be done; how many duties it bears on.

    A return counts for whoever sent it, and for whoever owes it in the group for which its sender may speak.
    """
    sender = decision.reading.sender
    if not sender.authentic or decision.reading.machine is not None:
        return 0
    kinds, roll, met = set(decision.reading.kinds), deciding.setting(now).roll, 0
    for duty in work.record.duties(DutyState.DUE, DutyState.HELD):
        rule = rule_behind(duty, deciding.protocol) if duty.rule == REMIND else None
        whose = _whose(duty, sender, roll) if rule is not None and kinds & set(rule.met_by_kinds) else frozenset()
        if whose:
            work.record.keep_duty(reach(duty, whose, decision.message.message_id, by_hand=True))
            work.journal.write(
                at=now, actor="evenhand", action="done, as a mail shows", about=duty.key,
                details={"message_id": decision.message.message_id, "whose": sorted(whose)},
            )  # fmt: skip
            met += 1
    return met


def _whose(duty: Duty, sender: SenderReading, roll: Roll) -> frozenset[str]:
    def is_theirs(person: str) -> bool:
        return person == sender.person or (sender.group is not None and roll.group_of(person) == sender.group)

    return frozenset(person for person in duty.outstanding if is_theirs(person))
