"""The journal proves itself, and goes on proving when personal text has been erased."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from bot.adapters.store.store import Store


def write_five(store: Store, at: datetime) -> None:
    for nth in range(1, 6):
        with store.work(as_of=at) as work:
            work.journal.write(
                at=at + timedelta(minutes=nth),
                actor="evenhand",
                action="mail decided",
                about=f"mail-{nth}",
                details={"topic": f"topic {nth}"},
            )


def verify(store: Store, at: datetime) -> int | None:
    with store.work(as_of=at) as work:
        return work.journal.verify()


def test_an_untouched_chain_proves(store: Store, monday: datetime) -> None:
    write_five(store, monday)
    assert verify(store, monday) is None


def test_an_empty_chain_proves(store: Store, monday: datetime) -> None:
    assert verify(store, monday) is None


def test_the_chain_proves_after_details_are_erased(store: Store, monday: datetime) -> None:
    write_five(store, monday)
    with store.work(as_of=monday) as work:
        erased = work.journal.erase_details("mail-3")
    with store.work(as_of=monday) as work:
        details = [entry.details for entry in work.journal.entries(about="mail-3")]
    assert (erased, details, verify(store, monday)) == (1, [None], None)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ('UPDATE journal SET details = \'{"topic":"another"}\' WHERE seq = 2', 2),
        ("UPDATE journal SET actor = 'somebody else' WHERE seq = 4", 4),
        ("UPDATE journal SET at = '2020-01-01 00:00:00.000000' WHERE seq = 1", 1),
        ("UPDATE journal SET commitment = 'x' WHERE seq = 5", 5),
        ("UPDATE journal SET salt = NULL WHERE seq = 3", 3),
        ("DELETE FROM journal WHERE seq = 3", 3),
        ("DELETE FROM journal WHERE seq = 5", 5),
    ],
)
def test_the_first_broken_entry_is_named(
    engine: Engine, store: Store, monday: datetime, change: str, broken: int
) -> None:
    write_five(store, monday)
    with engine.begin() as connection:
        connection.execute(text(change))
    assert verify(store, monday) == broken


def test_an_entry_that_is_rolled_back_leaves_no_gap(store: Store, monday: datetime) -> None:
    write_five(store, monday)
    with pytest.raises(RuntimeError, match="undone"), store.work(as_of=monday) as work:  # noqa: PT012 - what is tested is that the whole block is undone
        work.journal.write(at=monday, actor="a", action="b", about="c", details={})
        raise RuntimeError("undone")
    with store.work(as_of=monday) as work:
        entry = work.journal.write(at=monday, actor="a", action="b", about="c", details={})
    assert (entry.seq, verify(store, monday)) == (6, None)
