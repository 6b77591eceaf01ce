"""Decisions of officers: each is one thing, however often it is sent in, and what its record lacks is asked for once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports import OutboxRow, Work
from bot.services.decide import Deciding
from bot.services.decide import Decision as Decided
from bot.services.letters import ServiceLetters, named, pending
from bot.services.wording import day_in_words
from mailrules.council.model import Officer
from mailrules.decisions.history import Change, Decision, begun, followed, identity
from mailrules.decisions.read import read_record
from mailrules.decisions.record import CALLED, DecisionRecord
from mailrules.duties import CIRCULATE, Duty, Owed, waive
from mailrules.evaluation.lists import is_list, rule_of
from mailrules.vocabulary import DutyState, Kind

INCOMPLETE = "decision-incomplete"
OPEN = frozenset({DutyState.DUE, DutyState.HELD})
WITHDRAWN = "the decision is withdrawn before it stood on a list"
SAME = {
    Change.DUPLICATE: "it is the decision of which a record has come already",
    Change.COMPLETED: "it completes the record of a decision that waits for its list",
    Change.CORRECTION: "it corrects the record of a decision that waits for its list",
}


@dataclass(frozen=True, kw_only=True)
class Recording:
    """Keeps what a decided mail says of decisions, and writes the question that follows."""

    deciding: Deciding

    def heard(self, work: Work, decided: Decided, *, now: datetime) -> Iterator[OutboxRow]:
        """Keep the decision that the mail is about; the letter that asks its officer for what is missing."""
        sender = decided.reading.sender
        officer = sender.internal and sender.authentic and sender.group_of_member is None
        if (
            not officer
            or decided.reading.machine is not None
            or not self.deciding.protocol.watches(Kind.DECISION_RECORD)
        ):
            return
        record, known = self._known(work, decided)
        is_record = Kind.DECISION_RECORD in decided.reading.kinds or self._asked_about(work, decided) is not None
        if not is_record and not (known is not None and (record.withdraws or record.corrects)):
            return
        message_id = decided.message.message_id
        if known is None:
            after = begun(record, message_id=message_id, at=decided.at)
        else:
            after = followed(known, record, message_id=message_id, at=decided.at)
        work.decisions.keep(after)
        change = next(each.change for each in after.versions if each.message_id == message_id)
        work.journal.write(
            at=now, actor="evenhand", action=f"decision {change}", about=after.id, details={"message_id": message_id}
        )
        self._settle(work, after, change, message_id)
        if change is Change.NEW and record.missing and not record.withdraws:
            yield from self._ask(after, decided, now)

    def _known(self, work: Work, decided: Decided) -> tuple[DecisionRecord, Decision | None]:
        """What the mail says, and the decision that it is about: by its identity, else by its thread."""
        message, roll = decided.message, self.deciding.setting(decided.at).roll
        person = roll.person(decided.reading.sender.person or "")
        post = f"{person.name}, {person.post}" if isinstance(person, Officer) else ""
        record = read_record(
            message.subject,
            decided.reading.visible.written,
            tuple(each.text for each in message.attachments),
            sent=self.deciding.calendar.local_day(decided.at),
            sender=post,
        )
        known = work.decisions.get(identity(record))
        if known is None:
            known = self._asked_about(work, decided)
        if known is None and not record.reference:
            known = next((found for each in message.thread if (found := work.decisions.of_mail(each))), None)
        if known is not None and not record.day:  # an answer speaks of its own day where it names none
            record = replace(record, title=known.record.title, decision_maker=known.record.decision_maker)
        return record, known

    def _asked_about(self, work: Work, decided: Decided) -> Decision | None:
        """The decision about which the mail answers a question of Evenhand's."""
        rows = (work.outbox.by_message_id(each) for each in decided.message.thread)
        asked = next((row for row in rows if row is not None and row.purpose == INCOMPLETE), None)
        return work.decisions.of_mail(asked.case) if asked is not None else None

    def _settle(self, work: Work, decision: Decision, change: Change, message_id: str) -> None:
        """Of all its mails, one duty brings the decision on a list; a later one only what has changed since that list."""
        own = self._things(work, message_id)
        others = [duty for each in decision.versions if each.message_id != message_id
                  for duty in self._things(work, each.message_id)]  # fmt: skip
        waiting = [duty for duty in others if work.lists.of(duty.key) is None and duty.state in OPEN]
        if change is Change.WITHDRAWAL and not decision.listed:
            for duty in (*own, *waiting):
                self._waive(work, duty, WITHDRAWN)
        elif change is Change.WITHDRAWAL and not own and others:
            work.record.keep_duty(_again(others[0], message_id))
        elif change is Change.DUPLICATE or (change in SAME and waiting):
            for duty in own:
                self._waive(work, duty, SAME[change])
        elif change is Change.CORRECTION and not own and others and decision.listed:
            work.record.keep_duty(_again(others[0], message_id))

    def _things(self, work: Work, message_id: str) -> list[Duty]:
        """The duties by which a mail's decision comes on a list."""
        duties = (duty for duty in work.record.duties_of(message_id) if duty.rule == CIRCULATE and not is_list(duty))
        rules = ((duty, rule_of(duty, self.deciding.protocol)) for duty in duties)
        return [duty for duty, rule in rules if rule is not None and rule.gathered]

    def _waive(self, work: Work, duty: Duty, reason: str) -> None:
        if duty.state in OPEN:
            work.record.keep_duty(waive(duty, reason))

    def _ask(self, decision: Decision, decided: Decided, now: datetime) -> Iterator[OutboxRow]:
        roll = self.deciding.setting(now).roll
        officer = roll.person(decided.reading.sender.person or "")
        to = named([officer] if officer else [])
        if not to:
            return
        values = {
            "reference": decision.record.reference,
            "title": decision.record.title,
            "date_words": day_in_words(self.deciding.calendar.local_day(decided.at)),
            "missing": [CALLED[name] for name in decision.record.missing],
        }
        key = f"{INCOMPLETE}/{decision.id}"
        letter = ServiceLetters(deciding=self.deciding).letter(INCOMPLETE, key, to, values)
        yield replace(
            pending(letter, purpose=INCOMPLETE, duty=None, release_at=now, at=now), case=decided.message.message_id
        )


def _again(duty: Duty, message_id: str) -> Duty:
    """The duty to list the same decision once more, for what a later mail says of it."""
    head, _, moment = duty.key.rpartition("/")
    protocol, clause = head.split("/")[:2]
    owed = tuple(Owed(group=each.group) for each in duty.owed)
    return replace(
        duty,
        key=f"{protocol}/{clause}/{message_id}/{moment}",
        case=message_id,
        owed=owed,
        state=DutyState.DUE,
        reasons=(),
    )
