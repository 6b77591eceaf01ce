"""The fields of a kind that has no rule of its own: who and what it is about, nearest words first."""

import re
from functools import lru_cache

from mailrules.council.model import Member, Officer, Ward
from mailrules.council.roll import Roll
from mailrules.reading.days import days_in
from mailrules.reading.material import Material
from mailrules.reading.model import Fields
from mailrules.reading.people import members_in, officers_in
from mailrules.reading.titles import title_of
from mailrules.vocabulary import GROUP_KINDS, Kind

_SALUTATION = re.compile(
    r"\A\s*(?:(?:dear|hello|hi|morning|afternoon|evening|good \w+|hey)\b[^\n.?!]{0,60}|[^\n.?!]{0,30},)\s*\n",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\b(?=[A-Z0-9/-]*\d)[A-Z]{1,6}[/-](?:[A-Z0-9]{1,8}[/-]?){1,5}\b|\b\d{2} \d{3} \d{3}\b")
_PREFIX = re.compile(r"^(?:\s*(?:re|fw|fwd)\s*:)+\s*", re.IGNORECASE)
_TITLED = frozenset(
    {
        Kind.PRESS_RELEASE_DRAFT,
        Kind.PRESS_RELEASE_ISSUED,
        Kind.CONFERENCE_NOTICE,
        Kind.CONFERENCE_ATTENDANCE,
        Kind.CONSULTATION_DOCUMENT,
    }
)
_ABOUT_OFFICER = frozenset(
    {
        Kind.COMPLAINT_ABOUT_OFFICER,
        Kind.PUBLIC_APPEAL,
        Kind.RELATIONSHIP_DECLARED,
        Kind.DECISION_PLANNED,
        Kind.PETITION,
    }
)
_ABOUT_MEMBER = frozenset({Kind.COMPLAINT_ABOUT_MEMBER, Kind.GRIEVANCE_UPHELD})
"""About another councillor than the one who may have written it, or about nobody."""
_FOR_MEMBER = frozenset(
    {Kind.CONFERENCE_ATTENDANCE, Kind.FACILITY_CHANGE, Kind.TRAINING_REQUEST, Kind.GROUP_GOVERNANCE}
)
"""About the councillors whom it names, and where it names none, about the one who wrote it."""
_ASKED_OF = frozenset({Kind.MEMBER_INFORMATION_REQUEST, Kind.MEMBER_ADVICE_REQUEST})
_REFERRED = frozenset({Kind.DECISION_RECORD, Kind.DECISION_PLANNED, Kind.OMBUDSMAN, Kind.PUBLIC_APPEAL})
_OF_THE_GROUP = GROUP_KINDS | {
    Kind.GROUP_GOVERNANCE, Kind.COUNCIL_AMENDMENTS, Kind.CONSENT_GIVEN, Kind.CONSENT_REFUSED,
    Kind.CONFERENCE_ATTENDANCE,
}  # fmt: skip


def unsaluted(text: str) -> str:
    """The text without its greeting: who is greeted is addressed, and not spoken about."""
    return _SALUTATION.sub("", text, count=1)


def group_of(mail: Material, kind: Kind, near: str) -> str | None:
    """The group spoken for, else the one spoken about."""
    if kind not in _OF_THE_GROUP:
        return None
    if mail.sender.group is not None:
        return mail.sender.group
    if mail.from_officer:
        for text in (near, mail.message.subject, mail.visible.written):
            if named := mail.groups_said(text):
                return named[0]
        earlier = next((each.group for each in mail.earlier_items() if each.group), None)
        return earlier or next(iter(mail.to_groups), None)
    return mail.sender.group_of_member


def fields_of(mail: Material, kind: Kind, near: str) -> Fields:
    """The fields, as far as the kind bears them."""
    written = unsaluted(mail.visible.written)
    places = (unsaluted(near + "\n") if mail.visible.written.startswith(near) else near, written)
    days = [day for text in places for day in days_in(text, mail.sent)]
    about_officer = kind in _ABOUT_OFFICER or kind in GROUP_KINDS
    officers = next((found for text in places if (found := officers_in(text, mail.roll))), ()) if about_officer else ()
    subject = _PREFIX.sub("", mail.message.subject).strip()
    reference = _REFERENCE.search(f"{subject}\n{written}") if kind in _REFERRED else None
    return Fields(
        officer=next((each.id for each in officers if each.id != mail.sender.person), None)
        or _officer(mail, kind, places),
        member=_member(mail, kind, places),
        date=days[0] if days else None,
        reference=reference.group() if reference else None,
        title=_title(mail, kind) if kind in _TITLED else None,
    )


def _officer(mail: Material, kind: Kind, places: tuple[str, ...]) -> str | None:
    """The officer who took a decision, or of whom a councillor asks something."""
    if kind is Kind.DECISION_RECORD:
        named = next((found for text in places if (found := officers_in(text, mail.roll))), ())
        return named[0].id if named else mail.sender.person if mail.from_officer else None
    if kind not in _ASKED_OF:
        return None
    asked = [person for each in mail.message.to if isinstance(person := mail.roll.whose(each.address), Officer)]
    return asked[0].id if len(asked) == 1 and asked[0].kind != "chief-executive" else None


def _member(mail: Material, kind: Kind, places: tuple[str, ...]) -> str | None:
    sender = mail.roll.person(mail.sender.person) if mail.sender.person else None
    if kind in GROUP_KINDS:
        return None
    own = sender.id if isinstance(sender, Member) and kind not in _ABOUT_MEMBER else None
    asked_by_officer = not own and kind in _ASKED_OF | {Kind.RELATIONSHIP_DECLARED}
    if kind not in _ABOUT_MEMBER | _FOR_MEMBER and not asked_by_officer:
        return own
    named = next((found for text in places if (found := members_in(text, mail.roll))), ())
    return next(
        (each.id for each in named if each.id != mail.sender.person), None if kind is Kind.GROUP_GOVERNANCE else own
    )


def _title(mail: Material, kind: Kind) -> str:
    message = mail.message
    return title_of(
        kind, message.subject, mail.visible.written, (*(each.text for each in message.attachments), message.text)
    )


def wards_in(roll: Roll, text: str) -> tuple[str, ...]:
    """The wards that a text names, by themselves or by a place in them, in the directory's order."""
    pattern, wards_of = _places(roll.council.wards)
    named = {ward for hit in pattern.finditer(text) for ward in wards_of[hit.group()]} if wards_of else set()
    return tuple(ward.name for ward in roll.council.wards if ward.name in named)


@lru_cache(maxsize=8)
def _places(wards: tuple[Ward, ...]) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """One pattern for every name of a ward or of a place in it, and the wards that each name stands for."""
    found: dict[str, tuple[str, ...]] = {}
    for ward in wards:
        for name in filter(None, (ward.name, *ward.places)):
            found[name] = (*found.get(name, ()), ward.name)
    longest_first = sorted(found, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), found
