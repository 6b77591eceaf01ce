"""What a mail holds: text in every form, documents, mails within mails, reports; and what of it nobody can read."""

import base64
import struct
from email.message import EmailMessage

import pytest

from tests.mailrules.mime.letters import HEAD, pdf, received, said, winmail, with_file, zipped

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"

DOCUMENTS = {
    "note.docx": zipped(word__document=f'<w:d xmlns:w="{WORD}"><w:p><w:t>Care costs</w:t></w:p></w:d>'),
    "note.odt": zipped(content=f'<o xmlns:t="{OPEN}"><t:p>Care costs</t:p></o>'),
    "note.xlsx": zipped(
        xl__sharedStrings=f'<sst xmlns="{SHEET}"><si><t>Care</t></si><si><t>costs</t></si></sst>',
        xl__worksheets__sheet1=f'<w xmlns="{SHEET}"><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row></w>',
    ),
    "note.pdf": pdf(said(b"Care costs")),
    "note.txt": b"Care costs",
    "note.html": b"<p>Care costs</p>",
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_text_of_documents_is_read(name: str) -> None:
    mail = received(with_file(name, DOCUMENTS[name]))
    assert mail.attachments[0].text.split() == ["Care", "costs"]
    assert mail.defects == ()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("note.docx", b"PK\x03\x04 not a zip", "it could not be read"),
        ("note.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is locked with a password"),
        ("note.pdf", b"%PDF-1.4 and no more", "it could not be read"),
        ("scan.pdf", pdf(b"q Q"), "it holds pictures of pages, and no text"),
        ("note.doc", b"\xd0\xcf\x11\xe0", "it is in a form (.doc) that is not read"),
        ("notes.zip", zipped(a="a"), "it is an archive, and what is in it is not read"),
    ],
)
def test_a_document_that_cannot_be_read_is_kept_and_said_to_be_unread(name: str, content: bytes, why: str) -> None:
    mail = received(with_file(name, content))
    assert mail.attachments[0].content == content
    assert mail.attachments[0].unread_because == why
    assert mail.defects == (f"the attachment {name}: {why}",)


def test_a_picture_is_nothing_to_read() -> None:
    assert received(with_file("crest.png", b"\x89PNG", kind="image/png")).defects == ()


def test_text_below_an_html_body_does_not_hide_it() -> None:
    mail = EmailMessage()
    mail.set_content("<p>May we have a briefing?</p>", subtype="html")
    mail.make_mixed()
    mail.attach(_plain("Scanned by the gateway."))
    assert received(mail.as_bytes()).text.split("\n") == ["May we have a briefing?", "Scanned by the gateway.", ""]


def _plain(text: str) -> EmailMessage:
    part = EmailMessage()
    part.set_content(text)
    return part


def test_paragraphs_sent_in_short_lines_are_paragraphs_again() -> None:
    data = HEAD + b"Content-Type: text/plain; format=flowed\n\nMay we \nhave it?\n> Last \n> week\n-- \nBryn\n"
    assert received(data).text == "May we have it?\n> Last week\n-- \nBryn\n"


def test_a_code_of_letters_that_does_not_exist_is_said_where_letters_depend_on_it() -> None:
    mail = received(HEAD + b"Content-Type: text/plain; charset=klingon\n\ncaf\xe9")
    assert mail.text == "café"
    assert mail.defects == ("its letters are in a code that does not exist (klingon), so some may be wrong",)


def test_parts_without_a_boundary_are_read_as_one_text() -> None:
    mail = received(HEAD + b"Content-Type: multipart/mixed\n\nMay we have it?\n")
    assert mail.text.strip() == "May we have it?"
    assert mail.defects == ("its parts cannot be told from one another",)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "it is encrypted (S/MIME)"),
        ("application/x-pkcs7-mime; name=smime.p7m", "it is encrypted (S/MIME)"),
        (
            "application/pkcs7-mime; smime-type=signed-data",
            "it is signed in a form (S/MIME) in which its text cannot be read here",
        ),
    ],
)
def test_a_sealed_mail_says_so(kind: str, why: str) -> None:
    data = HEAD + f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n\nMIIB".encode()
    assert received(data).defects == (why,)


