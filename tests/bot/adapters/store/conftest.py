"""A register of its own for each test, on each engine."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine

from bot.adapters.store import schema
from bot.adapters.store.engine import open_engine
from bot.adapters.store.store import Store


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = open_engine(database_url)
    schema.upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def store(engine: Engine, counted: Callable[[], str]) -> Store:
    return Store(engine, counted)
