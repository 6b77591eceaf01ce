"""Bodies go when their class no longer keeps them; what somebody still has to look at stays."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.store import schema
from bot.adapters.store.engine import open_engine
from bot.adapters.store.store import Store
from bot.ports import RecordedMail
from bot.sandbox.clock import SetClock
from bot.services.keeping import Keeping
from mailrules.vocabulary import Disposition

DAYS = {"nothing": 0, "case": 90, "record": 365}


@pytest.fixture
def store(tmp_path: Path, counted: Callable[[], str]) -> Iterator[Store]:
    engine = open_engine(f"sqlite:///{tmp_path / 'register.db'}")
    schema.upgrade(engine)
    yield Store(engine, counted)
    engine.dispose()


def keep(store: Store, key: str, retention: str, at: datetime, disposition: Disposition = Disposition.NONE) -> None:
    with store.work(as_of=at) as work:
        work.mails.record(
            RecordedMail(
                key=key,
                message_id=f"<{key}@group.example>",
                direction="in",
                mailbox="chief@council.example",
                folder="inbox",
                arrival_id=key,
                received=at,
                recorded=at,
                raw=b"words",
            )
        )
        work.mails.decide(key, at=at, disposition=disposition, decision="{}", retention=retention)


def there(store: Store, at: datetime) -> set[str]:
    with store.work(as_of=at) as work:
        return {body.key for body in work.mails.bodies()}


def test_each_class_is_kept_for_its_days(store: Store, monday: datetime) -> None:
    clock = SetClock(monday)
    keeping = Keeping(store=store, clock=clock, days=DAYS)
    for retention in (*DAYS, "a class of another day"):
        keep(store, f"m-{retention}", retention, monday)

    found = []
    for days in (0, 89, 1, 275):
        clock.advance(timedelta(days=days))
        keeping.erase()
        found.append(there(store, monday))

    longest = {"m-record", "m-a class of another day"}
    assert found == [{"m-case", *longest}, {"m-case", *longest}, longest, set()]


def test_a_held_mail_of_no_duty_is_kept_until_somebody_has_looked(store: Store, monday: datetime) -> None:
    clock = SetClock(monday)
    keeping = Keeping(store=store, clock=clock, days=DAYS)
    keep(store, "m-1", "case", monday, Disposition.HOLD)
    clock.advance(timedelta(days=400))

    assert keeping.erase() == 0

    with store.work(as_of=monday) as work:
        work.mails.settle("m-1", at=clock.now())
    assert keeping.erase() == 1
    assert there(store, monday) == set()
