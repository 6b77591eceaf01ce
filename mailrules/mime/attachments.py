"""What a person would read in an attachment, where it bears on a mail: text, letters, tables, slides, PDF."""

from collections.abc import Callable
from pathlib import PurePath

from mailrules.mime.charsets import bytes_as_text
from mailrules.mime.html import LONGEST as LONGEST_HTML
from mailrules.mime.html import html_to_text
from mailrules.mime.office import letter_text, open_document_text, sheet_text, slides_text
from mailrules.mime.pdf import pdf_text
from mailrules.mime.unread import ARCHIVE, LONGEST, TOO_LARGE, UnreadError

_LARGEST = 25_000_000
_Reader = Callable[[bytes], str]
_OOXML = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".cab"})
_OTHER_FORMS = frozenset(
    {".doc", ".dot", ".xls", ".ppt", ".rtf", ".msg", ".pages", ".numbers", ".wpd", ".wps", ".xps", ".one", ".pub"}
)


def _plain_text(content: bytes) -> str:
    return bytes_as_text(content[: 4 * LONGEST])


def _page_text(content: bytes) -> str:
    return html_to_text(bytes_as_text(content[:LONGEST_HTML]))


_BY_SUFFIX: dict[str, _Reader] = {
    **dict.fromkeys((".docx", ".docm", ".dotx"), letter_text),
    **dict.fromkeys((".odt", ".ods", ".odp", ".ott"), open_document_text),
    **dict.fromkeys((".xlsx", ".xlsm"), sheet_text),
    **dict.fromkeys((".pptx", ".ppsx"), slides_text),
    **dict.fromkeys((".html", ".htm"), _page_text),
    **dict.fromkeys((".txt", ".csv", ".md", ".ics"), _plain_text),
    ".pdf": pdf_text,
}
_BY_TYPE: dict[str, _Reader] = {
    f"{_OOXML}wordprocessingml.document": letter_text,
    f"{_OOXML}spreadsheetml.sheet": sheet_text,
    f"{_OOXML}presentationml.presentation": slides_text,
    f"{_OPEN}text": open_document_text,
    f"{_OPEN}spreadsheet": open_document_text,
    f"{_OPEN}presentation": open_document_text,
    "application/pdf": pdf_text,
    "text/html": _page_text,
}


def attachment_text(name: str, content_type: str, content: bytes) -> tuple[str, str]:
    """The text, and why there is none: one of the two is empty; both are, where nothing in it is to be read."""
    suffix = PurePath(name.lower().strip()).suffix
    reader = _reader(suffix, content_type)
    if not content:
        return "", ""
    if reader is None:
        return "", _form_not_read(suffix)
    if len(content) > _LARGEST:
        return "", TOO_LARGE
    try:
        return reader(content)[:LONGEST], ""
    except UnreadError as error:
        return "", str(error)


def is_document(name: str, content_type: str) -> bool:
    """Whether it is of a form that takes some work to read."""
    return _reader(PurePath(name.lower().strip()).suffix, content_type) not in {None, _plain_text}


def _reader(suffix: str, content_type: str) -> _Reader | None:
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if content_type in _BY_TYPE:
        return _BY_TYPE[content_type]
    return _plain_text if content_type.startswith(("text/", "message/")) else None


def _form_not_read(suffix: str) -> str:
    if suffix in _ARCHIVES:
        return ARCHIVE
    return f"it is in a form ({suffix}) that is not read" if suffix in _OTHER_FORMS else ""
