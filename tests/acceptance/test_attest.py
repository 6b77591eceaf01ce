"""Each week somebody asks: were there silent copies? The answer comes from the register, with what could not be seen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.adapters.render.attestation import render_attestation
from bot.services.attesting import Attesting, as_json
from mailrules.copies.attestation import Attestation, End, Source
from mailrules.vocabulary import Finding
from tests.acceptance.town import MONDAY, Town, town

FIRST = "Cllr Hannah Whitlock <cllr.hannah.whitlock@wychmere.gov.example>"
OTHER = "cllr.graham.tate@wychmere.gov.example"
CHIEF = "Chief Executive <chief.executive@wychmere.gov.example>"
LETTER = "Dear Hannah,\n\nThank you for your letter about the harbour wall. The repair is planned for May.\n\nMargaret"
WEEK = timedelta(days=7)


def attested(here: Town, since: datetime = MONDAY - timedelta(hours=8), until: datetime = MONDAY + WEEK) -> Attestation:
    council = here.here.book.council
    return here.asked(lambda work: Attesting(work=work, council=council).of(since, until))


def test_a_week_without_silent_copies(tmp_path: Path) -> None:
    with town(tmp_path, protocol="broxtowe") as here:
        here.chief_sends(LETTER, to=FIRST, subject="Your letter")
        week = attested(here)
        assert dict(week.examined)[Source.CHIEF_EXECUTIVE] == 1
        assert week.found == ()
        assert week.verdict == "1 mail was examined; no hidden copy and no quiet forward was found in them"
        assert week.head == here.asked(lambda work: work.journal.head())


def test_a_hidden_copy_is_open_until_the_councillor_has_been_told_and_then_its_letter_is_named(tmp_path: Path) -> None:
    with town(tmp_path, protocol="broxtowe") as here:
        here.chief_sends(LETTER, to=FIRST, bcc=(OTHER,), subject="Your letter")
        before = attested(here)
        assert {each.finding for each in before.found} >= {Finding.BLIND_COPY}
        assert {each.end for each in before.found} == {End.OPEN}
        (mend,) = here.rows("mend")
        here.answers(mend, CHIEF, "Yes, please.")
        here.minutes(3)
        (told,) = here.rows("told")
        after = attested(here)
        assert [each.letter for each in after.found if each.end is End.PUT_RIGHT] == [told.message_id] * sum(
            each.end is End.PUT_RIGHT for each in after.found
        )
        assert End.PUT_RIGHT in {each.end for each in after.found}


def test_it_names_no_recipient_and_none_of_the_words(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    with town(tmp_path, protocol="broxtowe") as here:
        here.chief_sends(LETTER, to=FIRST, bcc=(OTHER,), subject="Your letter")
        zone = here.here.book.council.timezone
        said = as_json(attested(here), zone)
        page = render_attestation(
            {
                "council": "Wychmere",
                "protocol": "the protocol",
                "made": datetime(2026, 10, 19, 9, tzinfo=UTC),
                "attested": said,
            }
        )
        for word in ("tate", "whitlock", "harbour", OTHER):
            assert word not in page.lower()
        assert said["blind_spots"] == snapshot
        assert [(each["finding"], each["clause"], each["addresses"], each["end"]) for each in said["found"]] == snapshot


def test_a_mail_of_another_week_is_not_in_it(tmp_path: Path) -> None:
    with town(tmp_path, protocol="broxtowe") as here:
        here.chief_sends(LETTER, to=FIRST, bcc=(OTHER,), subject="Your letter")
        assert attested(here, MONDAY - 2 * WEEK, MONDAY - WEEK).found == ()
        with pytest.raises(ValueError, match=r"ends .* before it begins"):
            attested(here, MONDAY, MONDAY - WEEK)
