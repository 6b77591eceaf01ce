"""The page that takes a monitoring officer from their protocol to a file: every example on it is right as it stands."""

import re
from typing import get_args

import pytest

from mailrules.protocol.clause import Open
from mailrules.protocol.load import load_protocol
from mailrules.protocol.model import Protocol
from mailrules.rules.params import RuleParams, When
from mailrules.vocabulary import DocumentLabel, Kind, Occasion, Release
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "write-your-own-protocol.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
HEAD = "".join(each for each in EXAMPLES if each.startswith(("protocol:", "roles:")))
FORMER = "".join(each for each in EXAMPLES if each.startswith("former_bodies:"))
CLAUSES = [each for each in EXAMPLES if each.startswith("- id:")]
PLAIN = """\
- id: D99
  clause: '99'
  says: Somebody does something
  force: may
  vocabulary: none
  judged: It is here only so that the file has a clause
"""


def together(*clauses: str) -> Protocol:
    return load_protocol(HEAD + FORMER + "clauses:\n" + "".join(clauses), "ours.yaml")


@pytest.mark.parametrize("example", CLAUSES, ids=lambda example: example.split()[2])
def test_each_clause_on_the_page_loads_inside_a_protocol_that_has_only_the_roles(example: str) -> None:
    others = "".join(PLAIN.replace("D99", name) for name in sorted(named(example) - own(example)))
    assert {clause.id for clause in together(example, others).clauses} >= own(example)


def named(example: str) -> set[str]:
    return set(re.findall(r"\bD\d\d\b", example))


def own(example: str) -> set[str]:
    return set(re.findall(r"^- id: (D\d\d)", example, re.MULTILINE))


def test_every_example_is_one_of_these() -> None:
    heads = ("protocol:", "roles:", "former_bodies:", "- id:")
    assert [each for each in EXAMPLES if not each.startswith(heads)] == []


def test_the_page_followed_from_top_to_bottom_gives_one_file() -> None:
    protocol = together(*CLAUSES)
    assert protocol.id == "ours"
    assert protocol.former_bodies[0].now == "monitoring-officer"


def test_every_mechanism_has_an_example() -> None:
    shown = {rule.mechanism for clause in together(*CLAUSES).clauses for rule in clause.rules}
    union = get_args(RuleParams)[0]
    assert shown == {get_args(each.model_fields["mechanism"].annotation)[0] for each in get_args(union)}


def test_the_page_lists_every_word() -> None:
    words = PAGE.split("## 8.")[1]
    assert [word for word in (*Kind, *get_args(Open), *Release, *Occasion) if f"`{word}`" not in words] == []


def test_the_page_tells_of_each_condition_and_each_label() -> None:
    assert [word for word in When.model_fields if f"`{word}`" not in PAGE] == []
    numbered = {f"exempt-{number}" for number in range(2, 7)}
    assert [label for label in DocumentLabel if label not in numbered and f"`{label}`" not in PAGE] == []


def test_each_rule_word_is_in_an_example_or_in_the_words_beside_it() -> None:
    for name in ("on", "from_day", "met_when", "not_before", "register", "of", "on_request", "not_when", "committee"):
        assert re.search(rf"\b{name}: ", "".join(EXAMPLES)), name
