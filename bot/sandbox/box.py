"""The tenant in a box: its Graph and its sign-in over HTTPS on this machine, from `with` to the end of it."""

import asyncio
import socket
import ssl
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from types import TracebackType
from typing import Self

import trustme
import uvicorn

from bot.sandbox.app import Connections, application
from bot.sandbox.clock import SeededIds
from bot.sandbox.delta import DeltaFeed
from bot.sandbox.faults import Faults, Records
from bot.sandbox.graph import Graph
from bot.sandbox.signin import App, SignIn
from bot.sandbox.tenant import Tenant

_HOST = "127.0.0.1"


class Box:
    """A tenant that is served.

    Args:
        tenant: may be used from the outside while it is served.
        certificate: PEM of a certificate by which the program may sign in, beside its secret.
        second_certificate: the same of the second program.
        port: 0 takes a free one.

    Attributes:
        second: another program, which only reads.
        second_reaches: the mailboxes that it may read; none, until one is added.
        base_url: of Graph, with the slash at its end and without `v1.0`.
        authority: where to sign in, without the tenant's id, which is `tenant.id`.
        ca_file: whom to trust, in PEM.
    """

    def __init__(
        self,
        tenant: Tenant,
        *,
        certificate: bytes | None = None,
        second_certificate: bytes | None = None,
        port: int = 0,
    ) -> None:
        self.tenant = tenant
        self._port = port
        app = App(client_id=tenant.ids.guid(), client_secret=tenant.ids.new(), certificate=certificate)
        self.client_id, self.client_secret = app.client_id, app.client_secret
        self.second_reaches: set[str] = set()
        others = SeededIds("second")  # its own: what the tenant hands out stays what it was
        self.second = App(
            client_id=others.guid(),
            client_secret=others.new(),
            certificate=second_certificate,
            reaches=self.second_reaches,
            may_write=False,
            may_trace=True,
        )
        self.signin = SignIn(tenant.id, (app, self.second), tenant.ids)
        self._graph = Graph(tenant, self.signin)
        self._stack = ExitStack()
        self.base_url, self.authority, self.ca_file = "", "", Path()

    @property
    def faults(self) -> Faults:
        """What goes wrong on purpose."""
        return self._graph.faults

    @property
    def records(self) -> Records:
        """What was asked."""
        return self._graph.records

    @property
    def delta(self) -> DeltaFeed:
        """How hard the changes are to read."""
        return self._graph.delta

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            authority = trustme.CA()
            self.ca_file = folder / "ca.pem"
            authority.cert_pem.write_to_path(str(self.ca_file))
            listener = stack.enter_context(socket.create_server((_HOST, self._port)))
            # asyncio does this only for sockets that name their protocol; else each answer waits 40 ms for its body.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._port = listener.getsockname()[1]
            self.authority = f"https://{_HOST}:{self._port}"
            self.base_url = f"{self.authority}/"
            self._serve(listener, authority, stack)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.clear()
        self._stack.close()

    def _serve(self, listener: socket.socket, authority: trustme.CA, stack: ExitStack) -> None:
        """In a thread: whoever connects before it runs waits in the listener's queue."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(_HOST, "localhost").configure_cert(context)
        connections = Connections()
        config = uvicorn.Config(
            application(self._graph, connections),
            http=connections.protocol(),
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            ssl_context_factory=lambda _config, _default: context,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)

        async def serve() -> None:
            await server.serve([listener])
            await connections.end()

        thread = Thread(target=lambda: asyncio.run(serve()), name="sandbox", daemon=True)
        thread.start()

        def stop() -> None:
            server.should_exit = True
            thread.join()

        stack.callback(stop)
