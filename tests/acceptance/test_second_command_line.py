"""The council sets up a second app, and proves by the command line what it can and cannot reach."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner

import bot.__main__
from bot.adapters.texts import read_council
from bot.compose.trying import OUT_OF_SCOPE, SAMPLE, tenant_of
from bot.errors import ConfigurationError
from bot.sandbox.box import Box
from tests.acceptance.test_command_line import _certificate

FERRIS, NWOSU = "callum.ferris@wychmere.gov.example", "paul.nwosu@wychmere.gov.example"


@dataclass(frozen=True)
class Installed:
    """An installation, and the tenant beside it."""

    box: Box
    settings: Path

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(bot.__main__.app, [*words, "--settings", str(self.settings)])

    def mended(self, old: str, new: str) -> None:
        text = self.settings.read_text(encoding="utf-8")
        assert old in text
        self.settings.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Installed]:
    """Two apps, each with a certificate of its own; the second reads what two officers have sent."""
    tenant = tenant_of(read_council(SAMPLE / "council.yaml"), datetime.now(UTC))
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    first, second = (_certificate(folder) for folder in folders)
    with Box(tenant, certificate=first.read_bytes(), second_certificate=second.read_bytes()) as box:
        box.second_reaches.update((FERRIS, NWOSU))
        settings = tmp_path / "evenhand.toml"
        settings.write_text(
            f"""
data_dir = "data"
council = "{SAMPLE / "council.yaml"}"
protocol = "enfield"
mode = "observe"
[graph]
tenant_id = "{tenant.id}"
client_id = "{box.client_id}"
certificate_file = "first/app.pem"
must_not_reach = "{OUT_OF_SCOPE}@{tenant.domain}"
base_url = "{box.base_url}"
authority = "{box.authority}"
ca_file = "{box.ca_file}"
instance_discovery = false
[second]
client_id = "{box.second.client_id}"
certificate_file = "second/app.pem"
must_not_reach = "{OUT_OF_SCOPE}@{tenant.domain}"
officers = ["o04", "o06"]
message_trace = true
""",
            encoding="utf-8",
        )
        yield Installed(box, settings)


def about_the_second(told: Result) -> str:
    lines = told.output.splitlines()
    start = next(nth for nth, line in enumerate(lines) if "clock" in line)
    return "\n".join(lines[start + 1 :])


def test_doctor_proves_what_the_second_app_reaches_and_what_it_is_refused(
    here: Installed, snapshot: SnapshotAssertion
) -> None:
    told = here.run("doctor")
    assert told.exit_code == 0, told.output
    assert about_the_second(told) == snapshot
    assert all(record.answer and record.answer.status == 403 for record in here.box.records.all(path="sendMail"))


def test_doctor_says_what_to_mend_where_the_second_app_may_too_much_or_too_little(
    here: Installed, snapshot: SnapshotAssertion
) -> None:
    here.box.second_reaches.remove(NWOSU)
    here.box.second_reaches.add(f"{OUT_OF_SCOPE}@{here.box.tenant.domain}")
    object.__setattr__(here.box.second, "may_write", True)
    object.__setattr__(here.box.second, "may_trace", False)
    told = here.run("doctor")
    assert told.exit_code == 1
    hidden = [line.partition(" (request-id")[0] for line in about_the_second(told).splitlines()]
    assert "\n".join(hidden) == snapshot
    assert here.box.tenant.delivered == [], "a mail to nobody does not leave"


def test_who_is_enrolled_is_shown_with_when_it_was_read(here: Installed) -> None:
    before = here.run("enrolled")
    assert before.exit_code == 0, before.output
    assert "not yet" in before.output
    once = here.run("run", "--once")
    assert once.exit_code == 0, once.output
    rows = json.loads(here.run("enrolled", "--json").output)
    assert [(row["mailbox"], row["officer"], row["what"]) for row in rows] == [
        (FERRIS, "o04", "officer"),
        (NWOSU, "o06", "officer"),
    ]
    assert all(row["since"] and row["read"] for row in rows)


def test_without_a_second_app_nobodys_sent_items_are_read(here: Installed) -> None:
    text = here.settings.read_text(encoding="utf-8")
    here.settings.write_text(text[: text.index("[second]")], encoding="utf-8")
    assert "no second app" in here.run("enrolled").output
    told = here.run("doctor")
    assert told.exit_code == 0
    assert "There is no second app" in told.output
    assert here.run("run", "--once").exit_code == 0
    assert here.box.records.all(path=f"users/{FERRIS}") == (), "neither app has asked for an officer's mailbox"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('officers = ["o04", "o06"]', 'officers = ["c01"]', "councillors are never enrolled"),
        ("instance_discovery = false", 'instance_discovery = false\ncloud = "us-gov"', "global cloud alone"),
        ('certificate_file = "second/app.pem"', "", "give client_secret or certificate_file"),
    ],
)
def test_settings_that_cannot_be_are_named(here: Installed, old: str, new: str, why: str) -> None:
    here.mended(old, new)
    told = here.run("enrolled")
    assert isinstance(told.exception, ConfigurationError)
    assert why in str(told.exception)


def test_the_second_app_is_not_the_first_again(here: Installed) -> None:
    here.mended(here.box.second.client_id, here.box.client_id)
    told = here.run("doctor")
    assert isinstance(told.exception, ConfigurationError)
    assert "a registration of its own" in str(told.exception)
