"""What a replay found, as a table on the terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

SHOWN = 40


def summary(mails: Sequence[dict[str, Any]], console: Console) -> None:
    """Counts, and the mails from which something follows."""
    dispositions = Counter(mail["disposition"] for mail in mails)
    duties = [(mail, duty) for mail in mails for duty in mail["duties"]]
    console.print(
        f"{len(mails)} mails: {dispositions['act']} to act on, {dispositions['hold']} held for a person, "
        f"{dispositions['none']} from which nothing follows."
    )
    if not duties:
        console.print("No duty to tell anybody.")
        return
    table = Table(title="Duties", title_justify="left")
    for column in ("Mail", "Clause", "State", "Not before", "Tell", "Subject"):
        table.add_column(column, overflow="fold")
    for mail, duty in duties[:SHOWN]:
        table.add_row(
            mail["file"],
            duty["clause"],
            duty["state"],
            (duty["release_at"] or "")[:16].replace("T", " "),
            str(len(duty["tell"])),
            duty["subject"] or "",
        )
    console.print(table)
    if len(duties) > SHOWN:
        console.print(f"… and {len(duties) - SHOWN} more; the report has all of them.")


def story(mail: dict[str, Any], view: dict[str, Any], console: Console) -> None:
    """One mail in words: what it is, what follows, and why."""
    for line in _story(mail, view):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _story(mail: dict[str, Any], view: dict[str, Any]) -> Iterator[str]:
    yield view["subject"] or "(no subject)"
    yield f"{view['from']}, {view['date'][:16].replace('T', ' ')}"
    for item in mail["items"]:
        group = f", {item['group']}" if item["group"] else ""
        topic = f", topic: {item['topic']}" if item["topic"] else ""
        yield f"  {item['kind']}{group}{topic} (confidence {item['confidence']:.2f})"
        yield from (f"    {each['where']}: “{each['text']}” ({each['cue']})" for each in item["evidence"])
    if mail["flags"]:
        yield f"  Flags: {', '.join(mail['flags'])}"
    yield from (f"  Held: {reason}" for reason in mail["held_because"])
    for duty in mail["duties"]:
        yield from _duty(duty)
    yield from (f"  {route['clause']} belongs with: {', '.join(route['to'])}" for route in mail["routes"])
    yield from (f"  hit  {each['clause']} {each['rule']}: {each['reason']}" for each in view["hits"])
    yield from (f"  miss {each['clause']} {each['rule']}: {each['reason']}" for each in view["misses"])


def _duty(duty: dict[str, Any]) -> Iterator[str]:
    yield f"  {duty['clause']} {duty['state']}: tell {', '.join(duty['tell']) or 'nobody'}"
    if duty["due"]:
        yield f"    not before {duty['release_at']}, by {duty['due']}"
    yield from (f"    Local choice: {choice}" for choice in duty["local_choice"])
    if duty["text"]:
        yield f"    Subject: {duty['subject']}"
        yield from (f"    | {line}" for line in duty["text"].splitlines())
