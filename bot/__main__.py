"""The command line."""

import sys
from collections.abc import Callable, Sequence
from threading import Event

import typer

from bot.adapters import logs
from bot.console import (
    attesting,
    calendar,
    council,
    demo,
    enrolment,
    flow_rule,
    impartial,
    learning,
    posting,
    precedents,
    preview,
    protocol,
    proving,
    register,
    registers,
    replaying,
    reviewing,
    running,
)
from bot.console.progress import ERRORS
from bot.errors import ConfigurationError, EvenhandError
from bot.services.service import Job

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
app.command("train")(learning.train)
app.command("evaluate")(learning.evaluate)
app.command("precedents")(precedents.precedents)
app.command("demo")(demo.demo)
app.command("init")(running.init)
app.command("doctor")(running.doctor)
app.command("run")(running.run)
app.command("enrolled")(enrolment.enrolled)
app.command("switch")(running.switch)
app.command("thaw")(running.thaw)
app.add_typer(reviewing.app, name="review")
app.command("case")(register.case)
app.command("duties")(register.duties)
app.add_typer(flow_rule.app, name="flow-rule")
app.command("calendar")(calendar.calendar)
app.command("send")(posting.send)
app.command("preview")(preview.preview)
app.command("certificate")(proving.certificate)
app.command("attest")(attesting.attest)
app.command("impartiality")(impartial.impartiality)
app.command("register")(registers.register)
app.add_typer(register.journal, name="journal")


KeepTime = Callable[[Sequence[Job], Event], None]
"""Runs jobs at their intervals until the event is set; the clock stands outside, in `scheduler.py`."""


def main(keep_time: KeepTime | None = None) -> None:
    """Run the command that is asked for; what is wrong with files or settings is said in plain words."""
    logs.set_up()
    try:
        app(obj=keep_time)
    except (ConfigurationError, EvenhandError) as error:
        ERRORS.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
