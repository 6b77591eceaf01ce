"""What the register knows, as far as a judgement needs it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from mailrules.cases import Case
from mailrules.copies.history import History, RememberedHistory
from mailrules.duties import Duty
from mailrules.evaluation.outcome import Consent, Outcome
from mailrules.matching import LIFETIME
from mailrules.message import Message


class Record(Protocol):
    """What is known before the mail that is being judged."""

    def cases(self, thread: Sequence[str] = ()) -> Iterable[Case]:
        """Cases that a mail could be about, oldest first; `thread` is the Message-IDs that it follows, however old."""
        ...

    def duties_of(self, case: str) -> tuple[Duty, ...]:
        """The duties of a case."""
        ...

    def consents_of(self, by: str) -> tuple[Consent, ...]:
        """What a group or member has consented to or refused, oldest first."""
        ...

    @property
    def history(self) -> History:
        """Earlier mail, for what is sent after it."""
        ...


@runtime_checkable
class KeepsRegisters(Protocol):
    """A record that has the council's registers at hand."""

    def kept_in(self, register: str) -> Iterable[Mapping[str, str]]:
        """The fields of each entry of a register, oldest first."""
        ...


def cases_within_reach(record: Record, message: Message, *, at: datetime) -> tuple[Case, ...]:
    """The cases that the mail can be about: those that moved not too long ago, and those of its own thread."""
    thread = message.thread
    return tuple(
        case
        for case in record.cases(thread)
        if at - case.events[-1].at <= LIFETIME or not case.message_ids.isdisjoint(thread)
    )


@dataclass
class RememberedRecord:
    """A record kept in memory: for the replay, and for tests."""

    _cases: dict[str, Case] = field(default_factory=dict)
    _duties: dict[str, Duty] = field(default_factory=dict)
    _consents: list[Consent] = field(default_factory=list)
    _history: RememberedHistory = field(default_factory=RememberedHistory)
    _registers: dict[str, list[Mapping[str, str]]] = field(default_factory=dict)

    def cases(self, thread: Sequence[str] = ()) -> Iterable[Case]:  # noqa: ARG002 - all are kept at hand
        """All cases, oldest first; those of one moment by id, as in every register."""
        return tuple(sorted(self._cases.values(), key=lambda case: (case.opened, case.id)))

    def duties_of(self, case: str) -> tuple[Duty, ...]:
        """The duties of a case."""
        return tuple(duty for duty in self._duties.values() if duty.case == case)

    def consents_of(self, by: str) -> tuple[Consent, ...]:
        """What a group or member has consented to or refused."""
        return tuple(consent for consent in self._consents if consent.by == by)

    def kept_in(self, register: str) -> Iterable[Mapping[str, str]]:
        """The fields of each entry of a register, oldest first; what was only proposed is no entry."""
        return tuple(self._registers.get(register, ()))

    @property
    def history(self) -> RememberedHistory:
        """Earlier mail."""
        return self._history

    def keep(self, outcome: Outcome) -> None:
        """Remember what followed from a mail."""
        self._cases.update({case.id: case for case in outcome.cases})
        self._duties.update({duty.key: duty for duty in outcome.duties})
        self._consents.extend(outcome.consents)
        for entry in outcome.entries:
            if not entry.provided:
                self._registers.setdefault(entry.register, []).append(dict(entry.fields))
        if outcome.letter is not None:
            self._history.remember(outcome.letter)

    def duties(self) -> tuple[Duty, ...]:
        """Every duty, in the order in which they arose."""
        return tuple(self._duties.values())
