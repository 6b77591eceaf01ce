"""A council's tenant in a box, somebody who asks it over HTTPS, and Microsoft's description where it is at hand."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import requests
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from bot.sandbox.box import Box
from bot.sandbox.faults import Record
from bot.sandbox.tenant import Tenant

MONDAY = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
DESCRIPTION = Path(__file__).parents[4] / "shared" / "graph" / "openapi-mail.yaml"
CHIEF, NOTICES, LEADER = "chief@council.example", "notices@council.example", "leader@council.example"
MAYOR = "mayor@council.example"
KEY = "String {11111111-2222-3333-4444-555555555555} Name Key"
SCOPE = "https://graph.microsoft.com/.default"


@cache
def description() -> OpenAPI:
    return OpenAPI.from_file_path(str(DESCRIPTION))


def check(record: Record) -> None:
    """What was taken is allowed, and what was answered is as Microsoft describes it."""
    asked, answer = record.asked, record.answer
    assert answer is not None
    request = MockRequest(
        "https://graph.microsoft.com",
        asked.method.lower(),
        asked.path,
        args=dict(asked.query),
        headers={"Authorization": "Bearer t"},
        data=asked.body or None,
        content_type="application/json",
    )
    if answer.status < 400:
        description().validate_request(request)
    told = MockResponse(
        answer.body, answer.status, dict(answer.headers), answer.headers.get("Content-Type", "application/json")
    )
    if answer.status not in (202, 204):
        description().validate_response(request, told)


class Client:
    """A program that asks Graph for immutable ids, unless told otherwise."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = str(box.ca_file)

    def sign_in(self, **given: str) -> requests.Response:
        form = {"grant_type": "client_credentials", "client_id": self.box.client_id, "scope": SCOPE}
        secret = {} if given else {"client_secret": self.box.client_secret}
        answer = self.session.post(
            f"{self.box.authority}/{self.box.tenant.id}/oauth2/v2.0/token", data=form | secret | given, timeout=10
        )
        self.session.headers["Authorization"] = f"Bearer {answer.json().get('access_token')}"
        return answer

    def ask(
        self, method: str, path: str, body: Any = None, *, prefer: str = 'IdType="ImmutableId"', **more: Any
    ) -> requests.Response:
        url = path if path.startswith("https:") else f"{self.box.base_url}v1.0/{path}"
        headers = {"Prefer": prefer} | more.pop("headers", {})
        return self.session.request(method, url, json=body, headers=headers, timeout=10, **more)

    def get(self, path: str, **params: str) -> dict[str, Any]:
        answer = self.ask("GET", path, params={f"${name}": value for name, value in params.items()})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def draft(self, *to: str, **more: Any) -> dict[str, Any]:
        answer = self.ask("POST", f"users/{NOTICES}/messages", letter(*to, **more))
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def send(self, draft: dict[str, Any]) -> requests.Response:
        return self.ask("POST", f"users/{NOTICES}/messages/{draft['id']}/send")


def letter(*to: str, **more: Any) -> dict[str, Any]:
    return {
        "subject": "Notice",
        "body": {"contentType": "html", "content": "<p>Dear colleague</p>"},
        "toRecipients": [{"emailAddress": {"name": "", "address": each}} for each in to],
        **more,
    }


def mail(number: int) -> bytes:
    return (
        f"From: Leader <{LEADER}>\r\nTo: {CHIEF}\r\nSubject: Mail {number}\r\n"
        f"Message-ID: <m{number}@group.example>\r\n\r\nHello\r\n"
    ).encode()


def error_code(answer: requests.Response) -> str:
    return str(json.loads(answer.content)["error"]["code"])


@pytest.fixture
def tenant() -> Tenant:
    tenant = Tenant(start=MONDAY, domain="council.example")
    for address in (CHIEF, NOTICES, LEADER):
        tenant.add_user(address.partition("@")[0].title(), address)
    tenant.add_user("Mayor", MAYOR, in_scope=False)
    return tenant


@pytest.fixture
def box(tenant: Tenant) -> Iterator[Box]:
    with Box(tenant) as box:
        yield box
    assert box.faults.left() == ()
    if DESCRIPTION.exists():
        for each in (*box.records.all(path="^/v1.0/"), *box.records.all(batched=True)):
            if each.answer:
                check(each)


@pytest.fixture
def client(box: Box) -> Iterator[Client]:
    client = Client(box)
    with client.session:
        client.sign_in()
        yield client
