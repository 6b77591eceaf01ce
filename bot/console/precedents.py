"""`evenhand precedents`: what people have said that mails are, and how the weights read them."""

import json
from typing import Annotated

import typer

from bot.console.common import DEFAULT_SETTINGS, By, SettingsFile, myself, opened
from bot.services.precedents import Precedents
from bot.services.precedents import precedents as kept
from mailrules.reading.learning.precedents import read_by


def precedents(
    settings: SettingsFile = DEFAULT_SETTINGS,
    by: By = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one list.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Let the weights go live although they contradict some.")
    ] = False,
) -> None:
    """List the precedents, and which of them the weights read otherwise."""
    with opened(settings) as here:
        weights = here.deciding.weights
        with here.store.work(as_of=here.clock.now()) as work:
            found = kept(work)
        said = [
            {
                "key": each.key, "at": each.at.isoformat(), "by": each.by, "reason": each.reason,
                "kinds": sorted(each.kinds), "read": str(read_by(weights, each.mail)) if weights else None,
            }
            for each in found
        ]  # fmt: skip
        if accept and weights is not None:
            Precedents(store=here.store, clock=here.clock, deciding=here.deciding).accept(weights, by=by or myself())
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    for each in found:
        read = read_by(weights, each.mail) if weights else None
        held = "as people do" if read in each.kinds else f"as {read}, against it"
        typer.echo(f"{each.key}: {', '.join(sorted(each.kinds))} ({each.by}: {each.reason}); read {held}")
    if not found:
        typer.echo("There are no precedents: `evenhand review read-as` keeps one.")
    if accept:
        typer.echo("The weights are accepted as they are.")
