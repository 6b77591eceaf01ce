"""A letter as Graph takes it. There is no way to give it a Bcc."""

import base64
from typing import Any

from bot.errors import PermanentError
from bot.ports import Letter

KEY = "String {8f1d6c52-0b7e-4c1a-9d35-2e6a47c9b810} Name NoticeKey"
"""The extended property that carries the letter's key. The id is this program's own, and never changes.

https://learn.microsoft.com/graph/api/resources/singlevaluelegacyextendedproperty
"""
LARGEST = 3_000_000
"""Bytes of all attachments that one request can carry: Graph takes 4 MB of JSON, and base64 adds a third."""
_NO_AUTOMATIC_ANSWERS = {"name": "X-Auto-Response-Suppress", "value": "RN, NRN, OOF, AutoReply"}
# Not "All", which would also suppress the bounce that says that nobody got the letter (MS-OXCMAIL 2.2.3.2.14).


def as_message(letter: Letter) -> dict[str, Any]:
    """The body of the request that makes the draft. Exchange makes the plain text from the HTML.

    Raises:
        PermanentError: nobody to send it to, or more attached than Graph takes in one request.
    """
    if not letter.to:
        raise PermanentError("the letter has nobody in To")
    if sum(len(data) for _, _, data in letter.attachments) > LARGEST:
        raise PermanentError(f"the letter's attachments are larger than {LARGEST // 1_000_000} MB together")
    message: dict[str, Any] = {
        "subject": letter.subject,
        "body": {"contentType": "html", "content": letter.html} if letter.html else _plain(letter.text),
        "toRecipients": _recipients(letter.to),
        "ccRecipients": _recipients(letter.cc),
        "internetMessageHeaders": [_NO_AUTOMATIC_ANSWERS],
        "singleValueExtendedProperties": [{"id": KEY, "value": letter.key}],
    }
    if letter.attachments:
        message["attachments"] = [_attachment(*each) for each in letter.attachments]
    return message


def _plain(text: str) -> dict[str, str]:
    return {"contentType": "text", "content": text}


def _recipients(people: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    return [{"emailAddress": {"name": name, "address": address}} for name, address in people]


def _attachment(name: str, content_type: str, data: bytes) -> dict[str, Any]:
    return {
        "@odata.type": "#microsoft.graph.fileAttachment",
        "name": name,
        "contentType": content_type,
        "contentBytes": base64.b64encode(data).decode("ascii"),
    }
