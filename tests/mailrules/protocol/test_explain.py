"""A protocol tells its reader, clause by clause, what it says, what feeds it, what is done and what is left to people."""

import json
import re

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.adapters.texts import library_names, read_protocol
from mailrules.protocol import does as sentences
from mailrules.protocol.explain import explained, in_words
from mailrules.protocol.load import load_protocol
from mailrules.rules.params import When
from tests.mailrules.protocol.test_protocol_file import SMALL


def told(*options: str) -> str:
    done = CliRunner().invoke(app, ["protocol", "explain", *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def block(text: str, clause: str) -> str:
    found = re.search(rf"^{clause}  clause .*?(?=\n\n|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, clause
    return found[0]


def test_machines_get_five_things_of_each_clause() -> None:
    clauses = {each["id"]: each for each in json.loads(told("enfield", "--json"))}
    assert clauses["E04"] == {
        "id": "E04",
        "clause": "13 reports (a)",
        "mechanism": "route",
        "fed_by": ["mail: group-briefing-request"],
        "does": "Says that it belongs with the chief executive or the executive director, and the sender is told so, "
        "where it is not addressed to the chief executive or the executive director.",
    }


def test_a_reader_learns_what_the_notice_of_a_briefing_says_and_what_the_council_decides() -> None:
    clause = block(told("enfield"), "E06")
    assert "force:   must" in clause
    assert "fed by:  mail: group-briefing-request, group-briefing-delivered, group-offer-taken-up" in clause
    assert "once it has been prepared: that it happened and an offer of something similar." in clause
    assert (
        "open:    by when: the council decides, in its adoption file under `deadlines`; else 5 working days" in clause
    )


def test_a_reader_learns_what_only_people_can_judge_and_which_clause_goes_first() -> None:
    clause = block(told("enfield"), "E11")
    assert "judges:  a person: Only a labelled thread" in clause
    assert "after:   E10 goes first in this: that an officer attended, and the subject of the advice" in clause
    assert "by:      judged" in block(told("enfield"), "E97")


def test_a_reader_learns_that_consent_does_not_lift_a_duty_to_tell() -> None:
    assert "consent: of the member lifts nothing: it holds all the same" in block(told("broxtowe"), "B09")


def test_a_reader_learns_of_bodies_that_are_no_more() -> None:
    assert "; now the monitoring officer" in told("enfield")


def test_a_trial_is_told_with_its_days() -> None:
    on_trial = SMALL.replace("  force: must\n", "  force: must\n  trial: {from: 2025-01-01, to: 2025-06-30}\n")
    text = "\n".join(in_words(load_protocol(on_trial, "small.yaml")))
    assert "trial:   only on trial, from 2025-01-01 to 2025-06-30" in text


@pytest.mark.parametrize("name", library_names())
def test_what_is_done_is_one_plain_sentence(name: str) -> None:
    for each in explained(read_protocol(name)):
        assert re.fullmatch(r"[A-Z].*[^.]\.", each["does"]), each["does"]
        assert "  " not in each["does"]


def test_each_condition_has_words() -> None:
    assert set(When.model_fields) <= set(sentences._CONDITIONS)
