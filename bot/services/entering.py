"""What is decided is entered in the council's registers, in the transaction of the decision."""

from datetime import datetime

from bot.ports import RecordedMail, Work
from bot.services.audience import ACCUSING, is_closed, said_of
from bot.services.decide import Deciding, Decision
from mailrules.duties import Duty
from mailrules.evaluation.entries import Entering, entries_of
from mailrules.evaluation.registers import CONSENTS, RegisterEntry

WAIVERS = "waivers"


def enter(
    work: Work,
    mail: RecordedMail,
    decision: Decision,
    deciding: Deciding,
    *,
    at: datetime,
) -> tuple[RegisterEntry, ...]:
    """Enter what a decided mail makes, at the moment of deciding; what was entered."""
    made = entries_of(
        Entering(
            message=decision.message,
            reading=decision.reading,
            outcome=decision.outcome,
            setting=deciding.setting(decision.at),
            mail=mail.key,
            at=mail.received,
            closed=decision.outcome.closed_to is not None or bool(ACCUSING.intersection(decision.reading.kinds)),
            said=tuple(work.registers.entries(CONSENTS)) if decision.outcome.consents else (),
        )
    )
    work.registers.enter(made, at=at)
    return made


def enter_waiver(work: Work, duty: Duty, *, by: str, reason: str, at: datetime) -> None:
    """Enter that a person has set a duty aside: who and why, beside the mail of which the duty came."""
    case = work.record.case(duty.case)
    mail = work.mails.get(case.events[0].message_id if case else duty.case)
    waiver = RegisterEntry(
        register=WAIVERS,
        clause=duty.clause,
        at=at,
        mail=mail.key if mail else "",
        message_id=mail.message_id if mail else duty.case,
        subject=duty.facts.served or None,
        fields=(("duty", duty.key), ("by", by), ("reason", reason)),
        closed=mail is not None and bool(mail.decision) and is_closed(said_of(mail)),
    )
    work.registers.enter([waiver], at=at)