def test_a_signature_that_leaves_the_text_readable_is_no_defect() -> None:
    data = (
        HEAD + b"Content-Type: multipart/signed; boundary=s\n\n--s\n\nPlain words.\n"
        b"--s\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nMIIB\n--s--\n"
    )
    mail = received(data)
    assert (mail.text.strip(), mail.defects) == ("Plain words.", ())


def test_text_within_openpgp_armour_is_encrypted() -> None:
    mail = received(HEAD + b"\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")
    assert mail.defects == ("it is encrypted (OpenPGP)",)


def test_a_winmail_dat_is_opened() -> None:
    long_name = struct.pack("<I", 1) + struct.pack("<HH", 0x001F, 0x3707) + struct.pack("<II", 1, 18)
    long_name += "note.docx".encode("utf-16-le") + b"\x00\x00"
    content = winmail(
        (1, 0x9007, struct.pack("<II", 1252, 0)),
        (1, 0x800C, "Café costs\x00".encode("cp1252")),
        (2, 0x9002, b"\x00" * 14),
        (2, 0x8010, b"NOTE~1.DOC\x00"),
        (2, 0x800F, DOCUMENTS["note.docx"]),
        (2, 0x9005, long_name),
    )
    mail = received(with_file("winmail.dat", content, kind="application/ms-tnef"))
    assert "Café costs" in mail.text
    assert [(each.name, each.text) for each in mail.attachments] == [("note.docx", "Care costs")]
    assert mail.defects == ()


def test_a_winmail_dat_that_is_none_is_said_to_be_unread() -> None:
    mail = received(with_file("winmail.dat", b"hello there"))
    assert mail.defects == ("winmail.dat could not be read to its end: it is no such file",)


def _letter(subject: str, text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@x.example", subject
    mail.set_content(text)
    return mail


def test_mails_within_mails_within_mails_are_attachments_each() -> None:
    middle = _letter("Middle", "middle words")
    middle.add_attachment(_letter("Inner", "inner words"))
    outer = _letter("Outer", "outer words")
    outer.add_attachment(middle)
    mail = received(outer.as_bytes())
    assert mail.text.strip() == "outer words"
    assert [each.name for each in mail.attachments] == ["Middle.eml", "Inner.eml"]
    assert "inner words" in mail.attachments[1].text


def test_an_eml_attached_as_any_file_is_read_as_a_mail() -> None:
    inner = _letter("Inner", "inner words")
    inner.add_attachment(b"Care costs", maintype="text", subtype="plain", filename="note.txt")
    mail = received(with_file("inner.eml", inner.as_bytes()))
    assert [each.name for each in mail.attachments] == ["inner.eml", "note.txt"]


def test_a_mail_within_a_mail_may_be_encoded_against_the_rules() -> None:
    inner = base64.encodebytes(_letter("Inner", "inner words").as_bytes())
    data = (
        HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nsee below\n"
        b"--x\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + inner + b"\n--x--\n"
    )
    assert "inner words" in received(data).attachments[0].text


def test_the_fields_of_a_delivery_report_are_read() -> None:
    data = (
        HEAD
        + b"Content-Type: multipart/report; boundary=x\n\n--x\n\nIt failed.\n--x\nContent-Type: message/delivery-status\n\n"
        b"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; whip@x.example\nAction: failed\n\n--x--\n"
    )
    assert "Final-Recipient: rfc822; whip@x.example" in received(data).attachments[0].text


def test_a_header_that_can_be_read_in_two_ways_is_said() -> None:
    mail = received(b"From: clare@wychmere.gov.example <evil@x.example>\nTo: a@x.example\n\nx")
    assert "its header from can be read in two ways, so nobody can tell for certain whom it names" in mail.defects
