"""Mails of a council in few words: each case is a mail that goes out, after some that went before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.compose.rulebook import rulebook
from bot.services.decide import Deciding
from mailrules.evaluation.outbound import Outbound, outbound
from mailrules.evaluation.record import RememberedRecord
from mailrules.message import Message
from mailrules.mime import parse
from mailrules.reading.past import RememberedPast
from mailrules.reading.read import read
from mailrules.vocabulary import Direction
from tests.conftest import MONDAY, SAMPLE

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One mail in one story."""

    finding: str
    wrong: bool
    mail: Mapping[str, Any]
    before: tuple[Mapping[str, Any], ...]

    @property
    def name(self) -> str:
        """The story's title."""
        return str(self.mail["name"])


def cases() -> Iterable[Case]:
    """All cases of all files, in order."""
    for path in sorted(CASES.glob("*.yaml")):
        told = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        usual = told.get("usual", {})
        for wrong, key in ((True, "with"), (False, "without")):
            for each in told[key]:
                mail = {**usual, **each}
                before = [told["earlier"][one] if isinstance(one, str) else one for one in mail.get("before") or []]
                yield Case(path.stem, wrong, mail, tuple(before))


def listed(value: Any) -> list[str]:
    """One word or several, as a list."""
    if not value:
        return []
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


class Teller:
    """Tells stories in one council, under one protocol."""

    def __init__(self, protocol: str = "kent-2013") -> None:
        self.deciding: Deciding = rulebook(SAMPLE / "council.yaml", protocol, None).deciding()
        council = self.deciding.council
        self.people = {each.id: each for each in (*council.members, *council.officers)}
        self.groups = {each.id: each for each in council.groups}

    def address(self, word: str) -> str:
        """The address of somebody in the directory, or the word itself."""
        if word in self.people:
            return self.people[word].email
        return self.groups[word].office[0] if word in self.groups else word

    def shown(self, word: str) -> str:
        """How a header shows somebody."""
        if word in self.people:
            person = self.people[word]
            title = "Cllr " if word.startswith("c") else ""
            return f"{title}{person.name} <{person.email}>"
        if word in self.groups:
            return f"{self.groups[word].name} <{self.groups[word].office[0]}>"
        return word

    def bytes_of(self, told: Mapping[str, Any], nth: int) -> bytes:
        """The mail as its sender has it."""
        mail = EmailMessage()
        mail["From"] = self.shown(str(told["from"]))
        for header in ("to", "cc", "bcc"):
            if told.get(header):
                mail[header.capitalize()] = ", ".join(self.shown(each) for each in listed(told[header]))
        mail["Subject"] = str(told.get("subject", "Your question"))
        mail["Date"] = format_datetime(MONDAY + timedelta(hours=nth))
        mail["Message-ID"] = f"<{told.get('id', f'n{nth}')}@mail.example>"
        answers = listed(told.get("answers"))
        if answers:
            mail["In-Reply-To"] = f"<{answers[0]}@mail.example>"
            mail["References"] = " ".join(f"<{each}@mail.example>" for each in reversed(answers))
        mail["X-MS-Exchange-Organization-AuthAs"] = "Internal"
        for name, value in (told.get("headers") or {}).items():
            mail[name] = value
        mail.set_content(str(told["text"]))
        for name, text in (told.get("attached") or {}).items():
            mail.add_attachment(str(text).encode(), maintype="text", subtype="plain", filename=str(name))
        return mail.as_bytes()

    def tell(self, mail: Mapping[str, Any], before: Iterable[Mapping[str, Any]] = ()) -> tuple[Outbound, Message]:
        """What is found in the mail, after those before it."""
        past, record = RememberedPast(), RememberedRecord()
        nth = 0
        for nth, told in enumerate(before, start=1):
            sender = str(told["from"])
            direction = Direction.OUT if sender.startswith("o") else Direction.IN
            self._keep(parse(self.bytes_of(told, nth), direction=direction), past, record)
        message = parse(self.bytes_of(mail, nth + 1), direction=Direction.OUT)
        assert message.date is not None
        setting = self.deciding.setting(message.date)
        reading = read(message, setting.roll, past)
        envelope = tuple(self.address(each) for each in listed(mail.get("envelope")))
        return outbound(message, reading, setting, record, at=message.date, envelope=envelope), message

    def _keep(self, message: Message, past: RememberedPast, record: RememberedRecord) -> None:
        assert message.date is not None
        decision = self.deciding.decide(message, past, record, received=message.date)
        record.keep(decision.outcome)
        past.remember(message, decision.reading, case=decision.outcome.case)
