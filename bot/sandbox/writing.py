"""The mails that the sandbox writes itself: from a draft, a bounce, an automatic reply."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.policy import SMTP, compat32
from email.utils import format_datetime, getaddresses
from hashlib import sha256
from typing import Any

_FIELDS = {"toRecipients": "To", "ccRecipients": "Cc"}
_PROPERTY_HEADERS = {"string 0x1042": "In-Reply-To", "string 0x1039": "References", "string 0x1045": "List-Unsubscribe"}


def from_draft(
    draft: Mapping[str, Any], *, sender: tuple[str, str], message_id: str, date: datetime, properties: Mapping[str, str]
) -> bytes:
    """A draft in Graph's JSON as RFC 5322 bytes; Bcc is left out.

    Args:
        sender: name and address of the mailbox.
        date: aware.
        properties: extended properties; those that stand for headers become them.

    Raises:
        ValueError: an address or a header that no mail can have.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(*sender)
    for key, header in _FIELDS.items():
        people = [_address(name, address) for name, address in people_of(draft, key)]
        if people:
            mail[header] = people
    mail["Subject"] = str(draft.get("subject") or "")
    mail["Date"], mail["Message-ID"] = format_datetime(date), message_id
    mail["X-MS-Exchange-Organization-AuthAs"] = "Internal"
    for each in draft.get("internetMessageHeaders") or ():
        mail[each["name"]] = each["value"]
    for name, value in properties.items():
        if name.lower() in _PROPERTY_HEADERS:
            mail[_PROPERTY_HEADERS[name.lower()]] = value
    body = draft.get("body") or {}
    mail.set_content(
        str(body.get("content") or ""),
        subtype="html" if str(body.get("contentType")).lower() == "html" else "plain",
        cte="quoted-printable",
    )
    for each in draft.get("attachments") or ():
        maintype, _, subtype = str(each.get("contentType") or "application/octet-stream").partition("/")
        mail.add_attachment(
            base64.b64decode(each["contentBytes"], validate=True),
            maintype=maintype,
            subtype=subtype,
            filename=each["name"],
        )
    return _bytes(mail)


def people_of(draft: Mapping[str, Any], key: str) -> list[tuple[str, str]]:
    """Name and address of everybody in `toRecipients`, `ccRecipients` or `bccRecipients`.

    Raises:
        ValueError: a recipient without address.
    """
    people = []
    for each in draft.get(key) or ():
        address = (each.get("emailAddress") or {}).get("address")
        if not address:
            raise ValueError("At least one recipient is not valid.")
        people.append((str(each["emailAddress"].get("name") or ""), str(address)))
    return people


def headers_of(raw: bytes) -> Message:
    """The headers of a mail, as they stand."""
    return BytesHeaderParser(policy=compat32).parsebytes(raw)


def addresses_in(raw: bytes, *names: str) -> list[str]:
    """Addresses in some headers, lower case, each once."""
    head = headers_of(raw)
    found = getaddresses([str(value) for name in names for value in head.get_all(name, [])])
    return list(dict.fromkeys(address.lower() for _, address in found if address))


def suppressed(raw: bytes) -> frozenset[str]:
    """What the sender does not want to hear: the words of X-Auto-Response-Suppress (MS-OXCMAIL 2.2.3.2.14)."""
    words = {each.strip().upper() for each in str(headers_of(raw).get("X-Auto-Response-Suppress", "")).split(",")}
    return frozenset({"DR", "NDR", "RN", "NRN", "OOF", "AUTOREPLY"} if "ALL" in words else words - {""})


def bounce(
    raw: bytes, refused: Sequence[tuple[str, str]], *, to: str, domain: str, message_id: str, date: datetime
) -> bytes:
    """A delivery status notification (RFC 3464).

    Args:
        raw: the mail that was not delivered; its headers are returned.
        refused: addresses, and why in the words of a server.
        to: whom to tell.
        domain: of the server that tells.
        date: aware.
    """
    head = headers_of(raw)
    told = EmailMessage(policy=SMTP)
    told["From"] = Address("Microsoft Outlook", "postmaster", domain)
    told["To"] = to
    told["Subject"] = f"Undeliverable: {_one_line(head.get('Subject'))}"
    _answers(told, head, message_id, date)
    told["Auto-Submitted"] = "auto-replied"
    told.make_mixed()
    lines = "\n".join(f"{address}: {why}" for address, why in refused)
    told.attach(_part(f"Your message could not be delivered to:\n\n{lines}\n"))
    told.attach(_status(domain, refused))
    told.attach(_returned(head))
    told.replace_header("Content-Type", "multipart/report")
    told.set_param("report-type", "delivery-status")
    told["MIME-Version"] = "1.0"
    return _bytes(told)


def automatic_reply(
    raw: bytes, text: str, *, sender: tuple[str, str], to: str, message_id: str, date: datetime
) -> bytes:
    """An out-of-office answer (RFC 3834)."""
    head = headers_of(raw)
    told = EmailMessage(policy=SMTP)
    told["From"] = _address(*sender)
    told["To"] = to
    told["Subject"] = f"Automatic reply: {_one_line(head.get('Subject'))}"
    _answers(told, head, message_id, date)
    told["Auto-Submitted"] = "auto-replied"
    told["X-Auto-Response-Suppress"] = "All"
    told.set_content(text)
    return told.as_bytes()


def _answers(told: EmailMessage, head: Message, message_id: str, date: datetime) -> None:
    told["Date"], told["Message-ID"] = format_datetime(date), message_id
    told["X-MS-Exchange-Organization-AuthAs"] = "Internal"
    answered = _one_line(head.get("Message-ID"))
    if answered:
        told["In-Reply-To"] = told["References"] = answered


def _bytes(mail: EmailMessage) -> bytes:
    """The same for the same mail: the library would draw a boundary by lot."""
    if mail.is_multipart():
        mail.set_boundary(f"=_{sha256(str(mail['Message-ID']).encode()).hexdigest()[:32]}")
    return mail.as_bytes()


def _part(text: str) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part.set_content(text)
    return part


def _status(domain: str, refused: Iterable[tuple[str, str]]) -> Any:  # noqa: ANN401 - an older kind of part
    fields: list[Message | str] = []
    server = Message()
    server["Reporting-MTA"] = f"dns;{domain}"
    fields.append(server)
    for address, why in refused:
        each = Message()
        each["Final-Recipient"] = f"rfc822;{address}"
        each["Action"] = "failed"
        each["Status"] = "5.1.10"
        each["Diagnostic-Code"] = f"smtp;{why}"
        fields.append(each)
    status = Message()
    status["Content-Type"] = "message/delivery-status"
    status.set_payload(fields)
    return status


def _returned(head: Message) -> Any:  # noqa: ANN401 - the same
    part = Message()
    part["Content-Type"] = "text/rfc822-headers"
    part.set_payload("".join(f"{name}: {value}\n" for name, value in head.items()).encode("ascii", "replace").decode())
    return part


def _address(name: str, address: str) -> Address:
    return Address(display_name=name, addr_spec=address)


def _one_line(value: object) -> str:
    return " ".join(str(value or "").split())
