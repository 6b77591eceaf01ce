"""Bounces that other projects collected are known as bounces, and joined to what came back; and nothing else is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.files import mails_below
from mailrules.message import Message
from mailrules.mime import parse
from mailrules.reading.machine import machine_mail
from mailrules.reading.model import MachineMail
from mailrules.vocabulary import Direction
from tests.conftest import SHARED

AT_LEAST = 0.98
FOLDER = SHARED / "mail" / "third-party"
SETS = sorted(each.parent.name for each in FOLDER.glob("bounce_*/expectations.dev.json"))
NOT_OURS = {
    (
        "bounce_perl_bounceparser",
        "spam-with-image.msg",
    ): "it is an advertisement, and says of no mail that it came back",
    ("bounce_sisimai", "maildir/bsd/lhost-amazonses-12.eml"): "it says that a mail was delivered",
    ("bounce_sisimai", "maildir/bsd/lhost-sendmail-14.eml"): "a person forwards a bounce to another person",
}
"""Set and file of each mail whose collectors call it a bounce, and which is none to a council, with why."""


@dataclass(frozen=True)
class Collected:
    """One mail that somebody collected, and what they say that it is."""

    file: str
    message: Message
    said: dict[str, Any]

    @property
    def is_bounce(self) -> bool:
        return bool(self.said.get("expected_class", "bounce") == "bounce")

    @property
    def machine(self) -> MachineMail | None:
        return machine_mail(self.message, known_sender=False)

    def wrong(self) -> str:
        """What is not as it should be of a bounce; empty where all is."""
        machine = self.machine
        if machine is None or machine.form != "bounce":
            return f"{self.file} is taken for {machine.form if machine else 'a person’s mail'}"
        one = self.said.get("recipient") or self.said.get("failed_recipient")
        whom = {each.lower() for each in self.said.get("failed_recipients", ()) or ([one] if one else [])}
        if whom - set(machine.failed):
            return f"{self.file} did not reach {sorted(whom - set(machine.failed))}, and is taken to be about {machine.failed}"
        if self._carries_a_message_id() and not machine.refers_to:
            return f"{self.file} is joined to nothing"
        return ""

    def _carries_a_message_id(self) -> bool:
        texts = [self.message.text, *(each.text for each in self.message.attachments)]
        lines = (line.strip().lower() for text in texts for line in text.split("\n"))
        return any(line.startswith("message-id: <") and line.endswith(">") for line in lines)


def collected(name: str) -> Iterator[Collected]:
    for said in json.loads((FOLDER / name / "expectations.dev.json").read_text(encoding="utf-8")):
        path = FOLDER / name / said["file"]
        if path.is_file() and (name, said["file"]) not in NOT_OURS:
            yield Collected(said["file"], parse(path.read_bytes(), direction=Direction.IN), said)


@pytest.mark.skipif(not SETS, reason="other people's mail is not at hand beside the project")
@pytest.mark.parametrize("name", SETS)
def test_bounces_are_known_and_joined_to_what_came_back(name: str) -> None:
    bounces = [each for each in collected(name) if each.is_bounce]
    wrong = [said for each in bounces if (said := each.wrong())]
    right = (len(bounces) - len(wrong)) / len(bounces)
    assert right >= AT_LEAST, f"{name}: {right:.1%} of {len(bounces)}\n" + "\n".join(wrong)


@pytest.mark.skipif(not SETS, reason="other people's mail is not at hand beside the project")
@pytest.mark.parametrize("name", SETS)
def test_what_is_no_bounce_is_not_taken_for_one(name: str) -> None:
    others = [each for each in collected(name) if not each.is_bounce]
    assert [each.file for each in others if each.machine and each.machine.form == "bounce"] == []


def test_an_out_of_office_note_that_looks_like_a_bounce_is_an_auto_reply(third_party: Path) -> None:
    forms = {}
    for mail in mails_below(third_party / "bounce_livebg_nonbounces"):
        machine = machine_mail(parse(mail.read(), direction=mail.direction), known_sender=False)
        forms[mail.name.split("#")[0]] = machine.form if machine else ""
    assert forms["non_bounces/tt_1234210666.txt"] == "auto-reply"
    assert "bounce" not in forms.values()


def test_each_exception_is_one_of_a_set(third_party: Path) -> None:
    assert all((third_party / name / file).is_file() for name, file in NOT_OURS)
