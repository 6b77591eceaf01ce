"""Deciding about each mail of the register, once: the decision, its journal entry, its duties and letters in one transaction."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.errors import ConfigurationError, EvenhandError
from bot.ports import Clock, OutboxRow, OutboxState, RecordedMail, UnitOfWork, Work
from bot.services.as_json import as_json
from bot.services.audience import ACCUSING, accused_by
from bot.services.bounces import reopened
from bot.services.checking import Checking, is_officers
from bot.services.decide import Deciding, Decision
from bot.services.entering import enter
from bot.services.gatekeeping import Gatekeeping
from bot.services.hearing import Hearing
from bot.services.letters import OBSERVED, ServiceLetters, notice_letter, pending
from bot.services.past import NOTICE, RegisteredPast
from bot.services.recording import Recording
from bot.services.repairing import Repairing
from bot.services.returning import returned
from bot.services.routing import Routing
from bot.services.unseen import unseen_letter
from mailrules.cases import Moment
from mailrules.mime import parse
from mailrules.reading.model import Item
from mailrules.vocabulary import Direction, Disposition, DutyState, Kind, Mode

AT_ONCE = 50
UNJUDGED = (
    "the mail could not be judged ({error}): read it yourself, and report the error to whoever looks after Evenhand"
)


@dataclass(frozen=True, kw_only=True)
class Judging:
    """Decides about the mails that nothing has been decided about.

    Attributes:
        decided: told of each decision, for counting.
        acting: False in observe mode: what would have left is kept as stopped, and does not leave on a later day either.
    """

    store: UnitOfWork
    clock: Clock
    deciding: Deciding
    decided: Callable[[Decision], None] = lambda _decision: None
    acting: bool = True

    def judge(self) -> int:
        """Decide about all that wait, oldest first; how many there were."""
        total = 0
        while waiting := self._waiting():
            total += sum(self._one(mail) for mail in waiting)
        return total

    def _waiting(self) -> Sequence[RecordedMail]:
        with self.store.work(as_of=self.clock.now()) as work:
            return work.mails.undecided(AT_ONCE)

    def _one(self, mail: RecordedMail) -> bool:
        """Decide about a mail; False where another process has done so since it was seen waiting.

        A mail on which the rules themselves fail is set aside for a person: it is not lost, and does not block the line.
        """
        try:
            return self._judged(mail)
        except (EvenhandError, ConfigurationError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a hostile mail brings about, the line goes on
            return self._set_aside(mail, error)

    def _set_aside(self, mail: RecordedMail, error: Exception) -> bool:
        now, why = self.clock.now(), UNJUDGED.format(error=type(error).__name__)
        said = {
            "message_id": mail.message_id, "kinds": [str(Kind.OTHER)], "flags": [], "items": [], "case": None,
            "disposition": str(Disposition.HOLD), "held_because": [why],
        }  # fmt: skip
        with self.store.work(as_of=mail.received) as work:
            if not work.mails.take(mail.key):
                return False
            work.mails.decide(
                mail.key, at=now, disposition=Disposition.HOLD, decision=json.dumps(said), retention="case"
            )
            work.journal.write(
                at=now, actor="evenhand", action="mail set aside", about=mail.key, details={"held_because": [why]}
            )
            self._tell(work, mail.key, closed=False, now=now)
        return True

    def _judged(self, mail: RecordedMail) -> bool:
        now = self.clock.now()
        message = parse(mail.raw or b"", direction=Direction(mail.direction), bcc=mail.bcc)
        with self.store.work(as_of=message.date or mail.received) as work:
            if not work.mails.take(mail.key):
                return False
            if is_officers(mail):
                decision = Checking(deciding=self.deciding, put=self._put).check(work, mail, message, now=now)
            else:
                decision = self.deciding.decide(
                    message, RegisteredPast(work), work.record, received=mail.received, copied_in=self._copied_in(mail)
                )
                self._keep(work, mail, decision, now=now)
        self.decided(decision)
        return True

    def _copied_in(self, mail: RecordedMail) -> bool:
        return mail.mailbox == self.deciding.council.bot_mailbox

    def _keep(self, work: Work, mail: RecordedMail, decision: Decision, *, now: datetime) -> None:
        outcome = decision.outcome
        minimal = outcome.minimal
        full = as_json(decision, file="", zone=self.deciding.council.timezone)
        said = json.dumps(least(full) if minimal else full, ensure_ascii=False)
        work.mails.decide(
            mail.key, at=now, disposition=outcome.disposition, decision=said, retention=retention_of(decision)
        )
        work.record.keep(outcome)
        entered = enter(work, mail, decision, self.deciding, at=now)
        work.record.keep_items(mail.key, _bare(decision) if minimal else decision.reading.items)
        work.journal.write(
            at=now,
            actor="evenhand",
            action=f"mail decided: {outcome.disposition}",
            about=mail.key,
            details={"message_id": mail.message_id, "closed": True}
            if minimal
            else {
                "message_id": mail.message_id,
                "kinds": [str(kind) for kind in decision.reading.kinds],
                "hits": [[each.clause, each.rule, each.reason] for each in outcome.hits],
                "misses": [[each.clause, each.rule, each.reason] for each in outcome.misses],
                "duties": [[duty.key, duty.state] for duty in outcome.duties],
                "held_because": list(outcome.held_because),
                "entered": [entry.key for entry in entered],
            },
        )
        self._letters(work, mail, decision, now=now)
        repairing = Repairing(deciding=self.deciding, acting=self.acting)
        repairing.begin(work, mail, decision, now=now)
        Hearing(repairing=repairing).heard(work, mail, decision, now=now)
        for row in Recording(deciding=self.deciding).heard(work, decision, now=now):
            self._put(work, row)
        returned(work, decision, self.deciding, now=now)
        for row in Gatekeeping(deciding=self.deciding).heard(work, mail, decision, now=now):
            self._put(work, row)
        unseen = unseen_letter(self.deciding, decision, mail, now=now)
        if unseen is not None:
            repairing.put(work, unseen)
        for duty in reopened(work, decision, self.deciding, at=now):
            self._tell(work, duty.key, closed=False, now=now)

    def _letters(self, work: Work, mail: RecordedMail, decision: Decision, *, now: datetime) -> None:
        for duty in decision.outcome.duties:
            acts = self.deciding.adoption.mode(duty.clause).value is Mode.ACT
            if duty.state is DutyState.DUE and duty.notice and duty.release_at is not None and acts:
                letter = notice_letter(duty, self.deciding, at=now)
                if not isinstance(letter, str):
                    self._put(work, pending(letter, purpose=NOTICE, duty=duty, release_at=duty.release_at, at=now))
        told: tuple[str, ...] = ()
        if decision.outcome.disposition is Disposition.HOLD:
            told = self._tell_of_hold(work, mail, decision, now=now)
        self._route(work, mail, decision, told, now=now)
        took_up = any(
            case.events[0].moment is Moment.TAKEN_UP and case.events[0].message_id == mail.message_id
            for case in decision.outcome.cases
        )
        if took_up and mail.mailbox == self.deciding.council.bot_mailbox:
            self._copy_to_office(work, mail, decision, now=now)

    def _put(self, work: Work, row: OutboxRow) -> None:
        work.outbox.put(row if self.acting else replace(row, state=OutboxState.STOPPED, why=OBSERVED))

    def _route(
        self, work: Work, mail: RecordedMail, decision: Decision, told: tuple[str, ...], *, now: datetime
    ) -> None:
        """Tell those with whom it belongs, and the sender where it belongs."""
        for row in Routing(deciding=self.deciding).letters(decision, mail, now=now, told=told):
            self._put(work, row)
            closed = decision.outcome.closed_to is not None
            details: dict[str, object] = {"letter": row.key, "state": str(row.state), "why": row.why}
            work.journal.write(
                at=now,
                actor="evenhand",
                action=f"letter written: {row.purpose}",
                about=mail.key,
                details={"closed": True} if closed else details,
            )

    def _tell_of_hold(self, work: Work, mail: RecordedMail, decision: Decision, *, now: datetime) -> tuple[str, ...]:
        said = as_json(decision, file="", zone=self.deciding.council.timezone)
        closed = (
            decision.outcome.closed_to is not None
            or bool(ACCUSING.intersection(said["kinds"]))
            or any("monitoring officer" in why for why in decision.outcome.held_because)
        )
        return self._tell(work, mail.key, closed=closed, but=accused_by(said), now=now)

    def _tell(
        self, work: Work, reference: str, *, closed: bool, now: datetime, but: Collection[str] = frozenset()
    ) -> tuple[str, ...]:
        """Tell those who look after it, and whom it does not concern, that there is something; what, the review shows.

        Returns: the addresses that were written to.
        """
        letters = ServiceLetters(deciding=self.deciding)
        roll = self.deciding.setting(now).roll
        to = letters.monitoring_officer(roll, but) if closed else letters.office(roll)
        if to:
            letter = letters.letter("held", f"held/{reference}", to, {"reference": reference})
            self._put(work, pending(letter, purpose="held", duty=None, release_at=now, at=now))
        return tuple(address for _, address in to)

    def _copy_to_office(self, work: Work, mail: RecordedMail, decision: Decision, *, now: datetime) -> None:
        letters = ServiceLetters(deciding=self.deciding)
        roll = self.deciding.setting(now).roll
        item = next(each for each in decision.reading.items if each.kind is Kind.GROUP_OFFER_TAKEN_UP)
        group = roll.group(item.group or "")
        values = {
            "group_name": group.name if group else item.group or "",
            "topic": item.topic,
            "text": decision.reading.visible.written,
        }
        letter = letters.letter("taken-up", f"copy/{mail.key}", letters.office(roll), values)
        self._put(work, pending(letter, purpose="copy", duty=None, release_at=now, at=now))


def _bare(decision: Decision) -> tuple[Item, ...]:
    return tuple(Item(kind=item.kind) for item in decision.reading.items)


def least(said: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a mail that few may have: that it came, whom it accuses (who must not see it), and who has it."""
    kept = {"file", "message_id", "direction", "kinds", "disposition", "held_because", "routes", "closed_to"}
    least = {name: value if name in kept else [] if isinstance(value, list) else None for name, value in said.items()}
    least["items"] = [
        {
            "kind": item["kind"],
            "group": None,
            "topic": None,
            "fields": {"officer": item["fields"]["officer"], "member": item["fields"]["member"]},
            "confidence": item["confidence"],
            "evidence": [],
        }
        for item in said["items"]
    ]
    return least


def retention_of(decision: Decision) -> str:
    """The class by which a mail's body is kept: `case`, `record` or `nothing`."""
    if decision.outcome.cases or decision.outcome.case or decision.outcome.held_because:
        return "case"
    if decision.outcome.entries or decision.outcome.routes or decision.outcome.consents:
        return "record"
    return "nothing"
