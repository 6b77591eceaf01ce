"""What Evenhand does for one group it does for every other: the sample's mail, with every two groups exchanged throughout."""

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.adapters.files import FiledMail, mails_below
from bot.compose.rulebook import Rulebook, rulebook
from bot.compose.trying import SAMPLE
from bot.services import decide
from bot.services.impartiality import impartiality, pairs_of
from bot.services.replay import in_order
from mailrules.council.roll import Roll
from mailrules.exchange import exchange
from mailrules.message import Message
from mailrules.mime import date_of, parse
from mailrules.reading.learning.weights import Weights
from mailrules.reading.model import Reading
from mailrules.reading.past import Past, answered
from mailrules.reading.read import read
from mailrules.vocabulary import Direction

FIVE = ("enfield", "kent-2013", "broxtowe", "member-employee-2007", "member-officer-code")
DAY = date(2026, 10, 6)


@cache
def parsed(data: bytes, direction: Direction) -> Message:
    return parse(data, direction=direction)


_READ: dict[tuple[object, ...], Reading] = {}


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a mail says does not hang on the protocol: the same mail, council, day and earlier mail are read once for all five."""

    def known(message: Message, roll: Roll, past: Past, weights: Weights | None = None) -> Reading:
        names = tuple(group.name for group in roll.council.groups)
        key = (message.digest, message.text, message.from_, names, roll.day, answered(message, past))
        if key not in _READ:
            _READ[key] = read(message, roll, past, weights)
        return _READ[key]

    monkeypatch.setattr(decide, "read", known)


def mails(*names: str) -> list[FiledMail]:
    found = [mail for mail in mails_below(SAMPLE / "mail") if not names or mail.path.name in names]
    ordered = in_order(found, date_of, lambda: None)
    return [mail for mail in ordered if isinstance(mail, FiledMail)]


def book(protocol: str = "enfield") -> Rulebook:
    return rulebook(SAMPLE / "council.yaml", protocol, None)


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("protocol", FIVE)
def test_exchanging_two_groups_changes_the_outcome_by_that_exchange_and_nothing_else(protocol: str) -> None:
    here = book(protocol)
    roll = Roll(here.council, DAY)
    assert len(pairs_of(roll)) == 6
    assert list(impartiality(mails(), here.deciding(), parsed, roll=roll)) == []


def test_the_exchange_reaches_every_part_of_a_mail() -> None:
    here = book()
    swap = exchange(here.council, "labour", "green", roll=Roll(here.council, DAY))
    (mail,) = mails("w006.eml")
    before = parsed(mail.read(), mail.direction)
    after = swap.message(before)
    assert "Labour" in before.text
    assert "Labour" not in after.text
    assert "Green Group Office" in after.text
    assert after.from_ != before.from_
    assert after.message_id == before.message_id
    assert swap.council.groups[0].name == "Green Group"
    assert swap.council.groups[0].id == "labour"


def test_a_notice_that_has_another_word_for_one_group_is_found_out(tmp_path: Path) -> None:
    folder = tmp_path / "notices" / "attendance-reported"
    shutil.copytree("templates/notices/attendance-reported", folder)
    with (folder / "body.txt").open("a", encoding="utf-8") as body:
        body.write('{% if "Labour" in group_name %}The usual suspects.{% endif %}\n')
    here = book()
    deciding = here.deciding((tmp_path,))
    found = list(impartiality(mails(), deciding, parsed, roll=Roll(here.council, DAY)))
    assert found
    assert all("labour" in each.groups for each in found)
    assert {each.what.rpartition(".")[2] for each in found} == {"text"}
