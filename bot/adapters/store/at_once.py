"""Many rows in one go."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, SQLModel

AT_ONCE = 500
"""So many keys are asked for in one query."""


def parts_of(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """Keys in parts that one query can ask for."""
    return (keys[first : first + AT_ONCE] for first in range(0, len(keys), AT_ONCE))


def keep_as_they_stand(session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Change rows that are there already; each brings its key with its columns.

    Raises `sqlalchemy.orm.exc.StaleDataError` where a row is not there.
    """
    if not rows:
        return
    session.flush()
    session.execute(update(table), rows)
    session.expire_all()
