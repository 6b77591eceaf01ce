"""A database that is busy or away is a passing trouble, told without a word of what was kept."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.adapters.store import schema
from bot.adapters.store.engine import open_engine
from bot.adapters.store.store import Store
from bot.errors import TransientError


def test_a_database_that_is_not_there_is_a_passing_trouble(
    tmp_path: Path, counted: Callable[[], str], monday: datetime
) -> None:
    for url in (
        f"sqlite:///{tmp_path / 'no such folder' / 'register.db'}",
        f"postgresql://postgres@/register?host={tmp_path}",
    ):
        engine = open_engine(url)
        with pytest.raises(TransientError, match="busy or not to be reached"):
            schema.upgrade(engine)
        with (
            pytest.raises(TransientError, match="busy or not to be reached"),
            Store(engine, counted).work(as_of=monday) as work,
        ):
            work.settings.get("anything")
        engine.dispose()


def test_who_waits_too_long_for_another_is_told_so(
    engine: Engine, database_url: str, counted: Callable[[], str], monday: datetime
) -> None:
    impatient = open_engine(database_url, patience=0.05)
    with engine.begin() as writer:
        writer.execute(text("SELECT 1"))
        with (
            pytest.raises(TransientError) as told,
            Store(impatient, counted).work(as_of=monday) as work,
        ):
            work.settings.put("a-private-word", "x", at=monday)
    impatient.dispose()
    assert "private" not in str(told.value)
