"""Who is visible to whom: the rows that can be shown without a tenant, and what must never pass."""

from email import policy
from email.errors import ObsoleteHeaderDefect
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailrules.copies.greeting import greeting
from mailrules.copies.identity import group_at, identity, is_archive, is_bot, normal
from mailrules.copies.visibility import hidden_on, is_room, own_identities, visible_on
from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.mime import parse
from mailrules.mime.disputed import agreed
from mailrules.reading.visible import take_apart
from mailrules.vocabulary import Direction

LORNA = "cllr.lorna.fenwick@wychmere.gov.example"
JOANNA = "joanna.pike@wychmere.gov.example"
SPY = "spy@y.example"


def sent(headers: str, text: str = "Dear Lorna\n\nThe papers are out on Tuesday.\n\nJoanna") -> Message:
    """A mail whose address headers are given as they stand on the wire."""
    raw = f"From: Joanna Pike <{JOANNA}>\r\n{headers}\r\nSubject: Papers\r\n\r\n{text}"
    return parse(raw.encode(), direction=Direction.OUT)


def hidden(message: Message, roll: Roll, *envelope: str) -> list[str]:
    seen = visible_on(message, roll)
    return [each.address for each in hidden_on(message, take_apart(message.text), roll, seen, envelope)]


@pytest.mark.parametrize(
    ("situation", "headers", "envelope", "wanted"),
    [
        ("an officer's blind copy to somebody outside", f"To: {LORNA}\r\nBcc: {SPY}", (), [SPY]),
        ("an officer's blind copy to a colleague", f"To: {LORNA}\r\nBcc: rob.ashworth@wychmere.gov.example", (), ["rob.ashworth@wychmere.gov.example"]),
        ("nobody but blind copies", "Bcc: a@x.example, b@x.example", (), ["a@x.example", "b@x.example"]),
        ("undisclosed recipients", "To: undisclosed-recipients:;", (LORNA, SPY), [LORNA, SPY]),
        ("an empty Bcc line", f"To: {LORNA}\r\nBcc:", (LORNA,), []),
        ("a blind copy to an allowed archive", f"To: {LORNA}\r\nBcc: journal@archive.wychmere.gov.example", (), []),
        ("a visible copy to a third party", f"To: {LORNA}\r\nCc: {SPY}", (LORNA, SPY), []),
        ("To is a group with known members", "To: labour.group@wychmere.gov.example", ("cllr.owen.price@wychmere.gov.example",), []),
        ("To is a group and somebody else got it", "To: labour.group@wychmere.gov.example", (LORNA,), [LORNA]),
        ("an alias in the header, the main address on the envelope", "To: ceo@wychmere.gov.example", ("margaret.lindqvist@wychmere.gov.example",), []),
        ("a meeting with a room", f"To: {LORNA}\r\nBcc: room.2@wychmere.gov.example", (), []),
        ("a second To header, which some readers do not show", f"To: {LORNA}\r\nTo: {SPY}", (LORNA, SPY), [SPY]),
        ("a comment in the header", f"To: {LORNA} ({SPY})", (LORNA, SPY), [SPY]),
        ("the address as a name", f'To: "{SPY}" <{LORNA}>', (LORNA, SPY), [SPY]),
        ("the address as an encoded word", f"To: =?utf-8?q?spy=40y.example?=, {LORNA}", (LORNA, SPY), [SPY]),
        ("a letter that looks like another", f"To: {LORNA}", ("\u0441llr.lorna.fenwick@wychmere.gov.example",), ["\u0441llr.lorna.fenwick@wychmere.gov.example"]),
        ("a Bcc after another that is allowed", f"To: {LORNA}\r\nBcc: {JOANNA}\r\nBcc: {SPY}", (), [SPY]),
        ("a Bcc after a bare carriage return", f"To: {LORNA}\rBcc: {SPY}", (), [SPY]),
        ("sent on unchanged", f"To: {LORNA}\r\nResent-To: {SPY}", (), [SPY]),
        ("sent on unchanged, and blind", f"To: {LORNA}\r\nResent-Bcc: {SPY}", (), [SPY]),
        ("a press room is a mailbox", f"To: {LORNA}\r\nBcc: press.room@wychmere.gov.example", (), ["press.room@wychmere.gov.example"]),
        ("somebody's name behind a room", f"To: {LORNA}\r\nBcc: meeting.room.callum@wychmere.gov.example", (), ["meeting.room.callum@wychmere.gov.example"]),
        ("a comment that never ends", f"To: {SPY} ({LORNA}", (LORNA, SPY), [LORNA, SPY]),
        ("one fork of a mail holds the blind copy alone", f"To: {LORNA}", (SPY,), [SPY]),
        ("an extra recipient that a transport rule added", f"To: {LORNA}", (LORNA, "cctv@wychmere.gov.example"), ["cctv@wychmere.gov.example"]),
        ("semicolons as Outlook shows them", f"To: {LORNA}; {SPY}", (LORNA, SPY), []),
        ("a domain with a dot at its end", f"To: {LORNA}.", (LORNA,), []),
    ],
)  # fmt: skip
def test_who_is_out_of_sight(
    situation: str, headers: str, envelope: tuple[str, ...], wanted: list[str], roll: Roll
) -> None:
    del situation
    message = sent(headers, "The papers are out on Tuesday.\n\nJoanna")
    assert hidden(message, roll, *envelope) == wanted


