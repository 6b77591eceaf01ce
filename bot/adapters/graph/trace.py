"""Exchange's message trace. https://learn.microsoft.com/graph/api/messagetracingroot-list-messagetraces."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.graph import pages, paths
from bot.adapters.graph.connection import GraphConnection
from mailrules.copies.tracing import TraceRow

PATH = "admin/exchange/tracing/messageTraces"
PAGE = 1000
LONGEST = timedelta(days=10)
"""Exchange answers for no longer a time at once."""
OLDEST = timedelta(days=90) - timedelta(hours=1)
"""It knows nothing older; an hour is left for the way."""


class GraphMessageTrace:
    """Keeps `bot.ports.MessageTrace`."""

    def __init__(self, connection: GraphConnection) -> None:
        self._graph = connection

    def rows(self, sender: str, *, since: datetime, until: datetime) -> Iterator[TraceRow]:
        """Ten days after ten days, page by page. A mail on the edge of two may be told twice.

        Graph keeps one condition for each property and heeds no `or`: so one sender is asked for at a time.
        """
        begin = max(since, self._graph.now() - OLDEST)
        while begin < until:
            end = min(begin + LONGEST, until)
            told = (
                f"senderAddress eq {paths.literal(sender)} and receivedDateTime ge {paths.moment(begin)}"
                f" and receivedDateTime le {paths.moment(end)}"
            )
            listed = pages.items(
                self._graph, PATH, params={"$filter": told, "$top": str(PAGE)}, what="reading the message trace"
            )
            yield from (row for item in listed if (row := _row(item)))
            begin = end


def _row(item: Mapping[str, Any]) -> TraceRow | None:
    """None for what names no mail, no recipient or no moment: nothing can be laid beside it."""
    message_id, recipient = str(item.get("messageId") or "").strip(), str(item.get("recipientAddress") or "").strip()
    try:
        at = datetime.fromisoformat(str(item.get("receivedDateTime")))
    except ValueError:
        return None
    if not message_id or not recipient:
        return None
    return TraceRow(
        message_id=message_id if message_id.startswith("<") else f"<{message_id}>",
        sender=str(item.get("senderAddress") or "").lower(),
        recipient=recipient.lower(),
        at=at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC),
        status=str(item.get("status") or "").lower(),
    )
