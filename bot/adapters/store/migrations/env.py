"""Alembic's entry: the connection comes from the store, never from a file."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from bot.adapters.store.columns import UtcDateTime
from bot.adapters.store.tables import Table


def _render(kind: str, value: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 - Alembic's own signature
    if kind == "type" and isinstance(value, UtcDateTime):
        return "UtcDateTime()"
    if kind == "type" and isinstance(value, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    compare_type=True,
    render_as_batch=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
