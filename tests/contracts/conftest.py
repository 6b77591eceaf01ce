"""Worlds in which the contracts are tried: each has a keeper of the port, and hands to change things behind it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from itertools import count

import pytest
from pydantic import SecretStr

from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.mailbox import GraphMailbox
from bot.adapters.graph.sender import GraphSender
from bot.ports import Mailbox, Sender
from bot.sandbox.box import Box
from bot.sandbox.faults import Fault, Misbehaviour
from bot.sandbox.store import Folder, Item
from bot.sandbox.tenant import Tenant
from bot.sandbox.twins import MemoryMailbox, MemorySender, Mishap
from bot.settings import GraphSettings

SINCE = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
COUNTED = count(1)


def written(text: str, message_id: str, received: datetime) -> bytes:
    """A small mail."""
    return (
        f"Message-ID: {message_id}\r\nDate: {received:%a, %d %b %Y %H:%M:%S +0000}\r\n"
        f"From: Ann Other <a.other@group.example>\r\nTo: chief@council.example\r\nSubject: hello\r\n"
        f"Content-Type: text/plain; charset=us-ascii\r\n\r\n{text}\r\n"
    ).encode()


class MailboxWorld(ABC):
    """A mailbox and the world around it."""

    mailbox: Mailbox

    def deliver(
        self,
        folder: str,
        *,
        received: datetime,
        message_id: str = "",
        bcc: tuple[str, ...] = (),
        text: str = "hello",
    ) -> str:
        """Put a mail into a folder; its id."""
        given = message_id or f"<{next(COUNTED)}@group.example>"
        return self.put(folder, written(text, given, received), given, received, bcc)

    @abstractmethod
    def put(self, folder: str, raw: bytes, message_id: str, received: datetime, bcc: tuple[str, ...]) -> str: ...

    @abstractmethod
    def remove(self, arrival_id: str, *, for_good: bool = False) -> None: ...

    @abstractmethod
    def forget_cursors(self) -> None: ...

    @abstractmethod
    def categories(self, arrival_id: str) -> tuple[str, ...]: ...


class SenderWorld(ABC):
    """A sender and the world around it."""

    sender: Sender

    @abstractmethod
    def sent(self) -> list[str]:
        """Subjects of what left, in order."""

    @abstractmethod
    def next_post_is_lost(self, *, done: bool) -> None: ...

    @abstractmethod
    def next_post_is_refused_as_busy(self) -> None: ...


class Counted:
    """Keeps `bot.ports.Ids`."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self) -> str:
        return f"m{next(self._numbers)}"


class MemoryMailboxWorld(MailboxWorld):
    """The twin."""

    def __init__(self) -> None:
        self.twin = MemoryMailbox(Counted())
        self.mailbox = self.twin

    def put(self, folder: str, raw: bytes, message_id: str, received: datetime, bcc: tuple[str, ...]) -> str:
        return self.twin.deliver(folder, raw, message_id=message_id, received=received, bcc=bcc)

    def remove(self, arrival_id: str, *, for_good: bool = False) -> None:  # noqa: ARG002 - the twin has no bin
        self.twin.remove(arrival_id)

    def forget_cursors(self) -> None:
        self.twin.forget_cursors()

    def categories(self, arrival_id: str) -> tuple[str, ...]:
        return self.twin.categories(arrival_id)


class MemorySenderWorld(SenderWorld):
    """The twin."""

    def __init__(self) -> None:
        self.twin = MemorySender(Counted())
        self.sender = self.twin

    def sent(self) -> list[str]:
        return [each.subject for each in self.twin.sent.values()]

    def next_post_is_lost(self, *, done: bool) -> None:
        self.twin.mishaps.append(Mishap.LOST_AFTER if done else Mishap.LOST_BEFORE)

    def next_post_is_refused_as_busy(self) -> None:
        self.twin.mishaps.append(Mishap.BUSY)


CHIEF, NOTICES = "chief@council.example", "notices@council.example"
MAIL = r"^/v1\.0/"
"""Not the sign-in, which may come before the first request of a file, or not."""


