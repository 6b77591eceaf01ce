"""One mailbox of the sandbox: its folders, its mails, and what changed in each folder, in order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.sandbox.clock import SeededIds, SetClock

_PROPTAG = re.compile(r"(\w+) 0x0*([0-9a-f]+)$", re.IGNORECASE)


class Folder(StrEnum):
    """The well-known folders that the sandbox has. https://learn.microsoft.com/graph/api/resources/mailfolder."""

    INBOX = "inbox"
    SENT = "sentitems"
    DRAFTS = "drafts"
    DELETED = "deleteditems"


class ChangeKind(StrEnum):
    """What happened to a mail in a folder."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"


@dataclass(frozen=True)
class Change:
    """One entry of a folder's log; `volatile` is the id that the mail had there."""

    kind: ChangeKind
    id: str
    volatile: str


@dataclass(kw_only=True)
class Item:
    """A mail in a mailbox.

    Attributes:
        id: the immutable one.
        volatile: the default one, which changes when the mail moves.
        raw: RFC 5322 bytes, without Bcc.
        draft: what the draft was made of, as Graph's JSON; empty for a mail that is none.
        properties: single-value extended properties, by id in the form of `property_id`.
    """

    id: str
    volatile: str
    folder: Folder
    raw: bytes = field(repr=False)
    message_id: str
    created: datetime
    modified: datetime
    received: datetime
    sent: datetime
    change_key: str
    is_draft: bool = False
    is_read: bool = False
    bcc: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    draft: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def etag(self) -> str:
        """For If-Match."""
        return f'W/"{self.change_key}"'


def property_id(name: str) -> str:
    """An extended property's id in one form: `Integer 0x0036` is `Integer 0x36`; a name is taken letter by letter."""
    tag = _PROPTAG.match(name)
    return f"{tag[1].capitalize()} 0x{tag[2].lower()}" if tag else name


class MailboxStore:
    """The mails of one user."""

    def __init__(self, *, clock: SetClock, ids: SeededIds) -> None:
        self._clock, self._ids = clock, ids
        self._items: dict[str, Item] = {}
        self._folder_ids = {folder: f"AAMk{ids.new()}" for folder in Folder}
        self.log: dict[Folder, list[Change]] = {folder: [] for folder in Folder}

    def folder_id(self, folder: Folder) -> str:
        """The opaque id of a folder."""
        return self._folder_ids[folder]

    def folder(self, name: str) -> Folder | None:
        """A folder by well-known name, in any letter case, or by id."""
        by_id = {held: folder for folder, held in self._folder_ids.items()}
        lowered = name.lower()
        return by_id.get(name) or next((each for each in Folder if each == lowered), None)

    def add(
        self,
        folder: Folder,
        raw: bytes,
        *,
        message_id: str,
        received: datetime | None = None,
        sent: datetime | None = None,
        bcc: tuple[str, ...] = (),
    ) -> Item:
        """A new mail; moments are aware, and now where none is given."""
        now = self._clock.now()
        item = Item(
            id=f"AAkI{self._ids.new()}",
            volatile=f"AAMk{self._ids.new()}",
            folder=folder,
            raw=raw,
            message_id=message_id,
            created=now,
            modified=now,
            received=received or now,
            sent=sent or received or now,
            change_key=f"CQ{self._ids.new()[:14]}",
            is_read=folder is not Folder.INBOX,
            bcc=bcc,
        )
        self._items[item.id] = item
        self._note(ChangeKind.CREATED, item)
        return item

    def find(self, item_id: str, *, immutable: bool = True) -> Item | None:
        """By id, immutable or default: one kind is not known as the other, so that nobody mixes them unseen."""
        if immutable:
            return self._items.get(item_id)
        return next((each for each in self._items.values() if each.volatile == item_id), None)

    def items(self, folder: Folder | None = None) -> Iterator[Item]:
        """All mails, or those of a folder, as they came."""
        return iter([each for each in self._items.values() if folder in (None, each.folder)])

    def touch(self, item: Item) -> None:
        """Say that a mail was changed where it lies."""
        item.modified, item.change_key = self._clock.now(), f"CQ{self._ids.new()[:14]}"
        self._note(ChangeKind.UPDATED, item)

    def move(self, item: Item, target: Folder) -> None:
        """To another folder: gone here, new there, with a new default id."""
        self._note(ChangeKind.DELETED, item)
        item.folder, item.volatile = target, f"AAMk{self._ids.new()}"
        item.modified, item.change_key = self._clock.now(), f"CQ{self._ids.new()[:14]}"
        self._note(ChangeKind.CREATED, item)

    def remove(self, item: Item) -> None:
        """Delete for good."""
        del self._items[item.id]
        self._note(ChangeKind.DELETED, item)

    def _note(self, kind: ChangeKind, item: Item) -> None:
        self.log[item.folder].append(Change(kind, item.id, item.volatile))
