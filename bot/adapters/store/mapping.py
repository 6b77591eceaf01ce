"""Domain values to rows, and back: the one place where both are known."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

from bot.adapters.store import tables
from bot.ports import Letter, OutboxRow, OutboxState, RecordedMail
from mailrules.cases import Case
from mailrules.copies.repair import Repair
from mailrules.decisions.history import Decision
from mailrules.duties import Duty
from mailrules.reading.model import Item

T = TypeVar("T")


_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind) for kind in (Case, Decision, Duty, Item, Letter, Repair)
}


def to_json(value: object) -> str:
    """A frozen domain value as JSON."""
    return _ADAPTERS[type(value).__name__].dump_json(value).decode()


def from_json(kind: type[T], text: str) -> T:
    """The domain value of that JSON."""
    value: T = _ADAPTERS[kind.__name__].validate_json(text)
    return value


def mail_row(mail: RecordedMail) -> tables.Mail:
    """A mail as a row."""
    return tables.Mail(
        key=mail.key,
        message_id=mail.message_id,
        direction=mail.direction,
        mailbox=mail.mailbox,
        folder=mail.folder,
        arrival_id=mail.arrival_id,
        received=mail.received,
        recorded=mail.recorded,
        raw=mail.raw,
        bcc=list(mail.bcc),
        decided=mail.decided,
        disposition=mail.disposition,
        decision=mail.decision,
        retention=mail.retention,
        settled=mail.settled,
    )


def mail_of(row: tables.Mail) -> RecordedMail:
    """A row as a mail."""
    return RecordedMail(
        key=row.key,
        message_id=row.message_id,
        direction=row.direction,
        mailbox=row.mailbox,
        folder=row.folder,
        arrival_id=row.arrival_id,
        received=row.received,
        recorded=row.recorded,
        raw=row.raw,
        bcc=tuple(row.bcc),
        decided=row.decided,
        disposition=row.disposition,
        decision=row.decision,
        retention=row.retention,
        settled=row.settled,
    )


def case_row(case: Case) -> tables.CaseRow:
    """A case as a row."""
    return tables.CaseRow(
        id=case.id,
        group=case.group,
        matter=case.matter,
        opened=case.opened,
        changed=case.events[-1].at,
        value=to_json(case),
    )


def duty_row(duty: Duty) -> tables.DutyRow:
    """A duty as a row."""
    return tables.DutyRow(**duty_values(duty))


def duty_values(duty: Duty) -> dict[str, Any]:
    """A duty's columns."""
    return {
        "key": duty.key,
        "case": duty.case,
        "clause": duty.clause,
        "state": duty.state,
        "due": duty.due,
        "release_at": duty.release_at,
        "value": to_json(duty),
    }


def outbox_row(row: OutboxRow) -> tables.OutboxLetter:
    """A letter on its way as a row."""
    return tables.OutboxLetter(**outbox_values(row))


def outbox_values(row: OutboxRow) -> dict[str, Any]:
    """A letter's columns."""
    return {
        "key": row.key,
        "purpose": row.purpose,
        "duty": row.duty,
        "case": row.case,
        "state": row.state.value,
        "letter": to_json(row.letter),
        "release_at": row.release_at,
        "created": row.created,
        "changed": row.changed,
        "claimed_by": row.claimed_by,
        "draft_id": row.draft_id,
        "message_id": row.message_id,
        "attempts": row.attempts,
        "why": row.why,
    }


def outbox_of(row: tables.OutboxLetter) -> OutboxRow:
    """A row as a letter on its way."""
    return OutboxRow(
        key=row.key,
        purpose=row.purpose,
        duty=row.duty,
        case=row.case,
        state=OutboxState(row.state),
        letter=from_json(Letter, row.letter),
        release_at=row.release_at,
        created=row.created,
        changed=row.changed,
        claimed_by=row.claimed_by,
        draft_id=row.draft_id,
        message_id=row.message_id,
        attempts=row.attempts,
        why=row.why,
    )
