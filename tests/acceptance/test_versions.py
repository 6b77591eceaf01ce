"""A protocol changes while a matter is open: the matter is judged to its end by the wording of the day on which it began."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.texts import read_protocol
from bot.compose.rulebook import Rulebook
from bot.errors import ConfigurationError
from bot.services.replay import replay
from mailrules.council.model import Council
from mailrules.mime import parse
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.load import load_protocol
from mailrules.vocabulary import Direction
from tests.conftest import written

HEAD = """\
protocol:
  id: ours
  title: Protocol
  version: with the change of October 2026
  in_force: {from: 2020-01-01}
  source: Written for a test
  governance: executive
  breach_effect: not-stated
roles:
  chief-executive:
    means: The chief executive
    default: {officer_kind: chief-executive}
clauses:
"""
CLAUSE = """\
- id: NAME
  clause: '1'
  says: The other groups are told of a briefing
  force: must
  vocabulary: full
  DAYS
  fed_by: [{mail: [group-briefing-request, group-briefing-delivered]}]
  rules:
  - mechanism: equal-access
    moment: prepared
    of: [briefing, written-report]
    say: SAY
    by: chief-executive
    notice: briefing-prepared
"""
OLD = CLAUSE.replace("NAME", "V01").replace("DAYS", "in_force: {to: 2026-10-14}").replace("SAY", "[fact]")
NEW = CLAUSE.replace("NAME", "V02").replace("DAYS", "in_force: {from: 2026-10-15}").replace("SAY", "[fact, topic]")
TRIED = (
    CLAUSE.replace("NAME", "V03").replace("DAYS", "trial: {from: 2026-10-01, to: 2026-10-14}").replace("SAY", "[fact]")
)


@dataclass(frozen=True)
class Sent:
    """A mail that lies in a test."""

    name: str
    data: bytes
    direction: Direction = Direction.IN

    def read(self) -> bytes:
        return self.data


def asked(day: int) -> Sent:
    text = "Could the Liberal Democrat Group have a written briefing on food waste for its meeting?\n\nAndrew Galbraith"
    return Sent(
        f"asked-{day}",
        written(
            "cllr.andrew.galbraith@wychmere.gov.example",
            text,
            subject="Briefing for the Liberal Democrat Group: food waste",
            at=datetime(2026, 10, day, 9, 0, tzinfo=UTC),
            message_id="<asked@mail.example>",
        ),
    )


def given(day: int) -> Sent:
    text = "The briefing on food waste that the Liberal Democrat Group asked for is attached."
    return Sent(
        f"given-{day}",
        written(
            "simon.oyelaran@wychmere.gov.example",
            text,
            to="cllr.andrew.galbraith@wychmere.gov.example",
            cc="chief.executive@wychmere.gov.example",
            subject="Re: Briefing for the Liberal Democrat Group: food waste",
            at=datetime(2026, 10, day, 9, 0, tzinfo=UTC),
            message_id="<given@mail.example>",
            headers={"In-Reply-To": "<asked@mail.example>", "References": "<asked@mail.example>"},
            attached=("food-waste.docx", b"A briefing on food waste"),
        ),
    )


Owed = Callable[..., dict[str, list[str]]]


@pytest.fixture
def owed(council: Council) -> Owed:
    """The clauses under which a notice is owed in the end, with what each may say."""

    def under(clauses: str, *mails: Sent) -> dict[str, list[str]]:
        book = Rulebook(
            council=council, protocol=load_protocol(HEAD + clauses, "ours.yaml"), adoption=Adoption.default()
        )
        done = replay(mails, book.deciding(), lambda data, direction: parse(data, direction=direction))
        last = {duty.key: duty for each in done for duty in each.decision.outcome.duties}
        return {duty.clause: sorted(duty.say) for duty in last.values()}

    return under


def test_a_matter_that_began_before_the_change_is_judged_by_the_old_wording(owed: Owed) -> None:
    assert owed(OLD + NEW, asked(12), given(19)) == {"V01": ["fact"]}


def test_a_matter_that_began_after_the_change_is_judged_by_the_new_wording(owed: Owed) -> None:
    assert owed(OLD + NEW, asked(16), given(19)) == {"V02": ["fact", "topic"]}


def test_a_paper_that_nobody_asked_for_begins_its_own_matter(owed: Owed) -> None:
    assert owed(OLD + NEW, given(13)) == {"V01": ["fact"]}
    assert owed(OLD + NEW, given(19)) == {"V02": ["fact", "topic"]}


def test_a_clause_on_trial_holds_until_the_trial_ends_and_for_what_began_by_then(owed: Owed) -> None:
    assert owed(TRIED, given(13)) == {"V03": ["fact"]}
    assert owed(TRIED, asked(12), given(19)) == {"V03": ["fact"]}
    assert owed(TRIED, given(19)) == {}


def test_before_the_protocol_itself_holds_nothing_is_owed(owed: Owed) -> None:
    assert owed(OLD.replace("2026-10-14", "2030-01-01"), given(13)) != {}
    later = HEAD.replace("from: 2020-01-01", "from: 2027-01-01")
    assert load_protocol(later + OLD, "ours.yaml").clauses_on(datetime(2026, 10, 13, tzinfo=UTC).date()) == ()


def edition(name: str, days: str, say: str) -> str:
    head = HEAD.replace("{from: 2020-01-01}", days).replace("with the change of October 2026", name)
    return head + CLAUSE.replace("  DAYS\n", "").replace("NAME", "V01").replace("SAY", say)


def test_editions_in_a_folder_are_one_protocol_and_each_matter_keeps_its_own(tmp_path: Path, council: Council) -> None:
    (tmp_path / "2026.yaml").write_text(
        edition("October 2026", "{from: 2026-10-15}", "[fact, topic]"), encoding="utf-8"
    )
    (tmp_path / "2020.yaml").write_text(
        edition("May 2020", "{from: 2020-05-01, to: 2026-10-14}", "[fact]"), encoding="utf-8"
    )
    book = Rulebook(council=council, protocol=read_protocol(str(tmp_path)), adoption=Adoption.default())

    def say(*mails: Sent) -> list[str]:
        done = replay(mails, book.deciding(), lambda data, direction: parse(data, direction=direction))
        last = {duty.key: duty for each in done for duty in each.decision.outcome.duties}
        return [label for duty in last.values() for label in sorted(duty.say)]

    assert book.protocol.protocol.version == "October 2026"
    assert say(asked(12), given(19)) == ["fact"]
    assert say(asked(16), given(19)) == ["fact", "topic"]


def test_editions_that_hold_on_one_day_and_files_of_two_protocols_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(edition("October 2026", "{from: 2026-10-15}", "[fact]"), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(edition("May 2020", "{from: 2020-05-01}", "[fact]"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="two editions of ours hold on 2026-10-15: give “May 2020” an end"):
        read_protocol(str(tmp_path))
    theirs = edition("May 2020", "{to: 2026-10-14}", "[fact]").replace("id: ours", "id: theirs")
    (tmp_path / "a.yaml").write_text(theirs, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="these are 2 protocols"):
        read_protocol(str(tmp_path))
