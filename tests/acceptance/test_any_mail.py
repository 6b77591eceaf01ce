"""What cannot be read whole is recorded and held, with what could not be read; so is a mail that its own headers disown."""

from collections.abc import Callable

import pytest

from bot.compose.rulebook import rulebook
from mailrules.evaluation.evaluate import evaluate
from mailrules.evaluation.outcome import Outcome
from mailrules.evaluation.record import RememberedRecord
from mailrules.message import Message
from mailrules.reading.model import Reading
from tests.conftest import MONDAY, SAMPLE

Post = Callable[..., tuple[Message, Reading]]
LEADER = "Victoria Sharpe <cllr.victoria.sharpe@wychmere.gov.example>"


def follows(post: Post, sender: str, text: str, **given: object) -> Outcome:
    message, reading = post(sender, text, **given)
    setting = rulebook(SAMPLE / "council.yaml", "kent-2013", None).deciding().setting(MONDAY)
    return evaluate(message, reading, setting, RememberedRecord(), at=MONDAY)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("request.docx", b"PK\x03\x04 broken", "the attachment request.docx: it could not be read"),
        ("smime.p7m", b"MIIB", "it is encrypted (S/MIME)"),
        ("winmail.dat", b"hello", "winmail.dat could not be read to its end: it is no such file"),
    ],
)
def test_a_councillors_mail_that_cannot_be_read_whole_is_held(post: Post, name: str, content: bytes, why: str) -> None:
    outcome = follows(post, LEADER, "Please see attached.", attached=(name, content))
    assert outcome.held_because == (f"part of the mail could not be read: {why}",)


def test_a_strangers_mail_that_cannot_be_read_whole_is_recorded_and_no_more(post: Post) -> None:
    outcome = follows(post, "A Stranger <shop@stranger.example>", "See attached.", attached=("offer.zip", b"PK"))
    assert outcome.held_because == ()


def test_a_mail_that_says_it_is_from_somebody_else_is_held_whatever_it_asks(post: Post) -> None:
    outcome = follows(post, "Nia Bellamy <nia.bellamy@wychrnere.gov.example>", "Good morning to you all.")
    assert outcome.held_because == (
        "the sender may not be who the mail says: its domain looks like wychmere.gov.example and is not",
    )
