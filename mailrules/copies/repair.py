"""The life of a finding: the only place where its state changes.

    found -> asked -> reminded -> escalated     the sender is asked to mend it, reminded, then the monitoring officer is told
      |        |          |           |
      `--------`----------`-----------`-> put-right     a mail shows it: the letter to the councillor, or the councillor's consent
                                      `-> waived        a person sets it aside, with a reason

A finding is put right by evidence, or waived by a person's reason; the sender's answer is kept with it, and is no evidence
that a councillor was told. Nothing is put right by another silent act.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from mailrules.copies.found import Found
from mailrules.copies.history import KnownLetter
from mailrules.copies.identity import member_at, normal, officer_at, person_at
from mailrules.copies.words import declared, declares
from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.protocol.clause import Clause
from mailrules.reading.model import VisibleText
from mailrules.rules.params import Copies
from mailrules.vocabulary import Finding, FindingState, Flag

Wants = Literal["tell", "consent", "reason", "mend"]
"""What puts a finding right: the councillor is told, or consents; the reason is given; or a person looks."""

_STATES = FindingState
NEXT: dict[FindingState, frozenset[FindingState]] = {
    _STATES.FOUND: frozenset({_STATES.ASKED, _STATES.ESCALATED, _STATES.PUT_RIGHT, _STATES.WAIVED}),
    _STATES.ASKED: frozenset({_STATES.REMINDED, _STATES.ESCALATED, _STATES.PUT_RIGHT, _STATES.WAIVED}),
    _STATES.REMINDED: frozenset({_STATES.ESCALATED, _STATES.PUT_RIGHT, _STATES.WAIVED}),
    _STATES.ESCALATED: frozenset({_STATES.PUT_RIGHT, _STATES.WAIVED}),
    _STATES.PUT_RIGHT: frozenset(),
    _STATES.WAIVED: frozenset(),
}
OPEN = (_STATES.FOUND, _STATES.ASKED, _STATES.REMINDED, _STATES.ESCALATED)
"""Where nothing has put it right, and nobody has set it aside."""
_TOLD = frozenset({Finding.BLIND_COPY, Finding.COPY_NOT_NOTIFIED, Finding.FORWARDED_ON})
_CONSENTED = frozenset({Finding.COPIED_WITHOUT_CONSENT, Finding.FORWARDED_ON})


class RepairError(ValueError):
    """A finding cannot go from where it is to where it was sent."""


@dataclass(frozen=True, kw_only=True)
class Repair:
    """One finding under one clause, about one councillor's correspondence or nobody's, and what became of it.

    Attributes:
        key: unique for ever.
        mail: the register's key of the mail in which it was found.
        message_id: that mail's own.
        addresses: who got it.
        of: id of the councillor whose correspondence it is; empty where it is nobody's.
        sender: id of the person who sent it; empty where nobody of the council's is known.
        sent: when it was sent (aware).
        quiet: telling would itself disclose something: a person decides.
        answer: what the sender said to it.
        evidence: the Message-ID of what put it right.
        reason: why it was waived.
        changed: when it last changed (aware).
    """

    key: str
    mail: str
    message_id: str
    finding: Finding
    clause: str
    addresses: tuple[str, ...]
    of: str
    sender: str
    sent: datetime
    wants: Wants
    changed: datetime
    state: FindingState = FindingState.FOUND
    quiet: bool = False
    spoken: bool = False
    answer: str = ""
    evidence: str = ""
    reason: str = ""


def whose(found: Found) -> Mapping[str, tuple[str, ...]]:
    """Who got what is whose: addresses by the id of the councillor, and those with nobody's letters under no id."""
    parts: dict[str, list[str]] = {}
    for member, address in found.copies:
        parts.setdefault(member, []).append(address)
    others = [address for address in found.addresses if address not in {each for _, each in found.copies}]
    if others:
        parts[""] = others
    return {member: tuple(addresses) for member, addresses in parts.items()}


