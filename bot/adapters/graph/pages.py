"""Lists that come page by page. A page may be empty while another waits."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.adapters.graph.connection import GraphConnection
from bot.errors import PermanentError


def items(
    connection: GraphConnection, target: str, *, params: Mapping[str, str], what: str
) -> Iterator[Mapping[str, Any]]:
    """What is listed at a path, in Graph's order; the next page is asked for when it is wanted."""
    seen: set[str] = set()
    answer = connection.get(target, what=what, params=params)
    while True:
        yield from answer.get("value") or ()
        onward = answer.get("@odata.nextLink")
        if onward is None:
            return
        if onward in seen:
            raise PermanentError(f"{what}: Graph leads round in a circle")
        seen.add(onward)
        answer = connection.get(onward, what=what)
