"""Requests about mails and folders. Each handler is given the user whose mailbox it is about."""

from base64 import b64decode
from collections.abc import Mapping
from http import HTTPStatus

from bot.sandbox import drafts, odata, views
from bot.sandbox.people import User
from bot.sandbox.store import Folder, Item
from bot.sandbox.tenant import Tenant
from bot.sandbox.wire import Answer, Asked, GraphError, as_json, bad_request, not_found

Named = Mapping[str, str]
"""What the path names: `folder`, `message`, `attachment`."""


def list_messages(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """Mails of a folder, or of the whole mailbox."""
    folder = folder_of(user, named["folder"]) if "folder" in named else None
    there = [item for item in user.store.items(folder) if not tenant.is_hidden(item)]
    found, onward = odata.listed(asked, there)
    page: dict[str, object] = {
        "@odata.context": f"{asked.base}/v1.0/$metadata#users('{user.address}')/messages",
        "value": [views.message(asked, user, item) for item in found],
    }
    if onward:
        page["@odata.nextLink"] = onward
    return as_json(page)


def count_messages(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """How many mails a folder holds."""
    folder = folder_of(user, named["folder"]) if "folder" in named else None
    wanted = odata.terms(asked.query["$filter"]) if asked.query.get("$filter") else ()
    there = [item for item in user.store.items(folder) if not tenant.is_hidden(item)]
    count = sum(all(term.holds(item) for term in wanted) for item in there)
    return Answer(status=HTTPStatus.OK, headers={"Content-Type": "text/plain"}, body=str(count).encode())


def get_message(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """One mail in JSON."""
    item = item_of(tenant, user, asked, named)
    applied = asked.prefers("outlook.body-content-type")
    headers = {"Preference-Applied": f'outlook.body-content-type="{applied}"'} if applied else {}
    return as_json(views.message(asked, user, item), headers=headers)


def get_mime(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """One mail in RFC 5322. https://learn.microsoft.com/graph/outlook-get-mime-message."""
    item = item_of(tenant, user, asked, named)
    return Answer(status=HTTPStatus.OK, headers={"Content-Type": "text/plain"}, body=item.raw)


def create_draft(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """A new draft; in another folder than Drafts Graph makes it too, but nobody here asks for that."""
    if "folder" in named and folder_of(user, named["folder"]) is not Folder.DRAFTS:
        raise bad_request("Drafts are made in Drafts here.")
    item = drafts.create(tenant, user, asked.json())
    return as_json(views.message(asked, user, item), HTTPStatus.CREATED)


def change_message(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """PATCH, with If-Match where it is given."""
    item = item_of(tenant, user, asked, named)
    expected = asked.headers.get("if-match", "*")
    if expected not in ("*", item.etag):
        raise GraphError(
            HTTPStatus.PRECONDITION_FAILED, "ErrorIrresolvableConflict", "The item has been changed meanwhile."
        )
    drafts.change(user, item, asked.json())
    return as_json(views.message(asked, user, item))


def delete_message(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """To Deleted Items, and from there for good."""
    item = item_of(tenant, user, asked, named)
    if item.folder is Folder.DELETED:
        user.store.remove(item)
    else:
        user.store.move(item, Folder.DELETED)
    return Answer(status=HTTPStatus.NO_CONTENT)


def move_message(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """To another folder."""
    item = item_of(tenant, user, asked, named)
    user.store.move(item, folder_of(user, str(asked.json().get("destinationId"))))
    return as_json(views.message(asked, user, item), HTTPStatus.CREATED)


def send_message(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """Send a draft: accepted, which is not delivered. https://learn.microsoft.com/graph/api/message-send."""
    item = item_of(tenant, user, asked, named)
    drafts.check_sendable(item)
    tenant.submit(user, item)
    return Answer(status=HTTPStatus.ACCEPTED)


def send_at_once(_tenant: Tenant, _user: User, asked: Asked, _named: Named) -> Answer:
    """What has no recipient is refused by whoever would send; nobody here sends anything in this way."""
    if (asked.json().get("message") or {}).get("toRecipients"):
        raise bad_request("Mails are sent from drafts here.")
    raise bad_request("A message can't be sent because it contains no recipients.", "ErrorInvalidRecipients")


def list_attachments(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """What is attached to a mail."""
    return as_json({"value": views.attachments(item_of(tenant, user, asked, named))})


def get_attachment(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """One attachment, with its content in base64."""
    wanted = named["attachment"]
    for each in views.attachments(item_of(tenant, user, asked, named)):
        if each["id"] == wanted:
            return as_json(each)
    raise not_found()


def get_attachment_value(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """The bytes of one attachment."""
    wanted = named["attachment"]
    for each in views.attachments(item_of(tenant, user, asked, named)):
        if each["id"] == wanted:
            content = b64decode(each["contentBytes"])
            return Answer(status=HTTPStatus.OK, headers={"Content-Type": "application/octet-stream"}, body=content)
    raise not_found()


def add_attachment(tenant: Tenant, user: User, asked: Asked, named: Named) -> Answer:
    """A file for a draft."""
    item = item_of(tenant, user, asked, named)
    drafts.attach(user, item, asked.json())
    return as_json(views.attachments(item)[-1], HTTPStatus.CREATED)


def list_folders(_tenant: Tenant, user: User, _asked: Asked, _named: Named) -> Answer:
    """The folders of a mailbox."""
    return as_json({"value": [_folder(user, each) for each in Folder]})


def get_folder(_tenant: Tenant, user: User, _asked: Asked, named: Named) -> Answer:
    """One folder."""
    return as_json(_folder(user, folder_of(user, named["folder"])))


def item_of(tenant: Tenant, user: User, asked: Asked, named: Named) -> Item:
    """The mail that a path names.

    Raises:
        GraphError: there is none, or it is on its way and cannot be seen.
    """
    item = user.store.find(named["message"], immutable=asked.immutable)
    wrong_folder = item and "folder" in named and folder_of(user, named["folder"]) is not item.folder
    if item is None or wrong_folder or tenant.is_hidden(item):
        raise not_found()
    return item


def folder_of(user: User, name: str) -> Folder:
    """The folder that a path names.

    Raises:
        GraphError: there is none.
    """
    folder = user.store.folder(name)
    if folder is None:
        raise not_found("The specified folder could not be found in the store.")
    return folder


def _folder(user: User, folder: Folder) -> dict[str, object]:
    items = list(user.store.items(folder))
    return {
        "id": user.store.folder_id(folder),
        "displayName": folder.value,
        "childFolderCount": 0,
        "totalItemCount": len(items),
        "unreadItemCount": sum(not item.is_read for item in items),
        "isHidden": False,
    }
