"""A connection that only reads: whatever the app has been granted, nothing is changed and nothing sent through it."""

from typing import NoReturn

from bot.adapters.graph.connection import GraphConnection, Json
from bot.errors import PermanentError


class ReadingConnection(GraphConnection):
    """As its parent, but for what changes something: that is refused before it leaves this machine."""

    def patch(self, target: str, data: Json, *, what: str, etag: str | None = None) -> NoReturn:  # noqa: ARG002 - the parent's
        """Refused."""
        raise _refused(what)

    def delete(self, target: str, *, what: str) -> NoReturn:  # noqa: ARG002 - the parent's
        """Refused."""
        raise _refused(what)

    def post_once(self, target: str, data: Json | None, *, what: str) -> NoReturn:  # noqa: ARG002 - the parent's
        """Refused."""
        raise _refused(what)


def _refused(what: str) -> PermanentError:
    return PermanentError(f"{what}: the second app only reads")
