"""Mails and files for the tests of parsing, in few words."""

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

from mailrules.message import Message
from mailrules.mime import parse
from mailrules.vocabulary import Direction

HEAD = b"From: clare.holt@wychmere.gov.example\nSubject: A note\n"


def received(data: bytes) -> Message:
    return parse(data, direction=Direction.IN)


def with_file(name: str, content: bytes, *, kind: str = "application/octet-stream") -> bytes:
    mail = EmailMessage()
    mail["From"] = "clare.holt@wychmere.gov.example"
    mail.set_content("See attached.")
    maintype, subtype = kind.split("/")
    mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return mail.as_bytes()


def zipped(**members: str) -> bytes:
    """A zip of members whose names are written with `__` for a stroke."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return stream.getvalue()


def pdf(drawing: bytes, *, pages: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of pages that all draw the same."""
    stream = zlib.compress(drawing)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + b"3 0 R " * pages + b"] /Count %d >>" % pages,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % each for each in offsets)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + b"trailer << /Root 1 0 R /Size 6 %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)


def said(words: bytes) -> bytes:
    """How a PDF writes words."""
    return b"BT /F1 12 Tf 10 10 Td (" + words + b") Tj ET\n"


def winmail(*attributes: tuple[int, int, bytes]) -> bytes:
    """A winmail.dat (MS-OXTNEF) of attributes: level, number, bytes."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    for level, number, data in attributes:
        out += struct.pack("<BHHI", level, number, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
    return out


def deep(levels: int) -> bytes:
    inner = b"Content-Type: text/plain\n\nend\n"
    for level in range(levels):
        inner = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n%s\n--b%d--\n' % (level, level, inner, level)
    return HEAD + inner
