"""What the sender now writes."""

import time

import pytest

from mailrules.reading.visible import take_apart

SLOWEST_SECONDS = 3.0


def test_an_outlook_reply_ends_where_the_earlier_mail_begins() -> None:
    parts = take_apart(
        "Yes please.\n\nBryn\n\nFrom: Chief Executive\nSent: 14 October 2026\nTo: All\nSubject: Notice\n\nOld words"
    )
    assert parts.written == "Yes please.\n\nBryn"
    assert "Old words" in parts.quoted


def test_a_line_of_thanks_is_no_signature() -> None:
    assert take_apart("Clare\n\nThanks, and I'm sorry to be a nuisance, but I can't do that one.").written.endswith(
        "that one."
    )


def test_signature_footer_and_device_line_are_taken_off() -> None:
    parts = take_apart(
        "Could we have a note?\n\nKind regards\nBryn\nWhip\n\nThis email and any attachments are intended for the addressee only."
    )
    assert (parts.written, parts.signature) == ("Could we have a note?", "Kind regards\nBryn\nWhip")
    assert take_apart("On my way\n\nSent from my iPhone").written == "On my way"


def test_an_answer_below_the_quoted_question_is_read() -> None:
    assert take_apart("> May we share it?\n\nNo, sorry.").written == "No, sorry."


def test_a_forward_says_that_it_is_one() -> None:
    parts = take_apart("FYI\n\n---------- Forwarded message ---------\nFrom: A\nDate: today\n\nplease come")
    assert (parts.written, parts.forwarded) == ("FYI", True)


def test_an_answer_between_what_is_quoted_is_read() -> None:
    parts = take_apart(
        "On Mon, 5 Oct 2026 at 10:02, Clare wrote:\n> May we share it?\n\nYes.\n\n> And the figures?\n\nNo, not those."
    )
    assert parts.written.split() == ["Yes.", "No,", "not", "those."]
    assert "And the figures" in parts.quoted


def test_a_welsh_mail_program_sets_the_earlier_mail_off_as_well() -> None:
    parts = take_apart(
        "Iawn, diolch.\n\nCofion\nBryn\n\nOddi wrth: Clare\nAnfonwyd: 5 Hydref 2026\nAt: Bryn\nPwnc: Cyllideb\n\nHen eiriau"
    )
    assert (parts.written, parts.signature) == ("Iawn, diolch.", "Cofion\nBryn")
    assert "Hen eiriau" in parts.quoted


@pytest.mark.parametrize(
    "sentence",
    [
        "On 3 October the Leader wrote to all of us as follows:",
        "On Thursday at 18:30 our group meets, and we should like an officer there.",
        "Date: Thursday 8 October\nTime: 7pm\nPlace: the Guildhall\n\nPlease come.",
        "From: the heart. To be honest we need a briefing.",
    ],
)
def test_what_a_person_says_of_days_and_letters_is_no_earlier_mail(sentence: str) -> None:
    assert take_apart(f"Dear Clare,\n\n{sentence}\n\nCould we have a note?").written.endswith("Could we have a note?")


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a > b\n",
            "\n",
            "> ",
            "_",
            "\n____",
            "From: a\n",
            "Date: 10:00\n",
            "9" * 290 + ":\n",
            "a on mon, 5 wrote:\n",
        ),
        *("1 <a@b> ", "12:30 on 2026-05-05 a@b.example wrote something and goes on\n", "-- \n", "this email is\n"),
    ],
)
def test_an_endless_mail_is_read_in_bounded_time(piece: str) -> None:
    began = time.perf_counter()
    assert len(take_apart(piece * (100_000 // len(piece))).written) <= 60_000
    assert time.perf_counter() - began < SLOWEST_SECONDS
