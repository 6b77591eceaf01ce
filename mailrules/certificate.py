"""Equal treatment, proved for one notice or circulation: what each group was sent, when, what became of it, and one verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

TOGETHER = timedelta(hours=1)
"""Letters of an officer's own that leave within that time count as sent together."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One letter, as one group got it.

    Attributes:
        addresses: those of the group that the letter shows.
        accepted: when the mailbox took it for sending (aware); None where nobody knows.
        seen: when it was seen in Sent Items; of an officer's own letter, when it was sent; None where it has not left.
        failed: the addresses from which it came back.
        by_hand: an officer's own letter.
    """

    message_id: str
    addresses: tuple[str, ...]
    accepted: datetime | None = None
    seen: datetime | None = None
    failed: tuple[str, ...] = ()
    by_hand: bool = False

    @property
    def sent(self) -> datetime:
        """When it left, as nearly as is known; it has to have been seen."""
        assert self.seen is not None
        return self.accepted or self.seen

    @property
    def arrived(self) -> bool:
        """Whether it left, and did not come back from every address of the group."""
        return self.seen is not None and not (self.addresses and set(self.addresses) <= set(self.failed))


@dataclass(frozen=True, kw_only=True)
class Line:
    """A group that was owed, and every letter that was to reach it, oldest first."""

    group: str
    name: str
    told: tuple[Told, ...] = ()

    @property
    def first(self) -> Told | None:
        """The first letter that arrived."""
        return next((each for each in self.told if each.arrived), None)


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What is certified of one notice.

    Attributes:
        state: of the duty, in the vocabulary's word.
        equal: whether no group that is owed has heard, or all have heard alike.
        because: why, in plain words; never empty.
    """

    key: str
    clause: str
    state: str
    lines: tuple[Line, ...]
    equal: bool
    because: tuple[str, ...]


def certify(*, key: str, clause: str, state: str, lines: Sequence[Line], zone: ZoneInfo) -> Certificate:
    """Judge whether the groups were treated alike.

    Args:
        zone: the council's own, for the times that the reasons name.
    """
    equal, because = _verdict(lines, zone)
    return Certificate(key=key, clause=clause, state=state, lines=tuple(lines), equal=equal, because=because)


def _verdict(lines: Sequence[Line], zone: ZoneInfo) -> tuple[bool, tuple[str, ...]]:
    heard = [(line, told) for line in lines if (told := line.first) is not None]
    if not lines:
        return True, ("no other group was there to be told",)
    if not heard:
        return True, ("no group has been told so far",)
    if missing := tuple(_missing(line) for line in lines if line.first is None):
        return False, missing
    letters = {told.message_id: told.sent for _, told in heard}
    first, last = min(letters.values()), max(letters.values())
    if len(letters) == 1:
        return True, (f"one letter went to all of them, on {_when(first, zone)}",)
    if last - first <= TOGETHER:
        return True, (f"all of them were written to between {_when(first, zone)} and {_when(last, zone)}",)
    return False, tuple(f"{line.name} was told on {_when(told.sent, zone)}" for line, told in heard)


def _missing(line: Line) -> str:
    if any(told.seen is not None for told in line.told):
        return f"{line.name} has not been reached: what was sent came back from every address"
    return f"{line.name} has not been told"


def _when(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y} at {local:%H:%M}"
