"""What a letter that was seen in Sent Items proves: the duty is met, for each group that it reached."""

from bot.ports import Clock, OutboxRow, Work
from bot.services.past import NOTICE
from mailrules.cases import CaseEvent, Moment, moved
from mailrules.duties import reach


def met_by(clock: Clock, work: Work, row: OutboxRow) -> None:
    """Keep the evidence, in the transaction that keeps the letter."""
    duty = work.record.duty(row.duty) if row.purpose == NOTICE else None
    if duty is None:
        return
    reached = reach(duty, frozenset(duty.outstanding), row.message_id)
    work.record.keep_duty(reached)
    case = work.record.case(duty.case)
    if case is not None:
        for group in duty.outstanding:
            event = CaseEvent(moment=Moment.TOLD, at=clock.now(), message_id=row.message_id, group=group)
            case = moved(case, event)
        work.record.keep_case(case)
    work.journal.write(
        at=clock.now(),
        actor="evenhand",
        action="duty met",
        about=duty.key,
        details={"message_id": row.message_id, "groups": list(duty.outstanding)},
    )
