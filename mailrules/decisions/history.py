"""One decision, however often it is sent in: a history of versions, each with the mail that brought it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from mailrules.decisions.record import NEEDED, DecisionRecord, merged


class Change(StrEnum):
    """What a mail did to a decision."""

    NEW = "new"
    DUPLICATE = "duplicate"
    COMPLETED = "completed"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One mail about a decision, at its moment (aware)."""

    message_id: str
    at: datetime
    change: Change


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision with its history, oldest version first.

    Attributes:
        listed: the day (ISO) of the list on which it last stood; empty while it has stood on none.
    """

    id: str
    record: DecisionRecord
    versions: tuple[Version, ...]
    withdrawn: bool = False
    listed: str = ""


def identity(record: DecisionRecord) -> str:
    """The same for every mail about one decision: its reference; without one, who decided what on which day."""
    if record.reference:
        return "d-" + _digest(_bare(record.reference))
    day = record.day.isoformat() if record.day else ""
    return "d-" + _digest(f"{_bare(record.decision_maker)}|{day}|{_bare(record.title)}")


def begun(record: DecisionRecord, *, message_id: str, at: datetime) -> Decision:
    """A decision of which nothing was known."""
    version = Version(message_id=message_id, at=at, change=Change.NEW)
    return Decision(id=identity(record), record=record, versions=(version,), withdrawn=record.withdraws)


def followed(decision: Decision, record: DecisionRecord, *, message_id: str, at: datetime) -> Decision:
    """The decision after a further mail; one that is known already changes nothing."""
    if any(each.message_id == message_id for each in decision.versions):
        return decision
    change = _change(decision, record)
    after = decision.record if change in {Change.DUPLICATE, Change.WITHDRAWAL} else merged(decision.record, record)
    withdrawn = change is Change.WITHDRAWAL or (decision.withdrawn and change is Change.DUPLICATE)
    version = Version(message_id=message_id, at=at, change=change)
    return replace(decision, record=after, versions=(*decision.versions, version), withdrawn=withdrawn)


def _change(decision: Decision, record: DecisionRecord) -> Change:
    if record.withdraws:
        return Change.WITHDRAWAL
    known = decision.record
    differ = [name for name in (*NEEDED, "concurrence", "exempt") if getattr(record, name)
              and _said(getattr(record, name)) != _said(getattr(known, name))]  # fmt: skip
    if not differ:
        return Change.DUPLICATE
    if all(not getattr(known, name) for name in differ) and not record.corrects:
        return Change.COMPLETED
    return Change.CORRECTION


def _said(value: object) -> str:
    return _bare(str(value))


def _bare(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.casefold()).strip()


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:24]
