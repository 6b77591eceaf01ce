"""The council lets Exchange itself watch over blind copies: the scripts are written, and its reports are read."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner

import bot.__main__
from bot.adapters.render.powershell import QUOTES, quoted, render_script
from bot.adapters.texts import read_council
from bot.errors import ConfigurationError
from bot.services.flow_rule import LONGEST_REASON, PROBE_FILE, REASON, RULE_FILE, probe_values, rule_values
from tests.conftest import SAMPLE, written
from tests.mailrules.copies.test_incident import REPORT

COUNCIL = read_council(SAMPLE / "council.yaml")


def evenhand(*words: str) -> Result:
    return CliRunner().invoke(bot.__main__.app, list(words))


def test_both_scripts_are_written_and_what_to_do_with_them_is_said(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    told = evenhand("flow-rule", "write", "--council", str(SAMPLE / "council.yaml"), "--out", str(tmp_path))
    assert told.exit_code == 0, told.output
    assert "Audit for two weeks" in told.output
    assert (tmp_path / RULE_FILE).read_text(encoding="utf-8") == snapshot(name="rule")
    assert (tmp_path / PROBE_FILE).read_text(encoding="utf-8") == snapshot(name="probe")


def test_the_rule_matches_an_address_and_not_the_empty_header() -> None:
    script = render_script("rule.ps1", rule_values(COUNCIL))
    assert "HeaderMatchesPatterns            = '@'" in script
    assert "'Calendaring'" in script
    assert "RuleErrorAction                  = 'Defer'" in script
    assert len(REASON) <= LONGEST_REASON


def test_an_archive_that_the_council_allows_is_excepted_only_where_it_is_the_only_one() -> None:
    values = rule_values(replace(COUNCIL, allowed_blind_copies=frozenset({"archive@records.example"})))
    patterns = values["archives"]
    assert isinstance(patterns, list)
    alone, beside = "archive@records.example", "archive@records.example; spy@elsewhere.example"
    assert any(re.search(pattern, alone) for pattern in patterns)
    assert any(re.search(pattern, f"<{alone}>") for pattern in patterns)
    assert not any(re.search(pattern, beside) for pattern in patterns)
    assert not any(re.search(pattern, "archive@recordsXexample") for pattern in patterns)


def test_without_archives_there_is_no_exception_for_any() -> None:
    values = rule_values(replace(COUNCIL, allowed_blind_copies=frozenset()))
    assert "ExceptIfHeaderMatches" not in render_script("rule.ps1", values)


def test_the_probe_tries_each_program_with_a_hidden_copy_and_without() -> None:
    script = render_script("probe.ps1", probe_values(COUNCIL))
    for program in ("classic", "new", "on the web", "iOS", "Graph", "EWS", "SMTP AUTH", "a meeting with a room"):
        assert program in script
    assert "Mode                       = 'Audit'" in script
    assert "RejectMessage" not in script, "a probe stops nothing"


@pytest.mark.parametrize("template", ["rule.ps1", "probe.ps1"])
def test_brackets_and_strings_of_a_script_are_closed(template: str) -> None:
    values = rule_values(COUNCIL) if template == "rule.ps1" else probe_values(COUNCIL)
    script = render_script(template, values)
    code = re.sub(r"""(?s)<#.*?#>|#[^\n]*|'(?:[^']|'')*'|"[^"\n]*\"""", "", script)
    assert not {"'", '"'} & set(code)
    for opening, closing in ("()", "[]", "{}"):
        assert code.count(opening) == code.count(closing)


@given(st.text(st.characters(min_codepoint=32), max_size=60))
def test_whatever_a_value_holds_it_stays_one_string(value: str) -> None:
    code = quoted(value)
    inside = code[1:-1]
    assert (code[0], code[-1]) == ("'", "'")
    for quote in QUOTES:
        assert len(inside.split(quote * 2)) - 1 == value.count(quote)


@pytest.mark.parametrize("name", ["A #> B", "two\nlines"])
def test_a_name_that_would_end_the_comment_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match="directory"):
        render_script("rule.ps1", rule_values(replace(COUNCIL, name=name)))


def test_reports_are_read_and_other_mail_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report.eml").write_bytes(written("Microsoft Outlook <postmaster@wychmere.gov.example>", REPORT))
    (tmp_path / "other.eml").write_bytes(written("Jo <jo@wychmere.gov.example>", "Good morning."))
    told = evenhand("flow-rule", "read-report", str(tmp_path))
    assert told.exit_code == 0, told.output
    assert "hidden from the other readers: cllr.amara.okafor@wychmere.gov.example" in told.output
    assert "1 mail is no incident report" in told.output
    (said,) = json.loads(evenhand("flow-rule", "read-report", str(tmp_path), "--json").output)
    assert said["sender"] == "joanna.pike@wychmere.gov.example"


def test_an_empty_folder_is_said_with_what_to_give(tmp_path: Path) -> None:
    told = evenhand("flow-rule", "read-report", str(tmp_path))
    assert isinstance(told.exception, ConfigurationError)
    assert "give the reports" in str(told.exception)
