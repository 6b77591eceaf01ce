"""What Outlook put into a winmail.dat (MS-OXTNEF): the text, and the files that were attached.

The libraries for it count as far as a file tells them to, which a hostile one uses to keep them busy for ever; this
reader goes through the bytes once and only forward.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from mailrules.mime.charsets import bytes_as_text

_SIGNATURE = 0x223E9F78
_MOST = 20_000
_BEGIN_ATTACHMENT, _TITLE, _DATA, _PROPERTIES_OF_IT = 0x9002, 0x8010, 0x800F, 0x9005
_BODY, _PROPERTIES, _CODEPAGE = 0x800C, 0x9003, 0x9007
_P_BODY, _P_HTML, _P_RTF, _P_LONG_NAME, _P_OBJECT, _P_INTERNET_CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3707, 0x3701, 0x3FDE
_SIZES = {0x0002: 2, 0x000B: 2, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8}
_SIZES[0x0048] = 16
_VARIABLE = frozenset({0x000D, 0x001E, 0x001F, 0x0102})
_UNICODE, _MULTIPLE, _NAMED = 0x001F, 0x1000, 0x8000
_UTF8_CODEPAGE = 65001


@dataclass
class Winmail:
    """What was in it.

    Attributes:
        files: name and bytes of each, in order.
        unread: what could not be read of it, in plain words.
    """

    text: str = ""
    html: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@dataclass
class _File:
    name: str = ""
    data: bytes = b""
    is_mail: bool = False


def opened(content: bytes) -> Winmail:
    """What is in it; what is broken off or is none at all says so in `unread`."""
    found, files, codepage, rich = Winmail(), list[_File](), "cp1252", False
    try:
        for name, data in _attributes(content):
            if name == _CODEPAGE:
                codepage = _codec(struct.unpack_from("<I", data)[0])
            elif name == _BODY:
                found.text = found.text or bytes_as_text(data, codepage).rstrip("\x00")
            elif name == _PROPERTIES:
                rich = _take_texts(found, data, codepage) or rich
            elif name == _BEGIN_ATTACHMENT:
                files.append(_File())
            elif files and name in {_TITLE, _DATA, _PROPERTIES_OF_IT}:
                _take_file(files[-1], name, data, codepage)
    except (struct.error, ValueError) as error:
        found.unread.append(f"winmail.dat could not be read to its end: {error}")
    if rich and not found.text.strip() and not found.html.strip():
        found.unread.append("winmail.dat holds the mail's text in a form (RTF) that is not read")
    found.unread.extend("winmail.dat holds another mail, which is not read" for each in files if each.is_mail)
    found.files = [(each.name, each.data) for each in files if not each.is_mail]
    return found


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != _SIGNATURE:  # noqa: PLR2004 - signature and key
        raise ValueError("it is no such file")
    offset = 6
    for _ in range(_MOST):
        if offset >= len(content):
            return
        name, _, length = struct.unpack_from("<HHI", content, offset + 1)
        start = offset + 9
        if start + length > len(content):
            raise ValueError("it is cut off")
        yield name, content[start : start + length]
        offset = start + length + 2
    raise ValueError("it has more entries than are read")


def _take_texts(found: Winmail, data: bytes, codepage: str) -> bool:
    """Take the text from the mail's properties; whether there is one in rich text."""
    html, charset, rich = b"", codepage, False
    for name, kind, value in _properties(data):
        if name == _P_BODY:
            found.text = _string(kind, value, codepage)
        elif name == _P_HTML:
            html = value
        elif name == _P_INTERNET_CODEPAGE:
            charset = _codec(struct.unpack_from("<I", value)[0])
        rich = rich or name == _P_RTF
    found.html = bytes_as_text(html, charset).rstrip("\x00")
    return rich


def _take_file(file: _File, name: int, data: bytes, codepage: str) -> None:
    if name == _TITLE:
        file.name = file.name or bytes_as_text(data.rstrip(b"\x00"), codepage)
    elif name == _DATA:
        file.data = data
    else:
        for each, kind, value in _properties(data):
            if each == _P_LONG_NAME:
                file.name = _string(kind, value, codepage)
            file.is_mail = file.is_mail or each == _P_OBJECT


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Number, kind and first value of each property."""
    offset = 4
    for _ in range(min(struct.unpack_from("<I", data)[0], _MOST)):
        kind, name = struct.unpack_from("<HH", data, offset)
        offset = _after_name(data, offset + 4) if name >= _NAMED else offset + 4
        plain = kind & ~_MULTIPLE
        if plain not in _SIZES and plain not in _VARIABLE:
            raise ValueError("it has an entry of an unknown kind")
        values = 1
        if kind & _MULTIPLE or plain in _VARIABLE:
            (values,) = struct.unpack_from("<I", data, offset)
            offset += 4
        if values > len(data):
            raise ValueError("it is cut off")
        first = b""
        for nth in range(values):
            size = _SIZES.get(plain)
            if size is None:
                (size,) = struct.unpack_from("<I", data, offset)
                offset += 4
            if offset + size > len(data):
                raise ValueError("it is cut off")
            first = data[offset : offset + size] if nth == 0 else first
            offset += size + -size % 4
        yield name, plain, first


def _after_name(data: bytes, offset: int) -> int:
    (by_name,) = struct.unpack_from("<I", data, offset + 16)
    (length,) = struct.unpack_from("<I", data, offset + 20)
    return offset + 24 + (length + -length % 4 if by_name else 0)


def _string(kind: int, value: bytes, codepage: str) -> str:
    return bytes_as_text(value, "utf-16-le" if kind == _UNICODE else codepage).rstrip("\x00")


def _codec(number: int) -> str:
    return "utf-8" if number == _UTF8_CODEPAGE else f"cp{number}"
