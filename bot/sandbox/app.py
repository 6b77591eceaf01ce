"""The sandbox's Graph as an ASGI application, and the connection that it can cut."""

import asyncio
import re
from email.utils import format_datetime
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.faults import DroppedError, Fault, Misbehaviour
from bot.sandbox.graph import Graph
from bot.sandbox.wire import Asked

PATIENCE = 60.0
"""Seconds that a held request waits at most for its gate."""
_TURNS = 5
"""Of the loop, until an aborted connection in TLS has let go of its socket."""
_USER = re.compile(r"/v1\.0/users/([^/]+)", re.IGNORECASE)

Client = tuple[str, int]


class Connections:
    """The open connections, by the client's address."""

    def __init__(self) -> None:
        self._transports: dict[Client, asyncio.Transport] = {}

    def protocol(self) -> type[H11Protocol]:
        """A protocol that lists its connection here."""
        transports = self._transports

        class Listed(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
                super().connection_made(transport)
                if self.client:
                    transports[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                if self.client:
                    transports.pop(self.client, None)

            def shutdown(self) -> None:
                """An idle client would never answer a farewell in TLS."""
                super().shutdown()
                if self.client in transports and (self.cycle is None or self.cycle.response_complete):
                    transports[self.client].abort()

        return Listed

    def cut(self, client: Client) -> None:
        """End a connection in the middle of everything."""
        self._transports[client].abort()

    async def end(self) -> None:
        """Cut what is still open once nobody is served any more; the loop is given the turns in which it closes their sockets."""
        for transport in list(self._transports.values()):
            transport.abort()
        for _ in range(_TURNS):
            await asyncio.sleep(0)


def application(graph: Graph, connections: Connections) -> Starlette:
    """Answers every path."""

    async def endpoint(request: Request) -> Response:
        asked = await _asked(request)
        user = _USER.match(asked.path)
        name = user[1].lower() if user else ""
        graph.records.opened(name)
        try:
            fault = graph.faults.take(asked)
            await _held(fault)
            answer = graph.answer(asked, fault)
        except DroppedError:
            return await _dropped(request, connections)
        finally:
            graph.records.closed(name)
        told = {"Date": format_datetime(graph.tenant.clock.now(), usegmt=True), **answer.headers}
        return Response(answer.body, answer.status, told)

    methods = ["GET", "POST", "PATCH", "PUT", "DELETE"]
    return Starlette(routes=[Route("/{path:path}", endpoint, methods=methods)])


async def _asked(request: Request) -> Asked:
    return Asked(
        method=request.method,
        path=request.scope["path"],
        query=dict(request.query_params),
        headers=request.headers,
        body=await request.body(),
        base=f"{request.url.scheme}://{request.url.netloc}",
    )


async def _held(fault: Fault | None) -> None:
    if fault and fault.kind is Misbehaviour.HELD:
        await run_in_threadpool(fault.gate.wait, PATIENCE)


async def _dropped(request: Request, connections: Connections) -> Response:
    """Cut the connection, and wait until the server has seen that nobody is there to be answered."""
    assert request.client is not None
    connections.cut((request.client.host, request.client.port))
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response(status_code=HTTPStatus.NO_CONTENT)
