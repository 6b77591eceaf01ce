"""Who writes and who is written to, in the words of the corpus; and which kinds a sender can make at all."""

import re

from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person, Roll
from mailrules.reading.learning.features import SPEAKERS, coarse
from mailrules.reading.material import Material
from mailrules.reading.model import SenderReading
from mailrules.vocabulary import Kind

_PRESS = re.compile(r"\b(?:press|media|communications?|comms|news)\b", re.IGNORECASE)
_DEMOCRATIC = re.compile(r"\b(?:democratic|committee|member) services\b|\bcommittees?\b", re.IGNORECASE)
_BODIES = {"ombudsman": "ombudsman", "association": "association", "government": "government", "press": "journalist"}


def post_of(sender: SenderReading, roll: Roll) -> str:
    """The sender's post."""
    if sender.role in {"group-office", "political-assistant"}:
        return sender.role
    local = sender.address.partition("@")[0].replace(".", " ").replace("-", " ")
    if sender.internal and _PRESS.search(local):
        return "press-office"
    person = roll.person(sender.person) if sender.person else None
    if person is not None:
        return _in_post(person, roll)
    body = next((each for each in roll.council.outside if each.id == sender.outside), None)
    if body is not None:
        return _BODIES.get(body.kind, "statutory-body")
    return "officer" if sender.internal else "public"


def _in_post(person: Person, roll: Roll) -> str:
    if isinstance(person, Member):
        group = roll.group_of(person.id)
        for post, word in (("leader", "leader"), ("deputy", "deputy-leader"), ("chief_whip", "whip")):
            if group is not None and person in roll.in_post(group, post):
                return word
        offices = roll.offices(person.id)
        if any(each.startswith("cabinet-member") for each in offices):
            return "cabinet-member"
        return "committee-chair" if any("chair" in each for each in offices) else "councillor"
    if person.kind in {"chief-executive", "director", "political-assistant"}:
        return person.kind
    if "monitoring-officer" in roll.duties(person.id):
        return "monitoring-officer"
    if _PRESS.search(person.post):
        return "press-office"
    return "democratic-services" if _DEMOCRATIC.search(person.post) else "officer"


def reader_of(mail: Material) -> str:
    """To whom the mail is addressed."""
    roll = mail.roll
    people = [roll.whose(each.address) for each in mail.message.to]
    members = [each for each in people if isinstance(each, Member)]
    if len(mail.addressed_groups) > 1 or len(members) > 1:
        return "leaders" if all(_in_post(each, roll) in SPEAKERS for each in members) else "councillors"
    first = people[0] if people else None
    if first is None:
        address = mail.message.to[0].address if mail.message.to else ""
        return (
            "evenhand" if address == roll.council.bot_mailbox else "officer" if roll.is_internal(address) else "outside"
        )
    if isinstance(first, Officer):
        post = _in_post(first, roll)
        return post if post in {"chief-executive", "director", "monitoring-officer", "press-office"} else "officer"
    return "councillor"


_MEMBERS = frozenset({"speaker", "councillor"})
_OFFICERS = frozenset({"officer", "chief-executive", "press-office"})
_INSIDE = _MEMBERS | _OFFICERS
_ALL = _INSIDE | {"body", "ombudsman", "stranger"}
_SENDERS: dict[Kind, frozenset[str]] = {
    Kind.GROUP_BRIEFING_REQUEST: frozenset({"speaker"}),
    Kind.GROUP_ATTENDANCE_REQUEST: frozenset({"speaker"}),
    Kind.GROUP_OFFER_TAKEN_UP: frozenset({"speaker"}),
    Kind.GROUP_BRIEFING_DELIVERED: _OFFICERS,
    Kind.GROUP_ATTENDANCE_REPORTED: _OFFICERS,
    Kind.EQUAL_ACCESS_NOTICE: frozenset({"chief-executive", "officer"}),
    Kind.OFFICER_ATTENDANCE_AGREED: frozenset({"chief-executive", "officer"}),
    Kind.OFFICER_ATTENDANCE_DECLINED: frozenset({"chief-executive", "officer"}),
    Kind.GROUP_GOVERNANCE: frozenset({"speaker"}),
    Kind.COUNCIL_AMENDMENTS: frozenset({"speaker"}),
    Kind.DECISION_RECORD: _OFFICERS,
    Kind.PRESS_RELEASE_DRAFT: frozenset({"press-office"}),
    Kind.PRESS_RELEASE_ISSUED: frozenset({"press-office"}),
    Kind.CONFERENCE_NOTICE: frozenset({"body", "officer", "stranger"}),
    Kind.CONFERENCE_ATTENDANCE: _INSIDE,
    Kind.CONSULTATION_DOCUMENT: frozenset({"body", "officer", "chief-executive", "ombudsman"}),
    Kind.OMBUDSMAN: frozenset({"ombudsman"}),
    Kind.PRESS_ENQUIRY: frozenset({"stranger", "press-office"}),
    Kind.PUBLIC_APPEAL: frozenset({"stranger"}),
    Kind.REPORT_DRAFT: _OFFICERS,
    Kind.REPORT_EDIT: _MEMBERS,
    Kind.FACILITY_CHANGE: _INSIDE,
    Kind.GRIEVANCE_UPHELD: _OFFICERS,
    Kind.DECISION_PLANNED: _OFFICERS | {"councillor"},
    Kind.COMPLAINT_ABOUT_OFFICER: _MEMBERS,
    Kind.COMPLAINT_ABOUT_MEMBER: _INSIDE,
    Kind.MEMBER_INFORMATION_REQUEST: _MEMBERS,
    Kind.MEMBER_ADVICE_REQUEST: _MEMBERS,
    Kind.LOCAL_OBJECTION: _MEMBERS,
    Kind.VISIT_REQUEST: _MEMBERS,
    Kind.TRAINING_REQUEST: _MEMBERS,
    Kind.AGENDA_ITEM_REQUEST: _MEMBERS,
    Kind.CONSENT_GIVEN: _MEMBERS,
    Kind.CONSENT_REFUSED: _MEMBERS,
    Kind.MEMBER_MEETING: _INSIDE,
    Kind.RELATIONSHIP_DECLARED: _INSIDE,
    Kind.PROTOCOL_QUESTION: _INSIDE,
    Kind.GROUP_CONCLUSION_RELIED_ON: _INSIDE,
    Kind.LOCAL_MATTER: _INSIDE,
    Kind.MEETING_DATE_CHANGE: _INSIDE,
}


def can_make(post: str, kind: Kind) -> bool:
    """Whether somebody in that post can make a mail of that kind at all."""
    return coarse(post) in _SENDERS.get(kind, _ALL)
