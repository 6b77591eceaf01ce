"""Is every group treated alike? Recorded mail is judged as it is, and again with two groups exchanged throughout."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from bot.services.as_json import as_json
from bot.services.decide import Deciding
from bot.services.replay import Filed, Replayed, replay
from mailrules.council.roll import Roll
from mailrules.exchange import Exchange, exchange
from mailrules.message import Message
from mailrules.vocabulary import Direction

Parse = Callable[[bytes, Direction], Message]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Something that changed though only names had.

    Attributes:
        what: the place in the outcome, as `duties.0.state`.
        before: as judged, with the names exchanged afterwards.
        after: as judged with the names exchanged beforehand.
    """

    file: str
    groups: tuple[str, str]
    what: str
    before: Any
    after: Any


def pairs_of(roll: Roll) -> tuple[tuple[str, str], ...]:
    """Every two groups that exist on the day."""
    return tuple(combinations((group.id for group in roll.groups()), 2))


def impartiality(
    mails: Sequence[Filed],
    deciding: Deciding,
    parse: Parse,
    *,
    roll: Roll,
    step: Callable[[], None] = lambda: None,
) -> Iterator[Difference]:
    """Every difference, for each two groups.

    Args:
        mails: in order of date.
        roll: the day by which members are paired.
        step: called once for each mail and pair, and once for each mail as it is.
    """
    plain = [_judged(each, deciding, step) for each in replay(mails, deciding, parse)]
    for one, other in pairs_of(roll):
        swap = exchange(deciding.council, one, other, roll=roll)
        again = replace(deciding, council=swap.council, _rolls={})
        exchanged = replay(mails, again, _exchanged(parse, swap))
        for before, after in zip(plain, exchanged, strict=True):
            yield from _differences(before, _judged(after, again, step), swap)


def _exchanged(parse: Parse, swap: Exchange) -> Parse:
    return lambda data, direction: swap.message(parse(data, direction))


def _judged(replayed: Replayed, deciding: Deciding, step: Callable[[], None]) -> dict[str, Any]:
    """The outcome, without the places and the measures that follow the length of names."""
    said = as_json(replayed.decision, file=replayed.file, zone=deciding.council.timezone)
    step()
    said.pop("confidence")
    for item in said["items"]:
        item.pop("evidence")
        item.pop("confidence")
    return said


def _differences(before: dict[str, Any], after: dict[str, Any], swap: Exchange) -> Iterator[Difference]:
    expected = swap.value(before)
    for what, wanted, found in _unlike("", expected, after):
        yield Difference(file=before["file"], groups=(swap.one, swap.other), what=what, before=wanted, after=found)


def _unlike(at: str, one: Any, other: Any) -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401 - JSON values
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for name, value in one.items():
            yield from _unlike(f"{at}.{name}".lstrip("."), value, other[name])
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for nth, (mine, yours) in enumerate(zip(one, other, strict=True)):
            yield from _unlike(f"{at}.{nth}", mine, yours)
    elif one != other:
        yield at, one, other
