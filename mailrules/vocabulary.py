"""The closed words that Evenhand speaks: in its register, on its console and in its JSON.

One word for one thing. A word that is not here is not a kind, a flag, a finding, a label or a state.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a mail, or one item in it, is."""

    GROUP_BRIEFING_REQUEST = "group-briefing-request"
    GROUP_ATTENDANCE_REQUEST = "group-attendance-request"
    GROUP_BRIEFING_DELIVERED = "group-briefing-delivered"
    GROUP_ATTENDANCE_REPORTED = "group-attendance-reported"
    EQUAL_ACCESS_NOTICE = "equal-access-notice"
    GROUP_OFFER_TAKEN_UP = "group-offer-taken-up"
    MEMBER_INFORMATION_REQUEST = "member-information-request"
    MEMBER_ADVICE_REQUEST = "member-advice-request"
    COMPLAINT_ABOUT_OFFICER = "complaint-about-officer"
    COMPLAINT_ABOUT_MEMBER = "complaint-about-member"
    DECISION_RECORD = "decision-record"
    PRESS_RELEASE_DRAFT = "press-release-draft"
    PRESS_RELEASE_ISSUED = "press-release-issued"
    CONFERENCE_NOTICE = "conference-notice"
    CONFERENCE_ATTENDANCE = "conference-attendance"
    CONSULTATION_DOCUMENT = "consultation-document"
    COUNCIL_AMENDMENTS = "council-amendments"
    MEETING_DATE_CHANGE = "meeting-date-change"
    GROUP_GOVERNANCE = "group-governance"
    OMBUDSMAN = "ombudsman"
    PETITION = "petition"
    LOCAL_MATTER = "local-matter"
    LOCAL_OBJECTION = "local-objection"
    VISIT_REQUEST = "visit-request"
    TRAINING_REQUEST = "training-request"
    AGENDA_ITEM_REQUEST = "agenda-item-request"
    REPORT_DRAFT = "report-draft"
    PRESS_ENQUIRY = "press-enquiry"
    WHISTLEBLOWING = "whistleblowing"
    RELATIONSHIP_DECLARED = "relationship-declared"
    FACILITY_CHANGE = "facility-change"
    REPORT_EDIT = "report-edit"
    DECISION_PLANNED = "decision-planned"
    GROUP_CONCLUSION_RELIED_ON = "group-conclusion-relied-on"
    MEMBER_MEETING = "member-meeting"
    GRIEVANCE_UPHELD = "grievance-upheld"
    INSPECTION_REQUEST = "inspection-request"
    LEAK_SUSPECTED = "leak-suspected"
    PROTOCOL_QUESTION = "protocol-question"
    CEREMONY = "ceremony"
    PUBLIC_APPEAL = "public-appeal"
    CONSENT_GIVEN = "consent-given"
    CONSENT_REFUSED = "consent-refused"
    OFFICER_ATTENDANCE_AGREED = "officer-attendance-agreed"
    OFFICER_ATTENDANCE_DECLINED = "officer-attendance-declined"
    AUTOMATIC = "automatic"
    OTHER = "other"


GROUP_REQUESTS = frozenset({Kind.GROUP_BRIEFING_REQUEST, Kind.GROUP_ATTENDANCE_REQUEST})

GROUP_KINDS = GROUP_REQUESTS | {
    Kind.GROUP_BRIEFING_DELIVERED,
    Kind.GROUP_ATTENDANCE_REPORTED,
    Kind.EQUAL_ACCESS_NOTICE,
    Kind.GROUP_OFFER_TAKEN_UP,
    Kind.OFFICER_ATTENDANCE_AGREED,
    Kind.OFFICER_ATTENDANCE_DECLINED,
}
"""The kinds that open or move a case of a group."""

CONSENT_KINDS = frozenset({Kind.CONSENT_GIVEN, Kind.CONSENT_REFUSED})

HARMLESS_KINDS = frozenset({Kind.AUTOMATIC, Kind.OTHER})


class Flag(StrEnum):
    """What a mail carries beside its kinds."""

    CONFIDENTIAL = "confidential"
    MARKED_PERSONAL = "marked-personal"
    PERSONAL_MATTER = "personal-matter"
    BUDGET = "budget"
    NON_COUNCILLORS_PRESENT = "non-councillors-present"
    PARTY_POLITICAL = "party-political"
    SPOOFED = "spoofed"
    THREAD = "thread"


