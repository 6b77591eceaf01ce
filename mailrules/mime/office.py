"""What a person would read in a letter, a sheet or slides: zipped XML (OOXML, ECMA-376; OpenDocument, ISO/IEC 26300)."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from mailrules.mime.unread import LOCKED, LONGEST, UNPACKED_TOO_LARGE, UNREADABLE, UnreadError

_UNPACKED = 12_000_000
_MOST_FILES = 2_000
_LEGACY = b"\xd0\xcf\x11\xe0"
"""A password puts these files into the container of older ones (MS-OFFCRYPTO)."""
_PARAGRAPH = re.compile(r"\}(?:p|h|tr|br|row|table-row)$")
_CELL = re.compile(r"\}(?:tab|tc|table-cell)$")
_LETTER = re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
_OPEN = re.compile(r"content\.xml")
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_SHARED = re.compile(r"xl/sharedStrings\.xml")
_S = "{*}"
"""Whatever the namespace: that of the transitional form, or that of the strict one."""


def letter_text(content: bytes) -> str:
    """The text of a .docx."""
    return _unzipped(content, _LETTER)


def slides_text(content: bytes) -> str:
    """The text of a .pptx."""
    return _unzipped(content, _SLIDE)


def open_document_text(content: bytes) -> str:
    """The text of an .odt, .ods or .odp."""
    return _unzipped(content, _OPEN)


def sheet_text(content: bytes) -> str:
    """The cells of an .xlsx, a row to a line."""
    shared = [_flat(each) for root in _roots(content, _SHARED) for each in root.iter(f"{_S}si")]
    rows = (row for root in _roots(content, _SHEET) for row in root.iter(f"{_S}row"))
    return _within_bound("  ".join(filter(None, (_cell(cell, shared) for cell in row.iter(f"{_S}c")))) for row in rows)


def _cell(cell: etree._Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_S}v") or ""
    if cell.get("t") == "s":
        return (
            shared[int(value)]
            if value.isdecimal() and len(value) < len("1000000000") and int(value) < len(shared)
            else ""
        )
    return _flat(cell) if cell.get("t") == "inlineStr" else value


def _flat(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{_S}t"))


def _within_bound(lines: Iterator[str]) -> str:
    kept: list[str] = []
    length = 0
    for line in lines:
        kept.append(line)
        length += len(line) + 1
        if length > LONGEST:
            break
    return "\n".join(kept)


def _unzipped(content: bytes, wanted: re.Pattern[str]) -> str:
    return "\n".join(_text(root) for root in _roots(content, wanted))


def _roots(content: bytes, wanted: re.Pattern[str]) -> list[etree._Element]:
    if content.startswith(_LEGACY):
        raise UnreadError(LOCKED)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if wanted.fullmatch(info.filename)]
            _refuse_if_unsafe(infos)
            parsed = [etree.fromstring(archive.read(info), _parser()) for info in infos]
    except UnreadError:
        raise
    except Exception as error:
        # zipfile raises what zlib, lzma, struct and codecs raise on a hostile file; each means the same to a reader.
        raise UnreadError(UNREADABLE) from error
    return [root for root in parsed if root is not None]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)


def _refuse_if_unsafe(infos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadError(LOCKED)
    if sum(info.file_size for info in infos) > _UNPACKED or len(infos) > _MOST_FILES:
        raise UnreadError(UNPACKED_TOO_LARGE)


def _text(root: etree._Element) -> str:
    pieces: list[str] = []
    length = 0
    for each in root.iter():
        if not isinstance(each.tag, str):
            continue
        if length > 2 * LONGEST:
            break
        if _PARAGRAPH.search(each.tag):
            pieces.append("\n")
        elif _CELL.search(each.tag):
            pieces.append(" ")
        said = [part for part in (each.text, each.tail) if part and part.strip("\n\r\t")]
        pieces.extend(said)
        length += 1 + sum(len(part) for part in said)
    return re.sub(r"\s*\n\s*", "\n", "".join(pieces)).strip()
