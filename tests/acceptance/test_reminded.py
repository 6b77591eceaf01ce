"""Somebody has to do something by a time: reminded once, and told of once where it is late."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.ports import OutboxState
from bot.services import decide
from bot.services.decide import Deciding
from mailrules.duties import REMIND
from mailrules.message import Message
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.model import Protocol
from mailrules.reading.model import Fields, Item, Reading
from mailrules.reading.read import read
from mailrules.vocabulary import DutyState, Kind, Mode
from tests.acceptance.town import MONITORING_OFFICER, Town, addresses, town

MEMBER = "Cllr Hannah Whitlock <cllr.hannah.whitlock@wychmere.gov.example>"
PLANNER = "Joanna Pike <joanna.pike@wychmere.gov.example>"
DUE_DAY = datetime(2026, 10, 19, 9, 2, tzinfo=UTC)
"""Two minutes past ten at the council, on the fifth working day after."""
DAY_AFTER = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)


def asks(here: Town) -> str:
    text = "Dear Joanna,\n\nCould you please send me the figures for planning appeals in my ward last year?\n\nHannah Whitlock"
    return here.to_evenhand(MEMBER, text, to=PLANNER, subject="Information request: planning appeals")


@pytest.fixture(autouse=True)
def requests_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a mail is taken for is not what is told here: one of that subject is a councillor's request for information."""
    request = Item(kind=Kind.MEMBER_INFORMATION_REQUEST, fields=Fields(officer="o09"))

    def reads(message: Message, *others: Any) -> Reading:
        reading = read(message, *others)
        return replace(reading, items=(request,)) if message.subject.startswith("Information request") else reading

    monkeypatch.setattr(decide, "read", reads)


def adopted(**given: object) -> Callable[[Deciding], Deciding]:
    return lambda deciding: replace(deciding, adoption=Adoption(source="adoption.yaml", **given))  # type: ignore[arg-type]


def test_an_officer_is_reminded_on_the_last_day_and_the_monitoring_officer_learns_that_it_is_late(
    tmp_path: Path,
) -> None:
    with town(tmp_path) as here:
        asks(here)
        here.rest(datetime(2026, 10, 19, 8, 50, tzinfo=UTC))
        assert here.sent_once(REMIND) == []
        here.rest(DUE_DAY)
        (reminder,) = here.sent_once(REMIND)
        assert addresses(reminder) == ["joanna.pike@wychmere.gov.example"]
        assert "an answer to the councillor" in reminder.letter.text
        assert "Hannah Whitlock" in reminder.letter.text
        here.rest(DAY_AFTER)
        here.rest(datetime(2026, 10, 30, 9, 0, tzinfo=UTC))
        _, late = here.sent_once(REMIND)
        assert addresses(late) == [MONITORING_OFFICER]
        assert here.rows("late") == [], "one letter tells of it"
        assert here.asked(lambda work: work.journal.verify()) is None


def test_an_answer_that_shows_is_evidence_and_nobody_is_reminded(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        asked = asks(here)
        here.to_evenhand(
            PLANNER, "Dear Hannah,\n\nThe figures are attached.\n\nJoanna", to=MEMBER,
            subject="Re: Information request: planning appeals", headers={"In-Reply-To": asked},
        )  # fmt: skip
        here.rest(DAY_AFTER)
        assert here.rows(REMIND) == []
        assert [duty.state for duty in here.asked(lambda work: work.record.duties())] == [DutyState.MET]


def test_a_council_says_how_long_ahead_and_what_is_looked_at_first(tmp_path: Path) -> None:
    with town(tmp_path, with_=adopted(reminders={"default": "2 working days"}, modes={"E02": Mode.HOLD})) as here:
        asks(here)
        here.rest(datetime(2026, 10, 15, 9, 2, tzinfo=UTC))
        assert [row.state for row in here.rows(REMIND)] == [OutboxState.HELD]


def test_observed_rules_and_observe_mode_remind_nobody(tmp_path: Path) -> None:
    with town(tmp_path / "a", with_=adopted(modes={"E02": Mode.OBSERVE})) as here:
        asks(here)
        here.rest(DAY_AFTER)
        assert here.rows(REMIND) == []
    with town(tmp_path / "b", mode="observe") as here:
        asks(here)
        here.rest(DAY_AFTER)
        assert here.rows(REMIND) == []


def with_a_round(deciding: Deciding) -> Deciding:
    """The protocol, with a clause that comes round every week."""
    said = deciding.protocol.model_dump(mode="json", by_alias=True, exclude_unset=True)
    clause = next(each for each in said["clauses"] if each["id"] == "E02")
    clause["fed_by"] = [{"date": "each-week"}]
    clause["rules"] = [
        {
            "mechanism": "deadline",
            "on": ["each-week"],
            "counted_from": "the week began",
            "met_by": "the week's correspondence has been gone through",
            "who": ["monitoring-officer"],
            "escalate_to": ["chief-executive"],
            "every": "week",
        }
    ]
    adoption = Adoption(source="adoption.yaml", deadlines={"E02": "2 working days"})
    return replace(deciding, protocol=Protocol.model_validate(said), adoption=adoption)


def test_what_comes_round_every_week_is_owed_once_a_week_and_is_late_to_whom_the_clause_names(tmp_path: Path) -> None:
    with town(tmp_path, with_=with_a_round) as here:
        for monday in (datetime(2026, 10, 12, 9, 0, tzinfo=UTC), datetime(2026, 10, 19, 9, 0, tzinfo=UTC)):
            here.rest(monday)
            here.service.nightly()
            here.service.nightly()
            here.rest(monday + timedelta(days=4))
        owed = here.asked(lambda work: [duty for duty in work.record.duties() if duty.clause == "E02"])
        assert [duty.due.astimezone(UTC).date() for duty in owed if duty.due] == [
            date(2026, 10, 14),
            date(2026, 10, 21),
        ]
        told = [(row.key.split("/")[0], addresses(row)) for row in here.sent_once(REMIND)]
        assert told == 2 * [
            ("remind-ahead", [MONITORING_OFFICER]),
            ("late", ["margaret.lindqvist@wychmere.gov.example"]),
        ]
