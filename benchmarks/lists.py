"""What a weekly list costs: 500 decisions after ten years of history against 5 in the first week, rendering apart.

    python benchmarks/lists.py

The figures are milliseconds of the round that closes the list, sends it and sees it in Sent Items; rendering (words, CSV,
PDF) and the waiting for Graph (the box) are measured by themselves and taken off.
"""

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.adapters.graph.connection import GraphConnection
from bot.adapters.store.mapping import to_json
from bot.adapters.store.store import Store
from bot.adapters.store.tables import DecisionMail, DecisionRow, DutyRow, Listed, Mail
from bot.compose.trying import World
from bot.ports import OutboxState
from bot.services.circulating import decided, letters
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
            decided=at,
        ),
        DutyRow(
            key=duty.key, case=duty.case, clause="E25", state=state, due=duty.due, release_at=at, value=to_json(duty)
        ),
        DecisionRow(id=decision.id, value=to_json(decision)),
    ]
    return duty, [*rows, DecisionMail(message_id=message_id, decision=decision.id)]


def fill(store: Store, *, history: int, now: int) -> None:
    """Put so many decisions of earlier weeks into the register, and so many of this one."""
    numbers = count()
    with store.work(as_of=CLOSES) as work:
        links: list[object] = []
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


RENDERING, GRAPH = "rendering", "Graph"
ELSEWHERE = (
    (RENDERING, letters, "put_into_words"),
    (RENDERING, letters, "_printed"),
    (RENDERING, decided, "as_csv"),
    (GRAPH, GraphConnection, "_answer"),
)
"""What is measured by itself."""


@contextmanager
def apart() -> Iterator[dict[str, float]]:
    """Milliseconds of rendering (words, CSV, PDF) and of waiting for Graph, added up while the block runs."""
    spent = {RENDERING: 0.0, GRAPH: 0.0}

    def timed(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            began = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                spent[name] += (time.perf_counter() - began) * 1000

        return call

    before = [getattr(place, function) for _, place, function in ELSEWHERE]
    for (name, place, attribute), function in zip(ELSEWHERE, before, strict=True):
        setattr(place, attribute, timed(name, function))
    try:
        yield spent
    finally:
        for (_, place, attribute), function in zip(ELSEWHERE, before, strict=True):
            setattr(place, attribute, function)


def closing(*, history: int, now: int) -> tuple[float, dict[str, float]]:
    """Milliseconds from the closing of the list until it is seen in Sent Items, and what of them is measured by itself."""
    with (
        tempfile.TemporaryDirectory() as folder,
        World(Path(folder), start=CLOSES - timedelta(minutes=1), mode="act") as world,
        world.running() as (_, service),
    ):
        service.minute()
        assert isinstance(service.store, Store)
        fill(service.store, history=history, now=now)
        gc.collect()
        gc.freeze()
        world.tenant.clock.set(CLOSES + timedelta(minutes=1))
        with apart() as spent:
            began = time.perf_counter()
            service.minute()
            whole = time.perf_counter() - began
        with service.store.work(as_of=CLOSES) as work:
            (row,) = (each for each in work.outbox.by_state(OutboxState.SENT) if each.purpose == CIRCULATION)
            assert row.letter.text.count("Reference: OD/") == now, row.letter.text[:300]
        return whole * 1000, spent


def main() -> None:
    """Measure and print; the first run of all warms up what is loaded once."""
    closing(history=0, now=5)
    history = YEARS * 52 * A_WEEK
    first = best("5 decisions, first week", history=0, now=5)
    later = best(f"5 decisions, after {history} in ten years", history=history, now=5)
    many = best(f"500 decisions, after {history} in ten years", history=history, now=500)
    print(f"ten years of history: {later / first:.2f} times as much (bound {BOUND:.0f})")
    print(
        f"500 decisions: {many / first:.1f} times as much as 5, {many / 500 / (first / 5):.2f} times for each of them"
    )
    if max(later / first, many / 500 / (first / 5)) > BOUND:
        raise SystemExit(1)


def best(what: str, *, history: int, now: int) -> float:
    """Milliseconds beside rendering and Graph's own time, in the quickest of three."""
    whole, spent = min(
        (closing(history=history, now=now) for _ in range(3)), key=lambda each: each[0] - sum(each[1].values())
    )
    own = whole - sum(spent.values())
    said = ", ".join(f"{name} {milliseconds:.0f} ms" for name, milliseconds in spent.items())
    print(f"{what}: {whole:.0f} ms, of which {said}; {own:.0f} ms beside them")
    return own


if __name__ == "__main__":
    main()
