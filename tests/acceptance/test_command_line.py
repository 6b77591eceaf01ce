"""A council sets Evenhand up, proves it, lets it look once, and does what a person may do: all by the command line."""

import csv
import io
import json
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
import trustme
from click.testing import Result
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from requests.adapters import HTTPAdapter
from typer.testing import CliRunner
from urllib3.util import Retry

import bot.__main__
from bot.adapters.texts import read_council
from bot.compose.trying import OUT_OF_SCOPE, SAMPLE, tenant_of
from bot.errors import ConfigurationError
from bot.sandbox.box import Box
from bot.sandbox.tenant import Tenant
from tests.conftest import written

Command = Callable[..., Result]
ROOT = Path(__file__).parents[2]
PATIENT = Retry(total=12, connect=12, status=12, backoff_factor=0.1, status_forcelist=[503], raise_on_status=False)


def _certificate(folder: Path) -> Path:
    """A key and a certificate of its own, as an app would have them."""
    made = trustme.CA(key_type=trustme.KeyType.RSA).issue_cert("evenhand.example", key_type=trustme.KeyType.RSA)
    key = load_pem_private_key(made.private_key_pem.bytes(), None)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = folder / "app.pem"
    file.write_bytes(pem + made.cert_chain_pems[0].bytes())
    return file


@pytest.fixture
def tenant() -> Tenant:
    return tenant_of(read_council(SAMPLE / "council.yaml"), datetime.now(UTC))


@pytest.fixture
def installed(tmp_path: Path, tenant: Tenant) -> Iterator[Command]:
    """An installation that `evenhand init` made, beside a tenant in a box."""
    certificate = _certificate(tmp_path)
    settings = tmp_path / "evenhand.toml"
    runner = CliRunner()

    def command(*words: str) -> Result:
        return runner.invoke(bot.__main__.app, [*words, "--settings", str(settings)])

    with Box(tenant, certificate=certificate.read_bytes()) as box:
        made = command(
            "init", "--tenant-id", tenant.id, "--client-id", box.client_id, "--certificate", str(certificate),
            "--council", str(SAMPLE / "council.yaml"), "--protocol", "enfield", "--data-dir", str(tmp_path / "data"),
            "--must-not-reach", f"{OUT_OF_SCOPE}@{tenant.domain}", "--adoption", "",
        )  # fmt: skip
        assert made.exit_code == 0, made.output
        with settings.open("a", encoding="utf-8") as file:
            file.write(f'base_url = "{box.base_url}"\nauthority = "{box.authority}"\n')
            file.write(f'ca_file = "{box.ca_file}"\ninstance_discovery = false\n')
        yield command


def _act(tmp_path: Path) -> None:
    settings = tmp_path / "evenhand.toml"
    settings.write_text(settings.read_text().replace('mode = "observe"', 'mode = "act"'), encoding="utf-8")


def _paper_given(tenant: Tenant) -> None:
    tenant.clock.set(datetime.now(UTC) + timedelta(seconds=2))  # Graph tells moments in whole seconds
    mail = written(
        "Rachel Denholm <chief.executive@wychmere.gov.example>",
        "Dear Saoirse,\n\nThe briefing note on the leisure contract that your group asked for is attached.\n\nKind regards",
        to="cllr.saoirse.byrne@wychmere.gov.example",
        subject="Briefing note for the Green Group: the leisure contract",
        at=tenant.clock.now(),
        message_id="<paper@wychmere.gov.example>",
        attached=("Leisure contract.txt", b"The facts of the leisure contract, and the options."),
    )
    tenant.file_sent(mail, "chief.executive@wychmere.gov.example")


def test_doctor_finds_all_well_and_proves_what_is_out_of_reach(installed: Command) -> None:
    told = installed("doctor")
    assert told.exit_code == 0, told.output
    assert "MEND" not in told.output
    assert "is refused to the app, as it has to be" in told.output
    assert "clock agrees" in told.output


