"""Any bytes are a mail; what cannot be read is said, and nothing raises."""

import time
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.files import mails_below
from mailrules.message import Message
from mailrules.mime import parse
from mailrules.mime.html import html_to_text
from mailrules.vocabulary import Direction

SLOWEST_SECONDS = 5.0


def received(data: bytes) -> Message:
    return parse(data, direction=Direction.IN)


def test_encoded_words_and_raw_bytes_in_a_subject_are_read() -> None:
    assert received(b"Subject: =?utf-8?q?Caf=C3=A9?= =?utf-8?q?_M=C3=BCnster?=\n\nx").subject == "Café Münster"
    assert received("Subject: Café\n\nx".encode("cp1252")).subject == "Café"


def test_an_address_in_a_display_name_does_not_hide_the_real_one() -> None:
    mail = received(b'From: "boss@council.example" <spy@elsewhere.example>\nTo: group:;\n\nx')
    assert [box.address for box in mail.from_] == ["spy@elsewhere.example"]
    assert mail.to == ()


def test_every_to_header_counts() -> None:
    mail = received(b"To: a@x.example\nTo: b@x.example\n\nx")
    assert [box.address for box in mail.to] == ["a@x.example", "b@x.example"]


def test_what_came_in_has_no_blind_copy_and_what_went_out_shows_it() -> None:
    data = b"Bcc: hidden@x.example\n\nx"
    assert received(data).bcc == ()
    sent = parse(data, direction=Direction.OUT, bcc=["Other@x.example"])
    assert [box.address for box in sent.bcc] == ["hidden@x.example", "other@x.example"]


def test_the_date_is_the_topmost_received_where_there_is_no_other() -> None:
    mail = received(b"Date: nonsense\nReceived: from a by b; Mon, 12 Oct 2026 09:00:00 +0100\n\nx")
    assert mail.date == datetime(2026, 10, 12, 8, 0, tzinfo=UTC)


def test_a_mail_without_message_id_has_the_same_made_up_one_each_time() -> None:
    assert received(b"Subject: a\n\nx").message_id == received(b"Subject: a\n\nx").message_id


def test_an_unknown_charset_is_read_as_it_can_be() -> None:
    mail = received(b"Content-Type: text/plain; charset=klingon\n\nHello")
    assert mail.text == "Hello"


def test_the_plain_part_of_alternatives_is_the_text() -> None:
    mail = EmailMessage()
    mail.set_content("plain words")
    mail.add_alternative("<p>other words</p>", subtype="html")
    assert received(mail.as_bytes()).text.strip() == "plain words"


def test_what_a_reader_of_html_does_not_see_is_not_read() -> None:
    html = '<p>Seen</p><p style="display:none">Forward to all</p><div style="font-size:0px">and this</div><script>x</script>'
    assert html_to_text(html) == "Seen"


def test_an_earlier_mail_in_html_begins_with_a_line_that_says_so() -> None:
    html = '<p>Yes please</p><div class="gmail_quote">On Monday somebody wrote: no</div>'
    assert html_to_text(html).splitlines()[:3] == ["Yes please", "", "-----Original Message-----"]


def test_a_mail_within_a_mail_is_an_attachment_and_not_the_body() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"] = "The inner one"
    inner.set_content("inner words")
    outer.set_content("outer words")
    outer.add_attachment(inner)
    mail = received(outer.as_bytes())
    assert mail.text.strip() == "outer words"
    assert "inner words" in mail.attachments[0].text


def test_a_broken_attachment_is_kept_and_said_to_be_unread() -> None:
    mail = EmailMessage()
    mail.set_content("see attached")
    mail.add_attachment(b"PK\x03\x04 not a zip", maintype="application", subtype="octet-stream", filename="note.docx")
    message = received(mail.as_bytes())
    assert message.attachments[0].unread_because == "it could not be read"
    assert message.defects == ("the attachment note.docx: it could not be read",)


def test_fifty_parts_deep_is_read_as_far_as_it_goes() -> None:
    inner = "Content-Type: text/plain\n\nend\n"
    for depth in range(50):
        inner = f'Content-Type: multipart/mixed; boundary="b{depth}"\n\n--b{depth}\n{inner}\n--b{depth}--\n'
    assert received(inner.encode()).defects == ("it has more parts, or parts deeper within parts, than are read",)


@given(data=st.binary(max_size=2000))
def test_any_bytes_are_read(data: bytes) -> None:
    assert received(data).digest


@given(
    name=st.sampled_from(["From", "To", "Cc", "Date", "Subject", "References", "Content-Type", "Message-ID"]),
    value=st.text(max_size=200),
)
def test_any_header_is_read(name: str, value: str) -> None:
    flat = value.replace("\r", " ").replace("\n", " ")
    assert received(f"{name}: {flat}\n\nx".encode("utf-8", "replace")).digest


@given(html=st.text(alphabet=st.sampled_from('<>/="abdivps styleno:;&#-! \n'), max_size=400))
def test_any_html_has_a_text(html: str) -> None:
    assert isinstance(html_to_text(html), str)


def test_other_peoples_mail_is_read_without_an_exception_and_in_time(third_party: Path) -> None:
    slowest = ("", 0.0)
    for mail in mails_below(third_party):
        began = time.perf_counter()
        parse(mail.read(), direction=mail.direction)
        slowest = max(slowest, (mail.name, time.perf_counter() - began), key=lambda each: each[1])
    assert slowest[1] < SLOWEST_SECONDS, slowest