def wants(finding: Finding, of: str, clause: Clause) -> Wants:
    """What puts a finding right under a clause."""
    models = {rule.model for rule in clause.rules if isinstance(rule, Copies)}
    if of and finding in _TOLD and models & {"tell-addressee", "necessity-and-tell"}:
        return "tell"
    if of and finding in _CONSENTED and models & {"consent", "consult"}:
        return "consent"
    if finding is Finding.COPIED_WITHOUT_CONSENT and "necessity-and-tell" in models:
        return "reason"
    return "mend"


def _to(repair: Repair, state: FindingState, at: datetime) -> Repair:
    if state not in NEXT[repair.state]:
        raise RepairError(f"finding {repair.key} is {repair.state}: it cannot become {state}")
    return replace(repair, state=state, changed=at)


def ask(repair: Repair, *, at: datetime) -> Repair:
    """Its sender is told what is wrong."""
    return _to(repair, FindingState.ASKED, at)


def remind(repair: Repair, *, at: datetime) -> Repair:
    """Its sender is reminded."""
    return _to(repair, FindingState.REMINDED, at)


def escalate(repair: Repair, *, at: datetime) -> Repair:
    """The monitoring officer is told."""
    return _to(repair, FindingState.ESCALATED, at)


def put_right(repair: Repair, evidence: str, *, at: datetime) -> Repair:
    """A mail shows that it is put right."""
    if not evidence:
        raise RepairError(f"finding {repair.key} is put right by a mail that shows it, and none is named")
    return replace(_to(repair, FindingState.PUT_RIGHT, at), evidence=evidence)


def waive(repair: Repair, reason: str, *, at: datetime) -> Repair:
    """A person sets it aside, and says why."""
    if not reason.strip():
        raise RepairError("a finding is waived with a reason: say why nothing need be done")
    return replace(_to(repair, FindingState.WAIVED, at), reason=reason.strip())


def answered(repair: Repair, words: str, message_id: str, *, at: datetime) -> Repair:
    """Its sender has said something to it: that is kept, and is enough only where a reason is what the clause asks for."""
    said = replace(repair, answer="\n\n".join(filter(None, (repair.answer, words.strip()))))
    if repair.wants == "reason" and words.strip() and repair.state in OPEN:
        return put_right(said, message_id, at=at)
    return said


def settled_by_telling(repair: Repair) -> bool:
    """Whether it is put right once the councillor has been told, or asked, openly."""
    return repair.wants == "tell" or (repair.finding is Finding.BLIND_COPY and bool(repair.of))


def informs(message: Message, visible: VisibleText, repair: Repair, roll: Roll) -> bool:
    """Whether a later mail of that thread tells the councillor concerned who got the copy."""
    if not repair.of or repair.message_id not in message.thread:
        return False
    written_to = {member.id for box in message.addressees if (member := member_at(box.address, roll))}
    if repair.of not in written_to:
        return False
    shown = {normal(box.address) for box in message.addressees}
    return all(
        address in shown or declared(message, visible, address, "", roll, person_at(address, roll))
        for address in repair.addresses
    )


def informed(letter: KnownLetter, repair: Repair, roll: Roll) -> bool:
    """Whether an earlier letter of an officer's, of that thread, has told the councillor concerned who got the copy.

    A mail can come to be known long after it was sent; by then its addressee may have been told by hand.
    """
    if not repair.of or repair.message_id not in letter.thread or Flag.SPOOFED in letter.flags:
        return False
    written_to = {member.id for address in letter.visible if (member := member_at(address, roll))}
    if officer_at(letter.author, roll) is None or repair.of not in written_to:
        return False
    shown = {normal(address) for address in letter.visible}
    return all(
        address in shown or declares(letter.written, address, "", roll, person_at(address, roll))
        for address in repair.addresses
    )


def still_open(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """Those that nothing has put right and nobody has set aside."""
    return tuple(each for each in repairs if each.state in OPEN)
