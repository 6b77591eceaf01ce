"""A file that loads can still be wrong: clauses that never come up, and clauses that fight, are named with their lines."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.adapters.texts import library_names, protocol_text
from mailrules.protocol.lint import lint
from tests.mailrules.protocol.test_protocol_file import SMALL
from tests.mailrules.protocol.test_write_your_own import CLAUSES, FORMER, HEAD

KEEPS = """\
- id: S02
  clause: '2'
  says: What was written is kept
  force: must-not
  vocabulary: full
  fed_by: [{mail: [group-briefing-delivered]}]
  rules:
  - mechanism: boundary
    protects: heard-in-group
    covers: any-matter
    against: other-groups
    kinds: [group-briefing-delivered]
"""
TELLS_TOPIC = SMALL.replace("say: [fact]", "say: [fact, topic]")
PERMITS = """\
- id: S03
  clause: '3'
  says: A meeting needs nobody's leave
  force: may
  vocabulary: full
  fed_by: [{mail: [member-meeting]}]
  rules:
  - mechanism: permit
    kinds: [member-meeting]
    what: a meeting with the Leader
"""


def said(text: str) -> list[str]:
    return [str(problem) for problem in lint(text, "small.yaml")]


@pytest.mark.parametrize("name", library_names())
def test_the_library_has_nothing_to_look_at_again(name: str) -> None:
    assert lint(*protocol_text(name)) == ()


def test_the_page_on_writing_a_protocol_has_nothing_to_look_at_again() -> None:
    assert said(HEAD + FORMER + "clauses:\n" + "".join(CLAUSES)) == []


def test_a_clause_that_is_fed_by_what_none_of_its_rules_looks_at_can_never_come_up() -> None:
    text = SMALL + KEEPS.replace("fed_by: [{mail: [group-briefing-delivered]}]", "fed_by: [{mail: [petition]}]")
    (only,) = said(text)
    assert only.startswith("small.yaml:32: S02: nothing can ever bring it up: no rule looks at petition")


def test_a_kind_too_many_and_a_kind_too_few_are_named() -> None:
    text = SMALL + PERMITS.replace("[member-meeting]}]", "[member-meeting, petition]}]").replace(
        "kinds: [member-meeting]\n    what:", "kinds: [member-meeting, ceremony]\n    lifts: [S01]\n    what:"
    )
    too_many, too_few = said(text)
    assert too_many.startswith("small.yaml:32: S03: it is fed by petition, and none of its rules looks at that")
    assert too_few.startswith("small.yaml:34: S03: the rule looks at ceremony, which does not feed the clause")


def test_a_permit_that_lifts_nothing_is_named() -> None:
    (only,) = said(SMALL + PERMITS)
    assert only.startswith("small.yaml:34: S03: the permit lifts nothing")
    assert said(SMALL + PERMITS.replace("    what:", "    lifts: [S01]\n    what:")) == []


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ("  in_force: {to: 2019-12-31}\n", "it ends on 2019-12-31, and the protocol begins on 2020-01-01"),
        ("  in_force: {from: 2024-05-01, to: 2023-05-01}\n", "it ends on 2023-05-01, before it begins"),
        ("  trial: {to: 2019-12-31}\n", "it ends on 2019-12-31, and the protocol begins"),
        (
            "  in_force: {from: 2024-01-01}\n  trial: {from: 2023-01-01, to: 2023-06-30}\n",
            "it ends on 2023-06-30, and the clause begins on 2024-01-01",
        ),
    ],
)
def test_a_clause_that_can_hold_on_no_day_is_named(days: str, why: str) -> None:
    (only,) = said(SMALL.replace("  force: must\n", "  force: must\n" + days))
    assert f"it can never hold: {why}" in only


def test_two_clauses_that_go_before_each_other_are_named_once() -> None:
    one = SMALL.replace("  force: must\n", "  force: must\n  overrides: [S02]\n")
    text = one + KEEPS.replace("  force: must-not\n", "  force: must-not\n  overrides: [S01]\n")
    (only,) = said(text)
    assert "none of them goes first: S01 goes after S02 goes after S01" in only


def test_three_clauses_in_a_circle_are_named_once() -> None:
    ring = {"S01": "S02", "S02": "S03", "S03": "S01"}
    text = SMALL + KEEPS + PERMITS.replace("    what:", "    no_notice: true\n    what:")
    for here, there in ring.items():
        text = text.replace(f"- id: {here}\n", f"- id: {here}\n  yields_to: [{there}]\n")
    (only,) = said(text)
    assert "S01 goes after S02 goes after S03 goes after S01" in only


def test_a_clause_that_tells_what_another_keeps_needs_a_word_on_which_goes_first() -> None:
    (only,) = said(TELLS_TOPIC + KEEPS)
    assert only.startswith(
        "small.yaml:14: S01: it tells what S02 keeps (the topic at group-briefing-delivered), and neither says which goes first"
    )
    assert said(SMALL + KEEPS) == []
    for word in (
        "yields_to: [S01]", "overrides: [S01]", "leaves_open: [precedence]",
        "yields_in_part: [{to: S01, say: [topic], what: the topic}]",
    ):  # fmt: skip
        assert said(TELLS_TOPIC + KEEPS + f"  {word}\n") == []


def test_clauses_that_never_hold_together_do_not_fight() -> None:
    old = TELLS_TOPIC.replace("  force: must\n", "  force: must\n  in_force: {to: 2024-12-31}\n")
    assert said(old + KEEPS.replace("  force: must-not\n", "  force: must-not\n  in_force: {from: 2025-01-01}\n")) == []


def test_the_command_prints_them_and_says_that_the_file_can_be_used(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(SMALL + PERMITS, encoding="utf-8")
    done = CliRunner().invoke(app, ["protocol", "check", str(file)], catch_exceptions=False)
    assert done.exit_code == 0
    assert f"look again: {file}:34: S03: the permit lifts nothing" in done.output
    assert "it can be used, with 1 to look at again." in done.output


def test_the_command_names_what_a_clause_sends_without_words_for_it(tmp_path: Path) -> None:
    file, words = tmp_path / "ours.yaml", tmp_path / "templates"
    file.write_text(SMALL.replace("notice: briefing-prepared", "notice: briefing-made"), encoding="utf-8")
    bare = CliRunner().invoke(app, ["protocol", "check", str(file)], catch_exceptions=False)
    assert "sends “briefing-made”, for which there are no words: make a folder of that name" in bare.output
    (words / "notices" / "briefing-made").mkdir(parents=True)
    done = CliRunner().invoke(app, ["protocol", "check", str(file), "--templates", str(words)], catch_exceptions=False)
    assert "for which there are no words" not in done.output
