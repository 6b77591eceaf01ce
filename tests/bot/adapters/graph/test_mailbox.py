"""Reading: what Graph may answer, and what is made of it."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.mailbox import GraphMailbox
from bot.errors import CursorLostError, PermanentError, TransientError
from bot.ports import Arrival
from tests.bot.adapters.graph.conftest import NOW, Answer, Script

SINCE = datetime(2026, 10, 1, tzinfo=UTC)
RECEIVED = datetime(2026, 10, 11, 8, 30, tzinfo=UTC)
RAW = b"Subject: hello\r\n\r\nbody \xff\xfe\r\n"


def mail(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"id{number}",
        "internetMessageId": f"<{number}@council.example>",
        "receivedDateTime": "2026-10-11T08:30:00Z",
        "isDraft": False,
        "bccRecipients": [],
        **more,
    }


def arrived(number: int, **more: Any) -> Arrival:
    values: dict[str, Any] = {
        "id": f"id{number}",
        "message_id": f"<{number}@council.example>",
        "received": RECEIVED,
        **more,
    }
    return Arrival(**values)


@pytest.fixture
def mailbox(graph: GraphConnection) -> GraphMailbox:
    return GraphMailbox(graph, "chief.o'neal@council.example")


def test_the_first_page_of_changes_selects_what_is_needed(mailbox: GraphMailbox, script: Script) -> None:
    onward = f"{script.url}/v1.0/next?$skiptoken=a"
    script.says(Answer(body={"value": [mail(1)], "@odata.nextLink": onward}))
    page = mailbox.changes("inbox", None, since=SINCE)
    assert (page.arrivals, page.cursor, page.more) == ((arrived(1),), onward, True)
    asked = script.asked[0]
    assert asked.path == "users/chief.o%27neal@council.example/mailFolders/inbox/messages/delta"
    assert asked.query == {
        "$select": "id,internetMessageId,receivedDateTime,sentDateTime,bccRecipients,isDraft",
        "$filter": "receivedDateTime ge 2026-10-01T00:00:00Z",
    }
    assert asked.headers["prefer"] == 'odata.maxpagesize=100, IdType="ImmutableId"'


def test_an_empty_page_is_a_page_and_the_last_one_gives_the_cursor_to_keep(
    mailbox: GraphMailbox, script: Script
) -> None:
    first, last = f"{script.url}/v1.0/next?$skiptoken=a", f"{script.url}/v1.0/delta?$deltatoken=b"
    script.says(
        Answer(body={"value": [], "@odata.nextLink": first}),
        Answer(
            body={"value": [mail(2, bccRecipients=[{"emailAddress": {"address": "b@council.example"}}])]}
            | {"@odata.deltaLink": last}
        ),
    )
    empty = mailbox.changes("sentitems", None, since=SINCE)
    assert (empty.arrivals, empty.more) == ((), True)
    page = mailbox.changes("sentitems", empty.cursor, since=SINCE)
    assert (page.arrivals, page.cursor, page.more) == ((arrived(2, bcc=("b@council.example",)),), last, False)
    assert (script.asked[1].path, script.asked[1].query) == ("next", {"$skiptoken": "a"})
    assert script.asked[1].headers["prefer"] == 'odata.maxpagesize=100, IdType="ImmutableId"'


def test_removed_mails_are_said_to_be_and_drafts_have_not_arrived(mailbox: GraphMailbox, script: Script) -> None:
    removed = {"@odata.type": "#microsoft.graph.message", "id": "id7", "@removed": {"reason": "deleted"}}
    link = {"@odata.deltaLink": f"{script.url}/v1.0/d"}
    script.says(Answer(body={"value": [removed, mail(8, isDraft=True)], **link}))
    page = mailbox.changes("inbox", None, since=SINCE)
    assert page.arrivals == (Arrival(id="id7", message_id="", received=NOW, removed=True),)


def test_a_change_that_names_only_what_changed_is_read_whole(mailbox: GraphMailbox, script: Script) -> None:
    script.says(
        Answer(body={"value": [{"id": "id1"}, {"id": "id2"}], "@odata.deltaLink": f"{script.url}/v1.0/d"}),
        Answer(body=mail(1)),
        Answer(404, {"error": {"code": "ErrorItemNotFound", "message": "gone"}}),
    )
    page = mailbox.changes("inbox", None, since=SINCE)
    assert page.arrivals == (arrived(1), Arrival(id="id2", message_id="", received=NOW, removed=True))


def test_a_cursor_of_another_server_is_a_lost_one(mailbox: GraphMailbox, script: Script) -> None:
    with pytest.raises(CursorLostError):
        mailbox.changes("inbox", "https://elsewhere.example/v1.0/delta?$deltatoken=x", since=SINCE)
    assert script.asked == []


def test_an_answer_without_an_onward_link_is_not_taken_for_the_end(mailbox: GraphMailbox, script: Script) -> None:
    script.says(Answer(body={"value": []}))
    with pytest.raises(TransientError, match="where to go on"):
        mailbox.changes("inbox", None, since=SINCE)


def test_a_listing_goes_on_after_an_empty_page(mailbox: GraphMailbox, script: Script) -> None:
    script.says(
        Answer(body={"value": [mail(3)], "@odata.nextLink": f"{script.url}/v1.0/p?$skip=1"}),
        Answer(body={"value": [], "@odata.nextLink": f"{script.url}/v1.0/p?$skip=2"}),
        Answer(body={"value": [mail(4, receivedDateTime=None)]}),
    )
    assert list(mailbox.listing("inbox", since=SINCE)) == [arrived(3), arrived(4, received=NOW)]


def test_a_listing_that_goes_round_in_a_circle_ends(mailbox: GraphMailbox, script: Script) -> None:
    again = Answer(body={"value": [mail(3)], "@odata.nextLink": f"{script.url}/v1.0/p?$skip=1"})
    script.says(again, again)
    with pytest.raises(PermanentError, match="circle"):
        list(mailbox.listing("inbox", since=SINCE))


def part(number: int, status: int, body: Any = None, **headers: str) -> dict[str, Any]:
    return {
        "id": str(number),
        "status": status,
        "body": body,
        "headers": {k.replace("_", "-"): v for k, v in headers.items()},
    }


def test_a_batch_answers_in_any_order_and_its_parts_fail_by_themselves(mailbox: GraphMailbox, script: Script) -> None:
    plain, url_safe = base64.b64encode(RAW).decode(), base64.urlsafe_b64encode(RAW).decode().rstrip("=")
    responses = [
        part(5, 200, "Subject: not base64\r\n\r\n"),
        part(4, 429, {"error": {"code": "ApplicationThrottled"}}, retry_after="7"),
        part(3, 404, {"error": {"code": "ErrorItemNotFound"}}),
        part(2, 200, url_safe),
        part(1, 200, plain),
    ]
    script.says(Answer(body={"responses": responses}), Answer(body=b"four"), Answer(body=b"five"), Answer(body=b"six"))
    found = mailbox.mime(["a", "b", "c", "d", "e", "f"])
    assert found == {"a": RAW, "b": RAW, "d": b"four", "e": b"five", "f": b"six"}
    assert script.pauses == [7.0, 0.0, 0.0]
    assert script.asked[0].path == "$batch"
    assert script.asked[0].body["requests"][0] == {
        "id": "1",
        "method": "GET",
        "url": "/users/chief.o%27neal@council.example/messages/a/$value",
        "headers": {"Prefer": 'IdType="ImmutableId"'},
    }


def test_a_batch_has_twenty_mails_at_most(mailbox: GraphMailbox, script: Script) -> None:
    whole = [part(number, 200, base64.b64encode(b"x").decode()) for number in range(1, 21)]
    script.says(Answer(body={"responses": whole}), Answer(body=b"the last"))
    found = mailbox.mime([f"id{number}" for number in range(21)])
    assert len(found) == 21
    assert found["id20"] == b"the last"
    assert [each.path for each in script.asked][1:] == ["users/chief.o%27neal@council.example/messages/id20/$value"]


def test_no_mails_are_no_request(mailbox: GraphMailbox, script: Script) -> None:
    assert mailbox.mime([]) == {}
    assert script.asked == []


def test_a_category_is_added_to_those_that_somebody_else_has_just_set(mailbox: GraphMailbox, script: Script) -> None:
    script.says(
        Answer(body={"id": "x", "categories": [], "@odata.etag": 'W/"1"'}),
        Answer(412, {"error": {"code": "ErrorIrresolvableConflict", "message": ""}}),
        Answer(body={"id": "x", "categories": ["Red"], "@odata.etag": 'W/"2"'}),
        Answer(body={}),
    )
    mailbox.categorise("x", "Evenhand: held")
    assert [each.headers.get("if-match") for each in script.asked] == [None, 'W/"1"', None, 'W/"2"']
    assert script.asked[3].body == {"categories": ["Red", "Evenhand: held"]}


def test_a_category_that_is_there_is_not_written_again(mailbox: GraphMailbox, script: Script) -> None:
    script.says(Answer(body={"id": "x", "categories": ["Evenhand: held"]}))
    mailbox.categorise("x", "Evenhand: held")
    assert [each.method for each in script.asked] == ["GET"]
