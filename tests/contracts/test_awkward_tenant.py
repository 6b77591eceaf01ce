"""Microsoft 365 on its bad days, as the sandbox plays them: late, forgetful, busy, and with other mailboxes about."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http import HTTPStatus

import pytest

from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.mailbox import GraphMailbox
from bot.adapters.graph.probe import probe
from bot.adapters.graph.sender import GraphSender
from bot.errors import CursorLostError
from bot.ports import Letter, Whereabouts
from bot.sandbox.box import Box
from bot.sandbox.faults import Fault, Misbehaviour
from tests.contracts.conftest import CHIEF, NOTICES, SINCE, BoxMailboxWorld

LETTER = Letter(key="n1", to=(("", "a.other@group.example"),), subject="A notice", text="Dear", html="<p>Dear</p>")


@pytest.fixture
def graph(running: tuple[Box, GraphConnection]) -> GraphConnection:
    return running[1]


@pytest.fixture
def chief(box: Box, graph: GraphConnection) -> BoxMailboxWorld:
    box.records.clear()
    return BoxMailboxWorld(box, graph)


@pytest.mark.parametrize(("hidden", "meanwhile"), [(True, Whereabouts.NOWHERE), (False, Whereabouts.DRAFT)])
def test_a_letter_that_is_late_in_sent_items_is_found_there_in_the_end(
    box: Box, graph: GraphConnection, *, hidden: bool, meanwhile: Whereabouts
) -> None:
    sender = GraphSender(graph, NOTICES)
    draft = sender.draft(LETTER)
    box.tenant.lag, box.tenant.lag_hides = timedelta(minutes=5), hidden
    sender.send(draft.id)
    assert sender.whereabouts(key="n1", draft=draft)[0] is meanwhile
    box.tenant.clock.advance(timedelta(minutes=6))
    box.tenant.lag, box.tenant.lag_hides = timedelta(), False
    assert sender.whereabouts(key="n1", draft=draft) == (Whereabouts.SENT, draft)


def test_empty_pages_and_changes_told_twice_lose_nothing(box: Box, chief: BoxMailboxWorld) -> None:
    made = {chief.deliver("inbox", received=SINCE + timedelta(hours=hour)) for hour in range(3)}
    box.delta.empty_pages(2)
    box.delta.repeat(1)
    cursor, found, pages = None, [], 0
    more = True
    while more:
        page = chief.mailbox.changes("inbox", cursor, since=SINCE)
        cursor, more, pages = page.cursor, page.more, pages + 1
        found.extend(each.id for each in page.arrivals)
    assert set(found) == made
    assert pages > 2


@pytest.mark.parametrize("code", ["SyncStateInvalid", "resyncRequired"])
def test_lost_state_has_many_names(box: Box, chief: BoxMailboxWorld, code: str) -> None:
    cursor = chief.mailbox.changes("inbox", None, since=SINCE).cursor
    box.delta.expire(HTTPStatus.BAD_REQUEST, code)
    with pytest.raises(CursorLostError, match=code):
        chief.mailbox.changes("inbox", cursor, since=SINCE)
    box.delta.expire()


def test_a_mail_that_is_throttled_in_a_batch_is_read_after_all(box: Box, chief: BoxMailboxWorld) -> None:
    made = [chief.deliver("inbox", received=SINCE, text=f"number {number}") for number in range(5)]
    box.faults.add(Fault(kind=Misbehaviour.THROTTLED, method="GET", path=rf"{made[3]}/\$value", times=2, retry_after=3))
    assert set(chief.mailbox.mime(made)) == set(made)


def test_twenty_mails_are_read_with_two_requests_and_a_notice_is_sent_with_three(
    box: Box, chief: BoxMailboxWorld, graph: GraphConnection
) -> None:
    for minute in range(20):
        chief.deliver("inbox", received=SINCE + timedelta(minutes=minute))
    page = chief.mailbox.changes("inbox", None, since=SINCE)
    assert len(chief.mailbox.mime([each.id for each in page.arrivals])) == 20
    assert len(box.records.all(path="/v1.0/")) == 2
    box.records.clear()
    sender = GraphSender(graph, NOTICES)
    draft = sender.draft(LETTER)
    sender.send(draft.id)
    assert sender.whereabouts(key="n1", draft=draft)[0] is Whereabouts.SENT
    assert len(box.records.all(path="/v1.0/")) == 3


def test_many_at_once_ask_a_mailbox_no_faster_than_graph_allows(
    box: Box, chief: BoxMailboxWorld, graph: GraphConnection
) -> None:
    made = [chief.deliver("inbox", received=SINCE) for _ in range(8)]
    with ThreadPoolExecutor(8) as workers:
        found = list(workers.map(lambda each: GraphMailbox(graph, CHIEF).mime([each]), made))
    assert [set(each) for each in found] == [{each} for each in made]
    assert 0 < box.records.peak[CHIEF] <= 4


def test_a_mailbox_that_is_out_of_scope_is_refused(box: Box, graph: GraphConnection) -> None:
    box.tenant.add_user("The mayor", "mayor@council.example", in_scope=False)
    found = probe(graph, [CHIEF, NOTICES], must_not_reach="mayor@council.example")
    assert [each.well for each in found] == [True, True, True]
