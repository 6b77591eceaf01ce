"""The same mail under two protocols: which duties change, for whom. Nothing here can send."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.services.replay import Replayed
from mailrules.duties import CIRCULATE, REMIND, Duty
from mailrules.vocabulary import DutyState, Label

NOTHING = "nothing"
_STATES = {
    DutyState.WAITING: "is told once it has happened",
    DutyState.DUE: "is told",
    DutyState.HELD: "is told once a person has looked",
    DutyState.BARRED: "may not have it",
    DutyState.MET: "has been told by hand",
}
_PASSED_ON = {DutyState.DUE: "gets it", DutyState.HELD: "gets it once a person has looked"}
_SAY = {
    Label.FACT: "that it happened",
    Label.TOPIC: "the topic",
    Label.OFFER_SIMILAR: "an offer of something similar",
    Label.OFFER_SAME: "that it may ask for the same",
    Label.COPY_RECIPIENT: "who has a copy",
    Label.CONTENT: "the whole of it",
    Label.CONFIDENTIAL: "what is confidential",
}


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What one group, or one person, is owed under the one protocol and under the other, and the mails that show it."""

    whom: str
    one: str
    other: str
    files: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """What changes with the protocol."""

    mails: int
    cases: int
    """How many matters brought somebody a duty, under either protocol."""
    same: int
    """How many of what is owed, counted by matter and by whom, stays as it is."""
    changed: tuple[Changed, ...]


@dataclass(frozen=True, kw_only=True)
class _Owing:
    clause: str
    words: str
    file: str


def what_if(one: Iterable[Replayed], other: Iterable[Replayed]) -> WhatIf:
    """Compare two replays of the same mail; what counts is how each duty stands after the last mail."""
    here, mails = _owed(one)
    there, _ = _owed(other)
    changed: dict[tuple[str, str, str], list[str]] = {}
    same = 0
    for key in dict.fromkeys((*here, *there)):
        said, said_there = here.get(key, ()), there.get(key, ())
        if {each.words for each in said} == {each.words for each in said_there}:
            same += 1
            continue
        files = [each.file for each in (*said, *said_there)]
        changed.setdefault((key[1], _told(said), _told(said_there)), []).append(files[0])
    return WhatIf(
        mails=mails,
        cases=len({case for case, _ in (*here, *there)}),
        same=same,
        changed=tuple(
            Changed(whom=whom, one=said, other=said_there, files=tuple(dict.fromkeys(files)))
            for (whom, said, said_there), files in sorted(changed.items())
        ),
    )


def _owed(replayed: Iterable[Replayed]) -> tuple[dict[tuple[str, str], tuple[_Owing, ...]], int]:
    """By matter and by whom: what is owed in the end, with the mail that last changed it; and how many mails there were."""
    last: dict[str, tuple[Duty, str]] = {}
    mails = 0
    for each in replayed:
        mails += 1
        last.update({duty.key: (duty, each.file) for duty in each.decision.outcome.duties})
    found: dict[tuple[str, str], list[_Owing]] = {}
    for duty, file in last.values():
        if words := _words(duty):
            for owed in duty.owed:
                found.setdefault((duty.case, owed.group), []).append(_Owing(clause=duty.clause, words=words, file=file))
    return {key: tuple(owing) for key, owing in found.items()}, mails


def _words(duty: Duty) -> str:
    """What somebody is owed; empty where a person or the course of things has set it aside."""
    if duty.state is DutyState.WAIVED:
        return ""
    if duty.rule == REMIND:
        return f"is reminded of {duty.facts.what}" if duty.state is not DutyState.MET else "has done it"
    states = _PASSED_ON if duty.rule == CIRCULATE else _STATES
    said = states.get(duty.state, _STATES[duty.state])
    says = ", ".join(_SAY[label] for label in sorted(duty.say))
    return f"{said}: {says}" if says and duty.state is not DutyState.BARRED else said


def _told(owing: tuple[_Owing, ...]) -> str:
    return "\n".join(dict.fromkeys(f"{each.clause} {each.words}" for each in owing)) or NOTHING
