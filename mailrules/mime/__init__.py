"""RFC 5322 and MIME: bytes in, a `Message` out, whatever the bytes are."""

from mailrules.mime.parse import date_of, parse

__all__ = ["date_of", "parse"]
