"""Health and metrics over HTTP, on this machine alone: read-only, and without a word of a mail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from uuid import uuid4

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

LEAST = timedelta(minutes=5)
ROUNDS = 3


def allowed_age(tick_seconds: int) -> timedelta:
    """How old the last round may be: three rounds, and never less than five minutes."""
    return max(LEAST, ROUNDS * timedelta(seconds=tick_seconds))


def application(
    alive: Callable[[], datetime | None],
    now: Callable[[], datetime],
    registry: CollectorRegistry,
    allowed: timedelta = LEAST,
) -> Starlette:
    """`/health` answers 200 while rounds are made, and 503 before the first and once none was for too long; `/metrics`."""

    def health(_request: Request) -> Response:
        last = alive()
        age = None if last is None else now() - last
        state = "starting" if age is None else "stale" if age >= allowed else "well"
        told = {
            "alive": state == "well",
            "state": state,
            "last_round": last.isoformat() if last else None,
            "age_seconds": None if age is None else round(age.total_seconds()),
            "allowed_seconds": round(allowed.total_seconds()),
        }
        return JSONResponse(told, status_code=200 if state == "well" else 503)

    def metrics(_request: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/health", health), Route("/metrics", metrics)])


@dataclass(frozen=True)
class Heartbeat:
    """A file that each round writes anew: its age tells any monitor whether this very process still goes round."""

    file: Path

    def beat(self, at: datetime) -> None:
        """A round has been made."""
        fresh = self.file.with_suffix(f".{uuid4().hex}")
        fresh.write_text(f"{at.isoformat()}\n", encoding="ascii")
        fresh.replace(self.file)

    def last(self) -> datetime | None:
        """When the last round was made; None before the first."""
        try:
            return datetime.fromisoformat(self.file.read_text(encoding="ascii").strip())
        except (FileNotFoundError, ValueError):
            return None


@contextmanager
def serving(app: Starlette, port: int) -> Iterator[None]:
    """Serve on 127.0.0.1 while the block runs."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, lifespan="off"))
    thread = Thread(target=server.run, name="health", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