class BoxMailboxWorld(MailboxWorld):
    """Microsoft 365, as the sandbox plays it, through the adapter of Graph."""

    def __init__(self, box: Box, graph: GraphConnection) -> None:
        self.box = box
        self.store = box.tenant.mailbox(CHIEF)
        self.mailbox = GraphMailbox(graph, CHIEF)

    def put(self, folder: str, raw: bytes, message_id: str, received: datetime, bcc: tuple[str, ...]) -> str:
        return self.store.add(Folder(folder), raw, message_id=message_id, received=received, bcc=bcc).id

    def remove(self, arrival_id: str, *, for_good: bool = False) -> None:
        item = self._item(arrival_id)
        if for_good:
            self.store.remove(item)
        else:
            self.store.move(item, Folder.DELETED)

    def forget_cursors(self) -> None:
        self.box.delta.expire()

    def categories(self, arrival_id: str) -> tuple[str, ...]:
        return self._item(arrival_id).categories

    def _item(self, arrival_id: str) -> Item:
        item = self.store.find(arrival_id)
        assert item is not None
        return item


class BoxSenderWorld(SenderWorld):
    """The same; answers are lost as gateways lose them, or as connections do."""

    def __init__(self, box: Box, graph: GraphConnection, *, lost: Misbehaviour, lost_after: Misbehaviour) -> None:
        self.box = box
        self.sender = GraphSender(graph, NOTICES)
        self._lost, self._lost_after = lost, lost_after

    def sent(self) -> list[str]:
        sent = self.box.tenant.mailbox(NOTICES).items(Folder.SENT)
        return [str(message_from_bytes(each.raw, policy=default)["Subject"]) for each in sent]

    def next_post_is_lost(self, *, done: bool) -> None:
        self.box.faults.add(Fault(kind=self._lost_after if done else self._lost, method="POST", path=MAIL))

    def next_post_is_refused_as_busy(self) -> None:
        self.box.faults.add(Fault(kind=Misbehaviour.THROTTLED, method="POST", path=MAIL, retry_after=12))


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Box, GraphConnection]]:
    """One box for all tests of a file, for it takes a while to start; `box` has people of its own for each."""
    with Box(Tenant(start=SINCE + timedelta(days=30), domain="council.example")) as box:
        settings = GraphSettings(
            base_url=box.base_url,
            authority=box.authority,
            ca_file=box.ca_file,
            instance_discovery=False,
            tenant_id=box.tenant.id,
            client_id=box.client_id,
            client_secret=SecretStr(box.client_secret),
        )
        graph = GraphConnection(settings, clock=box.tenant.clock, pause=_no_wait)
        yield box, graph
        graph.close()


@pytest.fixture
def box(running: tuple[Box, GraphConnection]) -> Iterator[Box]:
    box = running[0]
    for address in (CHIEF, NOTICES):
        box.tenant.add_user(address, address)
    yield box
    unused = box.faults.left()
    box.faults.clear()
    assert unused == ()


@pytest.fixture(params=["memory", "box"])
def mailbox_world(request: pytest.FixtureRequest) -> MailboxWorld:
    if request.param == "memory":
        return MemoryMailboxWorld()
    return BoxMailboxWorld(request.getfixturevalue("box"), request.getfixturevalue("running")[1])


@pytest.fixture(params=["memory", "box behind a gateway", "box on a bad line"])
def sender_world(request: pytest.FixtureRequest) -> SenderWorld:
    if request.param == "memory":
        return MemorySenderWorld()
    gateway = request.param == "box behind a gateway"
    return BoxSenderWorld(
        request.getfixturevalue("box"),
        request.getfixturevalue("running")[1],
        lost=Misbehaviour.GATEWAY_TIMEOUT if gateway else Misbehaviour.RESET,
        lost_after=Misbehaviour.ANSWER_LOST if gateway else Misbehaviour.RESET_AFTER,
    )


def _no_wait(_: float) -> None:
    """Tests do not wait."""
