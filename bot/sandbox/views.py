"""A mail as Graph shows it in JSON. https://learn.microsoft.com/graph/api/resources/message."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from bot.sandbox.odata import selected
from bot.sandbox.people import User
from bot.sandbox.store import Item, property_id
from bot.sandbox.wire import Asked, bad_request
from mailrules.message import Attachment, Mailbox, Message
from mailrules.mime import parse
from mailrules.vocabulary import Direction

_PREVIEW = 255
_EXPAND = re.compile(r"(?P<name>\w+)(?:\(\$filter=(?P<filter>.*)\))?$")
_PROPERTY_ID = re.compile(r"id eq '((?:[^']|'')*)'")

Field = Callable[[User, Item], Any]


@lru_cache(maxsize=512)
def parsed(raw: bytes) -> Message:
    """A mail, read once; Exchange does not read what is attached."""
    return parse(raw, direction=Direction.IN, documents=False)


def stamp(when: datetime) -> str:
    """A moment, as Graph writes it; `when` is aware."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def message(asked: Asked, user: User, item: Item) -> dict[str, Any]:
    """A mail, as it is asked for: $select, $expand, the kind of ids and of body.

    Raises:
        GraphError: a property is asked for that a mail has not.
    """
    names = selected(asked)
    unknown = sorted((names or frozenset()) - _FIELDS.keys() - _ON_REQUEST.keys() - {"id", "body", "uniqueBody"})
    if unknown:
        raise bad_request(
            f"Could not find a property named '{unknown[0]}' on type 'microsoft.graph.message'.",
            "RequestBroker--ParseUri",
        )
    shown: dict[str, Any] = {"@odata.etag": item.etag, "id": item.id if asked.immutable else item.volatile}
    shown |= {name: field(user, item) for name, field in _FIELDS.items() if names is None or name in names}
    shown |= {name: field(user, item) for name, field in _ON_REQUEST.items() if names is not None and name in names}
    for name in ("body", "uniqueBody"):
        if name in names if names is not None else name == "body":
            shown[name] = _body(parsed(item.raw), asked.prefers("outlook.body-content-type"))
    return shown | _expanded(asked, item)


def attachments(item: Item) -> list[dict[str, Any]]:
    """What is attached to a mail, contents and all."""
    return [_attachment(item, number, each) for number, each in enumerate(parsed(item.raw).attachments)]


def _expanded(asked: Asked, item: Item) -> dict[str, Any]:
    """Extended properties and attachments, which come only when they are expanded.

    Raises:
        GraphError: extended properties without saying which, as they cannot be listed; or something else.
    """
    text = asked.query.get("$expand")
    if not text:
        return {}
    match = _EXPAND.match(text)
    if match and match["name"] == "attachments" and not match["filter"]:
        return {"attachments": attachments(item)}
    if not match or match["name"].lower() != "singlevalueextendedproperties":
        raise bad_request(f"The $expand '{text}' is not supported.")
    wanted = [property_id(each.replace("''", "'")) for each in _PROPERTY_ID.findall(match["filter"] or "")]
    if not wanted:
        raise bad_request("Extended properties need a filter on their id.", "ErrorInvalidUrlQuery")
    found = [{"id": name, "value": value} for name, value in item.properties.items() if name in wanted]
    return {"singleValueExtendedProperties": found} if found else {}


def _body(mail: Message, preferred: str | None) -> dict[str, str]:
    if mail.html and (preferred or "html").lower() != "text":
        return {"contentType": "html", "content": mail.html}
    return {"contentType": "text", "content": mail.text}


def _attachment(item: Item, number: int, each: Attachment) -> dict[str, Any]:
    return {
        "@odata.type": "#microsoft.graph.fileAttachment",
        "id": f"{item.id}-{number}",
        "lastModifiedDateTime": stamp(item.modified),
        "name": each.name,
        "contentType": each.content_type,
        "size": len(each.content),
        "isInline": False,
        "contentBytes": b64encode(each.content).decode("ascii"),
    }


def _recipient(mailbox: Mailbox) -> dict[str, Any]:
    return {"emailAddress": {"name": mailbox.name or mailbox.address, "address": mailbox.address}}


def _recipients(people: Iterable[Mailbox]) -> list[dict[str, Any]]:
    return [_recipient(each) for each in people]


def _from(item: Item) -> dict[str, Any] | None:
    senders = parsed(item.raw).from_
    return _recipient(senders[0]) if senders else None


def _sender(item: Item) -> dict[str, Any] | None:
    sender = parsed(item.raw).sender
    return _recipient(sender) if sender else _from(item)


def _importance(item: Item) -> str:
    words = {name.lower(): value for name, value in parsed(item.raw).headers}.get("importance", "").strip().lower()
    return words if words in ("low", "high") else "normal"


_FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "createdDateTime": lambda _, item: stamp(item.created),
        "lastModifiedDateTime": lambda _, item: stamp(item.modified),
        "changeKey": lambda _, item: item.change_key,
        "categories": lambda _, item: list(item.categories),
        "receivedDateTime": lambda _, item: stamp(item.received),
        "sentDateTime": lambda _, item: stamp(item.sent),
        "hasAttachments": lambda _, item: bool(parsed(item.raw).attachments),
        "internetMessageId": lambda _, item: item.message_id,
        "subject": lambda _, item: parsed(item.raw).subject,
        "bodyPreview": lambda _, item: parsed(item.raw).text[:_PREVIEW],
        "importance": lambda _, item: _importance(item),
        "parentFolderId": lambda user, item: user.store.folder_id(item.folder),
        "conversationId": lambda _, item: f"AAQk{item.id[4:]}",
        "isRead": lambda _, item: item.is_read,
        "isDraft": lambda _, item: item.is_draft,
        "inferenceClassification": lambda _, _item: "focused",
        "sender": lambda _, item: _sender(item),
        "from": lambda _, item: _from(item),
        "toRecipients": lambda _, item: _recipients(parsed(item.raw).to),
        "ccRecipients": lambda _, item: _recipients(parsed(item.raw).cc),
        "bccRecipients": lambda _, item: [{"emailAddress": {"name": each, "address": each}} for each in item.bcc],
        "replyTo": lambda _, item: _recipients(parsed(item.raw).reply_to),
        "flag": lambda _, _item: {"flagStatus": "notFlagged"},
    }
)
_ON_REQUEST: Mapping[str, Field] = MappingProxyType(
    {
        "internetMessageHeaders": lambda _, item: [
            {"name": name, "value": value} for name, value in parsed(item.raw).headers
        ],
    }
)