@pytest.mark.parametrize(
    "value",
    [
        "spy@y.example <cllr.lorna.fenwick@wychmere.gov.example>",
        '"Lorna <cllr.lorna.fenwick@wychmere.gov.example>, spy@y.example',
        "<spy@y.example>, <<cllr.lorna.fenwick@wychmere.gov.example>>",
        "spy@y.example cllr.lorna.fenwick@wychmere.gov.example",
    ],
)
def test_a_header_that_two_readers_read_differently_hides_nobody_and_is_held(value: str, roll: Roll) -> None:
    message = sent(f"To: {value}")
    seen = visible_on(message, roll)
    assert seen.doubts == ("two readers of the To header would see different people in it",)
    assert SPY in hidden(message, roll, LORNA, SPY)


@pytest.mark.parametrize(
    "value",
    [
        f"Lorna <{LORNA}>",
        f'"Fenwick, Lorna" <{LORNA}>, {SPY}',
        f"Fenwick, Lorna <{LORNA}>",
        f"O'Neil <{LORNA}>",
        f"Friends: {LORNA}, {SPY};",
        f"{LORNA} (at home)",
        "undisclosed-recipients:;",
        "",
        f"A.B. Name <{LORNA}>, ,",
    ],
)
def test_ordinary_headers_are_read_alike(value: str) -> None:
    assert agreed(value)


KNOWN = (
    LORNA, JOANNA, SPY, "margaret.lindqvist@wychmere.gov.example", "ceo@wychmere.gov.example",
    "chief.executive@wychmere.gov.example", "labour.group@wychmere.gov.example", "cllr.owen.price@wychmere.gov.example",
    "bea.cavendish@example.net", "cllr.beatrice.cavendish@wychmere.gov.example", "spy+x@y.example",
    "journal@archive.wychmere.gov.example", "journal@archive-wychmere.example", "protocol@wychmere.gov.example",
    "democratic.services@wychmere.gov.example", "room.2@wychmere.gov.example", "press.office@wychmere.gov.example",
)  # fmt: skip
addresses = st.sampled_from(KNOWN)
spelt = st.builds(lambda address, loud: address.upper() if loud else address, addresses, st.booleans())


