"""Bytes as the text that their sender meant."""

import codecs

_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"})
_WIDER = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
"""What is labelled so is mostly written in the wider one (as the WHATWG Encoding Standard has it)."""


def known(charset: str | None) -> str | None:
    """The codec by which a named charset is read; None where there is no such charset."""
    try:
        codec = codecs.lookup((charset or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # Codecs from bytes to bytes (zlib, hex) are marked by this attribute alone; they unpack without bounds.
    if not getattr(codec, "_is_text_encoding", True) or codec.name.replace("_", "-") in _NO_CHARSETS:
        return None
    return _WIDER.get(codec.name, codec.name)


def bytes_as_text(data: bytes, charset: str | None = None) -> str:
    """Bytes as text: by the charset named, else as UTF-8, else as Windows-1252, which is what senders mostly mean."""
    if data.isascii() and charset is None:
        return data.decode("ascii")
    for each in (known(charset), "utf-8-sig", "cp1252"):
        if each is None:
            continue
        try:
            return data.decode(each)
        except (UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def readable(data: bytes, charset: str | None) -> bool:
    """Whether the bytes are what their charset says; ASCII is, whatever it is called."""
    if data.isascii():
        return charset is None or known(charset) is not None or b"\x1b" not in data
    codec = known(charset)
    for each in (codec, "utf-8"):
        if each is None:
            continue
        try:
            data.decode(each)
        except (UnicodeError, ValueError):
            continue
        return True
    return codec is None and charset is None
