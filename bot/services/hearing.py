"""What later mail says to a finding: its sender's answer, a letter that informs the councillor, the councillor's consent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports import OutboxRow, OutboxState, RecordedMail, Work
from bot.services.decide import Decision
from bot.services.past import CONSENT
from bot.services.repairing import MEND, TOLD, Repairing
from mailrules.copies.clauses import asked_of
from mailrules.copies.repair import Repair, answered, informs, put_right, settled_by_telling, still_open
from mailrules.copies.spoken import spoken_of
from mailrules.copies.wrong import Copy
from mailrules.vocabulary import Direction, Finding, FindingState, Kind, Mode

_YES = re.compile(
    r"^\W*(?:yes|please (?:do|send)|do send|send (?:it|them)|go ahead|agreed|ok(?:ay)?|fine)\b[^\n.!,;]{0,40}[.!,;]?\s*",
    re.IGNORECASE,
)
REFUSED = "The councillor has refused consent."
_LEAST_REASON = 3
"""Words: shorter than that is no reason."""


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """Takes from a decided mail what bears on findings."""

    repairing: Repairing

    def heard(self, work: Work, mail: RecordedMail, decision: Decision, *, now: datetime) -> None:
        """Keep what the mail says to open findings."""
        sender = decision.reading.sender
        if decision.reading.machine is not None or not sender.authentic:
            return
        for row in self._answered(work, decision):
            if row.purpose == MEND:
                self._sender_answers(work, row, decision, now)
            elif row.purpose == CONSENT:
                self._councillor_answers(work, row, decision, now)
        officer = sender.internal and sender.person is not None and sender.group_of_member is None
        if officer:
            self._informs(work, decision, now)
            own = self.repairing.deciding.council.bot_mailbox
            if mail.mailbox == own and decision.message.direction is Direction.IN:
                self._by_word_of_mouth(work, mail, decision, now)

    def _answered(self, work: Work, decision: Decision) -> list[OutboxRow]:
        found = (work.outbox.by_message_id(each) for each in decision.message.thread)
        return [row for row in found if row is not None][:1]

    def _sender_answers(self, work: Work, row: OutboxRow, decision: Decision, now: datetime) -> None:
        who = {decision.reading.sender.person, decision.reading.sender.acting} - {None}
        repairs = [each for each in still_open(work.findings.of_mail(row.case)) if each.sender in who]
        words = decision.reading.visible.written.strip()
        if not repairs or not words:
            return
        yes = _YES.match(words)
        reason = words[yes.end() :].strip() if yes else words
        if yes:
            self._let_go(work, row.case, decision, now)
        said = reason if len(reason.split()) >= _LEAST_REASON else ""
        kept = [
            answered(each, said or words, decision.message.message_id, at=now) if said or not yes else each
            for each in repairs
        ]
        looked_at = [
            each
            for each in still_open(kept)
            if (not yes or (each.wants == "mend" and not settled_by_telling(each)))
            and each.state is not FindingState.ESCALATED
        ]
        if looked_at:  # only a person can say whether it is mended
            done = {each.key: each for each in self.repairing.escalated(work, looked_at, now=now)}
            kept = [done.get(each.key, each) for each in kept]
        self._keep(work, kept, "sender answered", {"said": words}, now)

    def _let_go(self, work: Work, mail: str, decision: Decision, now: datetime) -> None:
        """The sender has said yes: the drafted letters leave, unless the council looks at everything under the clause."""
        adoption = self.repairing.deciding.adoption
        if any(adoption.mode_of(each.clause) is Mode.HOLD for each in still_open(work.findings.of_mail(mail))):
            return
        by = decision.reading.sender.person or ""
        for row in work.outbox.by_state(OutboxState.HELD):
            if row.case == mail and row.purpose in {TOLD, CONSENT}:
                work.outbox.change(
                    replace(row, state=OutboxState.PENDING, release_at=now, changed=now, why=""), was=OutboxState.HELD
                )
                work.journal.write(
                    at=now,
                    actor=by,
                    action="letter released",
                    about=row.key,
                    details={"answer": decision.message.message_id},
                )

    def _councillor_answers(self, work: Work, row: OutboxRow, decision: Decision, now: datetime) -> None:
        person = decision.reading.sender.person
        repairs = [each for each in still_open(work.findings.of_mail(row.case)) if person == each.of]
        kinds = set(decision.reading.kinds)
        if not repairs:
            return
        if Kind.CONSENT_GIVEN in kinds and Kind.CONSENT_REFUSED not in kinds:
            agreed = [each for each in repairs if each.wants == "consent" or settled_by_telling(each)]
            self._put_right(work, agreed, decision, "councillor consented", now)
        elif Kind.CONSENT_REFUSED in kinds:
            told = self.repairing.escalated(work, repairs, now=now, why=REFUSED)
            self._keep(work, told, "councillor refused", {"message_id": decision.message.message_id}, now)

    def _informs(self, work: Work, decision: Decision, now: datetime) -> None:
        roll = self.repairing.deciding.setting(decision.at).roll
        message, visible = decision.message, decision.reading.visible
        for message_id in message.thread:
            repairs = still_open(work.findings.of_mail(message_id))
            told = [each for each in repairs if settled_by_telling(each) and informs(message, visible, each, roll)]
            self._put_right(work, told, decision, "finding put right by hand", now)

    def _put_right(self, work: Work, repairs: Sequence[Repair], decision: Decision, action: str, now: datetime) -> None:
        evidence = decision.message.message_id
        done = [put_right(each, evidence, at=now) for each in repairs]
        self._keep(work, done, action, {"message_id": evidence}, now)

    def _keep(
        self, work: Work, repairs: Sequence[Repair], action: str, details: dict[str, object], now: datetime
    ) -> None:
        for each in repairs:
            work.findings.keep(each)
            work.journal.write(at=now, actor="evenhand", action=action, about=each.key, details=details)

    def _by_word_of_mouth(self, work: Work, mail: RecordedMail, decision: Decision, now: datetime) -> None:
        """An officer reports that something was told aloud: it is recorded, with the clause that asks for it."""
        deciding = self.repairing.deciding
        setting = deciding.setting(decision.at)
        spoken = spoken_of(decision.reading.visible.written, setting.roll)
        if spoken is None:
            return
        copy = Copy(ways=frozenset({"member-to-officer", "officer-to-member"}), to_member=True, spoken=True)
        clauses = [
            each
            for each in setting.protocol.clauses_on(setting.roll.day)
            if setting.adoption.mode_of(each.id) is not Mode.OFF
        ]
        asked = [each for each in asked_of(clauses, copy) if each.tell]
        work.journal.write(
            at=now, actor="evenhand", action="told by word of mouth", about=mail.key,
            details={"to": spoken.to.id, "of": spoken.of.id, "clauses": [each.clause for each in asked]},
        )  # fmt: skip
        repairs = [
            Repair(
                key=f"finding/{mail.key}/{Finding.COPY_NOT_NOTIFIED}/{each.clause}", mail=mail.key,
                message_id=mail.message_id, finding=Finding.COPY_NOT_NOTIFIED, clause=each.clause,
                addresses=(spoken.to.email,), of=spoken.of.id, sender=decision.reading.sender.person or "",
                sent=decision.at, wants="tell", changed=now, spoken=True,
            )
            for each in asked
        ]  # fmt: skip
        if repairs:
            self.repairing.begun(work, repairs, now=now)


def seen_in_sent_items(work: Work, row: OutboxRow, *, at: datetime) -> None:
    """The letter that told a councillor has left: that is the evidence for what it put right."""
    if row.purpose not in {TOLD, CONSENT}:
        return
    councillor = row.key.rpartition("/")[2]
    for each in still_open(work.findings.of_mail(row.case)):
        if each.of == councillor and settled_by_telling(each):
            work.findings.keep(put_right(each, row.message_id, at=at))
            work.journal.write(
                at=at,
                actor="evenhand",
                action="finding put right",
                about=each.key,
                details={"message_id": row.message_id},
            )
