"""What a weekly list costs: 500 decisions after ten years of history against 5 in the first week, rendering apart.

    python benchmarks/lists.py

The figures are milliseconds for the round that closes the list; rendering (words, CSV, PDF) is measured by itself and taken off.
"""

import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.adapters.store.engine import open_engine
from bot.adapters.store.mapping import to_json
from bot.adapters.store.schema import upgrade
from bot.adapters.store.store import Store
from bot.adapters.store.tables import DecisionMail, DecisionRow, DutyRow, Listed, Mail
from bot.compose.rulebook import Rulebook, rulebook
from bot.compose.trying import SAMPLE
from bot.ports import OutboxState
from bot.sandbox.clock import SetClock
from bot.services.circulating import letters
from bot.services.circulating.circulating import Circulating
from bot.services.circulating.letters import CIRCULATION
from mailrules.decisions.history import begun
from mailrules.decisions.record import DecisionRecord
from mailrules.duties import CIRCULATE, Duty, Facts, Owed
from mailrules.vocabulary import DutyState, Label

YEARS, A_WEEK = 10, 50
CLOSES = datetime(2026, 10, 16, 9, 0, tzinfo=UTC)
ROLES = ("leader", "leader-of-opposition", "other-group-leaders")
BOUND = 2.0


def thing(nth: int, at: datetime, state: DutyState, clause_nth: int) -> tuple[Duty, list[object]]:
    """A decision that was recorded then: its mail, its duty, and what the register keeps of it."""
    message_id = f"<d{nth}@mail.example>"
    record = DecisionRecord(
        title=f"Lease of unit {nth}", reference=f"OD/{nth}", decision="to extend it", reasons="kept to", options="to end it",
        decision_maker="Joanna Pike", concurrence="Cllr Levene", conflicts="none", day=at.date(), recorded=at.date(),
    )  # fmt: skip
    decision = begun(record, message_id=message_id, at=at)
    duty = Duty(
        key=f"enfield/E25/{message_id}/circulate-{clause_nth}", clause="E25", rule=CIRCULATE, notice="", case=message_id,
        facts=Facts(served="", what="decisions", topic=record.title), owed=tuple(Owed(group=role) for role in ROLES),
        say=frozenset({Label.CONTENT}), due=at + timedelta(days=7), release_at=at, state=state,
    )  # fmt: skip
    rows: list[object] = [
        Mail(
            key=f"m-{nth}",
            message_id=message_id,
            direction="in",
            mailbox="",
            folder="",
            arrival_id="",
            received=at,
            recorded=at,
        ),
        DutyRow(
            key=duty.key, case=duty.case, clause="E25", state=state, due=duty.due, release_at=at, value=to_json(duty)
        ),
        DecisionRow(id=decision.id, value=to_json(decision)),
    ]
    return duty, [*rows, DecisionMail(message_id=message_id, decision=decision.id)]


def register(folder: Path, *, history: int, now: int) -> tuple[Store, SetClock]:
    """A register with so many decisions of earlier weeks, and so many of this one."""
    engine = open_engine(f"sqlite:///{folder / 'register.sqlite'}")
    upgrade(engine)
    ids = count()
    store, clock = Store(engine, lambda: f"salt{next(ids)}"), SetClock(CLOSES)
    numbers = count()
    with store.work(as_of=CLOSES) as work:
        links = []
        for nth in range(history):
            at = CLOSES - timedelta(days=7 + nth * YEARS * 364 // max(1, history))
            duty, rows = thing(next(numbers), at, DutyState.MET, 0)
            work.session.add_all(rows[:3])
            links += [rows[3], Listed(duty=duty.key, list_key=f"enfield/E25/{at:%G-W%V}/list-0", nth=nth)]
        for _ in range(now):
            _, rows = thing(next(numbers), CLOSES - timedelta(days=2), DutyState.DUE, 0)
            work.session.add_all(rows[:3])
            links.append(rows[3])
        work.session.flush()
        work.session.add_all(links)
    return store, clock


def closing(book: Rulebook, *, history: int, now: int) -> tuple[float, float]:
    """Milliseconds of the round that closes the list, and how many of them are rendering."""
    with tempfile.TemporaryDirectory() as folder:
        store, clock = register(Path(folder), history=history, now=now)
        spent = [0.0]
        worded, printed = letters.put_into_words, letters._printed  # noqa: SLF001 - rendering is timed where it is done

        def timed(function):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            def call(*args: object, **kwargs: object) -> object:
                began = time.perf_counter()
                try:
                    return function(*args, **kwargs)
                finally:
                    spent[0] += time.perf_counter() - began

            return call

        letters.put_into_words, letters._printed = timed(worded), timed(printed)  # noqa: SLF001
        try:
            service = Circulating(
                store=store, clock=clock, deciding=book.deciding(), since=CLOSES - timedelta(days=1), acting=True
            )
            began = time.perf_counter()
            made = service.look()
            whole = time.perf_counter() - began
        finally:
            letters.put_into_words, letters._printed = worded, printed  # noqa: SLF001
        with store.work(as_of=CLOSES) as work:
            (row,) = (each for each in work.outbox.by_state(OutboxState.PENDING) if each.purpose == CIRCULATION)
            assert made == 1
            assert row.letter.text.count("Reference: OD/") == now, row.letter.text[:300]
        return whole * 1000, spent[0] * 1000


def main() -> None:
    """Measure and print; the first run of all warms up what is loaded once."""
    book = replace(rulebook(SAMPLE / "council.yaml", "enfield", None))
    closing(book, history=0, now=5)
    few, few_rendering = closing(book, history=0, now=5)
    many, many_rendering = closing(book, history=YEARS * 52 * A_WEEK, now=500)
    beside_few, beside_many = few - few_rendering, many - many_rendering
    print(
        f"5 decisions, first week: {few:.0f} ms, of which rendering {few_rendering:.0f} ms; {beside_few:.0f} ms beside it"
    )
    print(
        f"500 decisions, after {YEARS * 52 * A_WEEK} in ten years: {many:.0f} ms, of which rendering {many_rendering:.0f} ms"
    )
    print(f"beside rendering {beside_many:.0f} ms: {beside_many / beside_few:.1f} times as much")
    print(f"a decision costs {beside_many / 500 / (beside_few / 5):.2f} times as much (bound {BOUND:.0f})")
    if beside_many / 500 > BOUND * beside_few / 5:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
