"""Words that all processes share, and periods that are done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from bot.adapters.store.store import Store


def test_the_last_word_stands(store: Store, monday: datetime) -> None:
    for word in ("on", "off"):
        with store.work(as_of=monday) as work:
            work.settings.put("switch", word, at=monday)
    with store.work(as_of=monday) as work:
        assert (work.settings.get("switch"), work.settings.get("another")) == ("off", None)


def test_words_are_found_by_how_they_begin_and_signs_mean_themselves(store: Store, monday: datetime) -> None:
    with store.work(as_of=monday) as work:
        for name in ("a_1", "a_2", "ab1"):
            work.settings.put(name, "x", at=monday)
        assert set(work.settings.names("a_")) == {"a_1", "a_2"}


def test_many_that_begin_a_period_at_once_begin_it_once(store: Store, monday: datetime) -> None:
    def begin(_nth: int) -> bool:
        with store.work(as_of=monday) as work:
            return work.settings.first_time("nightly", "2026-10-12", at=monday)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(begin, range(12))) == 1


def test_many_that_write_one_journal_make_one_chain(store: Store, monday: datetime) -> None:
    def write(nth: int) -> None:
        with store.work(as_of=monday) as work:
            work.journal.write(at=monday, actor="evenhand", action="tried", about=f"t{nth}", details={})
            work.settings.put("place", str(nth), at=monday)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(20)))
    with store.work(as_of=monday) as work:
        assert [entry.seq for entry in work.journal.entries()] == list(range(1, 21))
        assert work.journal.verify() is None
