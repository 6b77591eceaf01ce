"""`evenhand review`: what is held or about to leave, and what a person may do about it."""

import json
from collections.abc import Iterator
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.compose.running import Installation
from bot.console.common import DEFAULT_SETTINGS, By, Reason, SettingsFile, myself, opened
from bot.errors import ConfigurationError
from bot.ports import OutboxState, Work
from bot.services.audience import let_see, may_see
from bot.services.precedents import Precedents
from mailrules.copies.repair import OPEN, Repair
from mailrules.duties import Duty
from mailrules.evaluation.setting import Setting
from mailrules.vocabulary import DutyState, Kind

app = typer.Typer(help="What is held or about to leave, and why.", invoke_without_command=True)
Key = Annotated[str, typer.Argument(help="The key that the list shows.")]


@app.callback()
def waiting(context: typer.Context, by: By = "", settings: SettingsFile = DEFAULT_SETTINGS) -> None:
    """List what is held, and what is about to leave."""
    if context.invoked_subcommand is not None:
        return
    with opened(settings) as here:
        _listed(here, by)


def _listed(here: Installation, by: str) -> None:
    table = Table(title="Waiting for a person, or for its time", title_justify="left")
    for column in ("Key", "What", "Why, or when"):
        table.add_column(column, overflow="fold")
    with here.store.work(as_of=here.clock.now()) as work:
        setting = here.deciding.setting(here.clock.now())
        rows = [*_mails(work, by, setting), *_duties(work), *_findings(work, by, setting), *_letters(work, here)]
    for row in rows:
        table.add_row(*row)
    console = Console()
    if rows:
        console.print(table)
    else:
        console.print("Nothing is held, and nothing is about to leave.")


def _mails(work: Work, by: str, setting: Setting) -> Iterator[tuple[str, str, str]]:
    for mail in work.mails.held():
        if may_see(mail, by, setting):
            said = json.loads(mail.decision)
            yield mail.key, "mail: " + ", ".join(said["kinds"]), "; ".join(said["held_because"])


def _duties(work: Work) -> Iterator[tuple[str, str, str]]:
    for duty in work.record.duties(DutyState.HELD):
        yield duty.key, f"duty held: {duty.clause}, {duty.facts.served}", "; ".join(duty.reasons)


def _findings(work: Work, by: str, setting: Setting) -> Iterator[tuple[str, str, str]]:
    for each in work.findings.by_state(*OPEN):
        mail = work.mails.by_key(each.mail)
        if mail is None or may_see(mail, by, setting):
            yield (
                each.key,
                f"finding {each.state}: {each.finding}, {each.clause}",
                each.answer or "waits to be put right",
            )


def _letters(work: Work, here: Installation) -> Iterator[tuple[str, str, str]]:
    zone = here.book.council.timezone
    for row in work.outbox.by_state(OutboxState.PENDING, OutboxState.HELD, OutboxState.UNKNOWN):
        at = f"leaves {row.release_at.astimezone(zone):%Y-%m-%d %H:%M}"
        when = at if row.state is OutboxState.PENDING else row.why
        yield row.key, f"{row.state}: {row.letter.subject}", when


