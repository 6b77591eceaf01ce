"""In which form a group is served: protocols count a written report, a briefing, a presentation and advice differently."""

import re
from enum import StrEnum

from mailrules.cases import Case, Matter
from mailrules.message import Message
from mailrules.vocabulary import Kind


class Form(StrEnum):
    """The form of what a group asked for or was given."""

    WRITTEN_REPORT = "written-report"
    BRIEFING = "briefing"
    PRESENTATION = "presentation"
    ADVICE = "advice"
    ATTENDANCE = "attendance"


_WRITTEN = re.compile(
    r"\b(?:note|notes|paper|papers|report|page|pages|sides?|a4|in writing|written|document|factsheet|fact sheet|"
    r"write[- ]?up|summary|table|figures|numbers|paras?|paragraphs?|slides|pack|one-pager|side)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:presentation|present to|talk|talk us through|take us through|session|in person|come and|speak|teams|zoom|"
    r"run us through|walk us through|seminar|demonstration)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(r"\b(?:advise|advice|guidance|work with us)\b", re.IGNORECASE)


def form_of(kind: Kind, case: Case | None, message: Message, written: str) -> frozenset[Form]:
    """The forms that the mail shows; `BRIEFING` always counts for a briefing case, since the word covers all of them."""
    if kind in {Kind.GROUP_ATTENDANCE_REQUEST, Kind.GROUP_ATTENDANCE_REPORTED} or (
        case is not None and case.matter is Matter.ATTENDANCE
    ):
        return frozenset({Form.ATTENDANCE, Form.PRESENTATION, Form.ADVICE})
    forms = {Form.BRIEFING}
    words = f"{message.subject}\n{written}"
    if _WRITTEN.search(words) or any(each.name for each in message.attachments):
        forms.add(Form.WRITTEN_REPORT)
    if _SPOKEN.search(words):
        forms.add(Form.PRESENTATION)
    if _ADVICE.search(words):
        forms.add(Form.ADVICE)
    return frozenset(forms)
