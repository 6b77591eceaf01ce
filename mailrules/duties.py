"""The life of a duty: the only place where states change.

    waiting -> due -> met            a notice that falls due, and is sent (or was sent by hand)
       |        |-> held -> due      a person looks, and releases it
       |        |-> waived           a person sets it aside, with a reason
       `-> waived | barred           what it waited for will not come, or may not be told
    met -> due                       for the groups that a bounce says were not reached

A duty is met by evidence or waived by a person's reason; never by a bare click.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from mailrules.vocabulary import DutyState, Label

NEXT: dict[DutyState, frozenset[DutyState]] = {
    DutyState.WAITING: frozenset(
        {DutyState.DUE, DutyState.HELD, DutyState.WAIVED, DutyState.BARRED, DutyState.MET},
    ),
    DutyState.DUE: frozenset({DutyState.HELD, DutyState.MET, DutyState.WAIVED, DutyState.BARRED}),
    DutyState.HELD: frozenset({DutyState.DUE, DutyState.MET, DutyState.WAIVED, DutyState.BARRED}),
    DutyState.BARRED: frozenset({DutyState.WAIVED, DutyState.DUE}),
    DutyState.MET: frozenset({DutyState.DUE}),
    DutyState.WAIVED: frozenset(),
}
"""From each state, where a duty may go. A waived duty stays waived."""


class DutyError(ValueError):
    """A duty cannot go from where it is to where it was sent."""


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A group that is owed, and how that stands.

    Attributes:
        met_by: the Message-ID of the notice that reached the group; empty while none has.
        by_hand: an officer's own notice, not Evenhand's.
    """

    group: str
    met_by: str = ""
    by_hand: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a notice could say; the clause's labels decide what it does say.

    Attributes:
        what: briefing, written report, presentation …, in the clause's own word.
        topic: the neutral topic; None where no clean one could be made.
    """

    served: str
    what: str
    topic: str | None = None
    officer: str | None = None
    day: date | None = None


REMIND = "remind"
"""The rule of a duty that is no notice: somebody is to do something by a time, and is reminded."""
ANSWER = "answer"
"""The rule of a duty to answer at a gate: before something goes on, those who have to be asked give their word."""
CIRCULATE = "circulate"
"""The rule of a duty to pass something round."""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What a clause asks to be told, to whom, by when, and how that stands.

    Attributes:
        key: unique for ever; made of protocol, clause, case and moment, so that the same duty is never owed twice.
        owed: the groups that existed at the event, without the one served.
        tell: addresses as resolved when last looked at; they are resolved again at the moment of sending.
        had: addresses whose owners the mail itself has reached: what goes round does not go to them again.
        say: what the clause lets be said.
        due: the deadline (aware), or None where neither clause nor council sets one.
        release_at: not before that moment does it leave (aware).
        reasons: why it is held, barred or waived, in plain words.
        local_choice: what the council's adoption, or a default, decided where the clause is silent.
    """

    key: str
    clause: str
    rule: str
    notice: str
    case: str
    facts: Facts
    owed: tuple[Owed, ...]
    say: frozenset[Label]
    due: datetime | None
    release_at: datetime | None
    state: DutyState
    tell: tuple[str, ...] = ()
    had: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    local_choice: tuple[str, ...] = ()
    protected: tuple[str, ...] = field(default=(), repr=False)
    """Words of the mail that the notice may not carry."""

    @property
    def outstanding(self) -> tuple[str, ...]:
        """The groups that no notice has reached."""
        return tuple(owed.group for owed in self.owed if not owed.met_by)


def notice_key(*, protocol: str, clause: str, case: str, moment: str) -> str:
    """The key under which a notice can exist once."""
    return f"{protocol}/{clause}/{case}/{moment}"


def _to(duty: Duty, state: DutyState, *reasons: str) -> Duty:
    if state is duty.state:
        return replace(duty, reasons=tuple(dict.fromkeys((*duty.reasons, *reasons))))
    if state not in NEXT[duty.state]:
        raise DutyError(f"duty {duty.key} is {duty.state}: it cannot become {state}")
    return replace(duty, state=state, reasons=tuple(dict.fromkeys(reasons)) if reasons else ())


def fall_due(duty: Duty, *, due: datetime | None, release_at: datetime | None) -> Duty:
    """What it waited for has happened."""
    return replace(_to(duty, DutyState.DUE), due=due, release_at=release_at)


def hold(duty: Duty, *reasons: str) -> Duty:
    """A person has to look; the deadline runs on."""
    return _to(duty, DutyState.HELD, *reasons)


def release(duty: Duty) -> Duty:
    """A person has looked, and it may leave at its time."""
    return _to(duty, DutyState.DUE)


def bar(duty: Duty, *reasons: str) -> Duty:
    """The protocol forbids the telling."""
    return _to(duty, DutyState.BARRED, *reasons)


def waive(duty: Duty, reason: str) -> Duty:
    """A person sets the duty aside, and says why."""
    if not reason.strip():
        raise DutyError("a duty is waived with a reason: say why nobody need be told")
    return _to(duty, DutyState.WAIVED, reason.strip())


def reach(duty: Duty, groups: frozenset[str], message_id: str, *, by_hand: bool = False) -> Duty:
    """A notice has reached these groups; the duty is met once it has reached all that are owed."""
    owed = tuple(
        replace(each, met_by=message_id, by_hand=by_hand) if each.group in groups and not each.met_by else each
        for each in duty.owed
    )
    reached = replace(duty, owed=owed)
    if reached.outstanding or duty.state in {DutyState.MET, DutyState.WAIVED}:
        return reached
    return _to(reached, DutyState.MET)


def answered(duty: Duty, message_id: str) -> Duty:
    """What somebody was reminded of has been done: that mail shows it."""
    return reach(duty, frozenset(duty.outstanding), message_id, by_hand=True)


def reopen(duty: Duty, group: str, *reasons: str) -> Duty:
    """No addressee of the group accepted the notice: it is owed again, and a person decides on the repeat."""
    owed = tuple(replace(each, met_by="", by_hand=False) if each.group == group else each for each in duty.owed)
    again = replace(duty, owed=owed)
    if duty.state is DutyState.MET:
        again = _to(again, DutyState.DUE)
    return hold(again, *reasons)
