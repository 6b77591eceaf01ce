"""How well mail must be read, on labelled sets: the sample council's, and those that `EVENHAND_LABELLED` names.

A set is a folder with `labels.jsonl`, its mail, and `council.yaml` there or one folder up. Several are separated by `:`.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from tests.conftest import SAMPLE

SETS = [SAMPLE / "mail", *(Path(each) for each in os.environ.get("EVENHAND_LABELLED", "").split(":") if each)]
MISSED, HELD, HELD_IDLE, MACRO, MICRO = 0.02, 0.20, 0.05, 0.85, 0.92

HERE, HELD_IDLE_HERE = 120, 0.10
"""Of the sample's 31 idle mails one is spoofed, and two that were sent are marked personal: those three are held rightly."""


@pytest.fixture(scope="module", params=SETS, ids=lambda folder: folder.name)
def figures(request: pytest.FixtureRequest) -> dict[str, Any]:
    folder: Path = request.param
    council = next(each for each in (folder / "council.yaml", folder.parent / "council.yaml") if each.is_file())
    done = CliRunner().invoke(
        app, ["evaluate", str(folder), "--council", str(council), "--json"], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["mails"]
    return found


def test_nothing_is_done_that_a_monitoring_officer_would_not_do(figures: dict[str, Any]) -> None:
    assert figures["wrong"] == []


def test_hardly_a_duty_is_missed(figures: dict[str, Any]) -> None:
    assert len(figures["missed"]) <= MISSED * figures["mails"], figures["missed"]


def test_few_mails_are_held(figures: dict[str, Any]) -> None:
    assert figures["held"] <= HELD
    assert figures["held_idle"] <= (HELD_IDLE if figures["mails"] != HERE else HELD_IDLE_HERE)


def test_the_kinds_are_found(figures: dict[str, Any]) -> None:
    assert figures["macro"] >= MACRO
    assert figures["micro"] >= MICRO


def test_no_notice_holds_a_protected_word(figures: dict[str, Any]) -> None:
    assert figures["leaks"] == []
