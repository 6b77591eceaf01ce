"""`evenhand demo`: weeks of a council's life through the real service, in a tenant in a box; or a box to play with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.adapters.files import mails_below
from bot.adapters.render.report import render_report
from bot.compose.demo import Lived, Told, Weeks
from bot.compose.trying import World, sample_events
from bot.console.progress import bar
from bot.ports import OutboxState
from bot.services.decide import Decision
from mailrules.council.roll import Roll
from mailrules.vocabulary import Direction

PAUSE = 0.5
"""Real seconds between two looks into the folder."""


def demo(
    out: Annotated[Path, typer.Option(help="Where the report, and with --serve the folder for mail, is put.")] = Path(
        "demo-out"
    ),
    *,
    protocol: Annotated[str, typer.Option(help="A name of the library, or a file.")] = "enfield",
    serve: Annotated[bool, typer.Option("--serve", help="Leave box and service up, to play with.")] = False,
    speed: Annotated[int, typer.Option(min=1, help="With --serve: seconds that pass in the box in one of ours.")] = 600,
) -> None:
    """Run weeks of a sample council's life through the whole service. Nothing leaves this machine."""
    out.mkdir(parents=True, exist_ok=True)
    if serve:
        _serve(out, protocol, speed)
        return
    events = sample_events()
    with TemporaryDirectory() as folder, bar("Living through six weeks", len(events)) as step:
        lived = Weeks(Path(folder), events, protocol=protocol).live(step)
    report = out / "demo.html"
    report.write_text(render_report(lived.report), encoding="utf-8")
    _told(lived, report, Console())


def _told(lived: Lived, report: Path, console: Console) -> None:
    table = Table(title="Notices", title_justify="left")
    for column in ("Clause", "Group served", "Told", "Ended", "In Sent Items"):
        table.add_column(column, overflow="fold")
    for told in lived.notices:
        table.add_row(*_row(told))
    console.print(table)
    for line in _lines(lived):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    console.print(f"The report: {report}", markup=False, highlight=False, soft_wrap=True)


def _row(told: Told) -> tuple[str, ...]:
    duty, row = told.duty, told.row
    reached = [owed.group for owed in duty.owed if owed.met_by]
    why = row.why or "; ".join(duty.reasons)
    ended = f"letter {row.state}, duty {duty.state}" + (f": {why}" if why else "")
    times = {0: "no", 1: "once"}.get(told.copies, f"{told.copies} times")
    return duty.clause, duty.facts.served, ", ".join(reached), ended, times


def _lines(lived: Lived) -> list[str]:
    counts = lived.counts
    sent = sum(told.row.state is OutboxState.SENT for told in lived.notices)
    twice = sum(told.copies > 1 for told in lived.notices)
    proof = "proves itself" if lived.journal_broken is None else f"is broken at entry {lived.journal_broken}"
    decided = f"{counts.get('mails decided', 0)} mails decided; {sent} notices left, {twice} of them twice"
    round_ = f"{lived.circulations} letters went round"
    others = f"{lived.to_own_people} letters to the council's own people; {len(lived.held)} duties held for a person."
    return [
        f"{decided}; {round_}; {others}",
        f"The service died {lived.deaths} time(s) in the middle of sending; the mailbox was asked before it went on.",
        f"The journal {proof}; its head is {lived.journal_head[:16]}.",
        *(f"A step failed: {error}" for error in lived.errors),
    ]


def _serve(out: Path, protocol: str, speed: int) -> None:
    folder = out / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    console = Console()
    start = sample_events()[0].at
    with TemporaryDirectory() as data, World(Path(data), start=start, protocol=protocol) as world:
        chief = world.council.chief_executive_mailbox
        lines = (
            f"A tenant with the sample council is at {world.box.base_url}; its clock shows {start:%A %d %B %Y, %H:%M}",
            f"and goes {speed} times as fast as yours. Drop a mail (.eml) into {folder}:",
            f"it is delivered to the chief executive ({chief}), or sent by them where it lies in a folder `sent`.",
            "Ctrl-C ends it.",
        )
        for line in lines:
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        with world.running() as (_, service):
            play = _Play(world, folder, speed, console)
            living = replace(service, judging=replace(service.judging, decided=play.decided))
            try:
                while True:
                    play.look(living.minute)
                    sleep(PAUSE)
            except KeyboardInterrupt:
                console.print("Ended.")


class _Play:
    """Delivers what is dropped into the folder, lets time pass, and says what comes of it."""

    def __init__(self, world: World, folder: Path, speed: int, console: Console) -> None:
        self._world, self._folder, self._speed, self._console = world, folder, speed, console
        self._seen: set[Path] = set()
        self._last = monotonic()
        self._known = len(world.tenant.delivered)

    def look(self, round_: Callable[[], None]) -> None:
        """One look, and one round of the service."""
        now = monotonic()
        self._world.tenant.clock.advance(timedelta(seconds=(now - self._last) * self._speed))
        self._last = now
        for mail in mails_below(self._folder):
            if mail.path not in self._seen:
                self._seen.add(mail.path)
                self._world.put(mail.direction, mail.read(), at=self._world.tenant.clock.now())
                self._say(f"{'sent by hand' if mail.direction is Direction.OUT else 'delivered'}: {mail.name}")
        before = dict(self._world.heard.counts)
        round_()
        for step, count in self._world.heard.counts.items():
            if count > before.get(step, 0):
                self._say(f"{step}: {count - before.get(step, 0)}")
        self._letters()

    def _letters(self) -> None:
        day = self._world.tenant.clock.now().astimezone(self._world.council.timezone).date()
        roll = Roll(self._world.council, day)
        for delivery in self._world.tenant.delivered[self._known :]:
            person = roll.whose(delivery.to)
            self._say(f"a mail reached {person.name if person else delivery.to}")
        self._known = len(self._world.tenant.delivered)

    def decided(self, decision: Decision) -> None:
        """Say what a mail was taken for, and what follows."""
        outcome = decision.outcome
        self._say(f"  taken for {', '.join(decision.reading.kinds)}: {outcome.disposition}")
        for duty in outcome.duties:
            leaves = f", may leave {duty.release_at:%a %d %b %H:%M}" if duty.release_at else ""
            self._say(f"  {duty.clause} {duty.state}{leaves}")
        for reason in outcome.held_because:
            self._say(f"  held: {reason}")

    def _say(self, words: str) -> None:
        at = self._world.tenant.clock.now().astimezone(self._world.council.timezone)
        self._console.print(f"{at:%a %d %b %H:%M}  {words}", markup=False, highlight=False, soft_wrap=True)
