"""`evenhand impartiality`: recorded mail, tried with every two groups exchanged. Nothing here can send."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.adapters.files import mails_below
from bot.compose.rulebook import rulebook
from bot.console.progress import bar
from bot.console.replaying import Adoption, Council, Protocol, parsed
from bot.errors import ConfigurationError
from bot.services.impartiality import Difference, pairs_of
from bot.services.impartiality import impartiality as tried
from bot.services.replay import in_order
from mailrules.council.roll import Roll
from mailrules.mime import date_of


def impartiality(
    path: Annotated[Path, typer.Argument(help="A tree of .eml, an mbox or a Maildir.")],
    council: Council,
    protocol: Protocol,
    adoption: Adoption = None,
    *,
    as_json_: Annotated[bool, typer.Option("--json", help="Print JSON, one list of differences.")] = False,
) -> None:
    """Judge the mail at PATH again with every two groups exchanged throughout: nothing else may change. Nothing is sent."""
    book = rulebook(council, protocol, adoption)
    found = list(mails_below(path))
    with bar("Looking through the mail", len(found)) as step:
        ordered = in_order(found, date_of, step)
    dates = [at for mail in found if (at := date_of(mail.read()))]
    if not dates:
        raise ConfigurationError(f"{path}: there is no dated mail here; give a tree of .eml, an mbox or a Maildir")
    roll = Roll(book.council, max(dates).astimezone(book.council.timezone).date())
    pairs = pairs_of(roll)
    with bar("Judging, and judging again", len(found) * (1 + len(pairs))) as step:
        differences = list(tried(ordered, book.deciding(), parsed, roll=roll, step=step))
    if as_json_:
        typer.echo(json.dumps([asdict(each) for each in differences], ensure_ascii=False))
    else:
        _tell_of(differences, mails=len(found), pairs=len(pairs))
    if differences:
        raise typer.Exit(1)


def _tell_of(differences: list[Difference], *, mails: int, pairs: int) -> None:
    said = f"{mails} mails, judged as they are and with each of {pairs} pairs of groups exchanged"
    if not differences:
        typer.echo(f"{said}: the outcomes change by the exchange, and by nothing else.")
        return
    typer.echo(f"{said}: {len(differences)} differences.")
    for each in differences:
        typer.echo(f"{each.file}, {' for '.join(each.groups)}: {each.what}")
        typer.echo(f"  as it is:  {each.before}\n  exchanged: {each.after}")
