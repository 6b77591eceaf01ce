"""Once only is held by the database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

from bot.adapters.store.store import Store
from bot.ports import Letter, OutboxRow, OutboxState


def a_letter(key: str, release_at: datetime) -> OutboxRow:
    letter = Letter(
        key=key,
        to=(("Cllr Amy Stone", "amy.stone@marle.gov.example"),),
        subject="A notice",
        text="Words",
        html="<p>Words</p>",
    )
    return OutboxRow(
        key=key,
        purpose="notice",
        duty=key,
        case="c-1",
        state=OutboxState.PENDING,
        letter=letter,
        release_at=release_at,
        created=release_at,
        changed=release_at,
    )


def test_a_second_letter_of_the_same_key_is_refused(store: Store, monday: datetime) -> None:
    with store.work(as_of=monday) as work:
        assert work.outbox.put(a_letter("k", monday))
    with store.work(as_of=monday) as work:
        assert not work.outbox.put(a_letter("k", monday))


def test_nothing_is_claimed_before_its_release(store: Store, monday: datetime) -> None:
    with store.work(as_of=monday) as work:
        work.outbox.put(a_letter("k", monday + timedelta(seconds=1)))
        assert work.outbox.claim(by="one", at=monday) is None


def test_two_processes_never_claim_the_same_letter(store: Store, monday: datetime) -> None:
    keys = {f"k{nth}" for nth in range(20)}
    for key in sorted(keys):
        with store.work(as_of=monday) as work:
            work.outbox.put(a_letter(key, monday))

    def claim_all(name: str) -> list[str]:
        claimed = []
        while True:
            with store.work(as_of=monday) as work:
                row = work.outbox.claim(by=name, at=monday)
            if row is None:
                return claimed
            claimed.append(row.key)

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(claim_all, ("one", "two")))
    assert sorted([*both[0], *both[1]]) == sorted(keys)


def test_a_row_that_somebody_else_changed_is_left_alone(store: Store, monday: datetime) -> None:
    with store.work(as_of=monday) as work:
        work.outbox.put(a_letter("k", monday))
    stopped = replace(a_letter("k", monday), state=OutboxState.STOPPED, why="not now")
    with store.work(as_of=monday) as work:
        assert work.outbox.change(stopped, was=OutboxState.PENDING)
    with store.work(as_of=monday) as work:
        assert not work.outbox.change(replace(stopped, state=OutboxState.CLAIMED), was=OutboxState.PENDING)
        assert work.outbox.get("k") == stopped


def test_a_letter_comes_back_as_it_was_kept(store: Store, monday: datetime) -> None:
    row = a_letter("k", monday)
    with store.work(as_of=monday) as work:
        work.outbox.put(row)
    with store.work(as_of=monday) as work:
        assert list(work.outbox.by_state(OutboxState.PENDING)) == [row]


def test_what_has_left_or_may_have_is_counted_since_a_moment(store: Store, monday: datetime) -> None:
    states = (OutboxState.SENT, OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.PENDING, OutboxState.STOPPED)
    with store.work(as_of=monday) as work:
        for nth, state in enumerate(states):
            work.outbox.put(replace(a_letter(f"k{nth}", monday), state=state))
        assert work.outbox.sent_since(monday - timedelta(seconds=1)) == 3
        assert work.outbox.sent_since(monday) == 0
