"""The command line."""

import logging
import sys

import typer

from bot.console import council, protocol, replaying
from bot.console.progress import ERRORS
from bot.errors import ConfigurationError

app = typer.Typer(
    name="evenhand",
    help="Keeps a council's protocol on member/officer relations, from its mail.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.command("replay")(replaying.replay)
app.command("explain")(replaying.explain)
app.add_typer(council.app, name="council")
app.add_typer(protocol.app, name="protocol")


def main() -> None:
    """Run the command that is asked for; what is wrong with files or settings is said in plain words."""
    for noisy in ("pypdf", "flufl.bounce"):
        logging.getLogger(noisy).setLevel(
            logging.CRITICAL
        )  # they log what a hostile mail does to them; the mail's defects say it
    try:
        app()
    except ConfigurationError as error:
        ERRORS.print(str(error), style="red", highlight=False, markup=False)
        sys.exit(2)


if __name__ == "__main__":
    main()
