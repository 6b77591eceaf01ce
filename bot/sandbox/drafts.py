"""Drafts: what Graph takes in JSON, checked as Exchange checks it, and kept as a mail."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from bot.sandbox import writing
from bot.sandbox.people import User
from bot.sandbox.store import Folder, Item, property_id
from bot.sandbox.tenant import Tenant
from bot.sandbox.wire import GraphError, bad_request

MOST_HEADERS = 5
MOST_RECIPIENTS = 500
SENSITIVE = frozenset({"subject", "body", "toRecipients", "ccRecipients", "bccRecipients", "replyTo"}) | {
    "internetMessageId",
    "internetMessageHeaders",
    "singleValueExtendedProperties",
}
"""What may be changed in a draft only. https://learn.microsoft.com/graph/api/message-update."""
FREE = frozenset({"categories", "isRead", "flag", "importance", "inferenceClassification"})
_MADE_OF = SENSITIVE | FREE | {"attachments", "from", "sender", "isDeliveryReceiptRequested", "isReadReceiptRequested"}


def create(tenant: Tenant, user: User, content: Mapping[str, Any]) -> Item:
    """A new draft.

    Raises:
        GraphError: Exchange would not take it.
    """
    _check_names(content, _MADE_OF)
    _check_headers(content)
    message_id = str(content.get("internetMessageId") or tenant.new_message_id())
    properties = _properties(content)
    raw = _written(user, content, message_id=message_id, date=tenant.clock.now(), properties=properties)
    item = user.store.add(Folder.DRAFTS, raw, message_id=message_id)
    item.is_draft, item.draft, item.properties = True, dict(content), properties
    item.bcc, item.categories = _bcc(content), tuple(content.get("categories") or ())
    return item


def change(user: User, item: Item, content: Mapping[str, Any]) -> None:
    """Change a mail: some of it in any, the rest in a draft alone.

    Raises:
        GraphError: it is no draft, or Exchange would not take it.
    """
    _check_names(content, SENSITIVE | FREE)
    if content.keys() & SENSITIVE and not item.is_draft:
        raise GraphError(
            HTTPStatus.FORBIDDEN, "ErrorAccessDenied", "Access is denied. Only a draft can be changed like this."
        )
    if "internetMessageHeaders" in content:
        raise bad_request("internetMessageHeaders can be set at creation only.", "ErrorInvalidPropertySet")
    if item.is_draft and content.keys() & SENSITIVE:
        draft = {**item.draft, **content}
        properties = {**item.properties, **_properties(content)}
        message_id = str(draft.get("internetMessageId") or item.message_id)
        item.raw = _written(user, draft, message_id=message_id, date=item.created, properties=properties)
        item.draft, item.properties, item.message_id, item.bcc = draft, properties, message_id, _bcc(draft)
    if "categories" in content:
        item.categories = tuple(content["categories"] or ())
    if "isRead" in content:
        item.is_read = bool(content["isRead"])
    user.store.touch(item)


def attach(user: User, item: Item, content: Mapping[str, Any]) -> None:
    """Add a file to a draft.

    Raises:
        GraphError: it is no draft, or no file.
    """
    if not item.is_draft:
        raise GraphError(HTTPStatus.FORBIDDEN, "ErrorAccessDenied", "Access is denied. The item is not a draft.")
    if content.get("@odata.type") != "#microsoft.graph.fileAttachment":
        raise bad_request("Only file attachments can be added here; say so in @odata.type.")
    draft = {**item.draft, "attachments": [*item.draft.get("attachments", ()), content]}
    item.raw = _written(user, draft, message_id=item.message_id, date=item.created, properties=item.properties)
    item.draft = draft
    user.store.touch(item)


def check_sendable(item: Item) -> None:
    """Whether it can be sent.

    Raises:
        GraphError: nobody to send it to, or too many, or it is no draft.
    """
    if not item.is_draft:
        raise bad_request("The item has been sent already.", "ErrorInvalidOperation")
    count = sum(len(item.draft.get(key) or ()) for key in ("toRecipients", "ccRecipients", "bccRecipients"))
    if not count:
        raise bad_request(
            "At least one recipient is not valid., A message can't be sent because it contains no recipients.",
            "ErrorInvalidRecipients",
        )
    if count > MOST_RECIPIENTS:
        raise bad_request("The message has too many recipients.", "ErrorExceededMessageRecipientLimit")


def _written(
    user: User, content: Mapping[str, Any], *, message_id: str, date: datetime, properties: Mapping[str, str]
) -> bytes:
    try:
        return writing.from_draft(
            content, sender=(user.name, user.address), message_id=message_id, date=date, properties=properties
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise bad_request(f"The message cannot be made: {error}", "ErrorInvalidRequest") from error


def _check_names(content: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(each for each in content if each not in known and not each.startswith("@"))
    if unknown:
        raise bad_request(f"The property '{unknown[0]}' cannot be set on type 'microsoft.graph.message'.")


def _check_headers(content: Mapping[str, Any]) -> None:
    headers = content.get("internetMessageHeaders")
    if headers is None:
        return
    if not 1 <= len(headers) <= MOST_HEADERS:
        raise bad_request(
            f"Maximum number of headers in one message should be less than or equal to {MOST_HEADERS}.",
            "InvalidInternetMessageHeaderCollection",
        )
    for each in headers:
        if not str(each.get("name", "")).lower().startswith("x-"):
            raise bad_request(
                f"The internet message header name '{each.get('name')}' should start with 'x-' or 'X-'.",
                "InvalidInternetMessageHeader",
            )


def _properties(content: Mapping[str, Any]) -> dict[str, str]:
    return {
        property_id(str(each["id"])): str(each["value"]) for each in content.get("singleValueExtendedProperties") or ()
    }


def _bcc(content: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(address for _, address in writing.people_of(content, "bccRecipients"))