@given(
    to=st.lists(spelt, max_size=3),
    cc=st.lists(spelt, max_size=2),
    bcc=st.lists(spelt, max_size=3),
    envelope=st.lists(spelt, max_size=5),
)
@settings(max_examples=300, deadline=None)
def test_nobody_passes_who_is_neither_visible_nor_allowed_nor_exempt(
    council_roll: Roll, to: list[str], cc: list[str], bcc: list[str], envelope: list[str]
) -> None:
    mail = EmailMessage()
    mail["From"] = f"Joanna Pike <{JOANNA}>"
    for name, values in (("To", to), ("Cc", cc), ("Bcc", bcc)):
        if values:
            mail[name] = ", ".join(values)
    mail.set_content("The papers are out on Tuesday.\n\nJoanna")
    message = parse(mail.as_bytes(), direction=Direction.OUT)
    roll = council_roll
    found = {identity(each, roll) for each in hidden(message, roll, *envelope)}
    shown = {identity(each, roll) for each in (*to, *cc)}
    groups = {group for group in ("labour",) if f"group:{group}" in shown}
    named = {normal(each) for each in bcc}
    for address in {normal(each) for each in (*bcc, *envelope)}:
        who = identity(address, roll)
        excused = (
            who in shown
            or is_archive(address, roll)
            or is_bot(address, roll)
            or who in own_identities(message, roll)
            or is_room(address, roll)
            or (address not in named and group_at(address, roll) in groups)
        )
        assert (who in found) or excused, address
        if who in shown or is_archive(address, roll) or is_bot(address, roll):
            assert who not in found


@pytest.fixture(scope="session")
def council_roll(roll: Roll) -> Roll:
    return roll


@given(value=st.text(alphabet='abé@.,;:<>"()[]\\ =?\t', max_size=120) | st.text(max_size=200))
@settings(max_examples=400, deadline=None)
def test_no_header_makes_the_checker_raise(council_roll: Roll, value: str) -> None:
    line = " ".join(value.split())
    message = sent(f"To: {line}\r\nCc: {line}\r\nBcc: {line}, {SPY}".encode("utf-8", "replace").decode())
    hidden(message, council_roll, value, SPY)
    agreed(value)


PIECES = (
    SPY, LORNA, "<", ">", '"', "(", ")", ",", ";", ":", " ", "\\", "@", "Lorna", "=?utf-8?q?", "?=", "spy=40y.example", f"<{SPY}>",
    f"<{LORNA}>", f'"{SPY}"', f"({SPY})", "friends:", "\t",
)  # fmt: skip


def careful(value: str) -> bool:
    """Whether a strict reader of RFC 5322 finds nothing amiss in a header, and the spy in it."""
    try:
        header = policy.default.header_factory("to", value if ":" in value else value.replace(";", ","))
    except Exception:  # noqa: BLE001 - a reader that gives up has shown nobody
        return False
    serious = [each for each in header.defects if not isinstance(each, ObsoleteHeaderDefect) and "@" in value]
    return not [each for each in serious if "no domain" not in str(each)] and SPY in {
        each.addr_spec.lower() for each in header.addresses
    }


@given(value=st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@settings(max_examples=600, deadline=None)
def test_no_header_passes_what_a_careful_reading_would_stop(council_roll: Roll, value: str) -> None:
    message = sent(f"To: {value}", "The papers are out on Tuesday.")
    passed = SPY not in hidden(message, council_roll, LORNA, SPY) and not visible_on(message, council_roll).doubts
    assert not passed or careful(message.all_headers("to")[0])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Dear Lorna and Victoria\n\nThe item is on the 4th.", "Lorna, Victoria"),
        ("Hi both,\n\nSee below.", "both"),
        ("Dear Lorna, thank you for yours.\n\nJoanna", "Lorna"),
        ("Morning Lorna, Callum agrees.\n\nThe item is on the 4th.", "Lorna"),
        ("hi lorna, callum agrees\n\nthe item is on the 4th", "lorna"),
        ("For what it is worth, Callum agrees.\n\nThe item is on the 4th.", ""),
        (
            "Dear Cllr Lorna Fenwick & Cllr Victoria Sharpe\n\nThe item is on the 4th.",
            "Cllr Lorna Fenwick, Cllr Victoria Sharpe",
        ),
        ("Dear ward members\n\nThe item is on the 4th.", "ward members"),
        ("Evelyn, Hannah\n\nFurther to mine.", "Evelyn, Hannah"),
        ("The item is on the 4th.\n\nJoanna", ""),
        ("", ""),
    ],
)
def test_the_line_that_greets_is_found(text: str, line: str) -> None:
    assert greeting(take_apart(text)) == line
