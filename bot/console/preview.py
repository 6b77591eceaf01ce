"""`evenhand preview`: how every letter would look, with example values."""

from pathlib import Path
from typing import Annotated

import typer

from bot.adapters.render.samples import previewed, render_preview
from bot.console.output import write_text
from bot.services.previewing import as_text


def preview(
    name: Annotated[str, typer.Argument(help="One template, by the name of its folder; without it, all.")] = "",
    *,
    templates: Annotated[
        list[Path] | None, typer.Option("--templates", help="A folder of your own words, which goes before ours.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write one HTML page here, to look at.")] = None,
) -> None:
    """Show the letters with example values: subject, text and, with --out, the HTML. Nothing is sent."""
    samples = previewed(tuple(templates or ()), name)
    if out is None:
        typer.echo(as_text(samples))
    else:
        write_text(out, render_preview(samples))
        typer.echo(f"The letters: {out}")
    if any(each.wrong for each in samples):
        raise typer.Exit(1)
