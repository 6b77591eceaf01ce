"""Evenhand's own mailbox in Microsoft 365, for sending."""

from collections.abc import Mapping
from typing import Any

from bot.adapters.graph import pages, paths
from bot.adapters.graph.answers import GoneError
from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.letters import KEY, as_message
from bot.errors import PermanentError, UncertainError
from bot.ports import Draft, Letter, Whereabouts

_SENT, _DRAFTS = "sentitems", "drafts"
_FIELDS = "id,internetMessageId,isDraft,parentFolderId"


class GraphSender:
    """Keeps `bot.ports.Sender`: every POST of a letter is done once.

    Args:
        connection: to the tenant.
        address: of Evenhand's own mailbox.
    """

    def __init__(self, connection: GraphConnection, address: str) -> None:
        self._graph = connection
        self._address = address
        self._drafts_folder = ""

    def draft(self, letter: Letter) -> Draft:
        """Make the draft; its Message-ID is the one that Exchange gives it."""
        made = self._graph.post_once(
            f"{paths.user(self._address)}/messages", as_message(letter), what="making the draft of a letter"
        )
        if not made.get("id"):
            raise UncertainError("making the draft of a letter: Graph does not say which it is")
        return _draft(made)

    def send(self, draft_id: str) -> None:
        """Send it. Accepted is not delivered. https://learn.microsoft.com/graph/api/message-send."""
        self._graph.post_once(f"{paths.message(self._address, draft_id)}/send", None, what="sending a letter")

    def whereabouts(self, *, key: str, draft: Draft | None) -> tuple[Whereabouts, Draft | None]:
        """Drafts are looked at before Sent Items, so that a letter on its way from one to the other is not missed."""
        held = self._by_id(draft.id) if draft else None
        if held and not held.get("isDraft"):
            return Whereabouts.SENT, _draft(held)
        message_id = draft.message_id if draft else ""
        if held and held.get("parentFolderId") == self._id_of_drafts():
            waiting: Mapping[str, Any] | None = held
        else:
            waiting = self._search(_DRAFTS, message_id=message_id, key=key)
        sent = self._search(_SENT, message_id=message_id, key=key)
        if sent:
            return Whereabouts.SENT, _draft(sent)
        return (Whereabouts.DRAFT, _draft(waiting)) if waiting else (Whereabouts.NOWHERE, None)

    def discard(self, draft_id: str) -> None:
        """Delete a draft; it may be gone already. What has been sent is not touched: `PermanentError`."""
        held = self._by_id(draft_id)
        if held is None:
            return
        if not held.get("isDraft"):
            raise PermanentError("the letter has been sent, and cannot be discarded")
        try:
            self._graph.delete(paths.message(self._address, draft_id), what="discarding a draft")
        except GoneError:
            return

    def _by_id(self, message_id: str) -> Mapping[str, Any] | None:
        try:
            return self._graph.get(
                paths.message(self._address, message_id), what="looking for a letter", params={"$select": _FIELDS}
            )
        except GoneError:
            return None

    def _search(self, folder: str, *, message_id: str, key: str) -> Mapping[str, Any] | None:
        """By Message-ID, which is fast, then by key, which needs nothing else to have survived."""
        marked = f"ep/id eq {paths.literal(KEY)} and ep/value eq {paths.literal(key)}"
        filters = [f"singleValueExtendedProperties/any(ep: {marked})"]
        if message_id:
            filters.insert(0, f"internetMessageId eq {paths.literal(message_id)}")
        for each in filters:
            listed = pages.items(
                self._graph,
                f"{paths.folder(self._address, folder)}/messages",
                params={"$filter": each, "$select": _FIELDS},
                what="looking for a letter",
            )
            found = next(listed, None)
            if found is not None:
                return found
        return None

    def _id_of_drafts(self) -> str:
        if not self._drafts_folder:
            answer = self._graph.get(
                paths.folder(self._address, _DRAFTS), what="looking for the drafts", params={"$select": "id"}
            )
            self._drafts_folder = str(answer["id"])
        return self._drafts_folder


def _draft(item: Mapping[str, Any]) -> Draft:
    return Draft(id=item["id"], message_id=item.get("internetMessageId") or "")
