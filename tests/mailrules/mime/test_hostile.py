"""Mail that was made to hurt, or that grew beyond reason: read as far as it goes, in time and memory that have bounds."""

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from tests.mailrules.mime.letters import HEAD, deep, pdf, received, said, winmail, with_file, zipped

SLOWEST_SECONDS = 15.0
LARGEST_BYTES = 1_500_000_000
MEGABYTE = 1_000_000

WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:document>'
MAILS: dict[str, tuple[Callable[[], bytes], str]] = {
    "ten thousand headers": (
        lambda: b"".join(b"X-H%d: %s\n" % (n, b"v" * 900) for n in range(10_000)) + HEAD + b"\nhello",
        "it has more headers than are read",
    ),
    "ten thousand To": (
        lambda: b"".join(b"To: A <a%d@x.example>, B <b%d@x.example>\n" % (n, n) for n in range(10_000)) + HEAD + b"\nx",
        "more headers than are read",
    ),
    "brackets within brackets": (lambda: b"To: " + b"((" * 30_000 + b"\n" + HEAD + b"\nx", "read in two ways"),
    "a subject of a megabyte": (
        lambda: b"Subject: " + b"=?utf-8?q?x=?=" * 70_000 + b"\nFrom: a@b.example\n\nx",
        "the header subject is longer than is read",
    ),
    "two thousand parts deep": (lambda: deep(2_000), "parts deeper within parts than can be told apart"),
    "a hundred parts deep, and long": (
        lambda: deep(100).replace(b"end\n", (b"y" * 70 + b"\n") * 200_000),
        "larger than is read",
    ),
    "a hundred thousand parts": (
        lambda: HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 100_000,
        "more parts",
    ),
    "a million lines of nothing": (lambda: HEAD + b"\n" * 20 * MEGABYTE, "larger than is read"),
    "HTML deeper than a reader goes": (
        lambda: HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 190_000 + b"hi",
        "the HTML is nested deeper than is read",
    ),
    "tables within tables": (
        lambda: HEAD + b"Content-Type: text/html\n\n" + b"<table><tr><td>" * 5_000 + b"hi",
        "the HTML is nested deeper than is read",
    ),
    "a letter that unpacks to a hundred megabytes": (
        lambda: with_file("a.docx", zipped(word__document=WORD.format("0" * 100 * MEGABYTE))),
        "the attachment a.docx: it is too large once unpacked",
    ),
    "a letter of entities within entities": (
        lambda: with_file("a.docx", zipped(word__document=_laughs())),
        "",
    ),
    "a PDF that unpacks to a hundred megabytes": (
        lambda: with_file("a.pdf", pdf(b" " * 100 * MEGABYTE)),
        "the attachment a.pdf: it is too large once unpacked",
    ),
    "a PDF that draws nothing, at length": (
        lambda: with_file("a.pdf", pdf(b"BT () Tj ET\n" * 15_000, pages=60)),
        "the attachment a.pdf: it is too large once unpacked",
    ),
    "a PDF of rubbish": (
        lambda: with_file("a.pdf", b"%PDF-1.4\n" + b"1 0 obj << /A " * 300_000),
        "the attachment a.pdf: it could not be read",
    ),
    "a winmail.dat that counts to four billion": (
        lambda: with_file("winmail.dat", winmail((1, 0x9003, b"\xff" * 4 + b"\x02\x10\x01\x00" + b"\xff" * 4))),
        "winmail.dat could not be read to its end: it is cut off",
    ),
}


def _laughs() -> str:
    entities = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE w [<!ENTITY b0 "ha">{entities}]><w>&b9;</w>'


@pytest.mark.parametrize("name", MAILS)
def test_it_is_read_in_time_and_what_was_not_read_is_said(name: str) -> None:
    made, said_of_it = MAILS[name]
    data = made()
    began = time.perf_counter()
    mail = received(data)
    assert time.perf_counter() - began < SLOWEST_SECONDS
    assert mail.digest
    assert said_of_it in "; ".join(mail.defects)


def test_a_pdf_of_many_pages_is_read_as_far_as_is_needed() -> None:
    mail = received(with_file("a.pdf", pdf(said(b"Hello there. ") * 2_000, pages=60)))
    assert len(mail.attachments[0].text) == 200_000


WEIGH = """
import os, resource, sys, time
from mailrules.mime import parse
from mailrules.vocabulary import Direction
resource.setrlimit(resource.RLIMIT_AS, ({bytes}, {bytes}))
head = b"From: a@b.example\\nSubject: The plans\\nContent-Type: multipart/mixed; boundary=x\\n\\n"
text = b"--x\\nContent-Type: text/plain\\n\\nThe plans are attached.\\n"
file = b'--x\\nContent-Type: application/pdf; name="plans.pdf"\\nContent-Transfer-Encoding: base64\\n\\n'
data = head + text + file + (b"A" * 76 + b"\\n") * 1_300_000 + b"--x--\\n"
began = time.process_time()
mail = parse(data, direction=Direction.IN)
assert time.process_time() - began < {seconds}
print(mail.subject, mail.text.strip(), *mail.defects, sep="\\n")
"""


def test_a_hundred_megabytes_are_read_as_far_as_they_go_in_bounded_time_and_memory() -> None:
    told = subprocess.run(
        [sys.executable, "-c", WEIGH.format(bytes=LARGEST_BYTES, seconds=SLOWEST_SECONDS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    subject, text, larger, unread = told.stdout.splitlines()
    assert (subject, text) == ("The plans", "The plans are attached.")
    assert larger.startswith("it is larger than is read")
    assert unread == "the attachment plans.pdf: it is too large to be read"