@app.command()
def show(key: Key, by: By = "", settings: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Show all there is about a mail, a duty or a letter."""
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        for line in _told(work, key, by, here.deciding.setting(here.clock.now())):
            Console().print(line, markup=False, highlight=False, soft_wrap=True)


def _told(work: Work, key: str, by: str, setting: Setting) -> Iterator[str]:
    duty, row = work.record.duty(key), work.outbox.get(key)
    mail = work.mails.by_key(key)
    if mail is not None:
        let_see(mail, by, setting)
    finding = work.findings.get(key)
    if duty is None and row is None and mail is None and finding is None:
        raise ConfigurationError(f"{key}: there is no such mail, duty, finding or letter; `evenhand review` lists them")
    if finding is not None:
        about = work.mails.by_key(finding.mail)
        if about is not None:
            let_see(about, by, setting)
        yield from _finding_told(finding, setting)
    if mail is not None and mail.decided is not None:
        yield from _mail_told(json.loads(mail.decision))
    if duty is not None:
        yield from _duty_told(duty, setting.roll.council.timezone)
    if row is not None:
        yield f"letter {row.state}: {row.letter.subject}"
        if row.why:
            yield f"because: {row.why}"
        yield "to " + ", ".join(f"{name} <{address}>" for name, address in row.letter.to)
        yield row.letter.text


def _mail_told(said: dict[str, Any]) -> Iterator[str]:
    yield f"mail {said['message_id']}: {', '.join(said['kinds'])}"
    yield from (f"held: {reason}" for reason in said["held_because"])
    for item in said["items"]:
        yield f"{item['kind']}, {item['group']}, topic: {item['topic']}, confidence {item['confidence']}"
        yield from (f"  {each['where']}: “{each['text']}” ({each['cue']})" for each in item["evidence"])


def _finding_told(finding: Repair, setting: Setting) -> Iterator[str]:
    sender = setting.roll.person(finding.sender)
    yield f"finding {finding.finding}, {finding.clause}, {finding.state}: mail {finding.mail}"
    who = sender.name if sender else "somebody whom the directory does not know"
    yield f"sent by {who}; copies: {', '.join(finding.addresses)}"
    told = (("its sender said", finding.answer), ("put right by", finding.evidence), ("waived", finding.reason))
    yield from (f"{what}: {words}" for what, words in told if words)


def _duty_told(duty: Duty, zone: ZoneInfo) -> Iterator[str]:
    by = f", by {duty.due.astimezone(zone):%Y-%m-%d %H:%M}" if duty.due else ""
    yield f"duty {duty.clause}, {duty.state}: {duty.facts.served}, topic: {duty.facts.topic}{by}"
    yield from (f"because: {reason}" for reason in duty.reasons)
    yield from (f"local choice: {choice}" for choice in duty.local_choice)


def _act(settings: SettingsFile, key: str, action: str, by: str, reason: str, **more: str) -> None:
    with opened(settings) as here:
        done = getattr(here.reviewing(), action)(key, by=by or myself(), reason=reason, **more)
    Console().print(f"{key}: {done}", markup=False, highlight=False, soft_wrap=True)


@app.command()
def release(key: Key, reason: Reason, by: By = "", settings: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Let a held notice, or a held letter, leave."""
    _act(settings, key, "release", by, reason)


@app.command()
def stop(key: Key, reason: Reason, by: By = "", settings: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Stop a notice before its release time (its duty is then held), or a letter for good."""
    _act(settings, key, "stop", by, reason)


@app.command()
def waive(key: Key, reason: Reason, by: By = "", settings: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Set a duty, or a finding, aside for good."""
    _act(settings, key, "waive", by, reason)


@app.command()
def correct(
    key: Key,
    topic: Annotated[str, typer.Option(help="The neutral topic.")],
    reason: Reason,
    by: By = "",
    settings: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Give a held notice another topic."""
    _act(settings, key, "correct", by, reason, topic=topic)


@app.command()
def settle(key: Key, reason: Reason, by: By = "", settings: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Say that a held mail has been looked at, and what came of it."""
    _act(settings, key, "settle", by, reason)


@app.command()
def refuse(key: Key, reason: Reason, by: By = "", settings: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Say that a held mail is not what it was taken for: what followed from it alone is set aside."""
    _act(settings, key, "refuse", by, reason)


@app.command("read-as")
def read_as(
    key: Key,
    kind: Annotated[list[Kind], typer.Option("--kind", help="What the mail is; give it again for each further kind.")],
    reason: Reason,
    by: By = "",
    settings: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Say what a mail is: it becomes a precedent, from which the reading learns, and to which it is held."""
    with opened(settings) as here:
        keeping = Precedents(store=here.store, clock=here.clock, deciding=here.deciding)
        done = keeping.keep(key, kind, by=by or myself(), reason=reason)
    Console().print(f"{key}: {done}", markup=False, highlight=False, soft_wrap=True)