def test_a_second_init_leaves_the_settings_alone(installed: Command, tmp_path: Path) -> None:
    before = (tmp_path / "evenhand.toml").read_text()
    certificate = str(tmp_path / "app.pem")
    again = installed(
        "init", "--tenant-id", "t", "--client-id", "c", "--certificate", certificate, "--council",
        str(SAMPLE / "council.yaml"), "--protocol", "kent-2013", "--data-dir", str(tmp_path), "--must-not-reach", "x",
        "--adoption", "",
    )  # fmt: skip
    assert isinstance(again.exception, ConfigurationError)
    assert (tmp_path / "evenhand.toml").read_text() == before


def test_a_notice_is_seen_stopped_released_and_waived(installed: Command, tmp_path: Path, tenant: Tenant) -> None:
    _act(tmp_path)
    assert installed("run", "--once").exit_code == 0
    _paper_given(tenant)
    once = installed("run", "--once")
    assert once.exit_code == 0, once.output

    waiting = installed("review").output
    key = next(word for word in _about(installed) if "/E06/" in word)
    assert "leaves" in waiting

    shown = installed("review", "show", key).output
    notice = shown[shown.index("letter pending") :]
    assert "eisure" not in notice, "the clause does not let the topic be told"
    assert "cllr.amara.okafor@wychmere.gov.example" in shown

    attested = json.loads(installed("attest", "--json").output)
    assert attested["found"] == []
    assert attested["blind_spots"]
    assert isinstance(installed("attest", "--from", "2026-10-20", "--to", "2026-10-12").exception, ConfigurationError)

    month = json.loads(installed("calendar", "--json").output)
    assert {"may leave", "due"} <= {line["sort"] for line in month if line["about"] == key}
    assert "The days to come" in installed("calendar").output

    reason = ("--reason", "The monitoring officer wants to look first.", "--by", "o02")
    assert "it is stopped" in installed("review", "stop", key, *reason).output
    assert "it is already stopped" in installed("review", "stop", key, *reason).output
    assert "it leaves at" in installed("review", "release", key, *reason).output
    assert "it is already released" in installed("review", "release", key, *reason).output
    assert "it is waived" in installed("review", "waive", key, *reason).output
    assert "it is already waived" in installed("review", "waive", key, *reason).output
    assert "waived" in installed("duties").output
    assert "proves itself" in installed("journal", "verify").output
    case = installed("case").output.split()[0]
    story = installed("case", case).output
    assert "duty waived (o02)" in story
    assert tenant.delivered == [], "nothing has left"


def _about(command: Command) -> list[str]:
    """What the register's duties are called, whole: a table on a narrow terminal folds them."""
    return [each["key"] for each in json.loads(command("duties", "--json").output)]


def test_a_letter_is_shown_first_and_put_on_its_way_when_that_is_said(installed: Command, tmp_path: Path) -> None:
    text = tmp_path / "letter.txt"
    text.write_text("Dear Hannah,\n\nThe wall will be mended in May.\n\nPaul", encoding="utf-8")
    words = ("send", str(text), "--to", "cllr.hannah.whitlock@wychmere.gov.example", "--cc", "Records <r@harbour.example>",
             "--subject", "The wall", "--by", "o06")  # fmt: skip
    shown = installed(*words).output
    assert "Copies of this letter: Records" in shown
    assert "in observe mode nothing is sent" in shown
    assert isinstance(installed(*words, "--yes").exception, ConfigurationError)
    _act(tmp_path)
    assert "To send it, say the same with --yes." in installed(*words).output
    assert "On its way as letter/" in installed(*words, "--yes").output
    assert "--bcc" not in installed("send", "--help").output


