"""Each clause that a mail can bring up, from the bytes of a letter through reading to what follows."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.adapters.texts import library_names, read_weights
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.evaluation.evaluate import evaluate
from mailrules.evaluation.outcome import Entry, Outcome
from mailrules.evaluation.record import RememberedRecord
from mailrules.mime import parse
from mailrules.reading.past import RememberedPast
from mailrules.reading.read import read
from mailrules.vocabulary import Direction, Disposition
from tests.conftest import MONDAY, written
from tests.mailrules.rules.test_clauses import CLAUSES, address, book_of, setting_of, words_of

LETTERS = Path(__file__).parent / "letters"
BY_MAIL = frozenset({"mail", "sent"})


@dataclass(frozen=True)
class Case:
    """One clause, and the letter that is put to it."""

    protocol: str
    clause: str
    letter: str
    follows: tuple[str, ...]
    kept: dict[str, Any]


@cache
def letters() -> dict[str, dict[str, Any]]:
    """Every letter, by its name."""
    files = [file for file in sorted(LETTERS.glob("*.yaml")) if file.name != "clauses.yaml"]
    return {name: each for file in files for name, each in YAML(typ="safe").load(file).items()}


@cache
def cases() -> list[Case]:
    found = []
    for protocol, clauses in YAML(typ="safe").load(LETTERS / "clauses.yaml").items():
        for clause, row in clauses.items():
            follows = tuple(row["follows"])
            found += [Case(protocol, clause, row["engages"], follows, row.get("engages_kept", {}))]
            found += [Case(protocol, clause, row["near_miss"], (), row.get("near_miss_kept", {}))]
    return found


def outcome_of(case: Case, council: Council) -> Outcome:
    """What follows from the letter, under the protocol, after the letters that came before it."""
    setting = setting_of(council, case.protocol, MONDAY)
    record, past = RememberedRecord(), RememberedPast()
    for register, entries in case.kept.items():
        kept = tuple(Entry(register=register, clause="", fields=tuple(each.items())) for each in entries)
        record.keep(Outcome(disposition=Disposition.NONE, entries=kept))
    names = [*letters()[case.letter].get("after", ()), case.letter]
    for nth, name in enumerate(names):
        letter, at = letters()[name], MONDAY - timedelta(days=2 * (len(names) - 1 - nth))
        message = parse(
            eml(letter, name, setting.roll, at), direction=Direction(letter.get("direction", Direction.IN.value))
        )
        reading = read(message, setting.roll, past, read_weights())
        outcome = evaluate(message, reading, setting, record, at=at)
        record.keep(outcome)
        past.remember(message, reading, case=outcome.case)
    return outcome


def eml(letter: dict[str, Any], name: str, roll: Roll, at: datetime) -> bytes:
    """The letter as a mail."""
    headers = {"Bcc": ", ".join(address(roll, who) for who in letter["bcc"])} if "bcc" in letter else {}
    if "answers" in letter:
        headers |= {"In-Reply-To": f"<{letter['answers']}@mail.example>"}
    attached = letter.get("attached")
    return written(
        address(roll, letter["from"]),
        letter["text"],
        to=", ".join(address(roll, who) for who in letter.get("to", ["o01"])),
        cc=", ".join(address(roll, who) for who in letter.get("cc", [])),
        subject=letter["subject"],
        at=at.astimezone(UTC),
        message_id=f"<{name}@mail.example>",
        headers=headers,
        attached=(attached[0], attached[1].encode()) if attached else None,
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.clause}: {case.letter}")
def test_the_letter_brings_the_clause_up_or_nearly(council: Council, roll: Roll, case: Case) -> None:
    outcome = outcome_of(case, council)
    if case.follows:
        found = words_of(outcome, case.clause, roll)
        assert set(case.follows) <= found, found
    else:
        assert [hit for hit in outcome.hits if hit.clause == case.clause] == []


@pytest.mark.parametrize("protocol", library_names())
def test_each_clause_that_mail_can_feed_has_two_letters(protocol: str) -> None:
    fed = {each.id for each in book_of(protocol).clauses if BY_MAIL & {feed.kind for feed in each.fed_by}}
    needed = fed & set(CLAUSES[protocol])
    told = [case for case in cases() if case.protocol == protocol]
    assert needed - {case.clause for case in told if case.follows} == set()
    assert needed - {case.clause for case in told if not case.follows} == set()


def test_each_letter_is_put_to_a_clause() -> None:
    used = {case.letter for case in cases()}
    assert letters().keys() - used - {name for each in letters().values() for name in each.get("after", ())} == set()
