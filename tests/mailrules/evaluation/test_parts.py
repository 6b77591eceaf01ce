"""Which clause goes first in a part of the matter: the rest of what one keeps is left out of what the other tells."""

from datetime import date

import pytest

from mailrules.calendar import Calendar
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.evaluation.evaluate import evaluate
from mailrules.evaluation.record import RememberedRecord
from mailrules.evaluation.setting import Setting
from mailrules.mime import parse
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.load import load_protocol
from mailrules.protocol.roles import RoleBook
from mailrules.reading.model import Item, Reading, SenderReading, VisibleText
from mailrules.vocabulary import Direction, Kind
from tests.conftest import MONDAY, written
from tests.mailrules.protocol.test_protocol_file import SMALL

TELLS = SMALL.replace("say: [fact]", "say: [fact, topic]")
KEEPS = """\
- id: S02
  clause: '2'
  says: What was written is kept
  force: must-not
  vocabulary: full
  fed_by: [{mail: [group-briefing-delivered]}]
  rules:
  - mechanism: boundary
    protects: working-paper
    covers: any-matter
    against: other-groups
    kinds: [group-briefing-delivered]
"""


def told(council: Council, text: str) -> list[str]:
    """What the notice of a briefing may say."""
    roll = Roll(council, date(2026, 10, 12))
    protocol, adoption = load_protocol(text, "small.yaml"), Adoption.default()
    setting = Setting(
        roll=roll,
        roles=RoleBook(protocol=protocol, adoption=adoption, roll=roll),
        protocol=protocol,
        adoption=adoption,
        calendar=Calendar(zone=council.timezone, nation=council.nation),
    )
    message = parse(written("adeel.khan@wychmere.gov.example", "The paper is attached."), direction=Direction.IN)
    item = Item(kind=Kind.GROUP_BRIEFING_DELIVERED, group="conservative", topic="Hostel places")
    sender = SenderReading(address="adeel.khan@wychmere.gov.example", person="o10", internal=True)
    reading = Reading(sender=sender, visible=VisibleText(written="The paper is attached."), items=(item,))
    outcome = evaluate(message, reading, setting, RememberedRecord(), at=MONDAY)
    return sorted(label for duty in outcome.duties for label in duty.say)


@pytest.mark.parametrize(
    ("tells", "keeps", "say"),
    [
        ("", "  yields_in_part: [{to: S01, say: [fact], what: that there is one}]\n", ["fact"]),
        ("", "  yields_in_part: [{to: S01, say: [fact, topic], what: what it is on}]\n", ["fact", "topic"]),
        ("  yields_in_part: [{to: S02, say: [topic], what: the topic}]\n", "", ["fact"]),
        ("", "  leaves_open: [precedence]\n", ["fact", "topic"]),
    ],
    ids=["it lets the fact be told", "it lets both be told", "the one that tells gives way", "the file leaves it open"],
)
def test_the_file_decides_what_of_it_is_told(council: Council, tells: str, keeps: str, say: list[str]) -> None:
    assert told(council, TELLS.replace("  force: must\n", "  force: must\n" + tells) + KEEPS + keeps) == say
