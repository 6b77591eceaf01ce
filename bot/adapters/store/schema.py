"""The shape of the database: made, brought up to date and compared by Alembic alone."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from bot.adapters.store.engine import reached
from bot.adapters.store.tables import Table


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest shape; an empty one gets all of it. Two processes do it one after the other."""
    with reached(), engine.begin() as connection:
        command.upgrade(_config(connection), "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to an older shape; for those who go back to an older version."""
    with reached(), engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest shape."""
    with reached(), engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
        return here == ScriptDirectory.from_config(_config(connection)).get_current_head()


def differences(engine: Engine) -> list[object]:
    """What the tables have that the migrations do not make, or the other way round; empty where they agree."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Table.metadata))


def write_revision(engine: Engine, message: str) -> None:
    """Write a new migration from what differs; for those who change the tables."""
    with engine.begin() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)
