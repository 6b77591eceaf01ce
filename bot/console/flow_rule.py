"""`evenhand flow-rule`: what lets Exchange itself report or stop blind copies, with no code of ours in the mail flow."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.adapters.files import mails_below
from bot.adapters.render.powershell import render_script
from bot.adapters.texts import read_council
from bot.console.output import write_text
from bot.errors import ConfigurationError
from bot.services.flow_rule import PROBE_FILE, RULE_FILE, probe_values, rule_values
from mailrules.copies.incident import IncidentReport, incident_report
from mailrules.mime import parse

app = typer.Typer(help="Let Exchange itself report or stop blind copies.", no_args_is_help=True)


@app.command()
def write(
    council: Annotated[Path, typer.Option("--council", help="The council's directory file.")],
    out: Annotated[Path, typer.Option("--out", help="The folder for the two scripts.")] = Path(),
) -> None:
    """Write the PowerShell that sets the mail-flow rule (audit, enforce, off, remove), and the probe that tries it first."""
    directory = read_council(council)
    rule, probe = out / RULE_FILE, out / PROBE_FILE
    write_text(rule, render_script("rule.ps1", rule_values(directory)))
    write_text(probe, render_script("probe.ps1", probe_values(directory)))
    typer.echo(f"First:  {probe}\n        shows in your own tenant what the rule would see; nothing is stopped.")
    typer.echo(
        f"Then:   {rule}\n        -State Audit for two weeks, then -State Enforce; -State Off or Remove ends it."
    )
    typer.echo("Read both before you run them; an Exchange administrator does, in a session of Connect-ExchangeOnline.")


@app.command("read-report")
def read_report(
    path: Annotated[Path, typer.Argument(help="Exchange's incident reports: .eml files, a folder, an mbox.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one list of reports.")] = False,
) -> None:
    """Read the incident reports that Exchange sent, and tell who was blind-copied by whom."""
    reports, others = [], 0
    for mail in mails_below(path):
        found = incident_report(parse(mail.read(), direction=mail.direction).text)
        if found is None:
            others += 1
        else:
            reports.append((mail.name, found))
    if not reports and not others:
        raise ConfigurationError(f"{path}: there is no mail here; give the reports as .eml files, a folder or an mbox")
    if as_json:
        typer.echo(json.dumps([_said(name, found) for name, found in reports], ensure_ascii=False))
        return
    for name, found in reports:
        _tell(name, found)
    if others:
        typer.echo(f"{others} {'mail is' if others == 1 else 'mails are'} no incident report.")


def _said(name: str, found: IncidentReport) -> dict[str, Any]:
    return {"file": name, **asdict(found)}


def _tell(name: str, found: IncidentReport) -> None:
    typer.echo(f"{name}: {found.sender}, {found.message_id}")
    typer.echo(f"  hidden from the other readers: {', '.join(found.bcc) or 'nobody is named'}")
    typer.echo(f"  shown: {', '.join((*found.to, *found.cc)) or 'nobody'}")
    for more in found.more:
        typer.echo(f"  and, without a name: {more}")
