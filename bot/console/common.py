"""What every command that opens an installation shares."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_config_path

from bot.adapters.clock import RandomIds, SystemClock
from bot.compose.running import Installation, installation
from bot.settings import read_settings

DEFAULT_SETTINGS = user_config_path("evenhand") / "evenhand.toml"

SettingsFile = Annotated[Path, typer.Option("--settings", envvar="EVENHAND_SETTINGS", help="The settings file.")]
By = Annotated[str, typer.Option("--by", help="Who does it: your id in the directory, or your name.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept with your name.")]


def myself() -> str:
    """Who works at this terminal."""
    return getpass.getuser()


@contextmanager
def opened(settings_file: Path) -> Iterator[Installation]:
    """The installation that a settings file tells of."""
    with installation(read_settings(settings_file), clock=SystemClock(), ids=RandomIds()) as found:
        yield found
