"""A month of the sample council's mail, replayed under each protocol: what would have been done."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.adapters.texts import library_names
from tests.conftest import SAMPLE, written

Mails = dict[str, dict[str, Any]]
Replay = Callable[..., Mails]

GROUP_KINDS = {
    "group-briefing-request", "group-attendance-request", "group-briefing-delivered", "group-attendance-reported",
    "equal-access-notice", "group-offer-taken-up", "officer-attendance-agreed", "officer-attendance-declined",
}  # fmt: skip
READ_HERE = GROUP_KINDS | {"consent-given", "consent-refused", "automatic"}
NINE_IN_TEN = 0.9


@pytest.fixture
def replay(tmp_path: Path) -> Replay:
    """Replays a folder of mail by the command that a council types, and gives its JSON by file."""

    def run(protocol: str, path: Path = SAMPLE / "mail", *options: str) -> Mails:
        out = tmp_path / "out.jsonl"
        done = CliRunner().invoke(
            app,
            [
                "replay",
                str(path),
                "--council",
                str(SAMPLE / "council.yaml"),
                "--protocol",
                protocol,
                "--json",
                str(out),
                *options,
            ],
            catch_exceptions=False,
        )
        assert done.exit_code == 0, done.output
        lines = out.read_text(encoding="utf-8").splitlines()
        return {mail["file"]: mail for mail in map(json.loads, lines)}

    return run


def duties(mail: dict[str, Any]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(duty["clause"], duty["state"], tuple(duty["say"])) for duty in mail["duties"]]


@pytest.fixture(scope="session")
def labels() -> dict[str, dict[str, Any]]:
    lines = (SAMPLE / "mail" / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return {label["file"]: label for label in map(json.loads, lines)}


def test_nine_in_ten_of_the_group_kinds_consents_and_machine_mails_are_found(
    replay: Replay, labels: dict[str, dict[str, Any]]
) -> None:
    found, wanted = Counter[str](), Counter[str]()
    for file, mail in replay("enfield").items():
        kinds = set(labels[file]["kinds"]) & READ_HERE
        wanted.update(kinds)
        found.update(kinds & set(mail["kinds"]))
    assert found.total() >= NINE_IN_TEN * wanted.total(), wanted - found


@pytest.mark.parametrize("protocol", library_names())
def test_nothing_is_acted_on_that_is_no_groups_mail(
    replay: Replay, labels: dict[str, dict[str, Any]], protocol: str
) -> None:
    acted = {file for file, mail in replay(protocol).items() if mail["disposition"] == "act"}
    assert {file for file in acted if not set(labels[file]["kinds"]) & GROUP_KINDS} == set()


@pytest.mark.parametrize("protocol", library_names())
def test_no_topic_says_what_other_groups_may_not_see(
    replay: Replay, labels: dict[str, dict[str, Any]], protocol: str
) -> None:
    for file, mail in replay(protocol).items():
        said = [mail["topic"] or "", *(duty["text"].split("\n\n")[1] for duty in mail["duties"] if duty["text"])]
        never = labels[file].get("topic_never", [])
        own_names = " ".join(label.lower() for label in ("Labour Group", "Conservative Group"))
        slipped = [word for word in never if word.lower() not in own_names and word.lower() in " ".join(said).lower()]
        assert slipped == [], file


# Row 8: a group asks for a briefing note.
def test_enfield_tells_the_others_when_the_note_is_ready_and_offers_something_similar(replay: Replay) -> None:
    mails = replay("enfield")
    assert duties(mails["inbox/w006.eml"]) == []
    (duty,) = mails["inbox/w032.eml"]["duties"]
    assert (duty["clause"], duty["state"], duty["say"]) == ("E06", "due", ["fact", "offer-similar"])
    assert duty["tell"] == [
        "cllr.victoria.sharpe@wychmere.gov.example",
        "cllr.andrew.galbraith@wychmere.gov.example",
        "cllr.saoirse.byrne@wychmere.gov.example",
    ]
    assert (duty["release_at"], duty["due"]) == ("2026-10-16T10:00:00+01:00", "2026-10-22T17:00:00+01:00")
    assert "emporary accommodation" not in duty["text"]
    assert "similar facility" in duty["text"]


def test_broxtowe_tells_the_others_of_the_report_and_its_topic_and_offers_nothing(replay: Replay) -> None:
    mails = replay("broxtowe")
    assert duties(mails["inbox/w006.eml"]) == []
    (duty,) = mails["inbox/w032.eml"]["duties"]
    assert (duty["clause"], duty["state"], duty["say"]) == ("B05", "due", ["fact", "topic"])
    assert "Temporary accommodation" in duty["text"]
    assert "similar" not in duty["text"]


def test_the_code_of_conduct_holds_the_request_for_a_written_note(replay: Replay) -> None:
    mails = replay("member-officer-code")
    (duty,) = mails["inbox/w006.eml"]["duties"]
    assert (duty["clause"], duty["state"], duty["say"]) == ("U06", "held", ["fact", "offer-same", "topic"])
    assert "doubtful" in mails["inbox/w006.eml"]["held_because"][0]


@pytest.mark.parametrize("protocol", ["kent-2013", "member-employee-2007"])
def test_two_protocols_tell_nobody_of_a_note(replay: Replay, protocol: str) -> None:
    mails = replay(protocol)
    assert duties(mails["inbox/w006.eml"]) == duties(mails["inbox/w032.eml"]) == []


@pytest.mark.parametrize(
    ("protocol", "clause", "to"),
    [
        ("enfield", "E04", ["chief-executive", "executive-director"]),
        ("broxtowe", "B03", ["chief-executive"]),
        ("member-officer-code", "U06", ["chief-executive", "chief-officer"]),
    ],
)
def test_a_note_asked_of_a_head_of_service_belongs_with_the_chief_executive(
    replay: Replay, tmp_path: Path, protocol: str, clause: str, to: list[str]
) -> None:
    data = (SAMPLE / "mail" / "inbox" / "w006.eml").read_bytes()
    old = b"To: Chief Executive <chief.executive@wychmere.gov.example>"
    assert old in data
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "asked.eml").write_bytes(data.replace(old, b"To: Adeel Khan <adeel.khan@wychmere.gov.example>"))
    assert {"clause": clause, "to": to} in replay(protocol, folder)["asked.eml"]["routes"]


# Row 9: an officer has attended a group.
@pytest.mark.parametrize(("protocol", "clause"), [("enfield", "E10"), ("broxtowe", "B08")])
def test_the_fact_and_the_subject_are_told_after_the_meeting(replay: Replay, protocol: str, clause: str) -> None:
    mails = replay(protocol)
    assert duties(mails["sent/w003.eml"]) == [(clause, "waiting", ("fact", "topic"))]
    (duty,) = mails["inbox/w021.eml"]["duties"]
    assert (duty["clause"], duty["state"]) == (clause, "due")
    assert "Paul Nwosu" in duty["text"]
    assert "Food waste" in duty["text"]
    assert "brown bins" not in duty["text"]
    assert duties(mails["sent/w024.eml"]) == [(clause, "met", ("fact", "topic"))]


def test_the_code_of_conduct_told_them_at_the_request(replay: Replay) -> None:
    mails = replay("member-officer-code")
    assert duties(mails["inbox/w001.eml"]) == [("U06", "due", ("fact", "offer-same", "topic"))]
    assert duties(mails["inbox/w021.eml"]) == []


@pytest.mark.parametrize("protocol", ["kent-2013", "member-employee-2007"])
def test_two_protocols_tell_nobody_of_an_attendance(replay: Replay, protocol: str) -> None:
    assert duties(replay(protocol)["inbox/w021.eml"]) == []


# Row 10: another group asks for that very paper.
@pytest.mark.parametrize("protocol", ["enfield", "broxtowe", "member-officer-code", "member-employee-2007"])
def test_most_protocols_bar_nothing_when_the_same_paper_is_asked_for(replay: Replay, protocol: str) -> None:
    mail = replay(protocol)["inbox/w038.eml"]
    assert mail["kinds"] == ["group-offer-taken-up"]
    assert duties(mail) == []


def test_kent_keeps_the_paper_until_its_group_consents(replay: Replay) -> None:
    mail = replay("kent-2013")["inbox/w038.eml"]
    assert [(duty["clause"], duty["state"], duty["tell"]) for duty in mail["duties"]] == [("K25", "barred", [])]
    assert mail["held_because"] == [
        "K25: the paper written for labour may not go to conservative, without the consent of labour"
    ]


# Row 11: the chief executive is asked by a minority leader what the Leader said.
@pytest.mark.parametrize(
    ("protocol", "expected"),
    [
        ("enfield", []),
        ("broxtowe", []),
        ("member-officer-code", []),
        ("kent-2013", []),
        ("member-employee-2007", [("M01", "barred")]),
    ],
)
def test_what_the_leader_said_is_kept_by_one_protocol_alone(
    replay: Replay, tmp_path: Path, protocol: str, expected: list[tuple[str, str]]
) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "asked.eml").write_bytes(
        written(
            "Cllr Victoria Sharpe <cllr.victoria.sharpe@wychmere.gov.example>",
            "Margaret\n\nWhat did the Leader say to you on Tuesday about the depot? I should like to know what was discussed.",
        )
    )
    mail = replay(protocol, folder)["asked.eml"]
    assert [(duty["clause"], duty["state"]) for duty in mail["duties"]] == expected
    assert mail["disposition"] == ("hold" if expected else "none")


# The whole.
def test_a_notice_by_hand_and_the_same_paper_again_make_nothing_new(replay: Replay) -> None:
    mails = replay("enfield")
    assert duties(mails["sent/w033.eml"]) == [("E06", "met", ("fact", "offer-similar"))]
    assert duties(mails["sent/w049.eml"]) == []
    assert duties(mails["sent/w068.eml"]) == []


def test_a_spoofed_request_moves_no_case_and_is_held(replay: Replay) -> None:
    mail = replay("member-officer-code")["inbox/w059.eml"]
    assert (mail["disposition"], mail["case"]) == ("hold", None)
    assert "spoofed" in mail["flags"]


def test_the_same_replay_twice_gives_the_same_bytes(replay: Replay, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        mails = replay("enfield", SAMPLE / "mail", "--report", str(tmp_path / f"{name}.html"))
        made.append((json.dumps(mails), (tmp_path / f"{name}.html").read_bytes()))
    assert made[0] == made[1]


def test_a_council_without_an_adoption_file_is_told_where_a_default_decided(replay: Replay) -> None:
    (duty,) = replay("enfield")["inbox/w032.eml"]["duties"]
    assert (
        "E06 names no deadline: 5 working days is a default, for want of the council's own choice"
        in duty["local_choice"]
    )


def test_an_adoption_file_decides_what_the_protocol_leaves_open(replay: Replay, tmp_path: Path) -> None:
    file = tmp_path / "adoption.yaml"
    file.write_text(
        "protocol: enfield\ncouncil: wychmere\ndeadlines: {E06: 2 working days}\ntopic_told: {E06: true}\n"
        "written_to: {green: [leader, deputy]}\nreleases: {E06: at once}\nmodes: {E10: 'off'}\nungrouped_told: true\n",
        encoding="utf-8",
    )
    mails = replay("enfield", SAMPLE / "mail", "--adoption", str(file))
    (duty,) = mails["inbox/w032.eml"]["duties"]
    assert duty["say"] == ["fact", "offer-similar", "topic"]
    assert (duty["release_at"], duty["due"]) == ("2026-10-15T16:48:33+01:00", "2026-10-19T17:00:00+01:00")
    assert "cllr.tobias.ellery@wychmere.gov.example" in duty["tell"]
    assert "cllr.piotr.nowak@wychmere.gov.example" in duty["tell"]
    assert duties(mails["inbox/w021.eml"]) == []


def test_other_peoples_mail_puts_no_duty_on_anybody(replay: Replay, third_party: Path, tmp_path: Path) -> None:
    chosen = third_party if os.environ.get("EVENHAND_WHOLE") == "1" else _each_eighth(third_party, tmp_path / "mail")
    mails = replay("enfield", chosen)
    assert len(mails) > 100
    assert [file for file, mail in mails.items() if mail["duties"]] == []


def _each_eighth(root: Path, into: Path) -> Path:
    """A sample of every set; all is replayed where EVENHAND_WHOLE=1, and `benchmarks/strangers.py` judges all."""
    for nth, path in enumerate(each for each in sorted(root.rglob("*")) if each.is_file()):
        if nth % 8 == 0:
            (into / path.relative_to(root)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, into / path.relative_to(root))
    return into


def test_one_mail_is_explained_in_words() -> None:
    done = CliRunner().invoke(
        app,
        [
            "explain",
            str(SAMPLE / "mail" / "inbox" / "w021.eml"),
            "--council",
            str(SAMPLE / "council.yaml"),
            "--protocol",
            "enfield",
        ],
    )
    assert done.exit_code == 0, done.output
    assert "E10 due: tell cllr.amara.okafor@wychmere.gov.example" in done.output
    assert "hit  E10 equal-access: conservative has had an officer at its meeting" in done.output
