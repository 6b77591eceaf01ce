"""The library states five protocols whole: each clause that mail can keep, once, and each other one as left to people."""

import json
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from bot.__main__ import app
from bot.adapters.texts import library_names, read_protocol
from mailrules.vocabulary import Force

CLAUSES: dict[str, list[str]] = YAML(typ="safe").load(Path(__file__).parent / "clauses.yaml")
ALL = 132
FROM_HERE_ON_JUDGED = 90


def test_each_of_the_clauses_that_mail_can_keep_is_in_the_library_once() -> None:
    found = Counter(clause.id for name in library_names() for clause in read_protocol(name).clauses if clause.rules)
    assert found == Counter(each for ids in CLAUSES.values() for each in ids)
    assert found.total() == len(found) == ALL


@pytest.mark.parametrize("name", library_names())
def test_the_rest_of_the_text_is_told_apart_as_judged(name: str) -> None:
    done = CliRunner().invoke(app, ["protocol", "explain", name, "--json"], catch_exceptions=False)
    clauses = json.loads(done.output)
    kept = [each["id"] for each in clauses if each["mechanism"] != "judged"]
    judged = [each for each in clauses if each["mechanism"] == "judged"]
    assert kept == CLAUSES[name]
    assert judged
    assert all(int(each["id"][1:3]) >= FROM_HERE_ON_JUDGED and each["fed_by"] == [] for each in judged)


@pytest.mark.parametrize("name", library_names())
def test_each_clause_states_what_feeds_it_or_why_nothing_can(name: str) -> None:
    for clause in read_protocol(name).clauses:
        assert bool(clause.fed_by) != bool(clause.judged)
        assert (clause.vocabulary == "part") == bool(clause.cannot_judge)


FORCES = {
    "E06": Force.MUST, "E33": Force.MAY, "E22": Force.NORMALLY, "B09": Force.MUST, "U05": Force.SHOULD_NOT,
    "K09": Force.NOT_NORMALLY, "K28": Force.NOT_NORMALLY, "K29": Force.SHOULD_NOT, "K12": Force.ENTITLED,
    "M11": Force.NOT_NORMALLY, "M12": Force.SHOULD_NOT, "M13": Force.NORMALLY, "M03": Force.ENTITLED,
}  # fmt: skip


def test_clauses_speak_as_strongly_as_their_text() -> None:
    clauses = {clause.id: clause for name in library_names() for clause in read_protocol(name).clauses}
    assert {each: clauses[each].force for each in FORCES} == FORCES


def test_the_list_of_major_conferences_has_thirteen_entries() -> None:
    clause = read_protocol("enfield").clause("E17")
    assert clause is not None
    tables = [len(rule.table) for rule in clause.rules if rule.mechanism == "look-up"]
    assert tables == [13]
