"""`evenhand case`, `duties` and `journal`: what the register proves."""

import json
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.console.common import DEFAULT_SETTINGS, SettingsFile, opened
from bot.errors import ConfigurationError
from bot.services.story import story_of
from mailrules.duties import Duty
from mailrules.vocabulary import DutyState

journal = typer.Typer(help="Who did what, when; and the proof of it.", no_args_is_help=True)


def case(
    case_id: Annotated[str, typer.Argument(help="The case; without it, all are listed.")] = "",
    settings: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Tell the story of a case, in order."""
    console = Console()
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        zone = here.book.council.timezone
        if not case_id:
            for each in work.record.all_cases():
                opened_on = f"{each.opened.astimezone(zone):%Y-%m-%d}"
                line = "  ".join((each.id, opened_on, each.group, each.matter, each.stage, each.topic or ""))
                console.print(line, markup=False, highlight=False, soft_wrap=True)
            return
        found = work.record.case(case_id)
        if found is None:
            raise ConfigurationError(f"{case_id}: there is no such case; `evenhand case` lists them")
        for line in story_of(work, found, zone):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def duties(
    settings: SettingsFile = DEFAULT_SETTINGS,
    *,
    late: Annotated[bool, typer.Option("--late", help="Only what is late.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one list of duties.")] = False,
) -> None:
    """List what is due, late, met and waived."""
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        now, zone = here.clock.now(), here.book.council.timezone
        rows = [_row(duty, now, zone) for duty in work.record.duties()]
    shown = [row for row in rows if row["late"] or not late]
    if as_json:
        typer.echo(json.dumps(shown, ensure_ascii=False))
        return
    table = Table(title="Duties", title_justify="left")
    for column in ("Key", "State", "By", "Owed to", "Why"):
        table.add_column(column, overflow="fold")
    for row in shown:
        state = f"{row['state']}, late" if row["late"] else row["state"]
        due = (row["due"] or "")[:16].replace("T", " ")
        table.add_row(row["key"], state, due, ", ".join(row["owed_to"]), "; ".join(row["because"]))
    Console().print(table)


def _row(duty: Duty, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    late = duty.due is not None and duty.due < now and duty.state in {DutyState.DUE, DutyState.HELD}
    return {
        "key": duty.key,
        "clause": duty.clause,
        "state": str(duty.state),
        "late": late,
        "due": duty.due.astimezone(zone).isoformat() if duty.due else None,
        "owed_to": list(duty.outstanding),
        "because": list(duty.reasons),
    }


@journal.command("list")
def list_(
    about: Annotated[str, typer.Option(help="Only what is about this mail, duty or letter.")] = "",
    settings: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """List the journal."""
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        for entry in work.journal.entries(about=about or None):
            at = entry.at.astimezone(here.book.council.timezone)
            line = f"{entry.seq}  {at:%Y-%m-%d %H:%M}  {entry.actor}  {entry.action}  {entry.about}"
            Console().print(line, markup=False, highlight=False, soft_wrap=True)


@journal.command()
def verify(settings: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Prove the journal, or name the first entry that is broken."""
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        broken, head = work.journal.verify(), work.journal.head()
    if broken is not None:
        Console().print(f"The journal is broken at entry {broken}: what stands from there on is not proved.")
        raise typer.Exit(1)
    Console().print(f"The journal proves itself; its head is {head}.", markup=False, highlight=False, soft_wrap=True)
