"""Health and metrics over HTTP, on this machine alone: read-only, and without a word of a mail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Thread

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

STALE = timedelta(minutes=5)


def application(
    alive: Callable[[], datetime | None], now: Callable[[], datetime], registry: CollectorRegistry
) -> Starlette:
    """`/health` answers 200 while rounds are made, and 503 once none was for five minutes; `/metrics` for Prometheus."""

    def health(_request: Request) -> Response:
        last = alive()
        well = last is not None and now() - last < STALE
        return JSONResponse(
            {"alive": well, "last_round": last.isoformat() if last else None}, status_code=200 if well else 503
        )

    def metrics(_request: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/health", health), Route("/metrics", metrics)])


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
