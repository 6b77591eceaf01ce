"""Mail that a machine sent: RFC 3834 auto-replies, RFC 3464 bounces, RFC 8098 receipts, calendar answers, robots."""

import re
from dataclasses import dataclass
from email import message_from_string

from flufl.bounce import all_failures

from mailrules.message import Message
from mailrules.reading.model import Evidence, MachineMail

_AUTO_SUBJECT = re.compile(
    r"^\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|matic response)|out of (?:the )?office|autoreply|ooo|on leave)\b\s*[:\-]?",
    re.IGNORECASE,
)
_BOUNCE_SUBJECT = re.compile(
    r"^\s*(?:undeliverable|undelivered mail|delivery (?:status notification|failure|has failed)|mail delivery (?:failed|failure|system)|"
    r"returned mail|failure notice|delivery notification|message (?:could not be|not) delivered|mail system error)",
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
    r"\b(?:this is an? auto(?:mated|matic(?:ally generated)?) (?:message|e-?mail|reply|response)|"
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
    kind = message.content_type
    report = message.header("content-type").lower()
    if kind == "multipart/report" and "disposition-notification" in report:
        return _Sign("receipt", _header("content-type", report, "a receipt (RFC 8098)"))
    if (
        kind == "multipart/report"
        or message.header("x-failed-recipients")
        or message.header("x-ms-exchange-message-is-ndr")
    ):
        return _Sign("bounce", _header("content-type", report, "a delivery report (RFC 3464)"))
    null_sender = message.header("return-path").strip() == "<>"
    if _BOUNCE_SUBJECT.match(message.subject) and (null_sender or _from_robot(message)):
        return _Sign("bounce", Evidence(where="subject", text=message.subject[:200], cue="a bounce's subject"))
    return None


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
    if _AUTO_SUBJECT.match(message.subject):
        return _Sign("auto-reply", subject)
    if _RECEIPT_SUBJECT.match(message.subject) and _RECEIPT_TEXT.search(message.text[:2000]):
        return _Sign("receipt", subject)
    hit = _AUTO_TEXT.search(message.text[:1500])
    if hit and (_from_robot(message) or message.header("x-auto-response-suppress").lower() == "all"):
        return _Sign("robot", Evidence(where="body", text=hit.group(), cue="it says that a machine wrote it"))
    return None


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
            failed = _failed(message) if sign.form == "bounce" else ()
            return MachineMail(form=sign.form, failed=failed, refers_to=message.thread, evidence=(sign.evidence,))
    return None


def _failed(message: Message) -> tuple[str, ...]:
    """Whom a bounce is about: from its delivery-status parts, else as `flufl.bounce` knows the many that have none."""
    source = "\n".join(
        [
            *(
                f"{name}: {value}"
                for name, value in message.headers
                if name in {"subject", "from", "x-failed-recipients"}
            ),
            *(() if message.header("from") else ("From: unknown@invalid.example",)),
            "",
            message.text,
            *(each.text for each in message.attachments),
        ]
    )
    found = {address.decode("ascii", "replace").lower() for address in _known_forms(source)}
    return tuple(sorted(found | set(_REPORTED.findall(source.lower())) | set(_listed(message))))


def _known_forms(source: str) -> frozenset[bytes]:
    try:
        temporary, permanent = all_failures(message_from_string(source))
    except Exception:  # noqa: BLE001 - a detector raises on hostile mail; what the report itself says is read all the same
        return frozenset()
    return frozenset((*permanent, *temporary))


_REPORTED = re.compile(r"^(?:final|original)-recipient:\s*rfc822;\s*<?([^\s<>;]+@[^\s<>;]+?)>?\s*$", re.MULTILINE)
_ADDRESS = re.compile(r"(?<![\w.])[\w.+'-]{1,64}@[\w.-]{3,200}\w")


def _listed(message: Message) -> tuple[str, ...]:
    failed = message.header("x-failed-recipients")
    if failed:
        return tuple(_ADDRESS.findall(failed.lower()))
    hit = re.search(
        r"(?:delivery has failed to these recipients|could not be delivered to)[^\n]{0,80}\n([\s\S]{0,400})",
        message.text,
        re.IGNORECASE,
    )
    return tuple(_ADDRESS.findall(hit.group(1).lower()))[:5] if hit else ()
