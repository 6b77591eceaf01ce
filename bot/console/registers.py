"""`evenhand register`: the council's registers, for people to read, to print and to hand over."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.console.common import DEFAULT_SETTINGS, SettingsFile, opened
from bot.errors import ConfigurationError
from bot.services.inspecting import Inspecting, Row

FIXED = ("register", "at", "clause", "subject", "who", "proposed", "holds", "mail", "kept_by")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would reckon instead of showing it."""


def register(
    name: Annotated[str, typer.Argument(help="The register; without it, all are listed with their counts.")] = "",
    on: Annotated[str, typer.Option(help="As it stood at the end of that day, as 2026-10-12; today by default.")] = "",
    since: Annotated[str, typer.Option(help="Only what was entered from that day on.")] = "",
    by: Annotated[str, typer.Option(help="Who looks: your id in the directory, or your name.")] = "",
    settings: SettingsFile = DEFAULT_SETTINGS,
    *,
    public: Annotated[bool, typer.Option("--public", help="Only what a clause opens to anybody at all.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, for a spreadsheet.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one list of entries.")] = False,
) -> None:
    """Show a register, or list the registers: who consented, what was given to whom, who went where, what was waived."""
    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        look = Inspecting(
            work=work,
            deciding=here.deciding,
            now=here.clock.now(),
            by=by,
            on=_day(on),
            since=_day(since),
            public=public,
        )
        if not name:
            _listed(look.counts(), as_csv=as_csv, as_json=as_json)
            return
        if name not in look.names():
            which = "register that is open to anybody" if public else "register"
            more = " --public" if public else ""
            raise ConfigurationError(f"{name}: there is no such {which}; `evenhand register{more}` lists them")
        rows = look.rows(name)
    if as_json:
        typer.echo(json.dumps([_object(row) for row in rows], ensure_ascii=False))
    elif as_csv:
        typer.echo(_sheet(rows), nl=False)
    else:
        _shown(name, rows)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{text} is no day: write it as 2026-10-12") from None


def _listed(counts: dict[str, int], *, as_csv: bool, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(counts))
    elif as_csv:
        typer.echo(_lines([["register", "entries"], *([name, str(count)] for name, count in counts.items())]), nl=False)
    elif not counts:
        typer.echo("No register is open to anybody under this protocol.")
    else:
        for name, count in counts.items():
            typer.echo(f"{count:6}  {name}")


def _object(row: Row) -> dict[str, object]:
    return {**asdict(row), "fields": dict(row.fields)}


def _sheet(rows: Sequence[Row]) -> str:
    names = tuple(dict.fromkeys(name for row in rows for name, _ in row.fields))
    lines = [[*FIXED, *names]]
    for row in rows:
        fields = dict(row.fields)
        fixed = ("" if (value := getattr(row, each)) is None else str(value) for each in FIXED)
        lines.append([*fixed, *(fields.get(name, "") for name in names)])
    return _lines(lines)


def _lines(lines: Sequence[Sequence[str]]) -> str:
    sheet = io.StringIO()
    safe = ([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in line] for line in lines)
    csv.writer(sheet, lineterminator="\n").writerows(safe)
    return sheet.getvalue()


def _shown(name: str, rows: Sequence[Row]) -> None:
    console = Console()
    if not rows:
        console.print(f"Nothing is entered in the register {name}.", markup=False, highlight=False)
        return
    table = Table(title=f"Register: {name}", title_justify="left")
    for column in ("When", "About", "What", "Clause", "Stands", "Mail"):
        table.add_column(column, overflow="fold")
    for row in rows:
        what = "\n".join(f"{field}: {value}" for field, value in row.fields)
        cells = (row.at[:16].replace("T", " "), row.who, what, row.clause, _stands(row), row.mail)
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)


def _stands(row: Row) -> str:
    if row.proposed:
        return f"proposed, if {row.proposed}"
    if row.holds is not None:
        return "holds" if row.holds else "replaced by a later word"
    return "entered"
