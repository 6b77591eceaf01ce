"""A register of its own for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.store import schema
from bot.adapters.store.engine import open_engine
from bot.adapters.store.store import Store


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = open_engine(f"sqlite:///{tmp_path / 'register.db'}")
    schema.upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def store(engine: Engine, counted: Callable[[], str]) -> Store:
    return Store(engine, counted)
