"""`evenhand protocol`: a protocol, checked, explained, and laid beside another one. Nothing here can send."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.adapters.files import mails_below
from bot.adapters.render.samples import without_words
from bot.adapters.texts import library_names, protocol_files, protocol_text, read_protocol
from bot.compose.rulebook import Rulebook, rulebook
from bot.console.progress import bar
from bot.errors import ConfigurationError
from bot.services.replay import Filed, Replayed, in_order, replay
from bot.services.what_if import what_if as changes
from mailrules.message import Message
from mailrules.mime import date_of, parse
from mailrules.protocol.compare import compare as differences
from mailrules.protocol.compare import summary
from mailrules.protocol.explain import explained, in_words
from mailrules.protocol.lint import lint
from mailrules.vocabulary import Direction

app = typer.Typer(help="A council's protocol, as data.", no_args_is_help=True)

EXAMPLES = 3
"""How many mails are named for one change."""

Name = Annotated[str, typer.Argument(help="A name of the library, or a file.")]


@app.command("list")
def list_() -> None:
    """Name the protocols that are shipped."""
    console = Console()
    for name in library_names():
        protocol = read_protocol(name)
        console.print(f"{name}: {protocol.protocol.title} ({protocol.protocol.version})", highlight=False, markup=False)


@app.command()
def check(
    name: Name,
    *,
    templates: Annotated[
        list[Path] | None, typer.Option("--templates", help="A folder of your own words; may be given again.")
    ] = None,
) -> None:
    """Say what is wrong with a protocol file, line by line, and what to look at again."""
    protocol = read_protocol(name)
    doubts = [str(doubt) for each in protocol_files(name) for doubt in lint(*protocol_text(each))]
    doubts += [f"{name}: {each}" for each in without_words(protocol, tuple(templates or ()))]
    console = Console()

    def say(line: str) -> None:
        console.print(line, highlight=False, markup=False, soft_wrap=True)

    for doubt in doubts:
        say(f"look again: {doubt}")
    carried = sum(bool(clause.rules) for clause in protocol.clauses)
    ends = f"it can be used, with {len(doubts)} to look at again" if doubts else "nothing is wrong"
    say(f"{protocol.protocol.title}: {len(protocol.clauses)} clauses, of which the service carries {carried}; {ends}.")


@app.command()
def explain(
    name: Name, *, as_json: Annotated[bool, typer.Option("--json", help="One JSON list for machines.")] = False
) -> None:
    """Account for a protocol, clause by clause."""
    protocol = read_protocol(name)
    if as_json:
        typer.echo(json.dumps(explained(protocol), ensure_ascii=False, indent=1))
        return
    for line in in_words(protocol):
        typer.echo(line)


@app.command()
def compare(one: Name, other: Name) -> None:
    """Show what differs between two protocols, or two versions of one, as a table."""
    here, there = read_protocol(one), read_protocol(other)
    found = differences(here, there)
    console = Console()
    if not found:
        console.print("They say the same.", highlight=False)
        return
    table = Table(show_lines=True)
    for column in ("About", _called(one), _called(other)):
        table.add_column(column, overflow="fold")
    for each in found:
        table.add_row(_plain(each.about), _plain(each.one), _plain(each.other))
    console.print(table)
    console.print(summary(here, there), highlight=False, markup=False, soft_wrap=True)


def _called(name: str) -> str:
    return _plain(Path(name).name.removesuffix(".yaml").removesuffix(".yml"))


def _plain(text: str) -> str:
    """What a file says is text and never markup of a table."""
    return text.replace("[", r"\[")


@app.command("what-if")
def what_if(
    one: Name,
    other: Name,
    path: Annotated[Path, typer.Argument(help="Recorded mail: a tree of .eml, an mbox or a Maildir.")],
    council: Annotated[Path, typer.Option("--council", help="The council's directory file.")],
) -> None:
    """Show which duties recorded mail would bring under each of two protocols. Nothing is sent."""
    here, there = rulebook(council, one, None), rulebook(council, other, None)
    mails = list(mails_below(path))
    if not mails:
        raise ConfigurationError(f"{path}: there is no mail here; give a tree of .eml, an mbox or a Maildir")
    with bar("Looking through the mail", len(mails)) as step:
        ordered = in_order(mails, date_of, step)
    found = changes(list(_replayed(ordered, here, one)), list(_replayed(ordered, there, other)))
    console = Console()
    console.print(
        f"{found.mails} mails, {found.cases} matters that bring somebody a duty: "
        f"{sum(len(each.files) for each in found.changed)} things owed to somebody change, {found.same} stay as they are.",
        highlight=False,
        soft_wrap=True,
    )
    if not found.changed:
        return
    table = Table(show_lines=True)
    for column in ("For", f"Under {_called(one)}", f"Under {_called(other)}", "Times", "For instance"):
        table.add_column(column, overflow="fold")
    names = _names(here)
    for each in found.changed:
        examples = "\n".join(each.files[:EXAMPLES])
        table.add_row(
            _plain(names.get(each.whom, each.whom)),
            _plain(each.one),
            _plain(each.other),
            str(len(each.files)),
            _plain(examples),
        )
    console.print(table)


def _parse(data: bytes, direction: Direction) -> Message:
    return parse(data, direction=direction)


def _replayed(mails: list[Filed], book: Rulebook, name: str) -> Iterator[Replayed]:
    with bar(f"Reading and judging under {_called(name)}", len(mails)) as step:
        for each in replay(mails, book.deciding(), _parse):
            yield each
            step()


def _names(book: Rulebook) -> dict[str, str]:
    """Groups and people by their ids, whenever they were there."""
    council = book.council
    found = {group.id: group.name for group in council.groups}
    found |= {member.id: member.name for member in council.members}
    return found | {officer.id: officer.name for officer in council.officers}
