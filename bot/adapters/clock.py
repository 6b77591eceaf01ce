"""Time and identifiers from this machine."""

import secrets
from datetime import UTC, datetime


class SystemClock:
    """`bot.ports.Clock`: this machine's own."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """`bot.ports.Ids`: random, so that no two machines give the same."""

    def new(self) -> str:
        """An identifier that nobody has used."""
        return secrets.token_hex(16)
