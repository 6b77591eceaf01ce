"""What officers copy Evenhand in on is checked at once, whether Evenhand stands where all see it or was hidden."""

import json
from pathlib import Path

import pytest

from bot.services.unseen import UNSEEN
from tests.acceptance.town import EVENHAND, Town, addresses, town

MEMBER = "Cllr Hannah Whitlock <cllr.hannah.whitlock@wychmere.gov.example>"
OTHER = "Cllr Graham Tate <cllr.graham.tate@wychmere.gov.example>"
OFFICER = "Paul Nwosu <paul.nwosu@wychmere.gov.example>"


def answered(here: Town, cc: str, sender: str = OFFICER) -> list[dict[str, object]]:
    asked = here.to_evenhand(MEMBER, "Dear Paul,\n\nWhen is the wall mended?\n\nHannah", to=OFFICER, subject="The wall")
    answer = here.to_evenhand(
        sender, "Dear Hannah,\n\nIn May.\n\nPaul\n", to=MEMBER, cc=cc, subject="Re: The wall",
        headers={"In-Reply-To": asked},
    )  # fmt: skip
    mail = here.asked(lambda work: work.mails.get(answer))
    assert mail is not None
    found: list[dict[str, object]] = json.loads(mail.decision)["findings"]
    return found


@pytest.mark.parametrize("hidden", [False, True])
def test_a_copy_to_another_councillor_is_found_in_a_mail_that_evenhand_was_copied_in_on(
    tmp_path: Path, *, hidden: bool
) -> None:
    with town(tmp_path, protocol="kent-2013") as here:
        (found,) = answered(here, cc=OTHER if hidden else f"{OTHER}, {EVENHAND}")
        assert (found["finding"], found["clause"]) == ("copied-without-consent", "K28")
        told = [addresses(row) for row in here.sent_once(UNSEEN)]
        assert told == ([["paul.nwosu@wychmere.gov.example"]] if hidden else []), (
            "its sender alone learns that it was hidden"
        )


def test_an_answer_without_a_copy_is_clean(tmp_path: Path) -> None:
    with town(tmp_path, protocol="kent-2013") as here:
        assert answered(here, cc=EVENHAND) == []


def test_a_members_own_letter_is_the_members_affair(tmp_path: Path) -> None:
    with town(tmp_path, protocol="broxtowe") as here:
        sender = "Cllr Imran Siddiqui <cllr.imran.siddiqui@wychmere.gov.example>"
        assert answered(here, cc=f"{OTHER}, {EVENHAND}", sender=sender) == []
