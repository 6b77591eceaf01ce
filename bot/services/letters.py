"""Evenhand's own letters: notices, and the few words by which it tells its own people that there is something to do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.ports import Letter, OutboxRow, OutboxState
from bot.services.decide import Deciding
from mailrules.council.roll import Person, Roll
from mailrules.duties import Duty
from mailrules.evaluation.recipients import addressing
from mailrules.vocabulary import DutyState

NOT_DUE = "the duty is not due any more: it is {state}"


def notice_letter(duty: Duty, deciding: Deciding, *, at: datetime) -> Letter | str:
    """The notice as it is to be sent at that moment, or why it must not be sent.

    Groups are those at the event; who holds their posts is asked at the moment of sending.
    """
    if duty.state is not DutyState.DUE:
        return NOT_DUE.format(state=duty.state)
    if not duty.notice:
        return f"{duty.clause} asks for no notice here: it is a duty to {duty.rule}"
    setting = deciding.setting(at)
    whom = addressing(duty.outstanding, setting.roll, deciding.adoption)
    if whom.missing:
        return "; ".join(whom.missing)
    checked, words = deciding.word(duty, setting)
    if checked.state is not DutyState.DUE:
        return "; ".join(checked.reasons)
    return Letter(
        key=duty.key,
        to=tuple((recipient.name, recipient.address) for recipient in whom.recipients),
        subject=words.subject,
        text=words.text,
        html=words.html,
    )


OBSERVED = "observe mode: the register shows what would have left; nothing does, later either"


def pending(
    letter: Letter, *, purpose: str, duty: Duty | None, release_at: datetime, at: datetime, case: str = ""
) -> OutboxRow:
    """A letter that waits for its time; `case` is what it is about, where no duty says it."""
    return OutboxRow(
        key=letter.key,
        purpose=purpose,
        duty=duty.key if duty else "",
        case=duty.case if duty else case,
        state=OutboxState.PENDING,
        letter=letter,
        release_at=release_at,
        created=at,
        changed=at,
    )


def named(people: Iterable[Person]) -> tuple[tuple[str, str], ...]:
    """People as a letter has them in To; those without an address are left out."""
    return tuple((person.name, person.email) for person in people if person.email)


@dataclass(frozen=True, kw_only=True)
class ServiceLetters:
    """Letters to the council's own people; they say that there is something, and where to look."""

    deciding: Deciding

    def office(self, roll: Roll) -> tuple[tuple[str, str], ...]:
        """The chief executive's office; the chief executive's mailbox where nobody has that duty."""
        people = roll.acting("chief-executive-office")
        found = tuple((person.name, person.email) for person in people if person.email)
        return found or (("Chief Executive", roll.council.chief_executive_mailbox),)

    def monitoring_officer(self, roll: Roll, but: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
        """The monitoring officer; where nobody is, or it concerns them, the chief executive; nobody where it concerns both.

        Who is away has a stand-in, unless it concerns that person.

        Args:
            but: ids of people whom it concerns.
        """
        for post in ("monitoring-officer", "chief-executive"):
            people = [each for each in roll.acting(post, but=but) if each.email]
            if people:
                return tuple((person.name, person.email) for person in people)
        return ()

    def letter(self, template: str, key: str, to: tuple[tuple[str, str], ...], values: Mapping[str, object]) -> Letter:
        """A service letter in words."""
        common = {"council": self.deciding.council.name, "answer_to": self.deciding.council.bot_mailbox}
        words = self.deciding.renderer.letter(template, {**common, **values})
        return Letter(key=key, to=to, subject=words.subject, text=words.text, html=words.html)
