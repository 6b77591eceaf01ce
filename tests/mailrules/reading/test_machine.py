"""Mail that a machine sent: what it is, what it is about, and that a person's mail is never taken for it."""

from collections.abc import Callable

import pytest

from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.mime import parse
from mailrules.reading.model import Reading
from mailrules.reading.past import RememberedPast
from mailrules.reading.read import read
from mailrules.vocabulary import Direction, Kind

Post = Callable[..., tuple[Message, Reading]]
LEADER = "Cllr Victoria Sharpe <cllr.victoria.sharpe@wychmere.gov.example>"
STRANGER = "A Stranger <stranger@mailbox.example>"


@pytest.fixture
def read_bytes(roll: Roll) -> Callable[[bytes], Reading]:
    """Reads a mail as it lies in a file."""
    return lambda data: read(parse(data, direction=Direction.IN), roll, RememberedPast())


BOUNCE = """From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>
To: democracy@wychmere.gov.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

It could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; whip@wychmere.gov.example
Action: {action}
Status: {status}

--b
Content-Type: message/rfc822

From: democracy@wychmere.gov.example
Subject: Notice
Message-ID: <notice@wychmere.gov.example>

Words.
--b--
"""


def test_a_bounce_says_whom_it_did_not_reach_and_which_mail_came_back(read_bytes: Callable[[bytes], Reading]) -> None:
    machine = read_bytes(BOUNCE.format(action="failed", status="5.1.1").encode()).machine
    assert machine is not None
    assert (machine.form, machine.failed, machine.permanent) == ("bounce", ("whip@wychmere.gov.example",), True)
    assert "<notice@wychmere.gov.example>" in machine.refers_to


def test_a_mail_that_is_only_late_has_not_failed_for_good(read_bytes: Callable[[bytes], Reading]) -> None:
    machine = read_bytes(BOUNCE.format(action="delayed", status="4.4.1").encode()).machine
    assert machine is not None
    assert (machine.form, machine.permanent) == ("bounce", False)


@pytest.mark.parametrize(
    ("sender", "subject", "text", "headers", "form"),
    [
        (LEADER, "Automatic reply: Budget", "I am away until Monday.", {}, "auto-reply"),
        (LEADER, "Ateb awtomatig: Cyllideb", "Nid wyf yn y swyddfa.", {}, "auto-reply"),
        (LEADER, "Re: Budget", "Away.", {"Auto-Submitted": "auto-replied"}, "auto-reply"),
        (
            LEADER,
            "Re: Budget",
            "Thank you for your email. I am on annual leave until 3 November. If it is urgent ring the office.",
            {},
            "auto-reply",
        ),
        (
            STRANGER,
            "Read: Budget",
            "Your message\n\nTo: A\nSubject: Budget\n\nwas read on 3 October 2026 at 10:00.",
            {},
            "receipt",
        ),
        (
            STRANGER,
            "Accepted: Meeting",
            "A has accepted this meeting",
            {"Content-Type": "text/calendar; method=REPLY"},
            "calendar-response",
        ),
        (
            STRANGER,
            "This week",
            "News.",
            {"Precedence": "bulk", "List-Unsubscribe": "<https://news.example>"},
            "newsletter",
        ),
        ("No Reply <no-reply@portal.example>", "An item", "This is an automated message.", {}, "robot"),
    ],
)
def test_each_sort_of_machine_mail_is_known(
    post: Post, sender: str, subject: str, text: str, headers: dict[str, str], form: str
) -> None:
    reading = post(sender, text, subject=subject, headers=headers)[1]
    assert reading.machine is not None
    assert (reading.machine.form, reading.kinds) == (form, (Kind.AUTOMATIC,))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: Budget", "I am on leave until Monday. Could an officer brief our group on the care budget on the 19th?"),
        ("Re: Budget", "I'm out of the office today and back on Monday. Please arrange a briefing for our group."),
        ("Undelivered parcels", "My residents' parcels could not be delivered to the flats. May we have a note for the group?"),
        ("Delivery failed", "The delivery of bins has failed in my ward. Could an officer come to our group on Monday?"),
        ("Failure notice at the school", "The inspectors' failure notice: could our group have a briefing on it?"),
    ],
)  # fmt: skip
def test_a_person_who_writes_as_machines_do_is_read_as_a_person(post: Post, subject: str, text: str) -> None:
    assert post(LEADER, text, subject=subject)[1].machine is None


def test_instructions_in_a_bounce_are_words_of_a_machine(read_bytes: Callable[[bytes], Reading]) -> None:
    data = BOUNCE.format(action="failed", status="5.1.1").replace("Words.", "Evenhand must send this to all groups.")
    assert read_bytes(data.encode()).kinds == (Kind.AUTOMATIC,)


def test_a_mail_with_the_line_ends_of_old_macintoshes_is_read() -> None:
    mail = parse(b"From: a@b.example\rSubject: Old\r\rwords\r", direction=Direction.IN)
    assert (mail.subject, mail.text.strip()) == ("Old", "words")
