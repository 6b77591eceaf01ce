"""What another protocol would have changed for the mail of a month: which group would have been told what."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.adapters.files import mails_below
from bot.compose.rulebook import rulebook
from bot.services.replay import Replayed, in_order, replay
from bot.services.what_if import NOTHING, WhatIf, what_if
from mailrules.mime import date_of, parse
from tests.conftest import SAMPLE, written

COUNCIL = SAMPLE / "council.yaml"


def between(one: str, other: str, path: Path) -> WhatIf:
    mails = in_order(mails_below(path), date_of, lambda: None)

    def under(protocol: str) -> list[Replayed]:
        book = rulebook(COUNCIL, protocol, None)
        return list(replay(mails, book.deciding(), lambda data, direction: parse(data, direction=direction)))

    return what_if(under(one), under(other))


def run(*options: str) -> Result:
    return CliRunner().invoke(app, ["protocol", "what-if", *options, "--council", str(COUNCIL)], catch_exceptions=False)


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    """An officer sends the Labour group the note that it asked for."""
    mail = written(
        "adeel.khan@wychmere.gov.example",
        "The briefing note on temporary accommodation that the Labour Group asked for is attached.",
        to="labour.group@wychmere.gov.example",
        cc="chief.executive@wychmere.gov.example",
        subject="Briefing note for the Labour Group: temporary accommodation",
    )
    (tmp_path / "note.eml").write_bytes(mail)
    return tmp_path


def test_for_one_note_each_other_group_is_owed_something_else(delivered: Path) -> None:
    found = between("enfield", "broxtowe", delivered)
    assert {each.whom for each in found.changed} == {"conservative", "libdem", "green"}
    for each in found.changed:
        assert each.one.startswith("E06")
        assert "an offer of something similar" in each.one
        assert each.other.startswith("B05")
        assert "the topic" in each.other
        assert each.files == ("note.eml",)


def test_under_a_protocol_without_equal_access_nobody_is_told(delivered: Path) -> None:
    found = between("enfield", "kent-2013", delivered)
    assert [each.other for each in found.changed] == [NOTHING] * 3


def test_under_the_same_protocol_nothing_changes() -> None:
    found = between("enfield", "enfield", SAMPLE / "mail")
    assert found.changed == ()
    assert found.same > 0


def test_the_command_names_groups_and_mails(delivered: Path) -> None:
    done = run("enfield", "kent-2013", str(delivered))
    assert done.exit_code == 0
    assert "1 mails, 1 matters that bring somebody a duty: 3 things owed to somebody change, 0 stay" in " ".join(
        done.output.split()
    )
    assert "Conservative" in done.output
    assert "note.eml" in done.output


def test_the_command_says_where_there_is_no_mail(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["protocol", "what-if", "enfield", "broxtowe", str(tmp_path), "--council", str(COUNCIL)]
    )
    assert done.exit_code != 0
