"""`evenhand attest`: what was examined for silent copies, found, put right, and not seen."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.adapters.render.attestation import render_attestation
from bot.console.common import DEFAULT_SETTINGS, SettingsFile, opened
from bot.console.output import write_text
from bot.errors import ConfigurationError
from bot.services.attesting import WEEK, Attesting, as_json

_DAY = ["%Y-%m-%d"]


def attest(
    settings: SettingsFile = DEFAULT_SETTINGS,
    *,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=_DAY, help="The first day; else a week ago.")
    ] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=_DAY, help="The last day, itself included.")] = None,
    as_json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the attestation, one HTML file, here.")] = None,
) -> None:
    """Attest which mails were examined for silent copies, what was found and became of it, and what could not be seen."""
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        council, now = here.book.council, here.clock.now()
        until = _midnight(last, council.timezone) + timedelta(days=1) if last else now
        since = _midnight(first, council.timezone) if first else until - WEEK
        second = here.settings.second
        attesting = Attesting(
            work=work, council=council, enrolled=second is not None, traced=second is not None and second.message_trace
        )
        try:
            said = as_json(attesting.of(since, until), council.timezone)
        except ValueError as error:
            raise ConfigurationError(f"--from and --to: {error}") from None
        data = {
            "council": council.name,
            "protocol": here.book.protocol.protocol.title,
            "made": now.astimezone(council.timezone),
            "attested": said,
        }
    if out is not None:
        write_text(out, render_attestation(data))
    if as_json_:
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    for line in _told(said):
        typer.echo(line)
    if out is not None:
        typer.echo(f"The attestation: {out}")


def _midnight(day: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(day.date(), time(), tzinfo=zone)


def _told(said: dict[str, Any]) -> list[str]:
    lines = [f"{said['since'][:16].replace('T', ' ')} to {said['until'][:16].replace('T', ' ')}: {said['verdict']}."]
    lines += [f"  {each['source']}: {each['mails']}" for each in said["examined"]]
    for each in said["found"]:
        by = f" by {each['letter']}" if each["letter"] else ""
        clause = f" ({each['clause']})" if each["clause"] else ""
        lines.append(f"  {each['sent'][:10]} {each['finding']}{clause}, mail {each['mail']}: {each['end']}{by}")
    lines.append("What could not be seen:")
    lines += [f"  {each}" for each in said["blind_spots"]]
    lines.append(f"The journal's head is {said['head']}.")
    return lines
