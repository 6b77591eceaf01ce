"""A ladder: a complaint goes to the step that fits, or to one step after another.

Called by `mechanism: ladder`. Whoever is complained of is kept from it, but for a first step that is a word with that
very person; the audience is closed, so that no copy and no notice of the mail goes to anybody.
"""

from mailrules.council.roll import Person
from mailrules.rules.conditions import addressees, provided, unmet
from mailrules.rules.consequences import Closed, Consequence, Reminder, Routed
from mailrules.rules.params import Ladder, Rung
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss

NO_SUBJECT = "it does not say whom it is about, so that a person finds the step"
NO_STEP = "no step is left that is not the one complained of"
ANSWER = "the answer to the one who raised it"


def ladder(params: Ladder, situation: Situation) -> Verdict:
    """Which step of the ladder has the complaint, and who must not have it."""
    if situation.item.kind not in params.kinds:
        return miss(f"the clause is not about {situation.item.kind}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    subject = situation.item.fields.officer or situation.item.fields.member
    nth = _step(params, situation) if subject else None
    if nth is None:
        never = (subject,) if subject and params.never_to_subject else ()
        closed = Closed(to=(), never=never, nobody_else=params.nobody_else)
        return Verdict(reason=NO_STEP if subject else NO_SUBJECT, follows=(closed,))
    step = params.steps[nth]
    to = tuple(str(role) for role in step.to)
    never = (subject,) if subject and params.never_to_subject and not _a_word_with(nth, params, situation) else ()
    follows: list[Consequence] = [Routed(to=to), Closed(to=to, never=never, nobody_else=params.nobody_else)]
    if step.reports_back:
        who = tuple(person for person in _holders(step, situation) if person.id not in never)
        follows.append(Reminder(who=who, met_by=ANSWER, within=None))
    return Verdict(reason=_why(params, nth), follows=tuple(follows), provided=provided(params.when))


def _why(params: Ladder, nth: int) -> str:
    step = params.steps[nth]
    others = [f"{' or '.join(each.to)} where {said}" for each in params.steps if (said := provided(each.when))]
    words = [f"step {nth + 1} of {len(params.steps)}: {' or '.join(step.to)}"]
    if step.then:
        words.append(f"after it: {step.then}")
    if others and params.keyed_on == "topic":
        words.append("else " + ", ".join(others))
    return "; ".join(words)


def _step(params: Ladder, situation: Situation) -> int | None:
    if params.keyed_on == "each-step-unsatisfied":
        return _next(params, situation)
    open_steps = [nth for nth in range(len(params.steps)) if _open(nth, params, situation)]
    fits = [nth for nth in open_steps if not unmet(params.steps[nth].when, situation)]
    certain = [nth for nth in fits if not provided(params.steps[nth].when)]
    return next(iter(certain or fits), None)


def _next(params: Ladder, situation: Situation) -> int | None:
    """The step after those that were taken: earlier mails of the thread show them, or to whom this one went."""
    before = sum(item.kind in params.kinds for item in situation.earlier)
    asked = {person.id for person in addressees(situation)}
    last = len(params.steps) - 1
    reached = max((nth for nth in range(last) if asked & _ids(params.steps[nth], situation)), default=0)
    following = range(min(max(before, reached), last), len(params.steps))
    return next((nth for nth in following if _open(nth, params, situation)), None)


def _open(nth: int, params: Ladder, situation: Situation) -> bool:
    """Whether somebody other than the one complained of has the step, or it is a word with that one."""
    others = _ids(params.steps[nth], situation) - {situation.item.fields.officer, situation.item.fields.member}
    return bool(others) or _a_word_with(nth, params, situation)


def _a_word_with(nth: int, params: Ladder, situation: Situation) -> bool:
    first = nth == 0 and params.keyed_on == "each-step-unsatisfied"
    subject = situation.item.fields.officer or situation.item.fields.member
    return first and _ids(params.steps[0], situation) == {subject}


def _holders(step: Rung, situation: Situation) -> tuple[Person, ...]:
    return tuple(dict.fromkeys(person for role in step.to for person in situation.roles.holders(role)))


def _ids(step: Rung, situation: Situation) -> set[str | None]:
    return {person.id for person in _holders(step, situation)}
