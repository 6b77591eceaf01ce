"""Bounces: mail that says that another mail did not arrive, whom it failed to reach, and which mail that was.

RFC 3464 says how; the many programs that came before it, or do otherwise, have words of their own.
"""

import re
from collections.abc import Iterator
from email import message_from_string

from flufl.bounce import all_failures

from mailrules.message import Message
from mailrules.reading.model import Evidence

_SUBJECT = re.compile(
    r"\b(?:undeliver(?:able|ed)|non[- ]?delivery|returned mail|failure notice|failure delivery|processing error|mail system error|"
    r"(?:mail|message|delivery)[ -]{0,3}(?:delivery )?(?:status|failure|failed|problem|error|notification|system)|"
    r"delivery (?:failure|status|problem|notification|error|has failed)|permanent delivery|error sending your mail|"
    r"(?:could not|cannot|couldn't|not) (?:be )?(?:send mail|deliver(?:ed)?))\b|配信できません|メールエラー|не доставлено|投递失败|退信|邮件传输失败",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:could|can|was|were|has|have|is|be)(?:\s?not|n't|not)\s+(?:yet\s+)?(?:been\s+)?(?:be\s+)?(?:able\s+to\s+)?(?:be\s+)?deliver|"
    r"(?:delivery|message|mail)\b.{0,60}\b(?:failed|undeliverable|refused|rejected|returned)|undeliver(?:able|ed)|"
    r"(?:had|have) (?:permanent (?:fatal )?|delivery |transient )?(?:errors?|problems?)|failed recipients?|trouble delivering|"
    r"error (?:delivering|sending) your (?:mail|message)|(?:user|recipient|mailbox|account|address)\W{1,3}(?:is )?(?:unknown|unavailable|full|"
    r"not found|does not exist|rejected)|unknown (?:user|recipient|address)|no such user|quota exceeded|over quota|malformed address|"
    r"\b[45]\d\d[ -]#?[45]\.\d\.\d|\b55[0-4][ -]|returning to sender|one or more recipients|can't create output|exceeded storage|"
    r"无法送达|无法发送",
    re.IGNORECASE,
)
_NOTIFIED = re.compile(r"\\?\"(?:notificationType|eventType)\\?\"\s*:\s*\\?\"Bounce\\?\"")
_DAEMON = re.compile(r"^(?:mailer-?daemon|postmaster|mail[-_. ]?delivery|maildaemon|mdaemon|bounces?)\b", re.IGNORECASE)
_DAEMON_NAME = re.compile(
    r"\b(?:mailer-daemon|postmaster|mail (?:delivery|administrator|system)|microsoft outlook)\b", re.IGNORECASE
)
_CARRIED = frozenset({"message/rfc822", "text/rfc822-headers", "message/delivery-status"})
_LOOKED_AT = 6_000


def bounced(message: Message) -> Evidence | None:
    """What shows that a mail is a bounce; None where it is none."""
    parts = {each.content_type for each in message.attachments}
    report = message.header("content-type").lower()
    if "message/delivery-status" in parts or ("multipart/report" in report and "delivery-status" in report):
        challenge = message.from_ and not _from_daemon(message) and _CHALLENGE.search(message.text[:_LOOKED_AT])
        return None if challenge else _header("content-type", report, "a delivery report (RFC 3464)")
    for name in ("x-failed-recipients", "x-ms-exchange-message-is-ndr"):
        if message.header(name):
            return _header(name, message.header(name), "a delivery report's own header")
    subject = _SUBJECT.search(message.subject[:300])
    words = _WORDS.search(message.text[:_LOOKED_AT]) or _NOTIFIED.search(message.text[:_LOOKED_AT])
    if message.content_type == "multipart/report" and "dmarc" not in message.subject.lower() and (subject or words):
        return _header("content-type", report, "a delivery report (RFC 3464)")
    null_sender = message.header("return-path").strip() == "<>"
    if (_from_daemon(message) or null_sender) and (subject or words) and not _answers_itself(message):
        return _said(message, subject, words)
    robot = not message.in_reply_to and (words or _NOTIFIED.search(message.text[:_LOOKED_AT]))
    if robot and (_NOTIFIED.search(message.text[:_LOOKED_AT]) or (subject and _names_failed(message))):
        return _said(message, subject, words)
    return None


_CHALLENGE = re.compile(
    r"\b(?:guest list|verify (?:that )?(?:you|your)|confirm (?:that )?you(?:r| are))\b", re.IGNORECASE
)
_AWAY = re.compile(
    r"^\s*(?:re: ?)?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|autoreply|absence)\b|"
    r"\b(?:out of (?:the )?office|vacation|on holiday)\b",
    re.IGNORECASE,
)


def _answers_itself(message: Message) -> bool:
    """Whether an auto-reply speaks of a mailbox that is not read, and no mail came back."""
    return _AWAY.search(message.subject) is not None


def _names_failed(message: Message) -> bool:
    """Whether a mail from an address like any other says on its first lines whom another mail did not reach."""
    hit = _FAILED_NEAR.search(message.text[:1500])
    if hit is None or _ADDRESS.search(hit.group(1)) is None:
        return False
    return _FORWARDED.match(message.subject) is None


_FORWARDED = re.compile(r"^\s*(?:fwd?|wg|tr):", re.IGNORECASE)


