"""A decision as it stands on a list: what is told of it, what is left out, and why it comes late."""

from dataclasses import dataclass
from datetime import date, time

from mailrules.calendar import Calendar
from mailrules.decisions.history import Decision
from mailrules.decisions.record import DecisionRecord
from mailrules.rhythm import Rhythm, first_closing_after

LABELS = (
    ("decision", "Decision"),
    ("reasons", "Reasons"),
    ("options", "Options rejected"),
    ("decision_maker", "Decided by"),
    ("concurrence", "Concurrence"),
    ("conflicts", "Conflicts of interest"),
)
END_OF_DAY = time(23, 59)
"""What is recorded on the day of a list belongs on the next one."""
LATE = "Late: it was recorded on {recorded}, and belonged on the list of {belonged}."
EXEMPT = "Its matter is exempt{under} and is left out here."
CORRECTED = "Corrected: it stood on the list of {listed}. This is how it reads now."
GONE = "Withdrawn: it stood on the list of {listed}."


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One decision on a list; every text ready to be shown.

    Attributes:
        rows: label and text of each part of the record that may be shown.
        notes: what has to be said beside it: that it is late, corrected, withdrawn, exempt in part.
        not_recorded: labels of what the record does not hold.
    """

    title: str
    reference: str
    day: str
    rows: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    not_recorded: tuple[str, ...] = ()


def entry(decision: Decision, *, closes: date, rhythm: Rhythm, calendar: Calendar) -> Entry:
    """The decision as the list that closes on that day (its nominal day) shows it."""
    record = decision.record
    listed = day_words(date.fromisoformat(decision.listed)) if decision.listed else ""
    notes = tuple(
        note
        for note in (
            GONE.format(listed=listed) if decision.withdrawn and listed else "",
            CORRECTED.format(listed=listed) if listed and not decision.withdrawn else "",
            "" if listed else _late(record, closes=closes, rhythm=rhythm, calendar=calendar),
            _exempt(record),
        )
        if note
    )
    day = day_words(record.day) if record.day else ""
    if record.exempt:
        return Entry(title="Exempt decision", reference=record.reference, day=day, notes=notes)
    if decision.withdrawn:
        return Entry(title=record.title, reference=record.reference, day=day, notes=notes)
    rows = tuple((label, getattr(record, name)) for name, label in LABELS if getattr(record, name))
    lacks = tuple(label.lower() for name, label in LABELS if name in record.missing)
    return Entry(title=record.title, reference=record.reference, day=day, rows=rows, notes=notes, not_recorded=lacks)


def order(decision: Decision) -> tuple[int, str, str]:
    """New decisions first, then corrections, then what was withdrawn; within each by day and reference."""
    kind = 0 if not decision.listed else 2 if decision.withdrawn else 1
    return kind, decision.record.day.isoformat() if decision.record.day else "", decision.record.reference


def day_words(day: date) -> str:
    """16 October 2026."""
    return f"{day.day} {day:%B %Y}"


def _late(record: DecisionRecord, *, closes: date, rhythm: Rhythm, calendar: Calendar) -> str:
    if record.recorded is None:
        return ""
    belonged = first_closing_after(rhythm, calendar.at(record.recorded, END_OF_DAY), calendar).nominal
    if closes <= belonged:
        return ""
    return LATE.format(recorded=day_words(record.recorded), belonged=day_words(belonged))


def _exempt(record: DecisionRecord) -> str:
    if not record.exempt:
        return ""
    numbers = [number for number in record.exempt if number != "?"]
    under = f" (paragraph {' and '.join(numbers)} of Schedule 12A to the Local Government Act 1972)" if numbers else ""
    return EXEMPT.format(under=under)
