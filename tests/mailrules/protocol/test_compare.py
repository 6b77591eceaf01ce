"""Two protocols side by side: what differs, and nothing else."""

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.adapters.texts import library_names, read_protocol
from mailrules.protocol.compare import NONE, compare, summary
from mailrules.protocol.load import load_protocol
from tests.mailrules.protocol.test_protocol_file import SMALL


def between(one: str, other: str) -> dict[str, tuple[str, str]]:
    return {each.about: (each.one, each.other) for each in compare(read_protocol(one), read_protocol(other))}


@pytest.mark.parametrize("name", library_names())
def test_a_protocol_does_not_differ_from_itself(name: str) -> None:
    assert compare(read_protocol(name), read_protocol(name)) == ()


def test_one_offers_something_similar_where_the_other_tells_the_topic() -> None:
    one, other = between("enfield", "broxtowe")["equal-access: a briefing, report or presentation"]
    assert one.startswith("E06 (must) tells the other groups")
    assert "offer of something similar" in one
    assert "offer" not in other
    assert "its topic" in other


def test_attendance_is_told_alike_by_both() -> None:
    assert "equal-access: an officer at a group's meeting" not in between("enfield", "broxtowe")


def test_what_one_keeps_within_a_group_the_other_does_not_know() -> None:
    one, other = between("kent-2013", "broxtowe")["boundary: group document"]
    assert one.startswith("K25 (must not) keeps what is under group document")
    assert other == NONE


def test_a_new_version_is_compared_clause_by_clause() -> None:
    later = SMALL.replace("force: must", "force: should").replace("say: [fact]", "say: [fact, topic]")
    found = {
        each.about: (each.one, each.other)
        for each in compare(load_protocol(SMALL, "old.yaml"), load_protocol(later, "new.yaml"))
    }
    assert found["S01 force"] == ("must", "should")
    assert found["S01 rules"][1].endswith("that it happened and its topic")
    assert set(found) == {"S01 force", "S01 rules"}


def test_in_one_line_it_says_which_mechanisms_only_one_has() -> None:
    assert "enfield alone has" in summary(read_protocol("enfield"), read_protocol("broxtowe"))


def test_the_command_prints_a_table() -> None:
    done = CliRunner().invoke(app, ["protocol", "compare", "enfield", "broxtowe"], catch_exceptions=False)
    assert done.exit_code == 0
    assert "equal-access: a" in done.output
    same = CliRunner().invoke(app, ["protocol", "compare", "enfield", "enfield"], catch_exceptions=False)
    assert same.output == "They say the same.\n"
