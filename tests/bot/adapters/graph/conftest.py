"""An HTTPS server that signs anybody in and then answers as the test has written down, in that order."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import trustme
from pydantic import SecretStr

from bot.adapters.graph.connection import GraphConnection
from bot.settings import GraphSettings

TENANT = "11111111-2222-3333-4444-555555555555"
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)


@dataclass
class Answer:
    """What the server says; with `drop` nothing at all."""

    status: int = 200
    body: Any = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


@dataclass
class Asked:
    """What the server was asked."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


class Script:
    """The answers to come, and what was asked so far."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[Asked] = []
        self.sign_ins: list[Answer] = []
        self.tokens = 0
        self.pauses: list[float] = []
        self.url = ""

    def says(self, *answers: Answer) -> None:
        self.answers.extend(answers)

    def now(self) -> datetime:
        return NOW


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    script: Script

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        if parts.path.startswith(f"/{TENANT}/"):
            self._say(self._sign_in(parts.path))
            return
        self.script.asked.append(
            Asked(
                method=self.command,
                path=parts.path.removeprefix("/v1.0/"),
                query={key: value[0] for key, value in parse_qs(parts.query).items()},
                headers={key.lower(): value for key, value in self.headers.items()},
                body=json.loads(body) if body else None,
            )
        )
        self._say(self.script.answers.pop(0))

    do_GET = do_POST = do_PATCH = do_DELETE = _serve  # noqa: N815 - names of http.server

    def _sign_in(self, path: str) -> Answer:
        base = f"{self.script.url}/{TENANT}"
        if path.endswith("openid-configuration"):
            endpoints = {"authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token"}
            return Answer(body={"issuer": f"{base}/v2.0", **endpoints})
        if self.script.sign_ins:
            return self.script.sign_ins.pop(0)
        self.script.tokens += 1
        token = f"token-{self.script.tokens}"
        return Answer(body={"access_token": token, "expires_in": 3600, "token_type": "Bearer"})

    def _say(self, answer: Answer) -> None:
        if answer.drop:
            self.close_connection = True
            return
        raw = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for key, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Script, GraphSettings]]:
    """A running script, and the settings that lead to it."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    script = Script()
    handler = type("Handler", (_Handler,), {"script": script})
    server = ThreadingHTTPServer(("localhost", 0), handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    script.url = f"https://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield script, settings(script.url, folder / "ca.pem")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def settings(url: str, ca_file: Path | None, secret: str = "a-secret") -> GraphSettings:
    return GraphSettings(
        base_url=url,
        authority=url,
        ca_file=ca_file,
        instance_discovery=False,
        tenant_id=TENANT,
        client_id="66666666-7777-8888-9999-000000000000",
        client_secret=SecretStr(secret),
    )


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Script, GraphSettings]]:
    with serving(tmp_path) as both:
        yield both


@pytest.fixture
def script(served: tuple[Script, GraphSettings]) -> Script:
    return served[0]


@pytest.fixture
def graph(served: tuple[Script, GraphSettings]) -> Iterator[GraphConnection]:
    script, how = served
    made = GraphConnection(how, clock=script, pause=script.pauses.append)
    yield made
    made.close()
