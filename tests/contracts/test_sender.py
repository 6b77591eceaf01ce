"""What every `Sender` keeps: the twin in memory, and Microsoft 365 as the sandbox plays it."""

import pytest

from bot.errors import PermanentError, TransientError, UncertainError
from bot.ports import Letter, Whereabouts
from tests.contracts.conftest import SenderWorld


def letter(key: str = "notice-1") -> Letter:
    return Letter(
        key=key,
        to=(("Ann Other", "a.other@group.example"),),
        cc=(("", "office@council.example"),),
        subject="A notice",
        text="Dear councillor\n\nCopies of this letter: office@council.example",
        html="<p>Dear councillor</p>",
        attachments=(("list.txt", "text/plain", b"one\ntwo\n"),),
    )


def test_a_draft_waits_until_it_is_sent(sender_world: SenderWorld) -> None:
    sender = sender_world.sender
    draft = sender.draft(letter())
    assert draft.id
    assert draft.message_id.startswith("<")
    assert sender.whereabouts(key="notice-1", draft=draft) == (Whereabouts.DRAFT, draft)
    assert sender_world.sent() == []


def test_a_letter_that_was_sent_is_found_by_its_draft(sender_world: SenderWorld) -> None:
    sender = sender_world.sender
    draft = sender.draft(letter())
    sender.send(draft.id)
    assert sender.whereabouts(key="notice-1", draft=draft) == (Whereabouts.SENT, draft)
    assert sender_world.sent() == ["A notice"]


def test_a_letter_is_found_by_its_key_alone(sender_world: SenderWorld) -> None:
    sender = sender_world.sender
    waiting, gone = sender.draft(letter("it's waiting")), sender.draft(letter("it's gone"))
    sender.send(gone.id)
    assert sender.whereabouts(key="it's waiting", draft=None) == (Whereabouts.DRAFT, waiting)
    assert sender.whereabouts(key="it's gone", draft=None) == (Whereabouts.SENT, gone)
    assert sender.whereabouts(key="another", draft=None) == (Whereabouts.NOWHERE, None)


def test_a_draft_that_was_discarded_is_nowhere(sender_world: SenderWorld) -> None:
    sender = sender_world.sender
    draft = sender.draft(letter())
    sender.discard(draft.id)
    sender.discard(draft.id)
    assert sender.whereabouts(key="notice-1", draft=draft) == (Whereabouts.NOWHERE, None)
    with pytest.raises(PermanentError):
        sender.send(draft.id)


def test_a_letter_that_was_sent_cannot_be_discarded(sender_world: SenderWorld) -> None:
    sender = sender_world.sender
    draft = sender.draft(letter())
    sender.send(draft.id)
    with pytest.raises(PermanentError):
        sender.discard(draft.id)
    assert sender.whereabouts(key="notice-1", draft=draft) == (Whereabouts.SENT, draft)


def test_a_draft_whose_answer_was_lost_is_uncertain_and_found(sender_world: SenderWorld) -> None:
    sender_world.next_post_is_lost(done=True)
    with pytest.raises(UncertainError):
        sender_world.sender.draft(letter())
    where, draft = sender_world.sender.whereabouts(key="notice-1", draft=None)
    assert where is Whereabouts.DRAFT
    assert draft is not None


def test_a_letter_whose_answer_was_lost_is_uncertain_and_left_once(sender_world: SenderWorld) -> None:
    sender = sender_world.sender
    draft = sender.draft(letter())
    sender_world.next_post_is_lost(done=True)
    with pytest.raises(UncertainError):
        sender.send(draft.id)
    assert sender_world.sent() == ["A notice"]
    assert sender.whereabouts(key="notice-1", draft=draft) == (Whereabouts.SENT, draft)


def test_a_letter_that_was_lost_before_it_left_is_uncertain_and_still_a_draft(sender_world: SenderWorld) -> None:
    sender = sender_world.sender
    draft = sender.draft(letter())
    sender_world.next_post_is_lost(done=False)
    with pytest.raises(UncertainError):
        sender.send(draft.id)
    assert sender_world.sent() == []
    assert sender.whereabouts(key="notice-1", draft=draft) == (Whereabouts.DRAFT, draft)


def test_a_busy_mailbox_has_done_nothing_and_says_when_to_come_back(sender_world: SenderWorld) -> None:
    sender = sender_world.sender
    draft = sender.draft(letter())
    sender_world.next_post_is_refused_as_busy()
    with pytest.raises(TransientError) as caught:
        sender.send(draft.id)
    assert caught.value.retry_after is not None
    assert sender.whereabouts(key="notice-1", draft=draft) == (Whereabouts.DRAFT, draft)


def test_a_letter_to_nobody_is_refused(sender_world: SenderWorld) -> None:
    with pytest.raises(PermanentError):
        sender_world.sender.draft(Letter(key="k", to=(), subject="s", text="t", html="<p>t</p>"))
