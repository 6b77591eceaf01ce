"""The tables are what the migrations make."""

from sqlalchemy import Engine

from bot.adapters.store import schema


def test_migrations_make_the_tables(engine: Engine) -> None:
    assert schema.differences(engine) == []


def test_a_migrated_database_is_current(engine: Engine) -> None:
    assert schema.is_current(engine)
