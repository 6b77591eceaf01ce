"""A protocol is a file: its mistakes are named with their lines, and its schema is published."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from bot.adapters.texts import library_names, read_protocol
from mailrules.protocol.explain import explained, in_words
from mailrules.protocol.load import ProtocolFileError, json_schema, load_protocol
from tests.conftest import ROOT

SMALL = """\
protocol:
  id: small
  title: A small protocol
  version: '1'
  in_force: {from: 2020-01-01}
  source: Written for a test
  governance: executive
  breach_effect: not-stated
roles:
  chief-executive:
    means: The chief executive
    default: {officer_kind: chief-executive}
clauses:
- id: S01
  clause: '1'
  says: The other groups are told
  force: must
  vocabulary: full
  fed_by: [{mail: [group-briefing-delivered]}]
  rules:
  - mechanism: equal-access
    moment: prepared
    of: [briefing]
    say: [fact]
    by: chief-executive
    notice: briefing-prepared
"""


def problem(text: str) -> str:
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(text, "small.yaml")
    return str(caught.value.problems[0])


def test_a_small_protocol_is_read() -> None:
    assert load_protocol(SMALL, "small.yaml").id == "small"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("moment: prepared", "moment: preparing", "small.yaml:22: clauses.0.rules.0.moment: "),
        ("say: [fact]", "say: [facts]", "did you mean fact?"),
        (
            "by: chief-executive",
            "by: chief-exec",
            "small.yaml:25: by: there is no role chief-exec; did you mean chief-executive?",
        ),
        ("force: must", "force: shall", "small.yaml:17: clauses.0.force"),
        (
            "notice: briefing-prepared",
            "notice: briefing-prepared\n    deadline: timely",
            "small.yaml:27: deadline: “timely” is no time",
        ),
        (
            "  force: must\n",
            "  force: must\n  yields_to: [S02]\n",
            "small.yaml:18: yields_to: there is no clause S02; did you mean S01?",
        ),
        ("  says: The", "  sais: The", "did you mean says?"),
        ("vocabulary: full", "vocabulary: part", "cannot_judge"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_nearest_word(old: str, new: str, said: str) -> None:
    text = SMALL.replace(old, new)
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(text, "small.yaml")
    assert said in str(caught.value)


def test_two_clauses_of_one_name_are_refused() -> None:
    twice = SMALL + SMALL[SMALL.index("- id: S01") :]
    assert problem(twice).endswith("id: S01 stands twice; give each clause an id of its own")


def test_the_published_schema_is_the_one_that_is_used() -> None:
    published = json.loads((ROOT / "docs" / "protocol.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema()


def plain(value: Any) -> Any:
    """YAML's own days as text: JSON has none."""
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize("name", library_names())
def test_each_protocol_of_the_library_keeps_the_published_schema(name: str) -> None:
    text = (files("mailrules.protocol") / "library" / f"{name}.yaml").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(json_schema()).validate(plain(YAML(typ="safe").load(text)))


@pytest.mark.parametrize("name", library_names())
def test_each_protocol_of_the_library_is_explained_clause_by_clause(name: str) -> None:
    protocol = read_protocol(name)
    assert [each["id"] for each in explained(protocol)] == [clause.id for clause in protocol.clauses]
    assert all(each["does"] and each["mechanism"] for each in explained(protocol))
    assert protocol.protocol.title in next(in_words(protocol))


GROUP_CLAUSES = {
    "enfield": ("E04", "E06", "E07", "E08", "E10", "E11"),
    "broxtowe": ("B03", "B05", "B06", "B07", "B08"),
    "member-officer-code": ("U04", "U05", "U06", "U07"),
    "kent-2013": ("K09", "K10", "K25"),
    "member-employee-2007": ("M01",),
}


@pytest.mark.parametrize(("name", "clauses"), GROUP_CLAUSES.items())
def test_the_group_clauses_of_each_protocol_are_carried(name: str, clauses: tuple[str, ...]) -> None:
    protocol = read_protocol(name)
    carried = {clause.id for clause in protocol.clauses if clause.rules}
    assert set(clauses) <= carried
