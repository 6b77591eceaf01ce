"""`evenhand protocol`: a protocol, checked and explained."""

import json
from typing import Annotated

import typer
from rich.console import Console

from bot.adapters.texts import library_names, protocol_text, read_protocol
from mailrules.protocol.explain import explained, in_words
from mailrules.protocol.lint import lint

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
    """Say what is wrong with a protocol file, line by line, and what to look at again."""
    protocol = read_protocol(name)
    doubts = lint(*protocol_text(name))
    console = Console()

    def say(line: str) -> None:
        console.print(line, highlight=False, markup=False, soft_wrap=True)

    for doubt in doubts:
        say(f"look again: {doubt}")
    carried = sum(not clause.not_yet and bool(clause.rules) for clause in protocol.clauses)
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
