"""`evenhand send`: a letter that leaves openly, or not at all."""

from pathlib import Path
from typing import Annotated

import typer

from bot.adapters.clock import RandomIds
from bot.console.common import DEFAULT_SETTINGS, SettingsFile, myself, opened
from bot.errors import ConfigurationError
from bot.services.posting import OBSERVING, Posted, Posting


def send(
    text: Annotated[Path, typer.Argument(help="The letter's words: a plain text file (UTF-8).")],
    to: Annotated[list[str], typer.Option("--to", help="An address; give it again for each further one.")],
    subject: Annotated[str, typer.Option("--subject", help="The subject.")],
    by: Annotated[str, typer.Option("--by", help="The officer who sends it: id, name or address.")] = "",
    cc: Annotated[
        list[str] | None, typer.Option("--cc", help="Who has a copy; each is named under the letter.")
    ] = None,
    settings: SettingsFile = DEFAULT_SETTINGS,
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why it leaves although something was found in it.")] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Put it on its way; without it, the letter is only shown.")
    ] = False,
) -> None:
    """Send a letter whose copies everybody sees: there are no hidden ones. It is checked first, and shown before it leaves."""
    try:
        words = text.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{text}: it cannot be read as UTF-8 text: {error}") from None
    with opened(settings) as here:
        posting = Posting(
            store=here.store, clock=here.clock, ids=RandomIds(), deciding=here.deciding,
            acting=here.settings.mode == "act",
        )  # fmt: skip
        posted = posting.prepared(words, subject=subject, to=to, cc=cc or (), by=by or myself())
        _show(posted)
        if not yes:
            typer.echo(
                "Nothing has left. To send it, say the same with --yes."
                if posting.acting
                else f"Nothing has left: {OBSERVING}."
            )
            return
        key = posting.post(posted, by=by or myself(), reason=reason)
        typer.echo(f"On its way as {key}: the running service sends it in its next round.")


def _show(posted: Posted) -> None:
    letter = posted.letter
    for header, people in (("To", letter.to), ("Cc", letter.cc)):
        if people:
            typer.echo(
                f"{header}: " + ", ".join(f"{name} <{address}>" if name else address for name, address in people)
            )
    typer.echo(f"Subject: {letter.subject}\n\n{letter.text}")
    for each in posted.wrong:
        typer.echo(f"Found: {each}")
