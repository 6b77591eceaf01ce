"""Equal access: when one group is served, the others are told.

Called by `mechanism: equal-access`. The protocol says at which moment (prepared, attended, requested), for what form,
and what may be said; nothing here knows which protocol it is.
"""

from mailrules.cases import Case, Moment
from mailrules.council.roll import Roll
from mailrules.rules.conditions import marks, plays
from mailrules.rules.consequences import NoticeOwed
from mailrules.rules.form import form_of
from mailrules.rules.params import EqualAccess
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss

SMALLEST_GROUP = 2
"""A political group has at least two members (SI 1990/1553, reg. 8)."""


def other_groups(roll: Roll, served: str) -> tuple[str, ...]:
    """The groups that exist on the day, without the one served and without those that the law no longer counts."""
    return tuple(
        group.id for group in roll.groups() if group.id != served and len(roll.members(group.id)) >= SMALLEST_GROUP
    )


def equal_access(params: EqualAccess, situation: Situation) -> Verdict:  # noqa: C901, PLR0911 - each way out is a reason
    """Whether the other groups are owed a notice now."""
    case, event = situation.case, situation.event
    if case is None or event is None:
        return miss("the mail moves no group's case")
    counted, doubtful = frozenset(params.of), frozenset(params.doubtful)
    forms = form_of(situation.item.kind, case, situation.message, situation.reading.visible.written)
    if event.moment is Moment.TAKEN_UP:
        return miss("a group takes up what all were offered; that is no new case for the others")
    if not forms & (counted | doubtful):
        return miss(f"this clause is about {_listed(params.of)}, and this is {_listed(sorted(forms))}")
    if event.moment is not Moment(params.moment):
        return _not_yet(params, situation, case)
    if plays(situation, situation.item.fields.officer, params.exempt):
        return miss(f"the help of {_listed(params.exempt)} for their own group is no service to tell of")
    exempting = [
        flag for flag in params.not_when if flag in {*situation.item.flags, *situation.reading.flags, *marks(situation)}
    ]
    if exempting:
        return miss(f"the clause itself does not reach a mail that is {_listed(exempting)}")
    if situation.same_paper:
        return miss(f"no new briefing: {situation.same_paper}")
    groups = other_groups(situation.roll, case.group)
    if not groups:
        return miss("there is no other group")
    doubts = []
    if situation.same_paper is None:
        doubts.append("it cannot be told whether this is the paper that another group already had: compare the two")
    if not forms & counted:
        doubts.append(f"it is doubtful whether {_listed(sorted(forms & doubtful))} alone counts under this clause")
    return Verdict(
        reason=f"{case.group} {_PAST[event.moment]}",
        follows=(_owed(params, groups, doubts=tuple(doubts), waiting=False),),
    )


_PAST: dict[Moment, str] = {
    Moment.REQUESTED: "has asked",
    Moment.PREPARED: "has had something prepared for it",
    Moment.ATTENDED: "has had an officer at its meeting",
    Moment.AGREED: "is to have an officer at its meeting",
}


def _not_yet(params: EqualAccess, situation: Situation, case: Case) -> Verdict:
    moment = situation.moment
    comes_later = moment is Moment.AGREED and Moment(params.moment) is Moment.ATTENDED and case.day is not None
    if not comes_later:
        return miss(f"the notice falls due when something is {params.moment}; here something is {moment}")
    groups = other_groups(situation.roll, case.group)
    if not groups:
        return miss("there is no other group")
    return Verdict(
        reason="an officer is to attend; the notice waits until that has happened",
        follows=(_owed(params, groups, doubts=(), waiting=True),),
    )


def _owed(params: EqualAccess, groups: tuple[str, ...], *, doubts: tuple[str, ...], waiting: bool) -> NoticeOwed:
    return NoticeOwed(
        groups=groups,
        say=frozenset(params.say),
        notice=params.notice,
        deadline=params.deadline,
        doubts=doubts,
        waiting=waiting,
    )


def _listed(words: object) -> str:
    return " or ".join(str(word) for word in words) if isinstance(words, list | tuple | set | frozenset) else str(words)
