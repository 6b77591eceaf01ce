"""What a mail is, and what follows: the same for the replay and for the running service."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.ports import Papers, Rendered, Renderer
from bot.services.wording import wording
from mailrules.calendar import Calendar
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.disclosure import leaked, says_no_more
from mailrules.duties import Duty, hold
from mailrules.evaluation.evaluate import evaluate
from mailrules.evaluation.outcome import Outcome
from mailrules.evaluation.record import Record
from mailrules.evaluation.setting import Setting
from mailrules.message import Message
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.model import Protocol
from mailrules.protocol.roles import RoleBook
from mailrules.reading.learning.weights import Weights
from mailrules.reading.model import Reading
from mailrules.reading.past import Past, answered
from mailrules.reading.read import read
from mailrules.vocabulary import Disposition, DutyState

ROLLS_KEPT = 16
"""How many days' rolls are kept at hand: mail comes in by day."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided about one mail."""

    message: Message
    reading: Reading
    outcome: Outcome
    words: dict[str, Rendered]
    """Duty key to the notice's words."""
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """Reads and judges mails under one council's protocol; it cannot send."""

    council: Council
    protocol: Protocol
    adoption: Adoption
    calendar: Calendar
    renderer: Renderer
    papers: Papers | None = None
    """What makes papers of lists; None where nothing is sent."""
    weights: Weights | None = None
    """What labelled letters have taught the reading."""
    _rolls: dict[date, Roll] = field(default_factory=dict, repr=False, compare=False)

    def _roll(self, day: date) -> Roll:
        if day not in self._rolls:
            if len(self._rolls) >= ROLLS_KEPT:
                self._rolls.pop(next(iter(self._rolls)))
            self._rolls[day] = Roll(self.council, day)
        return self._rolls[day]

    def setting(self, at: datetime) -> Setting:
        """Council, roles and protocol as of the mail's day in the council's own time."""
        roll = self._roll(at.astimezone(self.council.timezone).date())
        return Setting(
            roll=roll,
            roles=RoleBook(protocol=self.protocol, adoption=self.adoption, roll=roll),
            protocol=self.protocol,
            adoption=self.adoption,
            calendar=self.calendar,
        )

    def number(self, clause_id: str) -> str:
        """The clause's number in the protocol, as a letter says it."""
        clause = self.protocol.clause(clause_id)
        return f"paragraph {clause.clause}" if clause else ""

    def decide(
        self, message: Message, past: Past, record: Record, *, received: datetime, copied_in: bool = False
    ) -> Decision:
        """What the mail is and what follows.

        Args:
            received: stands in where the mail has no readable date (aware).
            copied_in: it lies in Evenhand's own mailbox.
        """
        at = message.date or received
        setting = self.setting(at)
        reading = read(message, setting.roll, past, self.weights)
        earlier = tuple(item for known in answered(message, past) for item in known.items)
        outcome = evaluate(message, reading, setting, record, at=at, earlier=earlier, copied_in=copied_in)
        return self._worded(Decision(message=message, reading=reading, outcome=outcome, words={}, at=at), setting)

    def _worded(self, decision: Decision, setting: Setting) -> Decision:
        duties: list[Duty] = []
        words: dict[str, Rendered] = {}
        held = list(decision.outcome.held_because)
        for duty in decision.outcome.duties:
            checked = duty
            if duty.notice and duty.state in {DutyState.DUE, DutyState.HELD}:
                checked, words[duty.key] = self.word(duty, setting)
                held.extend(reason for reason in checked.reasons if reason not in held)
            duties.append(checked)
        outcome = replace(
            decision.outcome,
            duties=tuple(duties),
            held_because=tuple(held),
            disposition=_disposition(duties, held),
        )
        return replace(decision, outcome=outcome, words=words)

    def word(self, duty: Duty, setting: Setting) -> tuple[Duty, Rendered]:
        """The duty's notice in words; the duty is held where the words would say more than its clause lets them."""
        values = wording(duty, setting)

        def texts(given: object) -> Rendered:
            return self.renderer.letter(duty.notice, values.permitted(given, duty.say))

        rendered = texts(values.labelled)
        same = says_no_more(
            lambda given: (texts(given).subject, texts(given).text, texts(given).html), values.labelled, duty.say
        )
        reasons = [] if same else ["the notice would say more than its clause lets it say"]
        slipped = leaked((rendered.subject, rendered.text), duty.protected, values.own_words)
        if slipped:
            reasons.append("the notice would carry words that it may not: " + ", ".join(slipped))
        return (hold(duty, *duty.reasons, *reasons) if reasons else duty), rendered


def _disposition(duties: list[Duty], held: list[str]) -> Disposition:
    if held:
        return Disposition.HOLD
    acts = any(duty.state is DutyState.DUE and duty.notice for duty in duties)
    return Disposition.ACT if acts else Disposition.NONE
