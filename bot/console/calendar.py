"""`evenhand calendar`: the days to come."""

import json
from itertools import groupby
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.console.common import DEFAULT_SETTINGS, SettingsFile, opened
from mailrules.evaluation.agenda import Line, days_to_come

MONTH = 31


def calendar(
    settings: SettingsFile = DEFAULT_SETTINGS,
    *,
    days: Annotated[int, typer.Option("--days", min=1, max=400, help="How many days, today among them.")] = MONTH,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one list of lines.")] = False,
) -> None:
    """Show the month to come: closed days, what comes round, what may leave, what falls due, what is late."""
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        deciding = here.deciding
        lines = days_to_come(
            deciding.calendar, deciding.adoption, work.record.duties(), now=here.clock.now(), days=days
        )
    if as_json:
        typer.echo(json.dumps([_as_json(line) for line in lines], ensure_ascii=False))
        return
    Console().print(_table(lines) if lines else f"Nothing stands in the calendar of the next {days} days.")


def _as_json(line: Line) -> dict[str, Any]:
    at = line.at.isoformat() if line.at else None
    return {"day": line.day.isoformat(), "at": at, "sort": str(line.sort), "words": line.words, "about": line.about}


def _table(lines: tuple[Line, ...]) -> Table:
    table = Table(title="The days to come", title_justify="left")
    for column in ("Day", "Time", "What", "About"):
        table.add_column(column, overflow="fold")
    for day, of_the_day in groupby(lines, key=lambda line: line.day):
        for nth, line in enumerate(of_the_day):
            at = f"{line.at:%H:%M}" if line.at else ""
            table.add_row(f"{day:%a %-d %b %Y}" if nth == 0 else "", at, line.words, line.about)
    return table
