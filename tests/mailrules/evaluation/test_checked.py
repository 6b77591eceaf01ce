"""What an officer has sent is checked, and nothing else that a mail could bring about follows from it."""

from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.evaluation.checked import POSTS, checked
from mailrules.evaluation.outcome import Outcome
from mailrules.evaluation.record import RememberedRecord
from mailrules.mime import parse
from mailrules.reading.model import Fields, Item, Reading, SenderReading, VisibleText
from mailrules.vocabulary import Direction, Disposition, Finding, Kind
from tests.conftest import MONDAY, written
from tests.mailrules.evaluation.test_closed import setting

OFFICER, MEMBER, OTHER = (
    "callum.ferris@wychmere.gov.example",
    "cllr.amara.okafor@wychmere.gov.example",
    "cllr.bernard.hartley@wychmere.gov.example",
)


def sent(council: Council, roll: Roll, *items: Item, bcc: tuple[str, ...] = (OTHER,)) -> Outcome:
    """Callum Ferris has written to a councillor, and hidden a copy."""
    message = parse(written(OFFICER, "Good morning.", to=MEMBER), direction=Direction.OUT, bcc=bcc)
    sender = SenderReading(address=OFFICER, person="o04", internal=True)
    reading = Reading(sender=sender, visible=VisibleText(written="Good morning."), items=items)
    return checked(message, reading, setting(council, roll, "kent-2013"), RememberedRecord(), at=MONDAY)


def test_a_hidden_copy_is_found_and_only_the_posts_see_it(council: Council, roll: Roll) -> None:
    outcome = sent(council, roll, Item(kind=Kind.OTHER))
    assert {found.finding for found in outcome.findings} >= {Finding.BLIND_COPY, Finding.COPY_NOT_NOTIFIED}
    assert (outcome.disposition, outcome.closed_to, outcome.not_for) == (Disposition.HOLD, POSTS, ("o04",))


def test_what_the_mail_is_about_brings_nothing_about(council: Council, roll: Roll) -> None:
    items = (
        Item(kind=Kind.GROUP_BRIEFING_DELIVERED, group="green", topic="Parks"),
        Item(kind=Kind.DECISION_RECORD),
        Item(kind=Kind.CONSENT_GIVEN, group="green"),
    )
    outcome = sent(council, roll, *items, bcc=())
    assert (outcome.cases, outcome.duties, outcome.routes, outcome.entries, outcome.consents) == ((), (), (), (), ())
    assert outcome.disposition is Disposition.NONE


def test_a_fear_of_wrongdoing_is_not_even_checked(council: Council, roll: Roll) -> None:
    outcome = sent(council, roll, Item(kind=Kind.WHISTLEBLOWING))
    assert (outcome.disposition, outcome.minimal, outcome.findings) == (Disposition.NONE, True, ())
    assert outcome.letter is None


def test_whoever_a_mail_accuses_does_not_see_what_was_found_in_it(council: Council, roll: Roll) -> None:
    complaint = Item(kind=Kind.COMPLAINT_ABOUT_OFFICER, fields=Fields(officer="o01"))
    outcome = sent(council, roll, complaint)
    assert outcome.findings
    assert "o04" in outcome.not_for
