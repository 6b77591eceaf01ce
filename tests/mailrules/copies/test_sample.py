"""What was labelled wrong in the sample council's sent mail is found, and nothing else, under every protocol."""

import json

import pytest

from bot.adapters.files import mails_below
from bot.adapters.texts import library_names
from bot.compose.rulebook import rulebook
from bot.services.replay import in_order, replay
from mailrules.mime import date_of, parse
from tests.conftest import SAMPLE

Findings = dict[str, set[tuple[str, str]]]


@pytest.fixture(scope="session")
def labelled() -> Findings:
    """File to (finding, address), as people labelled the same mail."""
    path = SAMPLE / "mail" / "labels.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {
        label["file"]: {(each["finding"], address) for each in label["findings"] for address in each["addresses"]}
        for label in lines
        if label["direction"] == "out"
    }


@pytest.mark.parametrize("protocol", library_names())
def test_every_labelled_finding_is_found_and_no_other(labelled: Findings, protocol: str) -> None:
    mails = in_order(mails_below(SAMPLE / "mail"), date_of, lambda: None)
    deciding = rulebook(SAMPLE / "council.yaml", protocol, None).deciding()
    found = {
        each.file: {(str(one.finding), address) for one in each.decision.outcome.findings for address in one.addresses}
        for each in replay(mails, deciding, lambda data, direction: parse(data, direction=direction))
    }
    assert {file: found[file] for file in labelled} == labelled
    assert {file for file, findings in found.items() if findings and file not in labelled} == set()
