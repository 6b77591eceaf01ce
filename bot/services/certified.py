"""What each group was sent of something that went round: by whom of the group stands in To, or had the mail itself."""

from collections.abc import Iterator
from datetime import datetime

from bot.ports import OutboxRow, OutboxState, Work
from bot.services.reconcile import SEEN
from bot.services.send import ACCEPTED
from mailrules.certificate import Line, Told
from mailrules.council.roll import Roll
from mailrules.duties import Duty
from mailrules.evaluation.owed_now import people_of
from mailrules.evaluation.setting import Setting


def lines_of(work: Work, duty: Duty, letters: tuple[OutboxRow, ...], setting: Setting) -> tuple[Line, ...]:
    """A line for each group in which somebody is owed it, in the directory's order.

    Args:
        letters: every letter of the duty, oldest first.
        setting: of the day on which it went round, or of today while it has not.
    """
    roll = setting.roll
    owed = {person.email for each in duty.owed for person in people_of(each.group, duty, setting).people}
    owed |= {address for row in letters for _, address in row.letter.to} | set(duty.had)
    return tuple(
        Line(
            group=group.id,
            name=group.name,
            told=(*_had(work, duty, group.id, roll), *_sent(work, letters, group.id, roll)),
        )
        for group in roll.groups()
        if any(_sits_in(address, group.id, roll) for address in owed)
    )


def _had(work: Work, duty: Duty, group: str, roll: Roll) -> Iterator[Told]:
    """Those of the group whom the mail itself has reached."""
    there = tuple(address for address in duty.had if _sits_in(address, group, roll))
    mail = work.mails.get(duty.case) if there else None
    if mail is not None:
        yield Told(message_id=duty.case, addresses=there, seen=mail.received, by_hand=True)


def _sent(work: Work, letters: tuple[OutboxRow, ...], group: str, roll: Roll) -> Iterator[Told]:
    for row in letters:
        there = tuple(address for _, address in row.letter.to if _sits_in(address, group, roll))
        if there:
            failed = (work.settings.get(f"failed:{row.key}") or "").split("\n")
            moments: dict[str, datetime] = {each.action: each.at for each in work.journal.entries(about=row.key)}
            yield Told(
                message_id=row.message_id,
                addresses=there,
                accepted=moments.get(ACCEPTED),
                seen=moments.get(SEEN) if row.state is OutboxState.SENT else None,
                failed=tuple(address for address in there if address.lower() in failed),
            )


def _sits_in(address: str, group: str, roll: Roll) -> bool:
    person = roll.whose(address)
    return person is not None and roll.group_of(person.id) == group
