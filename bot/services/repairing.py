"""What is wrong with a mail that was sent, put right in the open: its sender is told how, and asked; nobody acts silently.

By default the letter to the councillor is drafted, and leaves once its sender says yes; the council may let it leave by
itself (`put_right: act`). Where telling would itself disclose something, nothing is drafted, and a person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports import Letter, OutboxRow, OutboxState, RecordedMail, Work
from bot.services.audience import OVERSEER
from bot.services.decide import Deciding, Decision
from bot.services.letters import OBSERVED, ServiceLetters, named, pending
from bot.services.mending import called, mend_letter, unmended_letter
from bot.services.past import CONSENT
from bot.services.routing import LOOKED_AT, QUIET_FLAGS
from bot.services.wording import day_in_words, salutation_of
from mailrules.copies.found import Found
from mailrules.copies.identity import person_at
from mailrules.copies.repair import (
    Repair,
    ask,
    escalate,
    informed,
    put_right,
    settled_by_telling,
    still_open,
    wants,
    whose,
)
from mailrules.evaluation.setting import Setting
from mailrules.vocabulary import Finding, FindingState, Kind, Mode

MEND = "mend"
TOLD = "told"
UNMENDED = "unmended"
ASKED_WHETHER = "{name} is asked whether it goes: a yes to Evenhand's letter sends it, and so does a release here"

_DISCLOSING = frozenset({Finding.GROUP_CONFIDENCE, Finding.GROUP_DOCUMENT_DISCLOSED, Finding.PERSONAL_REPLY_COPIED})
_ACCUSING = frozenset(
    {Kind.COMPLAINT_ABOUT_OFFICER, Kind.COMPLAINT_ABOUT_MEMBER, Kind.WHISTLEBLOWING, Kind.GRIEVANCE_UPHELD}
)


@dataclass(frozen=True, kw_only=True)
class Repairing:
    """Begins to put right what was found wrong.

    Attributes:
        acting: False in observe mode: what would have left is kept as stopped.
    """

    deciding: Deciding
    acting: bool

    def begin(self, work: Work, mail: RecordedMail, decision: Decision, *, now: datetime) -> None:
        """Keep each finding that goes against a clause, and write to the sender of the mail."""
        found = [each for each in decision.outcome.findings if each.clause]
        if found:
            quiet = self._quiet(work, decision)
            repairs = [
                self._repair(mail, decision, each, of, addresses, quiet=quiet, now=now)
                for each in found
                for of, addresses in whose(each).items()
            ]
            self.begun(work, [self._told_meanwhile(work, each, decision, now) for each in repairs], now=now)

    def _told_meanwhile(self, work: Work, repair: Repair, decision: Decision, now: datetime) -> Repair:
        """A copy in Sent Items may come days late, and its addressee know of the other copy by then."""
        if not settled_by_telling(repair):
            return repair
        roll = self.deciding.setting(decision.at).roll
        later = work.record.history.following(repair.message_id, since=decision.at)
        evidence = next((each.message_id for each in later if informed(each, repair, roll)), None)
        return put_right(repair, evidence, at=now) if evidence else repair

    def begun(self, work: Work, repairs: Sequence[Repair], *, now: datetime) -> None:
        """Write to the sender of what was found, where the council lets the clauses act."""
        loud = [each for each in still_open(repairs) if self._mode(each) in {Mode.ACT, Mode.HOLD}]
        setting = self.deciding.setting(now)
        sender = setting.roll.person(loud[0].sender) if loud and loud[0].sender else None
        drafts = self._drafts(loud, setting, now) if sender else ()
        if sender is not None and sender.email:
            letter = mend_letter(self.deciding, loud, drafts, sender, now=now)
            row = pending(letter, purpose=MEND, duty=None, case=loud[0].mail, release_at=now, at=now)
            self.put(work, self._held(row, loud))
            loud = [self._stands(each, ask(each, at=now)) for each in loud]
        if loud and (sender is None or not sender.email or loud[0].quiet):
            loud = self.escalated(work, loud, now=now)
        for draft in drafts:
            self.put(work, draft)
        changed = {each.key: each for each in loud}
        for each in repairs:
            kept = changed.get(each.key, each)
            work.findings.keep(kept)
            details = (
                {} if kept.quiet else {"finding": str(kept.finding), "clause": kept.clause, "state": str(kept.state)}
            )
            work.journal.write(at=now, actor="evenhand", action="finding kept", about=kept.key, details=details)

    def escalated(self, work: Work, repairs: Sequence[Repair], *, now: datetime, why: str = "") -> list[Repair]:
        """Tell the monitoring officer of findings of one mail, of each once; the findings, as they then stand."""
        news = [each for each in repairs if each.state is not FindingState.ESCALATED]
        setting = self.deciding.setting(now)
        to = ServiceLetters(deciding=self.deciding).monitoring_officer(setting.roll, {repairs[0].sender})
        if to and news:
            letter = unmended_letter(self.deciding, news, to, now=now, why=why)
            self.put(work, pending(letter, purpose=UNMENDED, duty=None, case=news[0].mail, release_at=now, at=now))
        return [self._stands(each, escalate(each, at=now)) if each in news else each for each in repairs]

    def _stands(self, before: Repair, after: Repair) -> Repair:
        """In observe mode nobody has been asked or told, and nothing is said to have been."""
        return after if self.acting else before

    def put(self, work: Work, row: OutboxRow) -> None:
        """Keep a letter; in observe mode as one that never leaves."""
        kept = row if self.acting else replace(row, state=OutboxState.STOPPED, why=OBSERVED)
        if work.outbox.put(kept):
            details = {"letter": row.key, "state": str(kept.state)}
            work.journal.write(
                at=row.created,
                actor="evenhand",
                action=f"letter written: {row.purpose}",
                about=row.case,
                details=details,
            )

    def _repair(
        self, mail: RecordedMail, decision: Decision, found: Found, of: str, addresses: tuple[str, ...], *, quiet: bool,
        now: datetime,
    ) -> Repair:  # fmt: skip
        sender = decision.reading.sender
        known = sender.authentic and sender.internal
        clause = self.deciding.protocol.clause(found.clause or "")
        assert clause is not None
        return Repair(
            key="/".join(filter(None, ("finding", mail.key, str(found.finding), str(clause.id), of))),
            mail=mail.key,
            message_id=mail.message_id,
            finding=found.finding,
            clause=str(clause.id),
            addresses=addresses,
            of=of,
            sender=(sender.acting or sender.person or "") if known else "",
            sent=decision.at,
            wants=wants(found.finding, of, clause),
            changed=now,
            quiet=quiet,
        )

    def _quiet(self, work: Work, decision: Decision) -> bool:
        """Whether telling anybody would itself disclose something."""
        outcome, reading = decision.outcome, decision.reading
        before = [letter for each in decision.message.thread if (letter := work.record.history.letter(each))]
        kinds = {*reading.kinds, *(kind for letter in before for kind in letter.kinds)}
        flags = {*reading.flags, *(flag for letter in before for flag in letter.flags)}
        flags |= {flag for item in reading.items for flag in item.flags}
        disclosing = any(each.finding in _DISCLOSING for each in outcome.findings)
        closed = outcome.closed_to is not None or bool(_ACCUSING & kinds) or bool(QUIET_FLAGS & flags)
        return closed or disclosing or self._overseen(decision)

    def _overseen(self, decision: Decision) -> bool:
        """Whether the monitoring officer got a copy: to tell of that could tell of an inquiry."""
        roll = self.deciding.setting(decision.at).roll
        overseers = {each.id for each in roll.holders(OVERSEER)}
        copied = {address for each in decision.outcome.findings for address in each.addresses}
        return any(person.id in overseers for address in copied if (person := person_at(address, roll)))

    def _mode(self, repair: Repair) -> Mode:
        return self.deciding.adoption.mode_of(repair.clause)

    def _held(self, row: OutboxRow, repairs: Sequence[Repair]) -> OutboxRow:
        held = next((each.clause for each in repairs if self._mode(each) is Mode.HOLD), "")
        return replace(row, state=OutboxState.HELD, why=LOOKED_AT.format(clause=held)) if held else row

    def _drafts(self, repairs: Sequence[Repair], setting: Setting, now: datetime) -> tuple[OutboxRow, ...]:
        """The letter to each councillor whose correspondence it is."""
        telling = [each for each in repairs if each.wants in {"tell", "consent"} and not each.quiet]
        councillors = dict.fromkeys(each.of for each in telling)
        rows = (
            self._draft(person, [each for each in telling if each.of == person], setting, now) for person in councillors
        )
        return tuple(row for row in rows if row is not None)

    def _draft(self, person_id: str, repairs: Sequence[Repair], setting: Setting, now: datetime) -> OutboxRow | None:
        person, first = setting.roll.person(person_id), repairs[0]
        by = {self.deciding.adoption.put_right_by(each.clause) for each in repairs}
        if person is None or not person.email or by & {Mode.OFF, Mode.OBSERVE}:
            return None
        purpose = CONSENT if any(each.wants == "consent" for each in repairs) else TOLD
        sender = setting.roll.person(first.sender)
        values = {
            "salutation": salutation_of(person),
            "sender_name": sender.name if sender else "",
            "date_words": day_in_words(self.deciding.calendar.local_day(first.sent)),
            "recipients": called((address for each in repairs for address in each.addresses), setting.roll),
            "paragraph": self.deciding.number(first.clause),
            "protocol_title": self.deciding.protocol.protocol.title,
            "spoken": first.spoken,
        }
        key = f"{purpose}/{first.mail}/{person_id}"
        letter: Letter = ServiceLetters(deciding=self.deciding).letter(purpose, key, named((person,)), values)
        leaves = setting.calendar.release(now, setting.adoption.release(first.clause, "copies").value)
        row = pending(letter, purpose=purpose, duty=None, case=first.mail, release_at=leaves, at=now)
        if by == {Mode.ACT}:
            return self._held(row, repairs)
        why = ASKED_WHETHER.format(name=sender.name if sender else "the sender")
        return replace(row, state=OutboxState.HELD, why=why, release_at=now)
