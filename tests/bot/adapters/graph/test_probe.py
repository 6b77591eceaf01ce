"""What doctor is told about the reach of the app."""

from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.probe import clock_told, probe
from tests.bot.adapters.graph.conftest import Answer, Script

OPEN = Answer(body={"value": []})
DENIED = Answer(403, {"error": {"code": "ErrorAccessDenied", "message": "Access is denied."}})
UNKNOWN = Answer(404, {"error": {"code": "ErrorInvalidUser", "message": "no such user"}})


def test_reach_that_is_as_it_should_be(graph: GraphConnection, script: Script) -> None:
    script.says(OPEN, OPEN, DENIED)
    found = probe(graph, ["chief@council.example", "notices@council.example"], must_not_reach="mayor@council.example")
    assert [(each.well, each.sentence) for each in found] == [
        (True, "chief@council.example can be read."),
        (True, "notices@council.example can be read."),
        (True, "mayor@council.example is refused to the app, as it has to be."),
    ]


def test_reach_that_is_too_small_and_too_wide(graph: GraphConnection, script: Script) -> None:
    script.says(DENIED, UNKNOWN, OPEN)
    found = probe(graph, ["chief@council.example", "typo@council.example"], must_not_reach="mayor@council.example")
    assert [(each.well, each.sentence) for each in found] == [
        (
            False,
            (
                "chief@council.example cannot be read: reading the Inbox: Graph answered 403 ErrorAccessDenied: "
                "Access is denied. Grant the app Application Mail.ReadWrite on it in Exchange; "
                "a new grant can take two hours to work."
            ),
        ),
        (False, "There is no mailbox typo@council.example; correct the address."),
        (
            False,
            (
                "mayor@council.example can be read, and must not be: the app reaches mailboxes that are not its business. "
                "Remove the app's mail permissions in Entra and grant them in Exchange for its own mailboxes alone."
            ),
        ),
    ]


def test_a_mailbox_that_is_none_proves_nothing(graph: GraphConnection, script: Script) -> None:
    script.says(UNKNOWN)
    assert [each.well for each in probe(graph, [], must_not_reach="nobody@council.example")] == [False]


def test_any_other_refusal_proves_nothing(graph: GraphConnection, script: Script) -> None:
    script.says(Answer(400))
    assert [each.well for each in probe(graph, [], must_not_reach="mayor@council.example")] == [False]


def test_untried_reach_is_not_called_well(graph: GraphConnection) -> None:
    assert [each.well for each in probe(graph, [], must_not_reach=None)] == [False]


def test_a_clock_that_is_off_is_told_with_how_far(graph: GraphConnection, script: Script) -> None:
    assert not clock_told(graph).well, "nobody has told the time yet"
    script.says(OPEN)
    probe(graph, ["chief@council.example"], must_not_reach=None)
    assert "seconds" in clock_told(graph).sentence, "the test's clock stands on a day of 2026"
