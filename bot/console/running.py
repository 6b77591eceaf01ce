"""`evenhand init`, `doctor`, `run`, `switch`, `thaw`: setting up, proving and running the service."""

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Annotated

import typer
from prometheus_client import CollectorRegistry
from rich.console import Console

from bot.adapters import health
from bot.adapters.clock import SystemClock
from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.probe import Found, clock_told, probe
from bot.adapters.logs import LoggingTeller
from bot.adapters.render.samples import broken_templates, without_words
from bot.adapters.store.engine import open_engine
from bot.adapters.store.schema import is_current
from bot.compose import running
from bot.compose.rulebook import rulebook
from bot.console.common import DEFAULT_SETTINGS, By, Reason, SettingsFile, myself, opened
from bot.console.doctor_second import second_app
from bot.errors import ConfigurationError, EvenhandError
from bot.services.precedents import Precedents
from bot.services.service import Job
from bot.settings import Settings, read_settings
from mailrules.council.check import check

NIGHTLY_SECONDS = 900


def init(  # noqa: PLR0917 - typer fills them by name
    tenant_id: Annotated[str, typer.Option(prompt="The tenant's id in Microsoft Entra")],
    client_id: Annotated[str, typer.Option(prompt="The app's client id")],
    certificate: Annotated[Path, typer.Option(prompt="The file with the app's key and certificate (PEM)")],
    council: Annotated[Path, typer.Option(prompt="The council's directory file")],
    protocol: Annotated[str, typer.Option(prompt="The protocol: a name of the library, or a file")],
    data_dir: Annotated[Path, typer.Option(prompt="The folder for the register")],
    must_not_reach: Annotated[str, typer.Option(prompt="A mailbox that the app must be refused, for the proof")],
    adoption: Annotated[str, typer.Option(prompt="The adoption file; nothing, where defaults are to decide")] = "",
    settings: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Ask what must be known, and write the settings; a new installation only observes."""
    if settings.exists():
        raise ConfigurationError(f"{settings}: there are settings already; change them, or move the file away first")
    rulebook(council, protocol, Path(adoption) if adoption else None)
    is_file = protocol.endswith((".yaml", ".yml"))
    values = {
        "data_dir": str(data_dir.resolve()),
        "council": str(council.resolve()),
        "protocol": str(Path(protocol).resolve()) if is_file else protocol,
        **({"adoption": str(Path(adoption).resolve())} if adoption else {}),
        "mode": "observe",
    }
    graph = {
        "tenant_id": tenant_id,
        "client_id": client_id,
        "certificate_file": str(certificate.resolve()),
        "must_not_reach": must_not_reach,
    }
    lines = ["# Settings of Evenhand. The environment goes before them: EVENHAND_MODE, EVENHAND_GRAPH__CLIENT_ID …"]
    lines += [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    lines += ["", "[graph]", *(f"{key} = {json.dumps(value)}" for key, value in graph.items())]
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _say(f"Written: {settings}. Next: evenhand doctor, then evenhand run. Nothing is sent until mode is set to act.")


def doctor(settings: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Prove that all is in place: sign-in, mailboxes, what must be out of reach, clock, register, files, templates."""
    console = Console()
    well = True
    for found in _examine(read_settings(settings)):
        console.print("well" if found.well else "MEND", style="green" if found.well else "bold red", end="  ")
        console.print(found.sentence, markup=False, highlight=False, soft_wrap=True)
        well = well and found.well
    if not well:
        raise typer.Exit(1)


def _examine(settings: Settings) -> Iterator[Found]:
    book = rulebook(settings.council, settings.protocol, settings.adoption)
    clock = SystemClock()
    problems = check(book.council, book.calendar().local_day(clock.now()))
    yield from (Found(well=False, sentence=f"Directory: {problem}") for problem in problems)
    if not problems:
        yield Found(
            well=True, sentence=f"The directory of {book.council.name} has nothing that stands in a notice's way."
        )
    yield Found(
        well=True, sentence=f"The protocol is {book.protocol.protocol.title} ({book.protocol.protocol.version})."
    )
    adopted = (
        f"Adopted as {book.adoption.source} says." if book.adoption.source else "No adoption file: defaults decide."
    )
    yield Found(well=True, sentence=adopted)
    broken = broken_templates(settings.templates)
    yield from (Found(well=False, sentence=sentence) for sentence in broken)
    if not broken:
        yield Found(well=True, sentence="Every template renders with its sample.")
    silent = without_words(book.protocol, settings.templates)
    yield from (Found(well=False, sentence=sentence) for sentence in silent)
    if not silent:
        yield Found(well=True, sentence="Whatever the protocol sends has words.")
    yield from _register(settings)
    yield from _graph(settings, book.council.chief_executive_mailbox, book.council.bot_mailbox, clock)
    yield from second_app(settings, book, clock)


def _register(settings: Settings) -> Iterator[Found]:
    engine = open_engine(settings.database)
    try:
        if not settings.data_dir.is_dir():
            yield Found(well=True, sentence="There is no register yet; `evenhand run` makes it.")
        elif is_current(engine):
            yield Found(well=True, sentence="The register has its newest form.")
        else:
            yield Found(
                well=True, sentence="The register has an older form, or none; `evenhand run` brings it up to date."
            )
    finally:
        engine.dispose()


def _graph(settings: Settings, chief: str, own: str, clock: SystemClock) -> Iterator[Found]:
    connection = GraphConnection(settings.graph, clock=clock, pause=time.sleep)
    try:
        yield from probe(connection, (chief, own), must_not_reach=settings.graph.must_not_reach)
        yield clock_told(connection)
    except EvenhandError as error:
        yield Found(well=False, sentence=f"Microsoft 365 was not reached: {error}")
    finally:
        connection.close()


def run(
    context: typer.Context,
    settings: SettingsFile = DEFAULT_SETTINGS,
    *,
    once: Annotated[bool, typer.Option("--once", help="Make one round, and end.")] = False,
) -> None:
    """Watch, decide, send, settle, keep the clock; until told to stop."""
    read = read_settings(settings)
    registry = CollectorRegistry()
    actor = f"{socket.gethostname()}:{os.getpid()}"
    with (
        running.alone(read),
        opened(settings) as here,
        running.graph(read, here.book.council, clock=here.clock, pause=time.sleep) as reached,
    ):
        Precedents(store=here.store, clock=here.clock, deciding=here.deciding).ask_before_live(here.deciding.weights)
        service = running.service(here, reached, actor=actor, teller=LoggingTeller(registry))
        if once:
            service.minute()
            return
        keep_time = context.obj
        if keep_time is None:
            raise ConfigurationError("there is no clock here: run the command `evenhand`, or use --once")

        stop = Event()
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: stop.set())
        jobs = (
            Job(name="round", seconds=read.tick_seconds, run=service.minute),
            Job(name="nightly", seconds=NIGHTLY_SECONDS, run=service.nightly),
        )
        allowed = health.allowed_age(read.tick_seconds)
        watched = health.application(running.heartbeat(read).last, here.clock.now, registry, allowed)
        with health.serving(watched, read.health_port):
            _say(f"Running in {read.mode} mode. Health: http://127.0.0.1:{read.health_port}/health")
            keep_time(jobs, stop)


def switch(
    state: Annotated[str, typer.Argument(help="on or off; without it, says how it stands.")] = "",
    reason: Reason = "",
    by: By = "",
    settings: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Stop all sending at once, or let it go on."""
    with opened(settings) as here:
        one = here.switch()
        if state in {"on", "off"}:
            if not reason.strip():
                raise ConfigurationError("give a --reason: it is kept with your name")
            one.turn(off=state == "off", by=by or myself(), reason=reason)
        elif state:
            raise ConfigurationError(f"{state}: write on or off")
        _say(f"Nothing leaves: {why}." if (why := one.why_not()) else "Letters may leave.")


def thaw(reason: Reason, by: By = "", settings: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Say that a frozen register belongs here, after having looked; every open letter is reconciled before it may send."""
    with opened(settings) as here:
        running.thaw(here, by=by or myself(), reason=reason)
        _say("The register belongs here. What was under way is looked for in the mailbox first.")


def _say(words: str) -> None:
    Console().print(words, markup=False, highlight=False, soft_wrap=True)
