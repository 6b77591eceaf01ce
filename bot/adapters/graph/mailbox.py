"""A mailbox that is read, in Microsoft 365."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.adapters.graph import batch, pages, paths
from bot.adapters.graph.answers import GoneError, RaceError
from bot.adapters.graph.arrivals import FIELDS, arrival, is_whole
from bot.adapters.graph.connection import GraphConnection
from bot.errors import CursorLostError, TransientError
from bot.ports import Arrival, Changes

PAGE = 100
RACES = 3


class GraphMailbox:
    """Keeps `bot.ports.Mailbox`.

    Args:
        connection: to the tenant.
        address: the mailbox's own.
    """

    def __init__(self, connection: GraphConnection, address: str) -> None:
        self._graph = connection
        self._address = address

    def changes(self, folder: str, cursor: str | None, *, since: datetime) -> Changes:
        """The next page of a delta query, or the first. https://learn.microsoft.com/graph/delta-query-messages.

        With a date Graph lists 5,000 mails at most: what is beyond is found by the nightly `listing`.
        A cursor of another server is a lost one.
        """
        if cursor is not None and not self._graph.is_ours(cursor):
            raise CursorLostError("the place in the folder was kept for another server")
        answer = self._graph.get(
            cursor or f"{paths.folder(self._address, folder)}/messages/delta",
            what=f"reading changes in {folder}",
            params=None if cursor else {"$select": FIELDS, "$filter": f"receivedDateTime ge {paths.moment(since)}"},
            prefer=f"odata.maxpagesize={PAGE}",
        )
        more = answer.get("@odata.nextLink")
        onward = more or answer.get("@odata.deltaLink")
        if not isinstance(onward, str) or not self._graph.is_ours(onward):
            raise TransientError(f"reading changes in {folder}: Graph does not say where to go on")
        found = (self._arrival(item) for item in answer.get("value") or ())
        return Changes(arrivals=tuple(each for each in found if each), cursor=onward, more=more is not None)

    def mime(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """The mails as Exchange rebuilds them, 20 a request."""
        return batch.values(self._graph, {each: f"{paths.message(self._address, each)}/$value" for each in ids})

    def listing(self, folder: str, *, since: datetime) -> Iterator[Arrival]:
        """All of it, page by page as it is wanted."""
        listed = pages.items(
            self._graph,
            f"{paths.folder(self._address, folder)}/messages",
            params={
                "$select": FIELDS,
                "$filter": f"receivedDateTime ge {paths.moment(since)}",
                "$orderby": "receivedDateTime desc",
                "$top": str(PAGE),
            },
            what=f"listing {folder}",
        )
        yield from (each for item in listed if (each := arrival(item, now=self._graph.now())))

    def categorise(self, arrival_id: str, category: str) -> None:
        """Read, add, write if nobody was faster; else again."""
        target = paths.message(self._address, arrival_id)
        for _ in range(RACES):
            mail = self._graph.get(target, what="reading categories", params={"$select": "id,categories"})
            kept = list(mail.get("categories") or ())
            if category in kept:
                return
            try:
                self._graph.patch(
                    target,
                    {"categories": [*kept, category]},
                    what="adding a category",
                    etag=mail.get("@odata.etag"),
                )
            except RaceError:
                continue
            return
        raise TransientError("adding a category: somebody else keeps changing the mail")

    def _arrival(self, item: Mapping[str, Any]) -> Arrival | None:
        if is_whole(item):
            return arrival(item, now=self._graph.now())
        try:
            whole = self._graph.get(
                paths.message(self._address, item["id"]), what="reading a changed mail", params={"$select": FIELDS}
            )
        except GoneError:
            return arrival({"id": item["id"], "@removed": {"reason": "deleted"}}, now=self._graph.now())
        return arrival(whole, now=self._graph.now())
