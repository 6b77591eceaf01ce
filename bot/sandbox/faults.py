"""What goes wrong on purpose, and the record of all that was asked."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from enum import StrEnum
from http import HTTPStatus
from threading import Event, RLock
from typing import assert_never

from bot.sandbox.wire import Answer, Asked, GraphError


class Misbehaviour(StrEnum):
    """The ways in which a request can go wrong. Those that say `after` have done what was asked."""

    THROTTLED = "429"
    UNAVAILABLE = "503"
    GATEWAY_TIMEOUT = "504"
    ANSWER_LOST = "504 after"
    RESET = "reset"
    RESET_AFTER = "reset after"
    SIGNED_OUT = "401"
    DENIED = "403"
    STATE_LOST = "410"
    HELD = "held until the gate is opened"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that goes wrong with the next requests that it fits.

    Attributes:
        method: regular expression of the whole method.
        path: regular expression, found anywhere in the decoded path, which begins `/v1.0/`; letter case is ignored.
        times: how many requests it spoils.
        passes: how many it lets pass before that.
        retry_after: seconds, or a moment (aware) that is told as a date; for 429 and 503.
        gate: what a held request waits for.
    """

    kind: Misbehaviour
    method: str = ".*"
    path: str = ""
    times: int = 1
    passes: int = 0
    retry_after: float | datetime | None = None
    gate: Event = field(default_factory=Event, compare=False)

    def fits(self, asked: Asked) -> bool:
        """Whether it is about this request."""
        return bool(re.fullmatch(self.method, asked.method)) and bool(re.search(self.path, asked.path, re.IGNORECASE))


class DroppedError(Exception):
    """The connection is to be cut without an answer."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One request, and what became of it.

    Attributes:
        answer: None where the connection was cut.
        batched: whether it came inside a `$batch`, which has a record of its own.
    """

    asked: Asked
    answer: Answer | None
    batched: bool = False


class Faults:
    """Faults that wait for their request, in the order in which they were added."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._waiting: list[tuple[Fault, Counter[str]]] = []

    def add(self, fault: Fault) -> Fault:
        """Let something go wrong."""
        with self._lock:
            self._waiting.append((fault, Counter()))
        return fault

    def clear(self) -> None:
        """Let nothing more go wrong; what is held goes on."""
        with self._lock:
            for fault, _ in self._waiting:
                fault.gate.set()
            self._waiting.clear()

    def left(self) -> tuple[Fault, ...]:
        """Faults that have not been used up: a test that ends with some has not tested what it says."""
        return tuple(fault for fault, used in self._waiting if used["spoilt"] < fault.times)

    def take(self, asked: Asked) -> Fault | None:
        """The fault for this request, used once."""
        with self._lock:
            for fault, used in self._waiting:
                if used["spoilt"] >= fault.times or not fault.fits(asked):
                    continue
                if used["passed"] < fault.passes:
                    used["passed"] += 1
                    continue
                used["spoilt"] += 1
                return fault
            return None


class Records:
    """All that was asked, in order."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._all: list[Record] = []
        self._open: Counter[str] = Counter()
        self.peak: Counter[str] = Counter()
        """How many requests were under way at once, at most, for each user as the paths name them."""

    def opened(self, user: str) -> None:
        """A request for a mailbox has come in."""
        with self._lock:
            self._open[user] += 1
            self.peak[user] = max(self.peak[user], self._open[user])

    def closed(self, user: str) -> None:
        """It is over."""
        with self._lock:
            self._open[user] -= 1

    def under_way(self, user: str) -> int:
        """How many requests for a mailbox are not answered yet."""
        return self._open[user]

    def add(self, record: Record) -> None:
        """Keep one."""
        with self._lock:
            self._all.append(record)

    def all(self, *, method: str = ".*", path: str = "", batched: bool = False) -> tuple[Record, ...]:
        """Those that fit, as in `Fault`; those inside a batch instead, where wished."""
        wanted = Fault(kind=Misbehaviour.HELD, method=method, path=path)
        with self._lock:
            return tuple(each for each in self._all if each.batched is batched and wanted.fits(each.asked))

    def clear(self) -> None:
        """Forget them."""
        with self._lock:
            self._all.clear()
            self.peak.clear()


def before(fault: Fault) -> None:
    """What goes wrong before anything is done.

    Raises:
        GraphError: the refusal.
        DroppedError: the connection is cut.
    """
    kind = fault.kind
    match kind:
        case Misbehaviour.THROTTLED:
            raise _told(fault, HTTPStatus.TOO_MANY_REQUESTS, "ApplicationThrottled")
        case Misbehaviour.UNAVAILABLE:
            raise _told(fault, HTTPStatus.SERVICE_UNAVAILABLE, "serviceNotAvailable")
        case Misbehaviour.GATEWAY_TIMEOUT:
            raise _told(fault, HTTPStatus.GATEWAY_TIMEOUT, "UnknownError")
        case Misbehaviour.SIGNED_OUT:
            raise _told(fault, HTTPStatus.UNAUTHORIZED, "InvalidAuthenticationToken")
        case Misbehaviour.DENIED:
            raise _told(fault, HTTPStatus.FORBIDDEN, "ErrorAccessDenied")
        case Misbehaviour.STATE_LOST:
            raise _told(fault, HTTPStatus.GONE, "syncStateNotFound")
        case Misbehaviour.RESET:
            raise DroppedError
        case Misbehaviour.ANSWER_LOST | Misbehaviour.RESET_AFTER | Misbehaviour.HELD:
            return
        case _:
            assert_never(kind)


def after(fault: Fault) -> None:
    """What goes wrong when all is done; errors as `before`."""
    if fault.kind is Misbehaviour.ANSWER_LOST:
        raise _told(fault, HTTPStatus.GATEWAY_TIMEOUT, "UnknownError")
    if fault.kind is Misbehaviour.RESET_AFTER:
        raise DroppedError


def _told(fault: Fault, status: HTTPStatus, code: str) -> GraphError:
    wait = fault.retry_after
    headers = {}
    if isinstance(wait, datetime):
        headers["Retry-After"] = format_datetime(wait, usegmt=True)
    elif wait is not None:
        headers["Retry-After"] = f"{wait:g}"
    return GraphError(status, code, f"{status.phrase}.", headers=headers)
