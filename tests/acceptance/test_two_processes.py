"""Two processes on one register, on each engine: whatever one does beside the other, all is done as by one alone."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.store.store import Store
from bot.compose.trying import Event, World, sample_events
from bot.ports import OutboxState
from bot.sandbox.store import Folder
from tests.conftest import ROOT

PROGRAM = ROOT / "tests" / "another_process.py"
TOPICS = ("food waste", "street lighting", "library opening hours", "leisure centre", "allotment", "bus shelter")
AN_ATTENDANCE = {"w001": "57bfd66236", "w003": "48183422ee", "w021": "092cd85ca7"}
"""Mails of the sample that ask for an officer, agree, and report, with what is unlike in each Message-ID."""


def busy_fortnight() -> tuple[Event, ...]:
    """The sample's first fortnight; what was asked there once is asked on several topics, so that notices leave together."""
    events = []
    for event in sample_events()[:25]:
        name = Path(event.mail.name).stem
        if name not in AN_ATTENDANCE:
            events.append(event)
            continue
        for topic in TOPICS:
            data = event.data.decode().replace("food waste", topic).replace("Food waste", topic.capitalize())
            if name == "w021":
                data = data.replace(
                    "Message-ID:", f"In-Reply-To: <w003.{AN_ATTENDANCE['w003']}@mail.example>\nMessage-ID:"
                )
            for unlike in AN_ATTENDANCE.values():
                data = data.replace(f".{unlike}@", f".{unlike}.{topic.replace(' ', '-')}@")
            events.append(replace(event, data=data.encode()))
    return tuple(events)


EVENTS = busy_fortnight()
START = EVENTS[0].at - timedelta(hours=1)


def moments() -> Iterator[datetime]:
    """Twice a day, until some days after the last mail."""
    moment = START
    while moment < EVENTS[-1].at + timedelta(days=4):
        moment += timedelta(hours=12)
        yield moment


@dataclass
class Process:
    """One process, and how it is spoken to."""

    program: "subprocess.Popen[str]"

    def tell(self, **what: object) -> None:
        assert self.program.stdin is not None
        self.program.stdin.write(json.dumps(what) + "\n")
        self.program.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.program.stdout is not None
        line = self.program.stdout.readline()
        assert line, "the process has ended"
        found: dict[str, Any] = json.loads(line)
        return found


@contextmanager
def beside(world: World, *names: str) -> Iterator[Sequence[Process]]:
    """Processes that are begun at once, on a register that is not there yet; on a server, as if on machines of their own."""
    settings = world.settings
    given = settings.model_dump(mode="json")
    assert settings.graph.client_secret is not None
    given["graph"]["client_secret"] = settings.graph.client_secret.get_secret_value()
    found = [
        Process(subprocess.Popen([sys.executable, "-P", str(PROGRAM)], stdin=-1, stdout=-1, text=True))
        for _name in names
    ]
    try:
        for process, name in zip(found, names, strict=True):
            folder = settings.data_dir / name if settings.database_url else settings.data_dir
            own = {**given, "data_dir": str(folder)}
            process.tell(settings=own, name=name, at=world.tenant.clock.now().isoformat())
        assert all(process.answer()["ready"] for process in found)
        yield found
    finally:
        for process in found:
            process.program.communicate(timeout=30)


def pass_the_weeks(world: World, names: Sequence[str]) -> list[dict[str, Any]]:
    """All processes make their rounds at the same moments; what each did."""
    waiting, answers = list(EVENTS), [dict[str, Any]() for _ in names]
    with beside(world, *names) as processes:
        for moment in moments():
            while waiting and waiting[0].at <= moment:
                world.happen(waiting.pop(0))
            world.tenant.clock.set(moment)
            for process in processes:
                process.tell(at=moment.isoformat())
            answers = [process.answer() for process in processes]
    return answers


@dataclass(frozen=True)
class Kept:
    """What a register holds in the end, but for what differs from run to run."""

    mails: dict[str, str]
    duties: dict[str, str]
    letters: dict[str, str]


def kept(store: Store, at: datetime) -> Kept:
    with store.work(as_of=at) as work:
        decided = [entry for entry in work.journal.entries() if entry.action.startswith("mail decided")]
        assert max(Counter(entry.about for entry in decided).values()) == 1
        assert work.journal.verify() is None
        assert not work.mails.undecided(1)
        return Kept(
            mails={entry.about: entry.action for entry in decided},
            duties={duty.key: str(duty.state) for duty in work.record.duties()},
            letters={row.key: str(row.state) for row in work.outbox.by_state(*OutboxState)},
        )


def sent_items(world: World) -> Counter[str]:
    """Message-IDs in Evenhand's Sent Items."""
    store = world.tenant.mailbox(world.council.bot_mailbox)
    return Counter(item.message_id for item in store.items(Folder.SENT))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """What one process keeps."""
    with World(tmp_path_factory.mktemp("alone"), start=START) as world:
        pass_the_weeks(world, ["one"])
        with world.running() as (here, _service):
            return kept(here.store, world.tenant.clock.now())


def test_each_mail_is_decided_and_each_letter_sent_once(tmp_path: Path, database_url: str, alone: Kept) -> None:
    at_server = None if database_url.startswith("sqlite") else database_url
    with World(tmp_path, start=START, database_url=at_server) as world:
        answers = pass_the_weeks(world, ["one", "two"])
        assert [each["errors"] for each in answers] == [[], []]
        with world.running() as (here, _service):
            both = kept(here.store, world.tenant.clock.now())
            assert not here.frozen()
            with here.store.work(as_of=world.tenant.clock.now()) as work:
                sent = [row.message_id for row in work.outbox.by_state(OutboxState.SENT)]
        assert len(sent) >= len(TOPICS) - 1, "each leaves, but for one that was told by hand meanwhile"
        assert sent_items(world) == Counter(sent)

    assert both == alone
    assert sum(each["counts"]["mails decided"] for each in answers) == len(both.mails)
