"""Each request that we make is one that Microsoft's own description allows, where that is at hand."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest
from openapi_core.validation.request.exceptions import ParameterValidationError

from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.mailbox import GraphMailbox
from bot.adapters.graph.probe import probe
from bot.adapters.graph.sender import GraphSender
from bot.ports import Draft, Letter
from tests.bot.adapters.graph.conftest import Answer, Asked, Script

DESCRIPTION = Path(__file__).parents[4].parent / "shared" / "graph" / "openapi-mail.yaml"
SINCE = datetime(2026, 10, 1, tzinfo=UTC)
ITEM = {"id": "d1", "internetMessageId": "<d1@council.example>", "isDraft": True, "parentFolderId": "x"}
NOTHING = Answer(body={"value": []})

pytestmark = pytest.mark.skipif(not DESCRIPTION.exists(), reason="Microsoft's description of Graph is not at hand")


@cache
def description() -> OpenAPI:
    return OpenAPI.from_file_path(str(DESCRIPTION))


def check(asked: Asked) -> None:
    request = MockRequest(
        "https://graph.microsoft.com",
        asked.method.lower(),
        f"/v1.0/{asked.path}",
        args=asked.query,
        headers={"Authorization": asked.headers["authorization"], "Prefer": asked.headers["prefer"]},
        data=json.dumps(asked.body).encode() if asked.body is not None else None,
        content_type="application/json",
    )
    description().validate_request(request)


def test_the_description_refuses_what_graph_would() -> None:
    wrong = Asked(
        method="GET",
        path="users/a@council.example/messages/x",
        query={"$select": "sensitivity"},
        headers={"authorization": "Bearer t", "prefer": "x"},
        body=None,
    )
    with pytest.raises(ParameterValidationError):
        check(wrong)


def test_every_request_of_the_mailbox_is_allowed(graph: GraphConnection, script: Script) -> None:
    mailbox = GraphMailbox(graph, "chief@council.example")
    link = {"@odata.deltaLink": f"{script.url}/v1.0/d"}
    script.says(Answer(body={"value": [{"id": "d1"}], **link}), Answer(body=ITEM))
    mailbox.changes("inbox", None, since=SINCE)
    script.says(NOTHING)
    list(mailbox.listing("sentitems", since=SINCE))
    script.says(Answer(body={"responses": []}), Answer(body=b"a"), Answer(body=b"b"))
    mailbox.mime(["a", "b"])
    script.says(Answer(body={"categories": [], "@odata.etag": "e"}), Answer())
    mailbox.categorise("a", "Held")
    script.says(NOTHING, NOTHING)
    probe(graph, ["chief@council.example"], must_not_reach="mayor@council.example")
    assert len(script.asked) == 10
    for each in script.asked:
        check(each)


def test_every_request_of_the_sender_is_allowed(graph: GraphConnection, script: Script) -> None:
    sender = GraphSender(graph, "notices@council.example")
    letter = Letter(
        key="k",
        to=(("Ann Other", "a.other@group.example"),),
        cc=(("", "office@council.example"),),
        subject="Notice",
        text="Dear\n\nCopies of this letter: office@council.example",
        html="<p>Dear</p>",
        attachments=(("a.txt", "text/plain", b"hello"),),
    )
    script.says(Answer(201, ITEM), Answer(202, b""))
    sender.send(sender.draft(letter).id)
    script.says(Answer(body=ITEM), Answer(body={"id": "another"}), *[NOTHING] * 4)
    sender.whereabouts(key="k", draft=Draft(id="d1", message_id="<d1@council.example>"))
    script.says(Answer(body=ITEM), Answer(204, b""))
    sender.discard("d1")
    assert len(script.asked) == 10
    for each in script.asked:
        check(each)
