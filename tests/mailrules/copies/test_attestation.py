"""What is attested is what was looked at, and what was not is named."""

from datetime import UTC, datetime

import pytest

from mailrules.copies.attestation import Attestation, End, Item, Source, blind_spots
from mailrules.vocabulary import Finding

SINCE, UNTIL = datetime(2026, 10, 12, tzinfo=UTC), datetime(2026, 10, 19, tzinfo=UTC)


def attested(*ends: End, mails: int = 40) -> Attestation:
    return Attestation(
        since=SINCE,
        until=UNTIL,
        examined=((Source.CHIEF_EXECUTIVE, mails), (Source.COPIED_IN, 0)),
        unread=0,
        found=tuple(
            Item(mail=f"m-{nth}", sent=SINCE, finding=Finding.BLIND_COPY, clause="B09", addresses=1, end=end)
            for nth, end in enumerate(ends)
        ),
        blind_spots=(),
        head="h",
    )


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        (attested(), "40 mails were examined; no hidden copy and no quiet forward was found in them"),
        (attested(mails=1), "1 mail was examined; no hidden copy and no quiet forward was found in them"),
        (attested(End.PUT_RIGHT), "40 mails were examined; 1 thing was found, and it is not open any more"),
        (attested(End.OPEN), "40 mails were examined; 1 thing was found, and it is open"),
        (attested(End.PUT_RIGHT, End.WAIVED), "40 mails were examined; 2 things were found, and none of them is open"),
        (attested(End.OPEN, End.WAIVED), "40 mails were examined; 2 things were found, and 1 of them is open"),
        (attested(End.OPEN, End.OPEN), "40 mails were examined; 2 things were found, and 2 of them are open"),
    ],
)
def test_the_verdict_says_how_many_were_looked_at_and_what_is_open(made: Attestation, verdict: str) -> None:
    assert made.verdict == verdict
    assert sum(count for _, count in made.counts) == len(made.found)


def test_whoever_reads_no_officers_mailbox_says_so() -> None:
    spots = " ".join(blind_spots([Source.CHIEF_EXECUTIVE, Source.COPIED_IN], unread=0))
    assert "none of them is enrolled" in spots
    assert "deleted from Sent Items" in spots
    assert "only its sender’s own copy shows them" in spots
    assert "could not be read" not in spots


def test_with_enrolled_officers_the_others_are_still_not_seen() -> None:
    spots = " ".join(blind_spots(Source, unread=2))
    assert "mailboxes that are not enrolled" in spots
    assert "2 mails that could not be read" in spots


def test_the_message_trace_sees_what_was_deleted_and_not_what_left_from_elsewhere() -> None:
    spots = " ".join(blind_spots(Source, unread=1, traced=True))
    assert "deleted" not in spots
    assert "outside the council’s Microsoft 365" in spots
    assert "1 mail that could not be read" in spots
