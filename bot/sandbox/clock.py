"""Time and identifiers of the sandbox: both are given, so that every run is the same run."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256


class SetClock:
    """A clock that stands until it is moved. Keeps `bot.ports.Clock`.

    Args:
        start: aware.
    """

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """The moment it was last moved to, in UTC."""
        return self._now

    def set(self, when: datetime) -> None:
        """Move it to a moment (aware). It never goes back.

        Raises:
            ValueError: the moment is before the one it shows.
        """
        if when < self._now:
            raise ValueError(f"the clock shows {self._now.isoformat()} and cannot go back to {when.isoformat()}")
        self._now = when.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move it on."""
        self.set(self._now + by)


class SeededIds:
    """Identifiers that look like no order and are the same in every run. Keeps `bot.ports.Ids`.

    Args:
        seed: another seed gives other identifiers.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def new(self) -> str:
        """32 hexadecimal digits."""
        self._count += 1
        return sha256(f"{self._seed}/{self._count}".encode()).hexdigest()[:32]

    def guid(self) -> str:
        """The same, in the groups of a GUID."""
        digits = self.new()
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
