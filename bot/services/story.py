"""The story of a case, in order: what happened, what was owed, what left, who did what."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.ports import Work
from mailrules.cases import Case


def story_of(work: Work, case: Case, zone: ZoneInfo) -> Iterator[str]:
    """The story, a line at a time, in the council's own time."""
    yield f"{case.id}: {case.group}, {case.matter}, {case.topic or 'no topic'}"
    lines: list[tuple[datetime, str]] = [
        (
            event.at,
            ", ".join(filter(None, (event.moment, event.group, "by hand" if event.by_hand else "")))
            + f": {event.message_id}",
        )
        for event in case.events
    ]
    for duty in work.record.duties_of(case.id):
        lines.extend(
            (entry.at, f"{entry.action} ({entry.actor}): {duty.clause}")
            for entry in work.journal.entries(about=duty.key)
        )
    for at, words in sorted(lines):
        yield f"  {at.astimezone(zone):%Y-%m-%d %H:%M}  {words}"
    for duty in work.record.duties_of(case.id):
        owed = f", still owed to {', '.join(duty.outstanding)}" if duty.outstanding else ""
        yield f"  {duty.clause} is {duty.state}{owed}"
