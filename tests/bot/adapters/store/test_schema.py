"""The tables are what the migrations make, and what was kept before a migration is there after it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlalchemy import Engine, text

from bot.adapters.store import schema
from bot.adapters.store.engine import open_engine, server_place
from bot.adapters.store.store import Store
from mailrules.vocabulary import Disposition
from tests.bot.adapters.store.test_mails import a_mail, decided


def test_migrations_make_the_tables(engine: Engine) -> None:
    assert schema.differences(engine) == []


def test_a_migrated_database_is_current(engine: Engine) -> None:
    assert schema.is_current(engine)


def test_many_that_make_one_database_at_once_make_it_once(database_url: str) -> None:
    def make(_nth: int) -> bool:
        engine = open_engine(database_url)
        try:
            schema.upgrade(engine)
            return schema.is_current(engine)
        finally:
            engine.dispose()

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(make, range(4)))


def test_what_was_settled_before_there_was_a_column_for_it_stays_settled(
    engine: Engine, store: Store, monday: datetime
) -> None:
    for nth in (1, 2):
        decided(store, a_mail(nth, monday), Disposition.HOLD, monday)
    with store.work(as_of=monday) as work:
        work.mails.settle("m-1", at=monday)
    schema.downgrade(engine, "0001")
    with engine.connect() as connection:
        words = [tuple(row) for row in connection.execute(text("SELECT name, value FROM setting"))]
    assert words == [("settled:m-1", "evenhand")]
    assert not schema.is_current(engine)

    schema.upgrade(engine)

    assert schema.differences(engine) == []
    with store.work(as_of=monday) as work:
        assert [mail.key for mail in work.mails.held()] == ["m-2"]
        assert work.settings.names("settled:") == {}
        looked_at = work.mails.by_key("m-1")
    assert looked_at is not None
    assert looked_at.settled == monday


def test_a_server_is_the_same_place_whoever_signs_in() -> None:
    one = server_place("postgresql+psycopg://evenhand:a-secret@db.council.example:5432/register")
    another = server_place("postgresql+psycopg://another@db.council.example:5432/register?password=a-secret")
    assert one == another == "postgresql://db.council.example:5432/register"
