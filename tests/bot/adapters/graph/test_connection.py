"""What the connection does with Graph's answers, and with none."""

import logging
from datetime import timedelta

import pytest

from bot.adapters.graph.connection import ATTEMPTS, GraphConnection
from bot.adapters.graph.transport import IMMUTABLE
from bot.errors import ConfigurationError, CursorLostError, PermanentError, TransientError, UncertainError
from bot.settings import GraphSettings
from tests.bot.adapters.graph.conftest import NOW, Answer, Script

THROTTLED = {"error": {"code": "ApplicationThrottled", "message": "Application is over its MailboxConcurrency limit."}}


def test_every_request_carries_the_token_and_asks_for_ids_that_stay(graph: GraphConnection, script: Script) -> None:
    script.says(Answer(body={"id": "a"}), Answer(), Answer(status=202, body=b""))
    assert graph.get("users/a", what="trying", prefer="odata.maxpagesize=2") == {"id": "a"}
    graph.patch("users/a", {"x": 1}, what="trying")
    assert graph.post_once("users/a/send", None, what="trying") == {}
    assert [each.headers["authorization"] for each in script.asked] == ["Bearer token-1"] * 3
    assert [each.headers["prefer"] for each in script.asked] == [
        f"odata.maxpagesize=2, {IMMUTABLE}",
        IMMUTABLE,
        IMMUTABLE,
    ]
    assert script.asked[2].headers["content-length"] == "0"


def test_a_read_is_asked_again_after_the_pause_that_graph_asked_for(graph: GraphConnection, script: Script) -> None:
    script.says(Answer(429, THROTTLED, {"Retry-After": "2.128"}), Answer(body={"id": "a"}))
    assert graph.get("users/a", what="trying") == {"id": "a"}
    assert script.pauses == [2.128]


def test_a_retry_after_may_be_a_date(graph: GraphConnection, script: Script) -> None:
    when = (NOW + timedelta(seconds=17)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    script.says(Answer(503, {}, {"Retry-After": when}), Answer(body={"id": "a"}))
    assert graph.get("users/a", what="trying") == {"id": "a"}
    assert script.pauses == [17.0]


@pytest.mark.parametrize("ill", [Answer(500), Answer(502), Answer(503), Answer(504, b"<html>"), Answer(drop=True)])
def test_a_read_that_fails_again_and_again_is_given_up_within_bounds(
    graph: GraphConnection, script: Script, ill: Answer
) -> None:
    script.says(*[ill] * ATTEMPTS)
    with pytest.raises(TransientError):
        graph.get("users/a", what="trying")
    assert len(script.asked) == ATTEMPTS
    assert len(script.pauses) == ATTEMPTS - 1


def test_a_pause_longer_than_we_wait_is_handed_on(graph: GraphConnection, script: Script) -> None:
    script.says(Answer(429, THROTTLED, {"Retry-After": "300"}))
    with pytest.raises(TransientError) as caught:
        graph.get("users/a", what="trying")
    assert (caught.value.retry_after, script.pauses) == (300.0, [])


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(429, THROTTLED, {"Retry-After": "3"}), TransientError),
        (Answer(503, {}, {"Retry-After": "3"}), TransientError),
        (Answer(503), UncertainError),
        (Answer(500), UncertainError),
        (Answer(502), UncertainError),
        (Answer(504), UncertainError),
        (Answer(408), UncertainError),
        (Answer(drop=True), UncertainError),
        (Answer(201, b'{"id": "a'), UncertainError),
        (Answer(400, {"error": "not an object"}), PermanentError),
        (Answer(403), PermanentError),
        (Answer(409), PermanentError),
        (Answer(307, b"", {"Location": "https://elsewhere.example/"}), PermanentError),
        (Answer(307), PermanentError),
        (Answer(410), PermanentError),
        (Answer(401), PermanentError),
    ],
)
def test_a_write_is_done_once_whatever_comes_back(
    graph: GraphConnection, script: Script, answer: Answer, error: type[Exception]
) -> None:
    script.says(answer)
    with pytest.raises(error):
        graph.post_once("users/a/messages", {"subject": "x"}, what="trying")
    assert (len(script.asked), script.pauses) == (1, [])


