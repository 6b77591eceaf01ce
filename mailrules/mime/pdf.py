"""The text of a PDF (ISO 32000), page by page, in bounded time and memory."""

import io
from collections.abc import Iterator, Sequence

from pypdf import Configuration, PageObject, PdfReader, apply_configuration
from pypdf.errors import FileNotDecryptedError, LimitReachedError, WrongPasswordError

from mailrules.mime.unread import LOCKED, LONGEST, PICTURES, UNPACKED_TOO_LARGE, UNREADABLE, UnreadError

_PAGES = 60
_UNPACKED = 4_000_000
_DRAWN = 300_000
_BOUNDS = Configuration(
    maximum_declared_stream_length=25_000_000,
    array_based_stream_maximum_output_length=_UNPACKED,
    lzw_maximum_output_length=_UNPACKED,
    run_length_maximum_output_length=_UNPACKED,
    zlib_maximum_output_length=_UNPACKED,
    brotli_maximum_output_length=_UNPACKED,
    zlib_maximum_recovery_input_length=500_000,
    stream_decoding_work_maximum_length=4 * _UNPACKED,
    stream_parsing_work_maximum_count=200_000,
    xform_maximum_invocations_per_extraction=200,
    page_tree_maximum_entries=5_000,
    disable_legacy_handling=True,
)
"""A page of a council's report unpacks to some tens of kilobytes; what goes beyond these is no letter."""


def pdf_text(content: bytes) -> str:
    """The text of the first pages.

    Raises:
        UnreadError: it is locked, a bomb, broken, or a scan.
    """
    try:
        with apply_configuration(_BOUNDS):
            reader = PdfReader(io.BytesIO(content), strict=False)
            pages = reader.pages[:_PAGES] if _open(reader) else []
            text = "\n".join(_texts(pages)).strip()
    except UnreadError:
        raise
    except (FileNotDecryptedError, WrongPasswordError) as error:
        raise UnreadError(LOCKED) from error
    except LimitReachedError as error:
        raise UnreadError(UNPACKED_TOO_LARGE) from error
    except Exception as error:
        # A hostile file makes the reader raise whatever its maker wished; each means the same to a person.
        raise UnreadError(UNREADABLE) from error
    if not text and pages:
        raise UnreadError(PICTURES)
    return text


def _open(reader: PdfReader) -> bool:
    """Whether it can be opened; many that forbid printing open without a password."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadError(LOCKED)
    return True


class _Work:
    """Counts what is drawn: a page may draw nothing that anybody sees, and take its time over it."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, *_drawn: object) -> None:
        self.done += 1
        if self.done > _DRAWN:
            raise UnreadError(UNPACKED_TOO_LARGE)


def _texts(pages: Sequence[PageObject]) -> Iterator[str]:
    length, work = 0, _Work()
    for page in pages:
        if length > LONGEST:
            return
        text = page.extract_text(visitor_operand_before=work)
        length += len(text)
        yield text
