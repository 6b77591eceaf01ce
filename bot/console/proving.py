"""`evenhand certificate`: equal treatment, proved group by group."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.adapters.render.certificate import render_certificates
from bot.console.common import DEFAULT_SETTINGS, SettingsFile, opened
from bot.console.output import write_text
from bot.errors import ConfigurationError
from bot.services.certificates import Certifying, as_json


def certificate(
    key: Annotated[str, typer.Argument(help="The duty, as `evenhand duties` lists it; without it, all notices.")] = "",
    settings: SettingsFile = DEFAULT_SETTINGS,
    *,
    as_json_: Annotated[bool, typer.Option("--json", help="Print JSON, one list of certificates.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the certificates, one HTML file, here.")] = None,
    unequal: Annotated[bool, typer.Option("--unequal", help="Only what was unequal; exit code 1 if anything.")] = False,
) -> None:
    """Certify for a notice what each group was sent, when it was accepted, seen and bounced: equal or unequal, and why."""
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        certifying, zone = Certifying(work=work, deciding=here.deciding), here.book.council.timezone
        duty = work.record.duty(key) if key else None
        if key and (duty is None or not certifying.is_certified(duty)):
            raise ConfigurationError(f"{key}: there is no such notice or circulation; `evenhand duties` lists them")
        proved = [certifying.of(duty)] if duty else list(certifying.all())
        said = [as_json(each, zone) for each in proved if not (unequal and each.equal)]
        data = {
            "council": here.book.council.name,
            "protocol": here.book.protocol.protocol.title,
            "made": here.clock.now().astimezone(zone),
            "head": work.journal.head(),
            "certificates": said,
        }
    if out is not None:
        write_text(out, render_certificates(data))
    if as_json_:
        typer.echo(json.dumps(said, ensure_ascii=False))
    else:
        _tell(said, Console())
        if out is not None:
            typer.echo(f"The certificates: {out}")
    if unequal and said:
        raise typer.Exit(1)


def _tell(said: list[dict[str, Any]], console: Console) -> None:
    def line(words: str) -> None:
        console.print(words, markup=False, highlight=False, soft_wrap=True)

    if not said:
        line("There is nothing to certify.")
    for each in said:
        line(f"{each['key']}: {each['verdict']}. {'; '.join(each['because'])}.")
        for group in each["groups"]:
            for letter in group["letters"] or [None]:
                line(f"  {group['name']}: {_letter(letter)}")


def _letter(letter: dict[str, Any] | None) -> str:
    if letter is None:
        return "nothing was sent"
    if letter["by_hand"]:
        return f"an officer's own mail of {letter['seen'][:16].replace('T', ' ')}"
    parts = [f"to {', '.join(letter['to'])}"]
    parts += [f"{word} {letter[word][:16].replace('T', ' ')}" for word in ("accepted", "seen") if letter[word]]
    if letter["seen"] is None:
        parts.append("not seen in Sent Items")
    if letter["bounced"]:
        parts.append(f"came back from {', '.join(letter['bounced'])}")
    return "; ".join(parts)