def _said(message: Message, subject: re.Match[str] | None, words: re.Match[str] | None) -> Evidence:
    if subject is not None:
        return Evidence(where="subject", text=message.subject[:200], cue="a bounce's subject")
    return Evidence(where="body", text=words.group()[:200] if words else "", cue="it says that a mail did not arrive")


def _header(name: str, value: str, cue: str) -> Evidence:
    return Evidence(where=f"header:{name}", text=value[:200], cue=cue)


def _from_daemon(message: Message) -> bool:
    if not message.from_:
        return "mailer-daemon" in message.header("from").lower()
    return any(_DAEMON.match(box.address) or _DAEMON_NAME.search(box.name) for box in message.from_)


def for_good(message: Message) -> bool:
    """Whether the mail has failed for good; False where it is only late, or tried again (RFC 3464, `Action: delayed`)."""
    report = _carried(message)
    actions = {each.lower() for each in _ACTION.findall(report)}
    if actions:
        return bool(actions - {"delayed", "delivered", "relayed", "expanded"})
    return _DELAYED.search(f"{message.subject}\n{message.text[:_LOOKED_AT]}") is None


_ACTION = re.compile(r"^action:\s*([a-z]+)", re.IGNORECASE | re.MULTILINE)
_DELAYED = re.compile(
    r"\b(?:warning|delayed|delay)\b.{0,60}\b(?:message|mail|hours|delivery)|\bdelivery\b.{0,30}\bdelayed\b|"
    r"\bwill (?:continue|keep|be) (?:to )?(?:try|retr)|do not need to (?:re-?send|resend)",
    re.IGNORECASE,
)


def what_came_back(message: Message) -> tuple[str, ...]:
    """The Message-IDs of the mail that came back, from the copy, or the headers of it, that the bounce carries."""
    texts = [*(each.text for each in message.attachments), message.text]
    return tuple(dict.fromkeys(found for text in texts for found in _MESSAGE_ID.findall(text[:_LONGEST])))[:_MOST]


_MESSAGE_ID = re.compile(r"^[>\s]{0,10}message-id:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_LONGEST, _MOST = 200_000, 20
_REPORTED = re.compile(r"^(?:final|original)-recipient:\s*(?:rfc822;\s*)?<?([^\s<>;]+@[^\s<>;]+?)>?\s*$", re.MULTILINE)
_ADDRESS = re.compile(r"(?<![\w.])[\w.+'-]{1,64}@[\w.-]{3,200}\w")
_FAILED_NEAR = re.compile(
    r"(?:delivery has failed to these recipients|could not be delivered to|delivered to the following address|failed recipients|"
    r"errors? delivering your mail to|following (?:addresses|recipients)\b|your message to|undelivered to|returned permanent errors|"
    r"undeliverable to|wasn't able to deliver)[^\n]{0,80}?(?:\n|(?=\s<?[\w.+'-]{1,64}@))([\s\S]{0,400})",
    re.IGNORECASE,
)


def failed_addresses(message: Message) -> tuple[str, ...]:
    """Whom a bounce is about, lower case: from its delivery-status parts, else as `flufl.bounce` knows the many that have none."""
    reported = set(_REPORTED.findall(_carried(message).lower()))
    listed = set(_ADDRESS.findall(message.header("x-failed-recipients").lower()))
    known = {address.decode("ascii", "replace").lower() for address in _known_forms(message)}
    found = reported | listed | known
    return tuple(sorted(found or set(_worded(message))))


def _carried(message: Message) -> str:
    return "\n".join([message.text, *(each.text for each in message.attachments if each.content_type in _CARRIED)])[
        :_LONGEST
    ]


def _worded(message: Message) -> Iterator[str]:
    hit = _FAILED_NEAR.search(message.text[:_LOOKED_AT])
    yield from (
        _ADDRESS.findall(hit.group(1).lower())[:5] if hit else _ALONE.findall(message.text[:_LOOKED_AT].lower())[:5]
    )


_ALONE = re.compile(r"^\s*<([\w.+'-]{1,64}@[\w.-]{3,200}\w)>\s*:?\s*$", re.MULTILINE)


def _known_forms(message: Message) -> frozenset[bytes]:
    found: set[bytes] = set()
    for source in (_as_one_text(message), _in_parts(message)):
        try:
            temporary, permanent = all_failures(message_from_string(source))
        except Exception:  # noqa: BLE001, S112 - a detector raises on hostile mail; what the report itself says is read all the same
            continue
        found.update((*permanent, *temporary))
    return frozenset(found)


_KNOWN_BY = frozenset({"subject", "from", "x-failed-recipients", "x-mailer"})


def _head(message: Message) -> list[str]:
    shown = [f"{name}: {value}" for name, value in message.headers if name in _KNOWN_BY]
    return [*shown, *(() if message.header("from") else ("From: unknown@invalid.example",))]


def _as_one_text(message: Message) -> str:
    return "\n".join([*_head(message), "", message.text, *(each.text for each in message.attachments)])[:_LONGEST]


def _in_parts(message: Message) -> str:
    """The mail put together again from what was read of it: some forms are known by their parts."""
    mark = "evenhand-part"
    head = [*_head(message), f'Content-Type: multipart/report; report-type=delivery-status; boundary="{mark}"', ""]
    parts = [("text/plain", message.text), *((each.content_type, each.text) for each in message.attachments)]
    body = [f"--{mark}\nContent-Type: {kind}\n\n{text[:_LONGEST]}" for kind, text in parts[:_MOST]]
    return "\n".join([*head, *body, f"--{mark}--", ""])
