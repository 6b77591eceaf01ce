"""Sending: what is asked of Graph, and how often."""

import base64

import pytest

from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.letters import KEY
from bot.adapters.graph.sender import GraphSender
from bot.errors import PermanentError, UncertainError
from bot.ports import Draft, Letter, Whereabouts
from tests.bot.adapters.graph.conftest import Answer, Script

NOTICES = "users/notices@council.example"
LETTER = Letter(
    key="n-1's",
    to=(("Ann Other", "a.other@group.example"), ("", "b@group.example")),
    cc=(("", "office@council.example"),),
    subject="Notice",
    text="Dear\n\nCopies of this letter: office@council.example",
    html="<p>Dear</p>",
    attachments=(("a.txt", "text/plain", b"hello"),),
)
HELD = {"id": "d1", "internetMessageId": "<d1@council.example>"}
DRAFT = Draft(id="d1", message_id="<d1@council.example>")


@pytest.fixture
def sender(graph: GraphConnection) -> GraphSender:
    return GraphSender(graph, "notices@council.example")


def test_a_draft_carries_its_key_and_no_bcc(sender: GraphSender, script: Script) -> None:
    script.says(Answer(201, HELD))
    assert sender.draft(LETTER) == DRAFT
    assert script.asked[0].path == f"{NOTICES}/messages"
    assert script.asked[0].body == {
        "subject": "Notice",
        "body": {"contentType": "html", "content": "<p>Dear</p>"},
        "toRecipients": [
            {"emailAddress": {"name": "Ann Other", "address": "a.other@group.example"}},
            {"emailAddress": {"name": "", "address": "b@group.example"}},
        ],
        "ccRecipients": [{"emailAddress": {"name": "", "address": "office@council.example"}}],
        "internetMessageHeaders": [{"name": "X-Auto-Response-Suppress", "value": "RN, NRN, OOF, AutoReply"}],
        "singleValueExtendedProperties": [{"id": KEY, "value": "n-1's"}],
        "attachments": [
            {
                "@odata.type": "#microsoft.graph.fileAttachment",
                "name": "a.txt",
                "contentType": "text/plain",
                "contentBytes": base64.b64encode(b"hello").decode(),
            }
        ],
    }


def test_a_letter_to_nobody_is_not_drafted(sender: GraphSender, script: Script) -> None:
    with pytest.raises(PermanentError, match="nobody in To"):
        sender.draft(Letter(key="k", to=(), subject="s", text="t", html=""))
    assert script.asked == []


def test_a_letter_with_more_than_one_request_can_carry_is_not_drafted(sender: GraphSender, script: Script) -> None:
    large = (("a.bin", "application/octet-stream", b"x" * 3_000_001),)
    with pytest.raises(PermanentError, match="larger than 3 MB"):
        sender.draft(Letter(key="k", to=(("", "b@group.example"),), subject="s", text="t", html="", attachments=large))
    assert script.asked == []


def test_a_draft_that_graph_does_not_name_may_be_there(sender: GraphSender, script: Script) -> None:
    script.says(Answer(201, {}))
    with pytest.raises(UncertainError):
        sender.draft(LETTER)


def test_sending_is_one_empty_post(sender: GraphSender, script: Script) -> None:
    script.says(Answer(202, b""))
    sender.send("d1")
    asked = [(each.method, each.path, each.body) for each in script.asked]
    assert asked == [("POST", f"{NOTICES}/messages/d1/send", None)]


def test_what_is_no_draft_any_more_has_been_sent(sender: GraphSender, script: Script) -> None:
    script.says(Answer(body={**HELD, "isDraft": False, "parentFolderId": "anywhere"}))
    assert sender.whereabouts(key="k", draft=DRAFT) == (Whereabouts.SENT, DRAFT)
    assert len(script.asked) == 1


def test_a_draft_in_drafts_is_one_only_if_nothing_of_it_is_in_sent_items(sender: GraphSender, script: Script) -> None:
    script.says(
        Answer(body={**HELD, "isDraft": True, "parentFolderId": "the-drafts"}),
        Answer(body={"id": "the-drafts"}),
        Answer(body={"value": []}),
        Answer(body={"value": []}),
    )
    assert sender.whereabouts(key="it's", draft=DRAFT) == (Whereabouts.DRAFT, DRAFT)
    assert [each.query.get("$filter") for each in script.asked] == [
        None,
        None,
        "internetMessageId eq '<d1@council.example>'",
        f"singleValueExtendedProperties/any(ep: ep/id eq '{KEY}' and ep/value eq 'it''s')",
    ]
    assert {each.path for each in script.asked[2:]} == {f"{NOTICES}/mailFolders/sentitems/messages"}


def test_a_letter_whose_draft_is_unknown_is_found_by_key_on_a_later_page(sender: GraphSender, script: Script) -> None:
    script.says(
        Answer(body={"value": []}),
        Answer(body={"value": [], "@odata.nextLink": f"{script.url}/v1.0/more"}),
        Answer(body={"value": [HELD]}),
    )
    assert sender.whereabouts(key="k", draft=None) == (Whereabouts.SENT, DRAFT)


def test_a_draft_that_waits_in_the_outbox_is_not_one_to_send(sender: GraphSender, script: Script) -> None:
    nothing = Answer(body={"value": []})
    script.says(
        Answer(body={**HELD, "isDraft": True, "parentFolderId": "the-outbox"}),
        Answer(body={"id": "the-drafts"}),
        *[nothing] * 4,
    )
    assert sender.whereabouts(key="k", draft=DRAFT) == (Whereabouts.NOWHERE, None)


def test_what_has_been_sent_cannot_be_discarded(sender: GraphSender, script: Script) -> None:
    script.says(Answer(body={**HELD, "isDraft": False}))
    with pytest.raises(PermanentError, match="has been sent"):
        sender.discard("d1")
    assert [each.method for each in script.asked] == ["GET"]


def test_a_draft_that_is_gone_already_is_discarded(sender: GraphSender, script: Script) -> None:
    gone = Answer(404, {"error": {"code": "ErrorItemNotFound", "message": "gone"}})
    script.says(gone, Answer(body={**HELD, "isDraft": True}), gone)
    sender.discard("d1")
    sender.discard("d1")
    assert [each.method for each in script.asked] == ["GET", "GET", "DELETE"]
