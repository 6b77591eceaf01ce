"""Earlier mail, as the register knows it; Evenhand's own letters among it, so that an answer to one is understood."""

import json
from dataclasses import dataclass, replace

from bot.ports import OutboxRow, Work
from mailrules.duties import Duty
from mailrules.mime import parse
from mailrules.reading.model import Fields, Item
from mailrules.reading.past import KnownMail
from mailrules.reading.visible import take_apart
from mailrules.vocabulary import Direction, Kind

ASK = "ask"
NOTICE = "notice"
CONSENT = "consent"
"""A councillor is asked, in the open, whether a copy that was made may stay where it is."""

_TAKEN_FOR = {NOTICE: Kind.EQUAL_ACCESS_NOTICE, ASK: Kind.OFFICER_ATTENDANCE_AGREED}
"""What Evenhand's own letters are, for whoever reads an answer to one."""


@dataclass(frozen=True)
class RegisteredPast:
    """`mailrules.reading.past.Past` over one transaction."""

    work: Work

    def mail(self, message_id: str) -> KnownMail | None:
        """The mail with that Message-ID, or the letter that Evenhand sent as it."""
        row = self.work.outbox.by_message_id(message_id)
        if row is not None:
            return self._own(row)
        mail = self.work.mails.get(message_id)
        if mail is None or mail.decided is None:
            return None
        written, subject = "", ""
        if mail.raw is not None:
            message = parse(mail.raw, direction=Direction(mail.direction))
            written, subject = take_apart(message.text).written, message.subject
        return KnownMail(
            message_id=message_id,
            subject=subject,
            items=self.work.record.items_of(message_id),
            written=written,
            case=json.loads(mail.decision)["case"],
        )

    def _own(self, row: OutboxRow) -> KnownMail | None:
        if row.purpose == CONSENT:  # the question is what an answer is read by
            return KnownMail(message_id=row.message_id, subject=row.letter.subject, items=(), written=row.letter.text)
        kind, duty = _TAKEN_FOR.get(row.purpose), self.work.record.duty(row.duty)
        if kind is None or duty is None:
            return None
        known = KnownMail(
            message_id=row.message_id, subject=row.letter.subject, items=(_item(kind, duty),), written=row.letter.text
        )
        return replace(known, case=row.case or None, asks=row.purpose == ASK)


def _item(kind: Kind, duty: Duty) -> Item:
    facts = duty.facts
    fields = Fields(officer=facts.officer, date=facts.day)
    return Item(kind=kind, group=facts.served, topic=facts.topic, fields=fields)
