"""What every test may use: times that are given, identifiers that count, the sample council, and mail in few words."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from bot.adapters.texts import read_council
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.mime import parse
from mailrules.reading.model import Reading
from mailrules.reading.past import RememberedPast
from mailrules.reading.read import read
from mailrules.vocabulary import Direction
from tests import postgres
from tests.postgres import Cluster

settings.register_profile("the same each time", derandomize=True, database=None)
settings.register_profile("by chance", print_blob=True)
settings.load_profile("by chance" if os.environ.get("EVENHAND_BY_CHANCE") else "the same each time")
"""A landing never hangs on luck; `make by-chance` looks further."""

MONDAY = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "bot" / "sandbox" / "sample"
SHARED = ROOT.parent / "shared"


@pytest.fixture
def monday() -> datetime:
    """A working Monday morning."""
    return MONDAY


@pytest.fixture
def counted() -> Callable[[], str]:
    """Identifiers that count: n1, n2 and so on."""
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


@pytest.fixture(scope="session")
def council() -> Council:
    """The sample council."""
    return read_council(SAMPLE / "council.yaml")


@pytest.fixture(scope="session")
def roll(council: Council) -> Roll:
    """The sample council on the Monday."""
    return Roll(council, date(2026, 10, 12))


@pytest.fixture(scope="session")
def third_party() -> Path:
    """Other people's mail, which lies beside the project and is never part of it."""
    folder = SHARED / "mail" / "third-party"
    if not folder.is_dir():
        pytest.skip("other people's mail is not at hand beside the project")
    return folder


def written(
    sender: str,
    text: str,
    *,
    to: str = "chief.executive@wychmere.gov.example",
    cc: str = "",
    subject: str = "",
    at: datetime = MONDAY,
    headers: dict[str, str] | None = None,
    message_id: str = "<m1@mail.example>",
    attached: tuple[str, bytes] | None = None,
) -> bytes:
    """A mail as it would be delivered inside the council."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    if cc:
        mail["Cc"] = cc
    mail["Date"], mail["Message-ID"] = format_datetime(at), message_id
    mail["X-MS-Exchange-Organization-AuthAs"] = "Internal"
    for name, value in (headers or {}).items():
        del mail[name]
        mail[name] = value
    mail.set_content(text)
    if attached:
        mail.add_attachment(attached[1], maintype="application", subtype="octet-stream", filename=attached[0])
    return mail.as_bytes()


@pytest.fixture
def post(roll: Roll) -> Callable[..., tuple[Message, Reading]]:
    """Delivers a mail of few words, and reads it; mails of one test know each other."""
    past = RememberedPast()

    def deliver(
        sender: str, text: str, *, direction: Direction = Direction.IN, **given: Any
    ) -> tuple[Message, Reading]:
        message = parse(written(sender, text, **given), direction=direction)
        reading = read(message, roll, past)
        past.remember(message, reading, case=None)
        return message, reading

    return deliver


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of the tests' own."""
    with postgres.cluster() as made:
        yield made


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of its own for each test, which is run on both engines."""
    if request.param == "SQLite":
        return f"sqlite:///{tmp_path / 'register.db'}"
    made: Cluster = request.getfixturevalue("cluster")
    return made.fresh()
