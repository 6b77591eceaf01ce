"""Mail that a machine sent: RFC 3834 auto-replies, RFC 3464 bounces, RFC 8098 receipts, calendar answers, robots."""

import re
from dataclasses import dataclass

from mailrules.message import Message
from mailrules.reading.bounce import bounced, failed_addresses, for_good, what_came_back
from mailrules.reading.model import Evidence, MachineMail

_AUTO_SUBJECT = re.compile(
    r"^\W*(?:re: ?)?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|matic response)|auto: .{1,80}\bis out of|"
    r"out of (?:the )?office|autoreply|ooo|on leave|ateb awtomatig|automatische antwort|abwesenheitsnotiz|réponse automatique|"
    r"respuesta automática|risposta automatica|automatyczna odpowied[źz]|automatisch antwoord|automatiskt? svar|autosvar)\b\s*[:\-]?|"
    r"\bautomatiska atbilde\b|\bis out of the office\b",
    re.IGNORECASE,
)
_CALENDAR_SUBJECT = re.compile(
    r"^\s*(?:accepted|declined|tentative|canceled|cancelled event|new time proposed):\s", re.IGNORECASE
)
_RECEIPT_SUBJECT = re.compile(r"^\s*(?:read|not read|delivered|relayed):\s", re.IGNORECASE)
_ROBOT = re.compile(
    r"^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|notifications?|alerts?|newsletters?|robot|system)\b",
    re.IGNORECASE,
)
_AUTO_TEXT = re.compile(
    r"\b(?:this is an? (?:one-time )?auto(?:mated|matic(?:ally generated)?) (?:message|e-?mail|reply|response)|"
    r"i am (?:currently )?(?:out of (?:the )?office|on (?:annual |maternity |sick )?leave|away from (?:the|my) (?:office|desk))|"
    r"please do not reply to this (?:e-?mail|message)|has (?:accepted|declined|tentatively accepted) this (?:meeting|invitation))\b",
    re.IGNORECASE,
)
_RECEIPT_TEXT = re.compile(r"^\s*your message\b[\s\S]{0,400}\bwas read on\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Sign:
    form: str
    evidence: Evidence


def _header(name: str, value: str, cue: str) -> Evidence:
    return Evidence(where=f"header:{name}", text=value[:200], cue=cue)


def _submitted(message: Message) -> _Sign | None:
    said = message.header("auto-submitted").split(";")[0].strip().lower()
    if said and said != "no":
        form = "auto-reply" if said == "auto-replied" else "robot"
        return _Sign(form, _header("auto-submitted", said, "a machine says that it wrote this (RFC 3834)"))
    for name in ("x-autoreply", "x-autorespond", "x-auto-reply", "x-mail-autoreply", "x-autoresponse"):
        if message.header(name):
            return _Sign("auto-reply", _header(name, message.header(name), "an auto-reply's own header"))
    return None


def _report(message: Message) -> _Sign | None:
    report = message.header("content-type").lower()
    parts = {each.content_type for each in message.attachments}
    if "disposition-notification" in report or "message/disposition-notification" in parts:
        return _Sign("receipt", _header("content-type", report, "a receipt (RFC 8098)"))
    if "feedback-report" in report or "message/feedback-report" in parts:
        return _Sign("robot", _header("content-type", report, "a complaint or a report of a mail provider (RFC 5965)"))
    found = bounced(message)
    return _Sign("bounce", found) if found else None


def _calendar(message: Message) -> _Sign | None:
    answers = _CALENDAR_SUBJECT.match(message.subject)
    exchange = message.header("x-ms-exchange-calendar-series-instance-id") or message.content_type == "text/calendar"
    replies = any("method=reply" in value.lower() for value in message.all_headers("content-type"))
    if (answers and (exchange or _AUTO_TEXT.search(message.text))) or replies:
        return _Sign(
            "calendar-response", Evidence(where="subject", text=message.subject[:200], cue="an answer to an invitation")
        )
    return None


def _newsletter(message: Message) -> _Sign | None:
    precedence = message.header("precedence").strip().lower()
    campaign = message.header("x-campaign") or message.header("x-campaignid") or message.header("feedback-id")
    listed = message.header("list-unsubscribe") or message.header("list-id")
    if precedence in {"bulk", "list", "junk"} and (campaign or listed) and not message.in_reply_to:
        return _Sign("newsletter", _header("precedence", precedence, "sent to many, with a way to unsubscribe"))
    return None


def _worded(message: Message) -> _Sign | None:
    subject = Evidence(where="subject", text=message.subject[:200], cue="an auto-reply's subject")
    if _AUTO_SUBJECT.search(message.subject[:300]):
        return _Sign("auto-reply", subject)
    if _RECEIPT_SUBJECT.match(message.subject) and _RECEIPT_TEXT.search(message.text[:2000]):
        return _Sign("receipt", subject)
    hit = _AUTO_TEXT.search(message.text[:1500])
    if message.content_type == "multipart/report":
        return _Sign("robot", _header("content-type", message.content_type, "a report (RFC 6522)"))
    away = _away(message)
    if away:
        return _Sign("auto-reply", away)
    if hit and (_from_robot(message) or message.header("x-auto-response-suppress").lower() == "all"):
        return _Sign("robot", Evidence(where="body", text=hit.group(), cue="it says that a machine wrote it"))
    return None


_AWAY = re.compile(
    r"\bi(?: am|['’]m| will be|['’]ll be) (?:currently |now )?(?:out of (?:the )?office|on (?:annual |maternity |paternity |sick )?leave|"
    r"away from (?:the|my) (?:office|desk)|on holiday|away until)\b|\bthank you for your (?:e-?mail|message)\b[^?]{0,120}\b"
    r"(?:i am|i['’]m|i will be) (?:currently )?(?:out of|on|away)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:until|return(?:ing)?|(?:be )?back (?:on|in)|in my absence|if (?:it is|your \w+ is|this is|the matter is) urgent|limited access)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|\b(?:could|can|would|will|may) (?:you|we|i|they|somebody|someone|an? officer)\b|\b(?:brief(?:ing)?s?|attend|same for us|grateful|"
    r"please (?:send|let|arrange|tell|ask|note that|put|give|add|confirm))\b",
    re.IGNORECASE,
)
_SHORT_NOTE = 900


def _away(message: Message) -> Evidence | None:
    """An auto-reply without any header of one: an answer, short, of nothing but that its writer is away, that asks for nothing."""
    text = message.text.strip()
    hit = _AWAY.search(text[:300])
    said = text[: hit.start() + _SHORT_NOTE] if hit else ""
    answers = message.subject.lower().startswith("re:") or bool(message.in_reply_to)
    if hit is None or not answers or not _BACK.search(said) or _ASKS.search(text[:3000]):
        return None
    return Evidence(where="body", text=hit.group()[:200], cue="nothing but that its writer is away")


def _from_robot(message: Message) -> bool:
    return any(_ROBOT.match(box.address) for box in message.from_)


def machine_mail(message: Message, *, known_sender: bool) -> MachineMail | None:
    """What sort of machine sent the mail; None where a person did.

    Args:
        known_sender: it is from somebody's own mailbox in the directory: a bulk tool alone does not make it a robot's.
    """
    looks = (_report, _calendar, _submitted, *(() if known_sender else (_newsletter,)), _worded)
    for look in looks:
        sign = look(message)
        if sign is not None:
            return _told(message, sign)
    return None


def _told(message: Message, sign: _Sign) -> MachineMail:
    if sign.form != "bounce":
        return MachineMail(form=sign.form, refers_to=message.thread, evidence=(sign.evidence,))
    return MachineMail(
        form=sign.form,
        failed=failed_addresses(message),
        permanent=for_good(message),
        refers_to=tuple(dict.fromkeys((*message.thread, *what_came_back(message)))),
        evidence=(sign.evidence,),
    )
