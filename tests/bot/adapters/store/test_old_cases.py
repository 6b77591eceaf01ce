"""A case of last year: out of sight, until a mail of its own thread comes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.adapters.store.store import Store
from mailrules.cases import CaseEvent, Matter, Moment, opened_by

LONG_AGO = datetime(2025, 10, 12, 9, 0, tzinfo=UTC)


def test_an_old_case_is_found_by_its_thread_alone(store: Store, counted: Callable[[], str]) -> None:
    event = CaseEvent(moment=Moment.REQUESTED, at=LONG_AGO, message_id=f"<{counted()}@x.example>")
    case = opened_by(event, group="green", matter=Matter.BRIEFING, topic="Street lighting", officer=None)
    with store.work(as_of=LONG_AGO) as work:
        work.record.keep_case(case)
    with store.work(as_of=LONG_AGO + timedelta(days=365)) as work:
        assert work.record.cases() == ()
        assert work.record.cases(["<another@x.example>", event.message_id]) == (case,)
