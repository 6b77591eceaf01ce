"""What somebody answers who was asked for their word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailrules.reading.answering import Word, word_of


@pytest.mark.parametrize(
    "text",
    [
        "Yes.",
        "Fine by me.",
        "Good to go, thanks Tom",
        "Happy with this",
        "Approved. A.",
        "No objection from me.",
        "I have no comments.",
        "Content. Please issue.",
        "That's fine, go ahead.",
        "I don't have any objections.",
        "OK",
        "We are content with the wording.",
        "You have my agreement.",
    ],
)
def test_a_yes(text: str) -> None:
    assert word_of(text) is Word.YES


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "Please hold it.",
        "I do not agree with this.",
        "We can't support that wording.",
        "Not like this.",
        "Sorry, no.",
        "Pull it, please.",
        "I object to the second paragraph.",
        "Not until I have seen the figures.",
    ],
)
def test_a_no(text: str) -> None:
    assert word_of(text) is Word.NO


@pytest.mark.parametrize(
    "text",
    [
        "Yes, but only if you take out the last line.",
        "I would put the second sentence first.",
        "Have you asked the ward members?",
        "Fine, but please don't issue it before noon.",
        "Can we talk?",
        "Approved subject to legal being happy.",
    ],
)
def test_a_view_is_for_a_person_to_read(text: str) -> None:
    assert word_of(text) is Word.VIEW


def test_no_words_are_no_answer() -> None:
    assert word_of("  \n--\n") is Word.NOTHING


@given(st.text(max_size=400))
def test_whatever_comes_is_one_of_the_four(text: str) -> None:
    assert word_of(text) in set(Word)


@given(st.text(max_size=60))
def test_a_yes_never_stands_beside_a_no(text: str) -> None:
    assert word_of(f"{text}\nNo, please hold it.") is not Word.YES
