"""Letters that are no duty's notice, and findings: a person lets a held letter go, stops one, or sets a finding aside."""

from dataclasses import replace
from datetime import datetime

from bot.errors import ConfigurationError
from bot.ports import OutboxRow, OutboxState, Work
from mailrules.copies.repair import Repair, RepairError, waive
from mailrules.vocabulary import FindingState

LEAVES = "it leaves in the next round that is not before {when:%Y-%m-%d %H:%M} UTC"


def release_letter(work: Work, row: OutboxRow, *, by: str, reason: str, at: datetime) -> str:
    """Let a held letter leave at its release time, or now where that has passed.

    Raises:
        ConfigurationError: it is not held, or no reason is given.
    """
    if row.state in {OutboxState.PENDING, OutboxState.SENT}:
        return "it is already released"
    if row.state is not OutboxState.HELD:
        raise ConfigurationError(f"{row.key}: it is {row.state}: only a letter that is held can be released")
    leaves = max(at, row.release_at)
    _keep(work, row, replace(row, state=OutboxState.PENDING, release_at=leaves, changed=at, why=""), by, reason)
    return LEAVES.format(when=leaves)


def stop_letter(work: Work, row: OutboxRow, *, by: str, reason: str, at: datetime) -> str:
    """Stop a letter before it leaves, for good.

    Raises:
        ConfigurationError: it can no longer be stopped, or no reason is given.
    """
    if row.state is OutboxState.STOPPED:
        return "it is already stopped"
    if row.state not in {OutboxState.PENDING, OutboxState.HELD}:
        raise ConfigurationError(f"{row.key}: it is {row.state}: it can no longer be stopped")
    _keep(work, row, replace(row, state=OutboxState.STOPPED, changed=at, why=reason), by, reason)
    return "it is stopped"


def waive_finding(work: Work, finding: Repair, *, by: str, reason: str, at: datetime) -> str:
    """Set a finding aside for good.

    Raises:
        ConfigurationError: it is put right already, or no reason is given.
    """
    if finding.state is FindingState.WAIVED:
        return "it is already waived"
    try:
        work.findings.keep(waive(finding, reason, at=at))
    except RepairError as error:
        raise ConfigurationError(str(error)) from None
    work.journal.write(at=at, actor=by, action="finding waived", about=finding.key, details={"reason": reason})
    return "it is waived"


def _keep(work: Work, row: OutboxRow, changed: OutboxRow, by: str, reason: str) -> None:
    if not reason.strip():
        raise ConfigurationError("give a reason: it is kept with your name")
    if not work.outbox.change(changed, was=row.state):
        raise ConfigurationError(f"{row.key}: somebody else has just changed it: look at it again")
    action = "letter released" if changed.state is OutboxState.PENDING else "letter stopped"
    work.journal.write(at=changed.changed, actor=by, action=action, about=row.key, details={"reason": reason})
