"""What is wrong with a mail that was sent, under the council's protocol."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mailrules.copies.check import check
from mailrules.copies.clauses import judged
from mailrules.copies.consent import Said
from mailrules.copies.found import Found
from mailrules.copies.wrong import Sent
from mailrules.evaluation.outcome import Considered
from mailrules.evaluation.record import Record, cases_within_reach
from mailrules.evaluation.setting import Setting
from mailrules.message import Message
from mailrules.reading.model import Reading


@dataclass(frozen=True, kw_only=True)
class Outbound:
    """What was found in a mail that was sent, why a person has to look, and the rules that hit."""

    findings: tuple[Found, ...]
    held_because: tuple[str, ...]
    hits: tuple[Considered, ...]


def outbound(
    message: Message,
    reading: Reading,
    setting: Setting,
    record: Record,
    *,
    at: datetime,
    envelope: tuple[str, ...] = (),
) -> Outbound:
    """What is wrong with a mail that goes out, by which clause, and what that clause asks for.

    Args:
        message: the mail, as its sender has it.
        reading: what it is.
        setting: council, protocol and adoption of its day.
        record: what the register knows before it.
        at: when it was sent.
        envelope: everybody to whom it was handed over, where that is known.
    """

    def said(by: str) -> Iterable[Said]:
        for each in record.consents_of(by):
            letter = record.history.letter(each.message_id)
            if letter is None or letter.at < at:
                moment = letter.at if letter is not None else None
                # Whom it covers stands in the words: once they are gone, the letter itself says nothing more.
                known = letter if letter is not None and letter.words.kept else None
                yield Said(given=each.given, at=moment, topic=each.topic, letter=known)

    checked = check(
        Sent(
            message=message,
            reading=reading,
            roll=setting.roll,
            history=record.history,
            at=at,
            cases=cases_within_reach(record, message, at=at),
            said=said,
            envelope=envelope,
        )
    )
    clauses = setting.protocol.clauses_on(setting.roll.day)
    found, asked = judged(checked, clauses, lambda clause: setting.adoption.mode(clause).value)
    held = (*checked.doubts, *(each.reason for each in asked if each.holds))
    return Outbound(
        findings=found,
        held_because=tuple(dict.fromkeys(held)),
        hits=tuple(Considered(clause=each.clause, rule=each.rule, reason=each.reason) for each in asked),
    )
