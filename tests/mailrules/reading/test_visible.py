"""What the sender now writes."""

from mailrules.reading.visible import take_apart


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


def test_an_endless_mail_is_read_in_bounded_time() -> None:
    assert len(take_apart("a > b\n" * 200_000).written) <= 60_000
