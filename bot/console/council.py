"""`evenhand council`: the directory, checked."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.adapters.texts import read_council
from mailrules.council.check import check as problems_of

app = typer.Typer(help="The council's directory.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The council's directory."""


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The directory file.")],
    on: Annotated[str, typer.Option(help="The day to check it for, as 2026-10-12; today by default.")] = "",
) -> None:
    """Name what would make a notice impossible or wrong."""
    console = Console()
    try:
        day = date.fromisoformat(on) if on else date.today()  # noqa: DTZ011 - the day where the reader of this terminal is
    except ValueError:
        raise typer.BadParameter(f"{on} is no day: write it as 2026-10-12") from None
    council = read_council(file)
    found = problems_of(council, day)
    for problem in found:
        console.print(f"{file}: {problem}", highlight=False, markup=False, soft_wrap=True)
    if found:
        raise typer.Exit(1)
    console.print(
        f"{council.name}: {len(council.groups)} groups, {len(council.members)} members, {len(council.officers)} officers; "
        f"nothing stands in the way of a notice on {day.isoformat()}.",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
