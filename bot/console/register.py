"""`evenhand case`, `duties` and `journal`: what the register proves."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.console.common import DEFAULT_SETTINGS, SettingsFile, opened
from bot.errors import ConfigurationError
from bot.services.story import story_of
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
    late: Annotated[bool, typer.Option("--late", help="Only what is late.")] = False,  # noqa: FBT002 - a flag of the command line
    settings: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """List what is due, late, met and waived."""
    table = Table(title="Duties", title_justify="left")
    for column in ("Key", "State", "By", "Owed to", "Why"):
        table.add_column(column, overflow="fold")
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        now, zone = here.clock.now(), here.book.council.timezone
        for duty in work.record.duties():
            is_late = duty.due is not None and duty.due < now and duty.state in {DutyState.DUE, DutyState.HELD}
            if late and not is_late:
                continue
            state = f"{duty.state}, late" if is_late else str(duty.state)
            due = f"{duty.due.astimezone(zone):%Y-%m-%d %H:%M}" if duty.due else ""
            table.add_row(duty.key, state, due, ", ".join(duty.outstanding), "; ".join(duty.reasons))
    Console().print(table)


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
