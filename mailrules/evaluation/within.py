"""What a closed audience leaves of the judgements, and the gates at which nothing leaves before somebody has looked."""

from dataclasses import replace

from mailrules.evaluation.audience import Audience
from mailrules.evaluation.judgement import Judgement
from mailrules.rules.consequences import (
    CirculationOwed,
    Gated,
    Inserted,
    NoticeOwed,
    Permitted,
    Reminder,
    Routed,
    Warned,
)
from mailrules.vocabulary import Mode


def stopped_by(judgements: tuple[Judgement, ...]) -> tuple[str, ...]:
    """Why somebody has to look before anything leaves: the gates at which this item stands on a ground of its own."""
    return tuple(
        f"{judgement.clause.id}: {' or '.join(consequence.who)} must look first: {consequence.ground}"
        for judgement in judgements
        for consequence in judgement.verdict.follows
        if isinstance(consequence, Gated)
        and consequence.ground
        and consequence.otherwise in {"hold", "block"}
        and not judgement.verdict.provided
        and judgement.mode is not Mode.OBSERVE
    )


SPREADS = (NoticeOwed, CirculationOwed, Permitted, Inserted)
"""What a closed audience rules out: each would bring word of the mail to somebody, or lets that be."""


BRINGS = (Routed, Gated, Warned, Reminder)
"""What brings a mail to people; ruled out where nobody but the closed audience may have it."""


def within(audience: Audience | None, judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """The judgements that a closed audience leaves; the others are misses, with that as their reason."""
    if audience is None:
        return judgements
    return tuple(_kept_within(audience, judgement) for judgement in judgements)


def _kept_within(audience: Audience, judgement: Judgement) -> Judgement:
    own = judgement.clause.id in audience.clauses
    out = SPREADS if own or not audience.nobody_else else SPREADS + BRINGS
    kept = tuple(each for each in judgement.verdict.follows if not isinstance(each, out))
    if kept == judgement.verdict.follows:
        return judgement
    reason = judgement.verdict.reason if kept else audience.why
    return replace(judgement, verdict=replace(judgement.verdict, reason=reason, follows=kept))
