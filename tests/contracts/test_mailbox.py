"""What every `Mailbox` keeps: the twin in memory, and Microsoft 365 as the sandbox plays it."""

from datetime import timedelta

import pytest

from bot.errors import CursorLostError, PermanentError
from bot.ports import Arrival, Changes, Mailbox
from tests.contracts.conftest import SINCE, MailboxWorld


def all_changes(mailbox: Mailbox, folder: str, cursor: str | None) -> tuple[list[Arrival], str]:
    """Every page until none waits, and the cursor to keep."""
    found: list[Arrival] = []
    while True:
        page: Changes = mailbox.changes(folder, cursor, since=SINCE)
        found.extend(page.arrivals)
        cursor = page.cursor
        if not page.more:
            return found, cursor


def ids(arrivals: list[Arrival]) -> set[str]:
    return {each.id for each in arrivals if not each.removed}


def test_a_first_look_finds_all_received_since_in_that_folder(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    old = world.deliver("inbox", received=SINCE - timedelta(days=1))
    new = {world.deliver("inbox", received=SINCE + timedelta(hours=hour)) for hour in range(3)}
    sent = world.deliver("sentitems", received=SINCE + timedelta(hours=1))
    found, _ = all_changes(world.mailbox, "inbox", None)
    assert ids(found) == new
    assert not ids(found) & {old, sent}


def test_a_second_look_finds_only_what_is_new(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    world.deliver("inbox", received=SINCE + timedelta(hours=1))
    _, cursor = all_changes(world.mailbox, "inbox", None)
    assert all_changes(world.mailbox, "inbox", cursor)[0] == []
    late = world.deliver("inbox", received=SINCE + timedelta(hours=2))
    found, _ = all_changes(world.mailbox, "inbox", cursor)
    assert ids(found) == {late}


def test_many_mails_come_in_pages_and_none_is_missed(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    many = {world.deliver("inbox", received=SINCE + timedelta(minutes=minute)) for minute in range(130)}
    assert world.mailbox.changes("inbox", None, since=SINCE).more
    found, _ = all_changes(world.mailbox, "inbox", None)
    assert ids(found) == many


def test_an_arrival_says_when_and_by_which_message_id(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    moment = SINCE + timedelta(hours=5)
    arrived = world.deliver("inbox", received=moment, message_id="<one@group.example>")
    found, _ = all_changes(world.mailbox, "inbox", None)
    assert [(each.id, each.message_id, each.received, each.removed) for each in found] == [
        (arrived, "<one@group.example>", moment, False)
    ]


def test_sent_items_show_whom_nobody_else_sees(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    world.deliver("sentitems", received=SINCE + timedelta(hours=1), bcc=("quiet@group.example",))
    found, _ = all_changes(world.mailbox, "sentitems", None)
    assert [each.bcc for each in found] == [("quiet@group.example",)]
    assert [each.bcc for each in world.mailbox.listing("sentitems", since=SINCE)] == [("quiet@group.example",)]


def test_a_mail_that_was_deleted_is_said_to_be(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    gone = world.deliver("inbox", received=SINCE + timedelta(hours=1))
    _, cursor = all_changes(world.mailbox, "inbox", None)
    world.remove(gone)
    found, _ = all_changes(world.mailbox, "inbox", cursor)
    assert [(each.id, each.removed) for each in found] == [(gone, True)]


def test_a_lost_cursor_is_said_to_be_and_the_folder_can_be_read_anew(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    there = world.deliver("inbox", received=SINCE + timedelta(hours=1))
    _, cursor = all_changes(world.mailbox, "inbox", None)
    world.forget_cursors()
    with pytest.raises(CursorLostError):
        world.mailbox.changes("inbox", cursor, since=SINCE)
    found, cursor = all_changes(world.mailbox, "inbox", None)
    assert ids(found) == {there}
    assert all_changes(world.mailbox, "inbox", cursor)[0] == []


def test_mails_are_given_as_they_are_and_those_that_are_gone_left_out(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    kept = [world.deliver("inbox", received=SINCE + timedelta(hours=1), text=f"number {n}") for n in range(23)]
    gone = world.deliver("inbox", received=SINCE + timedelta(hours=1))
    world.remove(gone, for_good=True)
    found = world.mailbox.mime([*kept, gone])
    assert set(found) == set(kept)
    for number, each in enumerate(kept):
        assert found[each].rstrip().endswith(f"number {number}".encode())


def test_a_listing_is_newest_first_and_of_one_folder(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    world.deliver("inbox", received=SINCE - timedelta(hours=1))
    hours = (2, 5, 1, 4, 3)
    made = {hour: world.deliver("inbox", received=SINCE + timedelta(hours=hour)) for hour in hours}
    world.deliver("sentitems", received=SINCE + timedelta(hours=1))
    assert [each.id for each in world.mailbox.listing("inbox", since=SINCE)] == [made[hour] for hour in (5, 4, 3, 2, 1)]


def test_a_category_is_added_once_and_others_stay(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    mail = world.deliver("inbox", received=SINCE + timedelta(hours=1))
    for category in ("Seen", "Held", "Seen"):
        world.mailbox.categorise(mail, category)
    assert world.categories(mail) == ("Seen", "Held")


def test_a_mail_that_is_gone_takes_no_category(mailbox_world: MailboxWorld) -> None:
    world = mailbox_world
    mail = world.deliver("inbox", received=SINCE + timedelta(hours=1))
    world.remove(mail, for_good=True)
    with pytest.raises(PermanentError):
        world.mailbox.categorise(mail, "Seen")
