"""`evenhand enrolled`: whose Sent Items the second app reads, since when, and when it last did."""

import json
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.compose.running import Installation
from bot.compose.second import enrolled_today
from bot.console.common import DEFAULT_SETTINGS, SettingsFile, opened
from bot.services.enrolling import SINCE
from bot.services.watch import LOOKED, SENT_ITEMS


def enrolled(
    settings: SettingsFile = DEFAULT_SETTINGS,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one list of mailboxes.")] = False,
) -> None:
    """Show the officers and shared mailboxes whose Sent Items are read, since when, and when they last were."""
    with opened(settings) as here:
        rows = _rows(here)
        has_app = here.settings.second is not None
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
    elif not has_app:
        typer.echo("There is no second app: the Sent Items of no officer are read. See docs/second-identity.md.")
    elif not rows:
        typer.echo("There is a second app, and nobody is enrolled: see second.officers and second.shared_mailboxes.")
    else:
        _print(rows)


def _rows(here: Installation) -> list[dict[str, str | None]]:
    zone = here.book.council.timezone

    def told(moment: str | None) -> str | None:
        return datetime.fromisoformat(moment).astimezone(zone).isoformat(timespec="minutes") if moment else None

    with here.store.work(as_of=here.clock.now()) as work:
        return [
            {
                "mailbox": each.address,
                "officer": each.officer,
                "name": each.name,
                "what": "shared mailbox" if each.shared else "officer",
                "since": told(work.settings.get(f"{SINCE}{each.address}")),
                "read": told(work.settings.get(f"{LOOKED}{each.address}:{SENT_ITEMS}")),
            }
            for each in enrolled_today(here.settings, here.book, here.clock)
        ]


def _print(rows: list[dict[str, str | None]]) -> None:
    table = Table(title="Sent Items that are read, to check what was sent; nothing else follows", title_justify="left")
    for column in ("Mailbox", "Whose", "Since", "Last read"):
        table.add_column(column, overflow="fold")
    for row in rows:
        whose = f"shared; {row['name']} answers for it" if row["what"] == "shared mailbox" else f"{row['name']}"
        table.add_row(
            row["mailbox"], f"{whose} ({row['officer']})", row["since"] or "not yet", row["read"] or "not yet"
        )
    Console().print(table)