class Signal(StrEnum):
    """What a mail says beside its kinds that moves a case or touches a boundary."""

    CALLED_OFF = "called-off"
    """A meeting, or a request, is off."""
    SAME_DOCUMENT = "same-document"
    """It asks for the very paper that was written for another group."""
    LEADERSHIP_DISCUSSION = "leadership-discussion"
    """It asks what was discussed with the leadership of another group."""


class Finding(StrEnum):
    """What is wrong with a mail that was sent."""

    BLIND_COPY = "blind-copy"
    COPIED_WITHOUT_CONSENT = "copied-without-consent"
    COPY_NOT_NOTIFIED = "copy-not-notified"
    FORWARDED_ON = "forwarded-on"
    GROUP_DOCUMENT_DISCLOSED = "group-document-disclosed"
    GROUP_CONFIDENCE = "group-confidence"
    PERSONAL_REPLY_COPIED = "personal-reply-copied"
    IN_MEMBERS_NAME = "in-members-name"
    RECOMMENDATION_TO_GROUP = "recommendation-to-group"


class Direction(StrEnum):
    """Which way a mail went, seen from the chief executive's mailbox."""

    IN = "in"
    OUT = "out"


class Label(StrEnum):
    """What a value in a notice discloses; a clause names the labels that it lets be said."""

    FACT = "fact"
    TOPIC = "topic"
    OFFER_SIMILAR = "offer-similar"
    OFFER_SAME = "offer-same"
    COPY_RECIPIENT = "copy-recipient"
    CONTENT = "content"
    CONFIDENTIAL = "confidential"


class DocumentLabel(StrEnum):
    """The confidences that a document can be under; they are never merged."""

    STATUTORY_CONFIDENTIAL = "statutory-confidential"
    EXEMPT_1 = "exempt-1"
    EXEMPT_2 = "exempt-2"
    EXEMPT_3 = "exempt-3"
    EXEMPT_4 = "exempt-4"
    EXEMPT_5 = "exempt-5"
    EXEMPT_6 = "exempt-6"
    EXEMPT_7 = "exempt-7"
    PROTOCOL_CONFIDENTIAL = "protocol-confidential"
    GROUP_CONFIDENTIAL = "group-confidential"
    BUDGET_EMBARGO = "budget-embargo"
    PERSONAL = "personal"


class Occasion(StrEnum):
    """A day on which something is owed without any mail."""

    EACH_WEEK = "each-week"
    EACH_YEAR = "each-year"
    COUNCIL_MEETING = "ordinary-council-meeting"
    """The day of an ordinary meeting of the council."""


class Release(StrEnum):
    """What can end a confidence."""

    DETERMINED_BY_EXECUTIVE = "determined-by-executive"
    DETERMINED_BY_GROUP = "determined-by-group"
    """The very group whose confidence it is has decided."""
    PUBLISHED = "published"
    """It has been published ahead of the meeting."""
    DECLASSIFIED = "declassified"
    """The officer who answers for it has said that it is confidential no longer."""
    SENT_OUT = "sent-out"
    """It has gone out with its agenda."""


class Force(StrEnum):
    """How strongly a clause speaks."""

    MUST = "must"
    SHOULD = "should"
    SHOULD_NOT = "should-not"
    MUST_NOT = "must-not"
    NORMALLY = "normally"
    NOT_NORMALLY = "not-normally"
    EXCEPTIONALLY = "exceptionally"
    MAY = "may"
    ENTITLED = "entitled"


class Mode(StrEnum):
    """What a council lets a rule do."""

    OFF = "off"
    OBSERVE = "observe"
    HOLD = "hold"
    ACT = "act"


class Disposition(StrEnum):
    """What Evenhand does about a mail."""

    ACT = "act"
    HOLD = "hold"
    NONE = "none"


class DutyState(StrEnum):
    """Where a duty stands; `mailrules.duties` is the only place where it changes."""

    WAITING = "waiting"
    DUE = "due"
    HELD = "held"
    BARRED = "barred"
    MET = "met"
    WAIVED = "waived"
