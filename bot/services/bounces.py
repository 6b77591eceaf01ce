"""A notice that came back: the duty opens again for a group that nobody accepted it for, and a person decides."""

from datetime import datetime

from bot.ports import OutboxRow, Work
from bot.services.decide import Deciding, Decision
from bot.services.past import NOTICE
from mailrules.duties import CIRCULATE, Duty, reopen
from mailrules.evaluation.owed_now import people_of
from mailrules.evaluation.recipients import addressing
from mailrules.vocabulary import DutyState

BY_DUTY = frozenset({NOTICE, "circulation"})
CAME_BACK = (
    "the notice to {group} came back from every address of the group: look at the directory, and decide on the repeat"
)


def reopened(work: Work, decision: Decision, deciding: Deciding, *, at: datetime) -> tuple[Duty, ...]:
    """The duties that a bounce opens again, kept and entered in the journal; none where the mail is no bounce."""
    machine = decision.reading.machine
    if machine is None or machine.form != "bounce" or not machine.permanent:
        return ()
    row = _letter_about(work, decision)
    if row is None:
        return ()
    failed = set(machine.failed) | _failed_before(work, row)
    work.settings.put(f"failed:{row.key}", "\n".join(sorted(failed)), at=at)
    return came_back(work, row, deciding, at=at)


def came_back(work: Work, row: OutboxRow, deciding: Deciding, *, at: datetime) -> tuple[Duty, ...]:
    """The duty that opens again because of the bounces of that letter, which may come before it is seen in Sent Items."""
    failed, duty = _failed_before(work, row), work.record.duty(row.duty) if row.purpose in BY_DUTY else None
    if not failed or duty is None or duty.state in {DutyState.WAIVED, DutyState.BARRED}:
        return ()
    opened = duty
    for owed in duty.owed:
        addresses = _addresses(owed.group, duty, deciding, row.changed)
        written_to = addresses & {address.lower() for _, address in row.letter.to}
        if owed.met_by == row.message_id and written_to and written_to <= failed:
            opened = reopen(opened, owed.group, CAME_BACK.format(group=owed.group))
    if opened == duty:
        return ()
    work.record.keep_duty(opened)
    work.journal.write(
        at=at, actor="evenhand", action="duty opened again: the notice came back", about=duty.key,
        details={"failed": sorted(failed), "groups": list(opened.outstanding)},
    )  # fmt: skip
    return (opened,)


def _addresses(owed: str, duty: Duty, deciding: Deciding, at: datetime) -> set[str]:
    """The addresses of a group that is owed a notice, or of those who play a role to which something goes round."""
    setting = deciding.setting(at)
    if duty.rule == CIRCULATE:
        return {person.email.lower() for person in people_of(owed, duty, setting).people}
    whom = addressing([owed], setting.roll, deciding.adoption)
    return {recipient.address.lower() for recipient in whom.recipients if recipient.group == owed}


def _letter_about(work: Work, decision: Decision) -> OutboxRow | None:
    assert decision.reading.machine is not None
    message = decision.message
    inside = [
        word for part in message.attachments for word in part.text.split() if word.startswith("<") and "@" in word
    ]
    for message_id in (*decision.reading.machine.refers_to, *inside):
        row = work.outbox.by_message_id(message_id.strip(",;"))
        if row is not None:
            return row
    return None


def _failed_before(work: Work, row: OutboxRow) -> set[str]:
    return {each.lower() for each in (work.settings.get(f"failed:{row.key}") or "").split("\n") if each}
