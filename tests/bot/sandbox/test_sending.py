"""What becomes of a letter that is sent in the box."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from flufl.bounce import all_failures

from bot.sandbox.store import Folder
from bot.sandbox.tenant import Tenant
from tests.bot.sandbox.conftest import KEY, LEADER, NOTICES, Client, error_code

OUTSIDE = "clerk@parish.example"


def reached(tenant: Tenant) -> list[str]:
    return [each.to for each in tenant.delivered]


def subjects(client: Client, address: str) -> list[str]:
    return [each["subject"] for each in client.get(f"users/{address}/mailFolders/inbox/messages")["value"]]


def test_a_draft_goes_nowhere_until_it_is_sent(tenant: Tenant, client: Client) -> None:
    draft = client.draft(LEADER)
    assert draft["isDraft"] is True
    assert reached(tenant) == []
    assert client.send(draft).status_code == 202
    assert reached(tenant) == [LEADER]
    sent = client.get(f"users/{NOTICES}/messages/{draft['id']}")
    assert (sent["isDraft"], sent["internetMessageId"]) == (False, draft["internetMessageId"])
    assert sent["parentFolderId"] == client.get(f"users/{NOTICES}/mailFolders/SentItems")["id"]


def test_without_immutable_ids_the_sent_letter_is_lost(client: Client) -> None:
    made = client.ask("POST", f"users/{NOTICES}/messages", {"toRecipients": []}, prefer="").json()
    client.ask(
        "PATCH",
        f"users/{NOTICES}/messages/{made['id']}",
        {"toRecipients": [{"emailAddress": {"address": LEADER}}]},
        prefer="",
    )
    assert client.ask("POST", f"users/{NOTICES}/messages/{made['id']}/send", prefer="").status_code == 202
    assert client.ask("GET", f"users/{NOTICES}/messages/{made['id']}", prefer="").status_code == 404


def test_a_letter_is_not_sent_twice(tenant: Tenant, client: Client) -> None:
    draft = client.draft(LEADER)
    client.send(draft)
    again = client.send(draft)
    assert (again.status_code, error_code(again)) == (400, "ErrorInvalidOperation")
    assert reached(tenant) == [LEADER]


def test_a_letter_to_nobody_is_refused(client: Client) -> None:
    answer = client.send(client.draft())
    assert (answer.status_code, error_code(answer)) == (400, "ErrorInvalidRecipients")


def test_a_late_letter_shows_as_a_draft_until_it_goes(tenant: Tenant, client: Client) -> None:
    tenant.lag = timedelta(minutes=3)
    draft = client.draft(LEADER)
    client.send(draft)
    assert client.get(f"users/{NOTICES}/messages/{draft['id']}")["isDraft"] is True
    assert reached(tenant) == []
    tenant.clock.advance(timedelta(minutes=3))
    assert client.get(f"users/{NOTICES}/messages/{draft['id']}")["isDraft"] is False
    assert reached(tenant) == [LEADER]


def test_a_late_letter_may_be_nowhere_meanwhile(tenant: Tenant, client: Client) -> None:
    tenant.lag, tenant.lag_hides = timedelta(minutes=3), True
    draft = client.draft(LEADER)
    client.send(draft)
    assert client.ask("GET", f"users/{NOTICES}/messages/{draft['id']}").status_code == 404
    assert client.get(f"users/{NOTICES}/mailFolders/drafts/messages")["value"] == []
    assert client.get(f"users/{NOTICES}/mailFolders/sentitems/messages")["value"] == []
    tenant.clock.advance(timedelta(minutes=3))
    found = client.get(f"users/{NOTICES}/mailFolders/sentitems/messages")["value"]
    assert [each["id"] for each in found] == [draft["id"]]


def test_an_address_that_nobody_has_bounces_and_the_others_are_reached(tenant: Tenant, client: Client) -> None:
    tenant.refuse(OUTSIDE, "550 5.7.1 not here")
    client.send(client.draft(LEADER, "nobody@council.example", OUTSIDE))
    assert reached(tenant) == [LEADER, NOTICES]
    _, failed = all_failures(message_from_bytes(tenant.delivered[-1].raw))
    assert failed == {b"nobody@council.example", OUTSIDE.encode()}
    assert subjects(client, NOTICES) == ["Undeliverable: Notice"]


def test_an_absent_leader_answers_once(tenant: Tenant, client: Client) -> None:
    tenant.answer_automatically(LEADER, "I am away.")
    for _ in range(2):
        client.send(client.draft(LEADER))
    assert subjects(client, NOTICES) == ["Automatic reply: Notice"]
    answer = message_from_bytes(tenant.delivered[1].raw)
    assert answer["Auto-Submitted"] == "auto-replied"


@pytest.mark.parametrize(("heeds", "answers"), [(True, []), (False, ["Automatic reply: Notice"])])
def test_a_letter_that_asks_for_silence_gets_it_from_those_who_heed(
    tenant: Tenant, client: Client, *, heeds: bool, answers: list[str]
) -> None:
    tenant.answer_automatically(LEADER, "I am away.", heeds_suppression=heeds)
    quiet = [{"name": "X-Auto-Response-Suppress", "value": "OOF, AutoReply"}]
    client.send(client.draft(LEADER, internetMessageHeaders=quiet))
    assert subjects(client, NOTICES) == answers


def test_two_who_are_away_do_not_answer_each_other_for_ever(tenant: Tenant, client: Client) -> None:
    tenant.answer_automatically(LEADER, "I am away.")
    tenant.answer_automatically(NOTICES, "So am I.")
    client.send(client.draft(LEADER))
    assert reached(tenant) == [LEADER, NOTICES]


def test_a_blind_copy_is_seen_in_sent_items_alone(tenant: Tenant, client: Client) -> None:
    blind = [{"emailAddress": {"address": OUTSIDE}}]
    draft = client.draft(LEADER, bccRecipients=blind)
    client.send(draft)
    assert reached(tenant) == [LEADER, OUTSIDE]
    assert OUTSIDE.encode() not in tenant.delivered[0].raw
    sent = client.get(f"users/{NOTICES}/messages/{draft['id']}")["bccRecipients"]
    assert [each["emailAddress"]["address"] for each in sent] == [OUTSIDE]
    received = client.get(f"users/{LEADER}/mailFolders/inbox/messages")["value"]
    assert [each["bccRecipients"] for each in received] == [[]]


def test_a_sent_letter_is_found_by_its_key_and_by_its_message_id(client: Client) -> None:
    draft = client.draft(LEADER, singleValueExtendedProperties=[{"id": KEY, "value": "Duty/7"}])
    client.draft(LEADER, singleValueExtendedProperties=[{"id": KEY, "value": "Duty/8"}])
    client.send(draft)
    sent = f"users/{NOTICES}/mailFolders/sentitems/messages"
    by_key = f"singleValueExtendedProperties/any(ep: ep/id eq '{KEY}' and ep/value eq 'duty/7')"
    by_id = f"internetMessageId eq '{draft['internetMessageId']}'"
    for wanted in (by_key, by_id):
        assert [each["id"] for each in client.get(sent, filter=wanted)["value"]] == [draft["id"]]
    other_case = by_key.replace("Name Key", "Name key")
    assert client.get(sent, filter=other_case)["value"] == []
    shown = client.get(
        f"users/{NOTICES}/messages/{draft['id']}", expand=f"singleValueExtendedProperties($filter=id eq '{KEY}')"
    )
    assert shown["singleValueExtendedProperties"] == [{"id": KEY, "value": "Duty/7"}]


def test_a_header_that_is_not_ours_to_set_is_refused(client: Client) -> None:
    headers = [{"name": "Auto-Submitted", "value": "auto-generated"}]
    answer = client.ask("POST", f"users/{NOTICES}/messages", {"internetMessageHeaders": headers})
    assert (answer.status_code, error_code(answer)) == (400, "InvalidInternetMessageHeader")


def test_a_deleted_draft_is_gone_from_drafts(tenant: Tenant, client: Client) -> None:
    draft = client.draft(LEADER)
    assert client.ask("DELETE", f"users/{NOTICES}/messages/{draft['id']}").status_code == 204
    assert list(tenant.mailbox(NOTICES).items(Folder.DRAFTS)) == []
    assert client.get(f"users/{NOTICES}/mailFolders/drafts/messages")["value"] == []
