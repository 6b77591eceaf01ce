"""`evenhand protocol`: a protocol, checked and explained."""

import json
from typing import Annotated

import typer
from rich.console import Console

from bot.adapters.texts import library_names, read_protocol
from mailrules.protocol.explain import explained, in_words

app = typer.Typer(help="A council's protocol, as data.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A name of the library, or a file.")]


@app.command("list")
def list_() -> None:
    """Name the protocols that are shipped."""
    console = Console()
    for name in library_names():
        protocol = read_protocol(name)
        console.print(f"{name}: {protocol.protocol.title} ({protocol.protocol.version})", highlight=False, markup=False)


@app.command()
def check(name: Name) -> None:
    """Say what is wrong with a protocol file, line by line."""
    protocol = read_protocol(name)
    carried = sum(not clause.not_yet and bool(clause.rules) for clause in protocol.clauses)
    Console().print(
        f"{protocol.protocol.title}: {len(protocol.clauses)} clauses, of which the service carries {carried}; nothing is wrong.",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


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
