"""A mail that an officer has sent: what is wrong with it, and nothing else that a mail could bring about."""

from datetime import datetime

from mailrules.copies.history import letter_of
from mailrules.evaluation.audience import audience_of
from mailrules.evaluation.evaluate import bare_situation
from mailrules.evaluation.outbound import outbound
from mailrules.evaluation.outcome import Outcome
from mailrules.evaluation.record import Record
from mailrules.evaluation.setting import Setting
from mailrules.message import Message
from mailrules.reading.model import Reading
from mailrules.vocabulary import Disposition

POSTS = ("monitoring-officer", "chief-executive")
"""Who alone sees what was found in an officer's own mail."""


def checked(message: Message, reading: Reading, setting: Setting, record: Record, *, at: datetime) -> Outcome:
    """What is wrong with a mail that lies in an officer's Sent Items: no case is opened by it, and nobody is owed anything.

    A mail of which no more may be kept than that it came (somebody reports a wrong) is nobody's business here: it is not
    even checked.

    Args:
        message: the mail, as its sender has it.
        reading: what it is.
        setting: council, protocol and adoption of its day.
        record: what the register knows before it.
        at: when it was sent (aware).
    """
    situations = (bare_situation(item, message, reading, setting) for item in reading.items)
    audience = audience_of(situations, setting)
    if audience is not None and audience.minimal:
        return Outcome(disposition=Disposition.NONE, closed_to=audience.to, minimal=True)
    own = {reading.sender.person, reading.sender.acting, *(audience.never if audience else ())}
    found = outbound(message, reading, setting, record, at=at)
    return Outcome(
        disposition=Disposition.HOLD if found.held_because else Disposition.NONE,
        findings=found.findings,
        held_because=found.held_because,
        hits=found.hits,
        closed_to=POSTS,
        not_for=tuple(sorted(filter(None, own))),
        letter=letter_of(message, reading, at=at),
    )
