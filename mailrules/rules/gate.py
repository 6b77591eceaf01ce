"""A gate: somebody has to decide, agree or be consulted before a thing goes on.

Called by `mechanism: gate`. An answer in the same matter (an attendance agreed or declined, a consent given or refused)
is kept with the ground that it gives.
"""

import re

from mailrules.cases import Moment
from mailrules.rules.conditions import plays, provided, unmet
from mailrules.rules.consequences import Consequence, GateAnswered, Gated, Warned
from mailrules.rules.params import Gate
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss
from mailrules.vocabulary import Kind

OPENED_BY = {Kind.OFFICER_ATTENDANCE_AGREED: True, Kind.CONSENT_GIVEN: True}
SHUT_BY = {Kind.OFFICER_ATTENDANCE_DECLINED: False, Kind.CONSENT_REFUSED: False}
ANSWERS = OPENED_BY | SHUT_BY
"""The kinds that answer at a gate, and whether they open it."""

_GROUND = re.compile(
    r"[^.!?\n]*\b(?:because|since|as it is|too political|party[- ]political|on the ground|the reason|in view of|given that)\b"
    r"[^.!?\n]*",
    re.IGNORECASE,
)


def gate(params: Gate, situation: Situation) -> Verdict:
    """Whether the item stands before a gate, who opens it, and what they have to look at; or what was answered there."""
    kind = situation.item.kind
    if kind not in params.kinds:
        return _answer(params, situation) if kind in ANSWERS else miss(f"the clause is not about {kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    if plays(situation, situation.item.fields.officer, params.exempt):
        return miss(f"the officer asked for passes without it: {' or '.join(params.exempt)}")
    flags = situation.item.flags | situation.reading.flags
    wanted = (*params.when.flags, *params.when.all_flags) if params.when else ()
    present = [str(flag) for flag in wanted if flag in flags]
    opens = [f"it stands open where {params.unless}"] if params.unless else []
    asked = {role: situation.roles.concerned(role) for role in params.who} if params.awaited else {}
    gated = Gated(
        who=tuple(params.who),
        options=tuple(params.options),
        ground=" and ".join(present),
        need=params.need,
        strength=params.strength,
        before=params.before or "",
        otherwise=params.otherwise,
        look_at=params.ground or "",
        awaited=params.awaited,
        people=tuple(dict.fromkeys(person for each in asked.values() for person in each)),
        vacant=tuple(str(role) for role, people in asked.items() if not people),
    )
    return Verdict(
        reason="; ".join([" and ".join([f"somebody has to {_VERBS[params.strength]}", *present]), *opens]),
        follows=(gated,),
        provided=provided(params.when),
    )


_VERBS = {
    "inform": "be told",
    "consult": "be asked",
    "consult-and-include": "be asked, and the view carried",
    "agree": "decide",
    "consent": "consent",
    "authorise": "give the word",
}


def _answer(params: Gate, situation: Situation) -> Verdict:
    kind = situation.item.kind
    if kind in {Kind.OFFICER_ATTENDANCE_AGREED, Kind.OFFICER_ATTENDANCE_DECLINED}:
        stood = Kind.GROUP_ATTENDANCE_REQUEST in params.kinds and bool(
            situation.case and situation.case.happened(Moment.REQUESTED)
        )
    else:
        stood = any(item.kind in params.kinds for item in situation.earlier)
    if not stood or provided(params.when):
        return miss("it answers nothing that stands at this gate")
    if params.when and (params.when.flags or params.when.all_flags):
        return miss("the answer is kept with the gate at which the matter stood")
    by = situation.reading.sender.person
    if not plays(situation, by, params.who):
        return miss(f"it is not {' or '.join(params.who)} who answers")
    found = _GROUND.search(situation.reading.visible.written)
    ground = found[0].strip() if found else ""
    opens = ANSWERS[kind]
    follows: list[Consequence] = [GateAnswered(by=by or "", opens=opens, ground=ground)]
    if params.ground_required and not opens and not ground:
        follows.append(Warned(words="the answer gives no ground, and the clause asks for one", who=tuple(params.who)))
    return Verdict(reason=f"{by} has answered: the gate is {'open' if opens else 'shut'}", follows=tuple(follows))