def test_what_a_person_says_of_a_mail_is_kept_and_taught(installed: Command, tmp_path: Path, tenant: Tenant) -> None:
    assert installed("run", "--once").exit_code == 0
    _paper_given(tenant)
    assert installed("run", "--once").exit_code == 0
    assert "There are no precedents" in installed("precedents").output
    with sqlite3.connect(tmp_path / "data" / "register.db") as register:
        ((key,),) = register.execute("select key from mail").fetchall()
    words = ("--kind", "petition", "--reason", "It was one.", "--by", "o02")
    assert "it is kept" in installed("review", "read-as", key, *words).output
    (said,) = json.loads(installed("precedents", "--json").output)
    assert (said["kinds"], said["by"]) == (["petition"], "o02")
    assert isinstance(installed("run", "--once").exception, ConfigurationError)
    assert "accepted as they are" in installed("precedents", "--accept").output
    assert installed("run", "--once").exit_code == 0


def test_the_switch_is_seen_everywhere_and_wants_a_reason(installed: Command, tmp_path: Path) -> None:
    _act(tmp_path)
    assert installed("run", "--once").exit_code == 0
    assert isinstance(installed("switch", "off", "--reason", " ").exception, ConfigurationError)
    assert "switched off" in installed("switch", "off", "--reason", "A doubt.").output
    assert "switched off" in installed("switch").output
    assert "may leave" in installed("switch", "on", "--reason", "It is settled.").output


def test_what_is_unknown_is_said_with_what_to_do(installed: Command) -> None:
    assert installed("run", "--once").exit_code == 0
    for words in (("review", "show", "m-nothing"), ("case", "c-nothing")):
        told = installed(*words).exception
        assert isinstance(told, ConfigurationError)
        assert "lists them" in str(told)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.usefixtures("installed")
def test_it_runs_until_it_is_told_to_stop(tmp_path: Path, tenant: Tenant) -> None:
    port, settings = _free_port(), tmp_path / "evenhand.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[graph]", f"health_port = {port}\n\n[graph]"), encoding="utf-8")
    session = requests.Session()
    session.trust_env = False
    session.mount("http://", HTTPAdapter(max_retries=PATIENT))

    with subprocess.Popen(
        [sys.executable, "scheduler.py", "run", "--settings", str(settings)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert "Running in observe mode" in process.stdout.readline()
        health = session.get(f"http://127.0.0.1:{port}/health", timeout=20)
        metrics = session.get(f"http://127.0.0.1:{port}/metrics", timeout=20).text
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=30)

    assert health.json()["alive"] is True
    assert "evenhand_done_total" in metrics
    assert process.returncode == 0, told
    assert tenant.domain not in told, "no address stands in the log"


def test_the_registers_are_listed_read_and_handed_over(installed: Command, tmp_path: Path, tenant: Tenant) -> None:
    _act(tmp_path)
    assert installed("run", "--once").exit_code == 0
    _paper_given(tenant)
    assert installed("run", "--once").exit_code == 0

    listed = installed("register")
    assert listed.exit_code == 0, listed.output
    counts = {name: int(count) for count, name in (line.split() for line in listed.output.splitlines())}
    assert counts["briefings"] == counts["group-documents"] == 1
    assert counts["groups"] == 4

    papers = json.loads(installed("register", "group-documents", "--json").output)
    assert [(each["subject"], each["mail"]) for each in papers] == [("green", "<paper@wychmere.gov.example>")]
    assert papers[0]["fields"]["fingerprint"].startswith("bytes:")
    sheet = list(csv.DictReader(io.StringIO(installed("register", "briefings", "--csv").output)))
    assert [(row["who"], row["what"]) for row in sheet] == [("Green Group", "prepared")]
    assert "Green" in installed("register", "briefings").output
    assert "Nothing is entered" in installed("register", "briefings", "--on", "2020-01-01").output
    assert "Nothing is entered" in installed("register", "petitions").output

    opened = installed("register", "--public").output
    assert [line.split()[1] for line in opened.splitlines()] == ["group-rules", "permitted-non-councillors"]
    for words in (("no-such",), ("briefings", "--public")):
        told = installed("register", *words).exception
        assert isinstance(told, ConfigurationError)
        assert "lists them" in str(told)
    assert "write it as 2026-10-12" in installed("register", "briefings", "--on", "yesterday").output
