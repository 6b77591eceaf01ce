"""What Exchange itself reports of a blind copy: the incident report of its mail-flow rule, line by line.

Microsoft's page "Create incident reports for DLP policy detections" gives the lines: one `Name: value` each, one recipient
a line, ten at most of each sort, after which a line tells how many more there are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mailrules.mime.addresses import mailboxes

_LINE = re.compile(r"^\s*([A-Za-z][A-Za-z -]{1,24}?)\s*:\s*(.+?)\s*$")
_NAMES = {
    "message-id": "message_id", "message id": "message_id", "sender": "sender", "subject": "subject", "to": "to",
    "recipients": "to", "cc": "cc", "bcc": "bcc", "rule hit": "rule",
}  # fmt: skip
_ID = re.compile(r"<[^<>\s]{3,250}>")


@dataclass(frozen=True, kw_only=True)
class IncidentReport:
    """One mail that a mail-flow rule has hit.

    Attributes:
        message_id: of the mail that is reported, in angle brackets.
        more: lines of recipients that name nobody: Exchange tells only how many there are beyond ten.
    """

    message_id: str
    sender: str
    subject: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    rule: str = ""
    more: tuple[str, ...] = ()


def incident_report(text: str) -> IncidentReport | None:
    """The report in a mail's text; None where it is none: no Message-ID and no sender, or nobody in blind copy."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        hit = _LINE.match(line)
        name = _NAMES.get(hit.group(1).lower()) if hit else None
        if hit and name:
            found.setdefault(name, []).append(hit.group(2))
    known = _ID.search(" ".join(found.get("message_id", ())))
    sender = _addresses(found.get("sender", ()))
    if known is None or not sender or not ("bcc" in found or "rule" in found):
        return None
    people = {name: found.get(name, ()) for name in ("to", "cc", "bcc")}
    return IncidentReport(
        message_id=known.group(),
        sender=sender[0],
        subject=" ".join(found.get("subject", ())),
        to=_addresses(people["to"]),
        cc=_addresses(people["cc"]),
        bcc=_addresses(people["bcc"]),
        rule=" ".join(found.get("rule", ())),
        more=tuple(f"{name}: {line}" for name, lines in people.items() for line in lines if not _addresses([line])),
    )


def _addresses(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(box.address for line in lines for box in mailboxes(line) if "@" in box.address))
