"""Titles as mails give them: in the paper itself, under its head, in capitals, in quotation marks, or in the subject."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailrules.reading.titles import title_of
from mailrules.vocabulary import Kind

BODY = "Work on the wall will start on Monday, the council has confirmed. It will take until May and cost less than was planned for it."


@pytest.mark.parametrize(
    ("subject", "text", "title"),
    [
        ("NEWS: Wall to be mended", BODY, "Wall to be mended"),
        ("FYI", f"EXAMPLETON BOROUGH COUNCIL\nNews release, Monday 12 October 2026\n\nHARBOUR WALL TO BE MENDED\n\nThe wall at Exampleton Harbour. {BODY}", "Harbour wall to be mended"),
        ("Words", f"Amara, Farida\n\nProposed words below.\n\n--\n\nCouncil responds to the inspection\n\n{BODY}", "Council responds to the inspection"),
        ("CORRECTED", f"Colleagues\n\nUse this one.\n\nROADS CLOSED FOR THE PARADE (6 November 2026)\n\n{BODY}", "Roads closed for the parade"),
        ("DRAFT press release: bus gate - for your comments", "Please see attached.", "bus gate"),
    ],
)  # fmt: skip
def test_a_press_statement_has_its_own_headline(subject: str, text: str, title: str) -> None:
    assert title_of(Kind.PRESS_RELEASE_ISSUED, subject, text) == title


def test_the_headline_stands_in_the_paper_where_the_mail_only_brings_it() -> None:
    paper = f"PRESS RELEASE\n\nNew lights on the quay\n\n{BODY}"
    assert title_of(Kind.PRESS_RELEASE_DRAFT, "For approval", "Attached.", [paper]) == "New lights on the quay"


def test_a_conference_is_called_by_its_name() -> None:
    text = "First, the Annual Local Government Finance Conference, in the north, on Tuesday 12 January."
    assert title_of(Kind.CONFERENCE_NOTICE, "Two things", text) == "Annual Local Government Finance Conference"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("We have put out for consultation “A sector standard for scrutiny”, on how time is counted.", "A sector standard for scrutiny"),
        ("The Department has today published Modernising the collection of council tax, which seeks views.", "Modernising the collection of council tax"),
        ("We are consulting. See our website.", "Publication today"),
    ],
)  # fmt: skip
def test_a_consultation_is_called_as_its_author_calls_it(text: str, title: str) -> None:
    assert title_of(Kind.CONSULTATION_DOCUMENT, "Publication today", text) == title


@given(st.sampled_from(sorted(Kind)), st.text(max_size=80), st.text(max_size=300))
def test_no_mail_raises(kind: Kind, subject: str, text: str) -> None:
    assert isinstance(title_of(kind, subject, text, [text]), str)