def test_a_write_that_found_nobody_listening_did_not_happen(served: tuple[Script, GraphSettings]) -> None:
    script, how = served
    nobody = how.model_copy(update={"base_url": "https://localhost:1/"})
    connection = GraphConnection(nobody, clock=script, pause=script.pauses.append)
    with pytest.raises(TransientError):
        connection.post_once("users/a/messages", {}, what="trying")
    connection.close()


def test_a_token_that_no_longer_counts_is_replaced(graph: GraphConnection, script: Script) -> None:
    script.says(Answer(body={"id": "a"}), Answer(401), Answer(body={"id": "b"}))
    graph.get("users/a", what="trying")
    assert graph.get("users/b", what="trying") == {"id": "b"}
    assert [each.headers["authorization"] for each in script.asked] == [f"Bearer token-{n}" for n in (1, 1, 2)]


def test_a_token_that_runs_out_is_replaced_before_it_is_used(graph: GraphConnection, script: Script) -> None:
    old = {"access_token": "an-old-token", "expires_in": 200, "token_type": "Bearer"}
    script.sign_ins.append(Answer(body=old))
    script.says(Answer(), Answer())
    graph.get("users/a", what="trying")
    graph.get("users/a", what="trying")
    assert [each.headers["authorization"] for each in script.asked] == ["Bearer an-old-token", "Bearer token-1"]


def test_a_new_token_that_is_refused_is_not_tried_for_ever(graph: GraphConnection, script: Script) -> None:
    script.says(Answer(401))
    with pytest.raises(PermanentError, match="the token was new"):
        graph.get("users/a", what="trying")


def test_a_refused_sign_in_names_what_to_look_at(graph: GraphConnection, script: Script) -> None:
    told = {"error": "invalid_client", "error_description": "AADSTS7000222: The client secret keys are expired.\nTrace"}
    script.sign_ins.append(Answer(401, told))
    with pytest.raises(ConfigurationError) as caught:
        graph.get("users/a", what="trying")
    assert str(caught.value) == (
        "graph: the sign-in is refused: invalid_client: AADSTS7000222: The client secret keys are expired.; "
        "see tenant_id, client_id and the credential"
    )


def test_a_sign_in_that_is_ill_is_tried_again_later(graph: GraphConnection, script: Script) -> None:
    script.sign_ins.extend([Answer(503)] * ATTEMPTS)
    with pytest.raises(TransientError):
        graph.get("users/a", what="trying")
    assert script.asked == []


def test_a_server_with_another_certificate_is_not_trusted(served: tuple[Script, GraphSettings]) -> None:
    script, how = served
    connection = GraphConnection(how.model_copy(update={"ca_file": None}), clock=script, pause=script.pauses.append)
    with pytest.raises(PermanentError, match=r"graph\.ca_file"):
        connection.get("users/a", what="trying")
    connection.close()
    assert script.asked == []


def test_the_ca_file_of_the_settings_stands_before_that_of_the_environment(
    graph: GraphConnection, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere.pem")
    script.says(Answer(body={"id": "a"}))
    assert graph.get("users/a", what="trying") == {"id": "a"}


def test_the_token_goes_to_no_other_server(graph: GraphConnection, script: Script) -> None:
    with pytest.raises(PermanentError, match="another server"):
        graph.get("https://elsewhere.example/v1.0/users/a", what="trying")
    assert script.tokens == 0


def test_lost_delta_state_is_known_by_status_and_by_code(graph: GraphConnection, script: Script) -> None:
    script.says(Answer(410), Answer(400, {"error": {"code": "SyncStateNotFound", "message": ""}}))
    for _ in range(2):
        with pytest.raises(CursorLostError):
            graph.get("users/a", what="trying")


def test_neither_token_nor_secret_nor_letter_is_logged(
    graph: GraphConnection, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    script.says(Answer(), Answer(400, {"error": {"code": "ErrorInvalidRecipients", "message": "not valid"}}))
    graph.get("users/a", what="trying")
    with pytest.raises(PermanentError, match="ErrorInvalidRecipients") as caught:
        graph.post_once("users/a/messages", {"subject": "a private matter"}, what="trying")
    said = caplog.text + str(caught.value)
    for secret in ("token-1", "a-secret", "a private matter"):
        assert secret not in said
