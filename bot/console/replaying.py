"""`evenhand replay` and `evenhand explain`: what would have been done. Nothing here can send."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.adapters.files import FiledMail, mails_below
from bot.adapters.render.report import render_report
from bot.compose.rulebook import Rulebook, rulebook
from bot.console.output import write_text
from bot.console.progress import bar
from bot.console.replayed import story, summary
from bot.errors import ConfigurationError
from bot.services.replay import in_order
from bot.services.replay import replay as replayed
from bot.services.report import report as report_of
from bot.services.report import view
from mailrules.message import Message
from mailrules.mime import date_of, parse
from mailrules.vocabulary import Direction

Council = Annotated[Path, typer.Option("--council", help="The council's directory file.")]
Protocol = Annotated[str, typer.Option("--protocol", help="A name of the library, or a file.")]
Adoption = Annotated[Path | None, typer.Option("--adoption", help="How this council has adopted the protocol.")]


def parsed(data: bytes, direction: Direction) -> Message:
    """A mail from its bytes."""
    return parse(data, direction=direction)


def views(mails: Iterable[FiledMail], book: Rulebook) -> list[dict[str, Any]]:
    """What would be done with each mail, as JSON and as a person reads it."""
    found = list(mails)
    with bar("Looking through the mail", len(found)) as step:
        ordered = in_order(found, date_of, step)
    views = []
    with bar("Reading and judging", len(found)) as step:
        for each in replayed(ordered, book.deciding(), parsed):
            views.append(view(each, book.protocol, book.council.timezone))
            step()
    return views


def _line(mail: dict[str, Any]) -> str:
    shown = {key: value for key, value in mail.items() if key != "_view"}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")) + "\n"


def replay(
    path: Annotated[Path, typer.Argument(help="A tree of .eml, an mbox or a Maildir.")],
    council: Council,
    protocol: Protocol,
    adoption: Adoption = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write one JSON object a mail to this file.")] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write the report, one HTML file, here.")] = None,
) -> None:
    """Show what would have been done with the mail at PATH: who would be told what, when and why. Nothing is sent."""
    book = rulebook(council, protocol, adoption)
    mails = views(mails_below(path), book)
    console = Console()
    if not mails:
        raise ConfigurationError(f"{path}: there is no mail here; give a tree of .eml, an mbox or a Maildir")
    if json_out is not None:
        write_text(json_out, "".join(_line(mail) for mail in mails))
    if report is not None:
        data = report_of(
            mails, council=book.council, protocol=book.protocol, adoption=book.adoption.source, path=path.name
        )
        write_text(report, render_report(data))
    summary(mails, console)
    for file, what in ((json_out, "One JSON object a mail"), (report, "The report")):
        if file is not None:
            console.print(f"{what}: {file}", highlight=False, markup=False, soft_wrap=True)


def explain(
    files: Annotated[list[Path], typer.Argument(help="One or more .eml files; those before the last are its history.")],
    council: Council,
    protocol: Protocol,
    adoption: Adoption = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a mail.")] = False,
) -> None:
    """Tell what a mail is, what follows from it and why. Several mails are taken in order of Date."""
    book = rulebook(council, protocol, adoption)
    mails = views([each for file in files for each in mails_below(file)], book)
    console = Console()
    for mail in mails:
        if as_json:
            typer.echo(_line(mail), nl=False)
        else:
            story(mail, mail["_view"], console)
