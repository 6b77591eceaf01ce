"""Mail of people who have nothing to do with the council: nobody is told of anything, and almost all is nothing at all."""

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from bot.adapters.files import FiledMail, mails_below
from bot.compose.rulebook import rulebook
from bot.services.decide import Decision
from mailrules.evaluation.record import RememberedRecord
from mailrules.mime import parse
from mailrules.reading.past import RememberedPast
from mailrules.vocabulary import Kind
from tests.conftest import MONDAY, SAMPLE

WHOLE = os.environ.get("EVENHAND_WHOLE") == "1"
EVERY = 8
"""Of each set, each eighth mail is read; all are where EVENHAND_WHOLE=1."""
LARGEST = 200_000
HARMLESS = {Kind.OTHER, Kind.AUTOMATIC}
AT_LEAST = 0.95


def chosen(folder: Path) -> Iterator[FiledMail]:
    for _, several in groupby(mails_below(folder), key=lambda each: each.name.split("/")[0]):
        mails = list(several)
        yield from mails if WHOLE else mails[::EVERY]


@pytest.fixture(scope="module")
def decided(third_party: Path) -> dict[str, Decision]:
    """What would be done about each, were it all to come to the council on one morning."""
    deciding = rulebook(SAMPLE / "council.yaml", "enfield", None).deciding()
    past, record = RememberedPast(), RememberedRecord()
    found = {}
    for mail in chosen(third_party):
        data = mail.read()
        if len(data) > LARGEST and not WHOLE:
            continue
        decision = deciding.decide(parse(data, direction=mail.direction), past, record, received=MONDAY)
        record.keep(decision.outcome)
        past.remember(decision.message, decision.reading, case=decision.outcome.case)
        found[mail.name] = decision
    return found


def test_nobody_is_told_of_anything(decided: dict[str, Decision]) -> None:
    assert len(decided) > 100
    assert [name for name, decision in decided.items() if decision.outcome.duties or decision.words] == []


def test_nearly_all_is_nothing_to_a_council(decided: dict[str, Decision]) -> None:
    more = {
        name: decision.reading.kinds
        for name, decision in decided.items()
        if not set(decision.reading.kinds) <= HARMLESS
    }
    assert 1 - len(more) / len(decided) >= AT_LEAST, more


def test_only_a_mail_that_hides_its_sender_cannot_be_read_or_speaks_of_council_matters_is_held(
    decided: dict[str, Decision],
) -> None:
    why = [reason for decision in decided.values() for reason in decision.outcome.held_because]
    known = ("the sender may not be who the mail says: ", "part of the mail could not be read: ")
    doubtful = [reason for reason in why if not reason.startswith(known)]
    assert len(doubtful) <= (1 - AT_LEAST) * len(decided), doubtful
    assert all("or nothing that needs doing: read what it asks" in reason for reason in doubtful), doubtful
