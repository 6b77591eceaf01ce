"""A topic that other groups may see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailrules.council.roll import Roll
from mailrules.reading.topic import MOST_WORDS, neutral, topic_of


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Could Rob talk to us about the Northgate bus gate?", "Northgate bus gate"),
        ("how many households in temporary accommodation now", "Temporary accommodation"),
        ("a note on TA please", "Temporary accommodation"),
        ("a session on the ferry timetable please", "Ferry"),
        ("a briefing regarding the new customer charter, please", "Customer charter"),
    ],
)
def test_a_topic_is_found_in_what_is_asked(roll: Roll, text: str, topic: str) -> None:
    assert topic_of([text], subject="", titles=(), roll=roll) == topic


@pytest.mark.parametrize(
    "phrase",
    [
        "the shambles over bins",
        "what Labour promised",
        "Cllr Tate's failure",
        "the £4.6m overspend",
        "Rob Ashworth",
        "whatever they are cooking up",
        "our leaflet",
        " ".join(["word"] * 13),
        "it",
    ],
)
def test_motives_names_groups_and_figures_are_no_topic(roll: Roll, phrase: str) -> None:
    assert neutral(phrase, roll) is None


@given(text=st.text(max_size=300))
def test_no_topic_is_ever_longer_than_twelve_words(roll: Roll, text: str) -> None:
    found = topic_of([text], subject=text, titles=[text], roll=roll)
    assert found is None or len(found.split()) <= MOST_WORDS
