"""`evenhand send`: whoever has a copy is named under the letter, and what the protocol forbids does not leave."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.adapters.clock import RandomIds
from bot.errors import ConfigurationError
from bot.ports import Letter
from bot.services.posting import LETTER, Posting
from tests.acceptance.town import Town, addresses, town

MEMBER = "cllr.hannah.whitlock@wychmere.gov.example"
OTHER = "cllr.graham.tate@wychmere.gov.example"
RECORDS = "Records <records@harbour.example>"
TEXT = "Dear Hannah,\n\nThe harbour wall will be mended in May.\nThe path stays open.\n\nPaul Nwosu"


def posting(here: Town, *, acting: bool = True) -> Posting:
    return Posting(
        store=here.here.store, clock=here.here.clock, ids=RandomIds(), deciding=here.here.book.deciding(), acting=acting
    )


def test_a_letter_leaves_once_and_names_its_copies_from_the_list_that_fills_cc(
    tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    with town(tmp_path) as here:
        posted = posting(here).prepared(TEXT, subject="The harbour wall", to=[MEMBER], cc=[RECORDS], by="o06")
        assert posted.wrong == ()
        posting(here).post(posted, by="o06")
        here.minutes(3)
        (row,) = here.sent_once(LETTER)
        assert addresses(row) == [MEMBER]
        assert row.letter.cc == (("Records", "records@harbour.example"),)
        assert row.letter.text == snapshot
        assert here.asked(lambda work: work.journal.verify()) is None


def test_a_letter_without_copies_says_nothing_of_copies(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        posted = posting(here).prepared(TEXT, subject="The harbour wall", to=[MEMBER], cc=[], by="Paul Nwosu")
        assert "Copies" not in posted.letter.text + posted.letter.html


def test_what_the_protocol_forbids_does_not_leave_without_a_reason_that_is_kept(tmp_path: Path) -> None:
    with town(tmp_path, protocol="kent-2013") as here:
        here.to_evenhand(f"Cllr Hannah Whitlock <{MEMBER}>", "Dear Paul,\n\nWhen is the wall mended?\n\nHannah",
                         to="Paul Nwosu <paul.nwosu@wychmere.gov.example>", subject="The harbour wall")  # fmt: skip
        posted = posting(here).prepared(TEXT, subject="Re: The harbour wall", to=[MEMBER], cc=[OTHER], by="o06")
        assert any(each.startswith("copied-without-consent") for each in posted.wrong)
        with pytest.raises(ConfigurationError, match="it is not sent: copied-without-consent"):
            posting(here).post(posted, by="o06")
        here.minutes(3)
        assert here.rows(LETTER) == []
        key = posting(here).post(posted, by="o06", reason="she has just agreed on the telephone")
        entries = here.asked(lambda work: list(work.journal.entries(about=key)))
        assert entries[0].details is not None
        assert entries[0].details["reason"] == "she has just agreed on the telephone"


def test_in_observe_mode_nothing_leaves(tmp_path: Path) -> None:
    with town(tmp_path, mode="observe") as here:
        posted = posting(here, acting=False).prepared(TEXT, subject="The harbour wall", to=[MEMBER], cc=[], by="o06")
        with pytest.raises(ConfigurationError, match="in observe mode nothing is sent"):
            posting(here, acting=False).post(posted, by="o06")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"to": []}, "say with --to who gets it"),
        ({"to": ["nobody"]}, "nobody: that is no mail address"),
        ({"by": "somebody"}, "no officer of the directory is called so"),
        ({"by": "c08"}, "no officer of the directory is called so"),
        ({"subject": "  "}, "the letter has no subject"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, change: dict[str, object], said: str) -> None:
    given = {"subject": "The wall", "to": [MEMBER], "cc": [], "by": "o06", **change}
    with town(tmp_path) as here, pytest.raises(ConfigurationError, match=said):
        posting(here).prepared(TEXT, **given)  # type: ignore[arg-type]


def test_no_letter_can_have_a_copy_of_which_it_does_not_tell() -> None:
    to, cc = (("Councillor Hannah Whitlock", "h@x.example"),), (("Devinder Sandhu", "d@x.example"), ("", "e@x.example"))
    told = Letter(
        key="k", to=to, cc=cc, subject="s", text="Copies of this letter: Devinder Sandhu,\ne@x.example", html=""
    )
    with pytest.raises(ValueError, match="a letter says whom it is copied to"):
        replace(told, text="Copies of this letter: Devinder Sandhu")
    assert "bcc" not in {each.name for each in fields(Letter)}
