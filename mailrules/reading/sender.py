"""Who really sent a mail: the directory, the headers that own or disown it, and on whose behalf it was written.

RFC 5322 From and Sender, RFC 8601 Authentication-Results, and Exchange's own `X-MS-Exchange-Organization-AuthAs`.
"""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person, Roll
from mailrules.message import Mailbox, Message
from mailrules.reading.authentication import results_of
from mailrules.reading.model import Evidence, SenderReading
from mailrules.vocabulary import Direction

_NEAR = 2
_NAME_ALIKE = 92.0
_PERSONAL = re.compile(r"^(?:cllr|councillor|mr|mrs|ms|dr|the)\b\.?\s*", re.IGNORECASE)


def who_sent(message: Message, roll: Roll) -> SenderReading:
    """Who sent the mail, for whom they may speak, and whether its headers own them."""
    claimed = message.from_[0] if message.from_ else Mailbox(address="")
    owner = roll.whose(claimed.address)
    office = roll.group_office(claimed.address)
    shared = roll.shared_mailbox_owner(claimed.address)
    outside = roll.outside_body(claimed.address)
    acting = roll.whose(message.sender.address) if message.sender else None
    reasons = tuple(_disowned(message, claimed, owner, roll)) if message.direction is Direction.IN else ()
    person = owner or shared or _imitated(claimed, roll, reasons)
    return SenderReading(
        address=claimed.address,
        person=person.id if person else None,
        acting=acting.id if acting and acting != person else None,
        role=_role(claimed.address, person, roll, shared=owner is None and shared is not None),
        group=_speaks_for(claimed.address, person, roll),
        group_of_member=office.id if office else (roll.group_of(person.id) if person else None),
        outside=outside.id if outside else None,
        internal=roll.is_internal(claimed.address),
        authentic=not reasons,
        reasons=reasons,
        evidence=(
            Evidence(
                where="header:from", text=f"{claimed.name} <{claimed.address}>".strip(), cue="the sender's address"
            ),
        ),
    )


def _speaks_for(address: str, person: Person | None, roll: Roll) -> str | None:
    office = roll.group_office(address)
    if office is not None:
        return office.id
    if person is None:
        return None
    group = roll.group_of(person.id)
    return group if group is not None and person in roll.speakers(group) else None


def _role(address: str, person: Person | None, roll: Roll, *, shared: bool) -> str:
    if address == roll.council.bot_mailbox:
        return "bot"
    if roll.group_office(address):
        return "group-office"
    if shared:
        return "shared-mailbox"
    if isinstance(person, Member):
        return "member"
    if isinstance(person, Officer):
        return "officer" if person.kind == "head" else person.kind
    return "outside" if not roll.is_internal(address) else "unknown"


def _disowned(message: Message, claimed: Mailbox, owner: Person | None, roll: Roll) -> Iterator[str]:
    """Why the headers do not show that the mail is from whom it says."""
    if not claimed.address:
        yield "it has no readable From address"
        return
    if len(message.from_) > 1:
        yield "it names several senders"
    auth_as = message.header("x-ms-exchange-organization-authas").strip().lower()
    if auth_as != "internal":
        yield from _failed_checks(message)
        if auth_as == "anonymous" and roll.is_internal(claimed.address) and results_of(message).get("dmarc") != "pass":
            yield "it came in from outside under an address of the council's own"
    near = _near_domain(claimed.address, roll)
    if near:
        yield f"its domain looks like {near} and is not"
    if owner is None and not roll.group_office(claimed.address) and _named_person(claimed, roll) is not None:
        yield f"it bears the name of somebody in the directory ({claimed.name}) on an address that is not theirs"
    known = owner is not None or roll.is_internal(claimed.address)
    for box in message.reply_to:
        if box.address and known and _elsewhere(box.address, owner, roll):
            yield f"its answers would go elsewhere, to {box.address}"


def _failed_checks(message: Message) -> Iterator[str]:
    results = results_of(message)
    for method in ("dmarc", "compauth"):
        if results.get(method) in {"fail", "softfail", "permerror"}:
            yield f"its {method.upper()} check says {results[method]}"
            return
    if results.get("dmarc") != "pass" and results.get("spf") in {"fail", "softfail"} and results.get("dkim") != "pass":
        yield f"its SPF check says {results['spf']}"


def _elsewhere(address: str, owner: Person | None, roll: Roll) -> bool:
    if roll.is_internal(address):
        return False
    return owner is None or roll.whose(address) != owner


def _near_domain(address: str, roll: Roll) -> str:
    domain = _readable(address.rpartition("@")[2])
    for own in roll.council.domains:
        if domain == own or domain.endswith("." + own):
            return ""
    for own in roll.council.domains:
        if Levenshtein.distance(_folded(domain), _folded(own), score_cutoff=_NEAR) <= _NEAR:
            return own
    return ""


def _readable(domain: str) -> str:
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


_LOOKS = str.maketrans(
    {"0": "o", "1": "l", "3": "e", "5": "s", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "і": "i"}
)


def _folded(domain: str) -> str:
    return domain.translate(_LOOKS).replace("rn", "m").replace("vv", "w").replace("-", "").replace(".", "")


def _named_person(claimed: Mailbox, roll: Roll) -> Person | None:
    name = _PERSONAL.sub("", claimed.name).strip()
    if len(name.split()) < 2:  # noqa: PLR2004 - one word is nobody's full name
        return None
    return next((each for each in roll.people() if fuzz.ratio(each.name.lower(), name.lower()) >= _NAME_ALIKE), None)


def _imitated(claimed: Mailbox, roll: Roll, reasons: tuple[str, ...]) -> Person | None:
    """Whom a spoofed mail claims to be from: it keeps the group that it claims, and is held."""
    return _named_person(claimed, roll) if reasons else None
