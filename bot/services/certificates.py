"""Certificates of equal treatment, from the register: for each notice, group by group, what was sent and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.ports import OutboxRow, OutboxState, Work
from bot.services.certified import lines_of
from bot.services.decide import Deciding
from bot.services.reconcile import SEEN
from bot.services.repeats import letters_of
from bot.services.send import ACCEPTED
from mailrules.cases import Case, Moment
from mailrules.certificate import Certificate, Line, Told, certify
from mailrules.duties import CIRCULATE, Duty
from mailrules.evaluation.lists import is_list, rule_of
from mailrules.evaluation.recipients import addressing


@dataclass(frozen=True, kw_only=True)
class Certifying:
    """Certifies within one transaction."""

    work: Work
    deciding: Deciding

    def all(self) -> Iterator[Certificate]:
        """A certificate for each notice that was ever owed, by deadline."""
        for duty in self.work.record.duties():
            if self.is_certified(duty):
                yield self.of(duty)

    def is_certified(self, duty: Duty) -> bool:
        """Whether it is a notice, or something that goes round by a letter of its own."""
        rule = rule_of(duty, self.deciding.protocol)
        return bool(duty.notice) or (rule is not None and (is_list(duty) or not rule.gathered))

    def of(self, duty: Duty) -> Certificate:
        """The certificate of one notice, or of something that goes round."""
        letters = letters_of(self.work, duty.key)
        zone = self.deciding.council.timezone
        if duty.rule == CIRCULATE:
            mail = self.work.mails.get(duty.case)
            at = letters[-1].changed if letters else mail.received if mail else duty.due
            assert at is not None
            went = lines_of(self.work, duty, letters, self.deciding.setting(at))
            return certify(key=duty.key, clause=duty.clause, state=str(duty.state), lines=went, zone=zone)
        case = self.work.record.case(duty.case)
        lines = tuple(
            Line(
                group=owed.group,
                name=self._name(case, owed.group),
                told=(*self._own(letters, owed.group), *_by_hand(case, owed.group)),
            )
            for owed in duty.owed
        )
        return certify(key=duty.key, clause=duty.clause, state=str(duty.state), lines=lines, zone=zone)

    def _name(self, case: Case | None, group_id: str) -> str:
        """The group's name when the case was opened: it may be gone since."""
        group = self.deciding.setting(case.opened).roll.group(group_id) if case else None
        return group.name if group else group_id

    def _own(self, letters: tuple[OutboxRow, ...], group: str) -> Iterator[Told]:
        for row in letters:
            to = self._of_group(row, group)
            if to:
                failed = (self.work.settings.get(f"failed:{row.key}") or "").split("\n")
                moments = {entry.action: entry.at for entry in self.work.journal.entries(about=row.key)}
                yield Told(
                    message_id=row.message_id,
                    addresses=to,
                    accepted=moments.get(ACCEPTED),
                    seen=moments.get(SEEN) if row.state is OutboxState.SENT else None,
                    failed=tuple(address for address in to if address.lower() in failed),
                )

    def _of_group(self, row: OutboxRow, group: str) -> tuple[str, ...]:
        """The addresses of the group in a letter, by who held its posts when the letter last changed."""
        roll = self.deciding.setting(row.changed).roll
        whom = addressing([group], roll, self.deciding.adoption).recipients
        of_group = {each.address.lower() for each in whom if each.group == group}
        return tuple(address for _, address in row.letter.to if address.lower() in of_group)


def _by_hand(case: Case | None, group: str) -> Iterator[Told]:
    """What officers told the group by mails of their own."""
    for event in case.events if case else ():
        if event.moment is Moment.TOLD and event.by_hand and event.group == group:
            yield Told(message_id=event.message_id, addresses=(), seen=event.at, by_hand=True)


def as_json(proved: Certificate, zone: ZoneInfo) -> dict[str, Any]:
    """The certificate as JSON; times in the council's own zone."""
    return {
        "key": proved.key,
        "clause": proved.clause,
        "state": proved.state,
        "verdict": "equal" if proved.equal else "unequal",
        "because": list(proved.because),
        "groups": [
            {
                "group": line.group,
                "name": line.name,
                "letters": [
                    {
                        "message_id": told.message_id,
                        "to": list(told.addresses),
                        "accepted": told.accepted.astimezone(zone).isoformat() if told.accepted else None,
                        "seen": told.seen.astimezone(zone).isoformat() if told.seen else None,
                        "bounced": list(told.failed),
                        "by_hand": told.by_hand,
                    }
                    for told in line.told
                ],
            }
            for line in proved.lines
        ],
    }
