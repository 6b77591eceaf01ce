"""What one call of `evaluate` gathers, and the outcome that it makes of it."""

from dataclasses import dataclass, field

from mailrules.cases import Case
from mailrules.duties import Duty
from mailrules.evaluation.audience import Audience
from mailrules.evaluation.judgement import Judgement
from mailrules.evaluation.outcome import Caution, Consent, Considered, Entry, Found, Outcome, Paragraph, Route
from mailrules.vocabulary import Disposition, DutyState


@dataclass
class Sum:
    """What has been gathered so far; lives only within one call of `evaluate`."""

    cases: dict[str, Case]
    duties: dict[str, Duty]
    routes: dict[tuple[str | None, tuple[str, ...]], Route]
    entries: dict[Entry, None]
    consents: list[Consent]
    held: dict[str, None]
    hits: list[Considered]
    misses: list[Considered]
    warnings: dict[Caution, None] = field(default_factory=dict)
    paragraphs: dict[Paragraph, None] = field(default_factory=dict)
    findings: dict[Found, None] = field(default_factory=dict)
    audience: Audience | None = None
    main_case: str | None = None

    def cautions_of(
        self, judgement: Judgement, words: str, who: tuple[str, ...] = (), people: tuple[str, ...] = ()
    ) -> None:
        """Put something before a person."""
        provided = judgement.verdict.provided
        caution = Caution(clause=judgement.clause.id, words=words, who=who, provided=provided, people=people)
        self.warnings[caution] = None


def outcome_of(total: Sum) -> Outcome:
    """The outcome of all that was gathered."""
    acts = any(duty.state is DutyState.DUE and duty.notice for duty in total.duties.values())
    disposition = Disposition.HOLD if total.held else Disposition.ACT if acts else Disposition.NONE
    return Outcome(
        disposition=disposition,
        case=total.main_case,
        cases=tuple(total.cases.values()),
        duties=tuple(total.duties.values()),
        routes=tuple(total.routes.values()),
        findings=tuple(total.findings),
        entries=tuple(total.entries),
        consents=tuple(total.consents),
        warnings=tuple(total.warnings),
        paragraphs=tuple(total.paragraphs),
        closed_to=total.audience.to if total.audience else None,
        minimal=bool(total.audience and total.audience.minimal),
        held_because=tuple(total.held),
        hits=tuple(total.hits),
        misses=tuple(total.misses),
    )
