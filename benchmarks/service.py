"""What the service costs: requests to Graph for each mail read and each notice sent, and time from arrival to decision.

    .venv/bin/python benchmarks/service.py

Aims: at most 0.2 requests for a mail read, where a round finds a hundred, and at most 4 for a letter sent.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.compose.trying import Event, World, sample_events
from bot.ports import OutboxState
from bot.services.service import Service

READ_AT_MOST, SENT_AT_MOST = 0.2, 4.0
ONE_BY_ONE = 40


def main() -> int:
    """Print the figures; the exit code says whether the aims were met."""
    events = sample_events()
    read, sent, seconds = _requests_for_reading(events), _requests_for_sending(events), _seconds(events[:ONE_BY_ONE])
    print(f"Graph requests for a mail read, the sample's mail in one round: {read:.3f} (aim: at most {READ_AT_MOST})")
    print(
        f"Graph requests for a letter drafted, sent and seen in Sent Items: {sent:.2f} (aim: at most {SENT_AT_MOST:g})"
    )
    print(
        f"From a mail's arrival to its decision, one mail a round: median {1000 * statistics.median(seconds):.0f} ms, "
        f"most {1000 * max(seconds):.0f} ms"
    )
    return 0 if read <= READ_AT_MOST and sent <= SENT_AT_MOST else 1


@contextmanager
def _world(events: tuple[Event, ...], mode: str) -> Iterator[tuple[World, Service]]:
    with (
        TemporaryDirectory() as folder,
        World(Path(folder), start=events[0].at - timedelta(hours=1), mode=mode) as world,
        world.running() as (_, service),
    ):
        service.minute()
        yield world, service


def _requests_for_reading(events: tuple[Event, ...]) -> float:
    with _world(events, "observe") as (world, service):
        world.box.records.clear()
        for event in events:
            world.happen(event)
        service.minute()
        return len(world.box.records.all()) / len(events)


def _requests_for_sending(events: tuple[Event, ...]) -> float:
    with _world(events, "act") as (world, service):
        world.live(service, events)
        world.rest(service, events[-1].at + timedelta(days=7))
        own = world.box.records.all(path=world.council.bot_mailbox)
        asked = [each for each in own if "/inbox/" not in each.asked.path.lower()]
        with service.store.work(as_of=world.tenant.clock.now()) as work:
            return len(asked) / len(work.outbox.by_state(OutboxState.SENT))


def _seconds(events: tuple[Event, ...]) -> list[float]:
    found = []
    with _world(events, "observe") as (world, service):
        for event in events:
            world.happen(event)
            began = time.perf_counter()
            service.minute()
            found.append(time.perf_counter() - began)
    return found


if __name__ == "__main__":
    sys.exit(main())
