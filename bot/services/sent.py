"""What a letter that was seen in Sent Items proves, and what one that was stopped leaves to a person."""

from collections.abc import Sequence
from dataclasses import replace

from bot.ports import Clock, OutboxRow, Work
from bot.services.bounces import came_back
from bot.services.circulating.closing import closing_letter
from bot.services.circulating.letters import CIRCULATION
from bot.services.decide import Deciding
from bot.services.hearing import seen_in_sent_items
from bot.services.past import NOTICE
from mailrules.cases import CaseEvent, Moment, moved
from mailrules.duties import Duty, hold, reach
from mailrules.vocabulary import DutyState


def met_by(clock: Clock, deciding: Deciding, work: Work, row: OutboxRow) -> None:
    """Keep the evidence, in the transaction that keeps the letter."""
    seen_in_sent_items(work, row, at=clock.now())
    if row.purpose == CIRCULATION:
        _went_round(clock, deciding, work, row)
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
    came_back(work, row, deciding, at=clock.now())


def _went_round(clock: Clock, deciding: Deciding, work: Work, row: OutboxRow) -> None:
    """What went round is met, and so is everything that stood on its list."""
    reminder = closing_letter(work, row, deciding, at=clock.now())
    if reminder is not None:
        work.outbox.put(reminder)
    keys = (row.duty, *work.lists.on(row.duty))
    duties = work.record.named(keys)
    _stood_on_a_list(work, row.duty, duties)
    work.record.keep_known(
        [reach(each, frozenset(each.outstanding), row.message_id) for each in duties if each.outstanding]
    )
    work.journal.write(
        at=clock.now(), actor="evenhand", action="circulation met", about=row.duty,
        details={"message_id": row.message_id, "things": list(keys[1:])},
    )  # fmt: skip
    came_back(work, row, deciding, at=clock.now())


def _stood_on_a_list(work: Work, list_key: str, duties: Sequence[Duty]) -> None:
    """Decisions remember the list on which they last stood: what comes of them later says so."""
    day = next((each.facts.day for each in duties if each.key == list_key), None)
    things = [each.case for each in duties if each.key != list_key]
    if day is None or not things:
        return
    stood = {each.id: replace(each, listed=day.isoformat()) for each in work.decisions.of_mails(things).values()}
    work.decisions.keep_known(list(stood.values()))


def not_forgotten(clock: Clock, work: Work, row: OutboxRow) -> None:
    """What must not leave as it is: its duty is held, with the reason, unless it is due no more."""
    duty = work.record.duty(row.duty) if row.purpose in {NOTICE, CIRCULATION} else None
    if duty is None or duty.state is not DutyState.DUE:
        return
    work.record.keep_duty(hold(duty, row.why))
    work.journal.write(
        at=clock.now(), actor="evenhand", action="duty held", about=duty.key, details={"reasons": [row.why]}
    )
