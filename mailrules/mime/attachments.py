"""What a person would read in an attachment, where it bears on a mail: text, letters, tables, PDF, winmail.dat."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from mailrules.mime.charsets import bytes_as_text
from mailrules.mime.html import html_to_text

LONGEST = 200_000
_LARGEST = 25_000_000
_UNPACKED = 30_000_000
_PAGES = 60
_XML = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
_PARAGRAPH = re.compile(r"\}(?:p|h|tr|br|row)$")
_UNREADABLE = "it could not be read"
_LOCKED = "it is locked with a password"


class _UnreadError(Exception):
    """Why an attachment's text cannot be told, in plain words."""


def attachment_text(name: str, content_type: str, content: bytes) -> tuple[str, str]:
    """The text, and why there is none: one of the two is empty; both are, where nothing in it is to be read."""
    reader = _reader(PurePath(name.lower()).suffix, content_type)
    if reader is None or not content:
        return "", ""
    if len(content) > _LARGEST:
        return "", "it is too large to be read"
    try:
        return reader(content)[:LONGEST], ""
    except _UnreadError as error:
        return "", str(error)


def _reader(suffix: str, content_type: str) -> Callable[[bytes], str] | None:
    if suffix in {".docx", ".docm", ".dotx"} or content_type.endswith("wordprocessingml.document"):
        return lambda content: _zipped(content, re.compile(r"word/(?:document|footnotes|header\d*|footer\d*)\.xml"))
    if suffix in {".odt", ".ods", ".odp"} or ".oasis.opendocument" in content_type:
        return lambda content: _zipped(content, re.compile(r"content\.xml"))
    if suffix in {".xlsx", ".xlsm"} or content_type.endswith("spreadsheetml.sheet"):
        return lambda content: _zipped(content, re.compile(r"xl/sharedStrings\.xml"))
    if suffix == ".pptx" or content_type.endswith("presentationml.presentation"):
        return lambda content: _zipped(content, re.compile(r"ppt/slides/slide\d+\.xml"))
    if suffix == ".pdf" or content_type == "application/pdf":
        return _pdf
    if content_type == "text/html" or suffix in {".html", ".htm"}:
        return lambda content: html_to_text(bytes_as_text(content))
    if content_type.startswith(("text/", "message/")) or suffix in {".txt", ".csv", ".md", ".eml"}:
        return bytes_as_text
    return None


def _zipped(content: bytes, wanted: re.Pattern[str]) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if wanted.fullmatch(info.filename)]
            _refuse_if_unsafe(infos)
            return "\n".join(_xml_text(archive.read(info)) for info in infos)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise _UnreadError(_UNREADABLE) from error
    except Exception as error:
        if isinstance(error, _UnreadError) or type(error).__module__ not in {"zlib", "lzma", "lxml.etree"}:
            raise
        raise _UnreadError(_UNREADABLE) from error


def _refuse_if_unsafe(infos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise _UnreadError(_LOCKED)
    if sum(info.file_size for info in infos) > _UNPACKED:
        raise _UnreadError("it is too large once unpacked")


def _xml_text(data: bytes) -> str:
    root = etree.fromstring(data, _XML)
    if root is None:
        return ""
    pieces: list[str] = []
    for each in root.iter():
        if not isinstance(each.tag, str):
            continue
        if _PARAGRAPH.search(each.tag):
            pieces.append("\n")
        elif each.tag.endswith("}tab"):
            pieces.append(" ")
        if each.text and each.text.strip():
            pieces.append(each.text)
        if each.tail and each.tail.strip():
            pieces.append(each.tail)
    return re.sub(r"\n\s*\n+", "\n", "".join(pieces)).strip()


def _locked() -> str:
    raise _UnreadError(_LOCKED)


def _pdf(content: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            return _locked()
        return "\n".join(page.extract_text() for page in reader.pages[:_PAGES])
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        RecursionError,
        AssertionError,
    ) as error:
        raise _UnreadError(_UNREADABLE) from error
