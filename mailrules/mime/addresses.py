"""Addresses of a header (RFC 5322 address-list), as mailboxes."""

import re
from email.utils import getaddresses

from mailrules.council.addresses import ascii_domain
from mailrules.message import Mailbox
from mailrules.mime.headers import decoded

MOST = 5_000
_LONGEST_DOMAIN = 255
_BARE = re.compile(r"[^\s<>,;:\"()\[\]@]{1,200}@[^\s<>,;:\"()\[\]@]{1,255}")
_QUOTE = re.compile(r'(?<!\\)"')


def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The mailboxes of an address header, each once; groups without members have none.

    A header that yields nothing but holds something like an address yields that, so that nobody is overlooked.
    """
    # A quotation mark that is never closed would swallow everybody after it.
    closed = value if len(_QUOTE.findall(value)) % 2 == 0 else value.replace('"', " ")
    found: dict[Mailbox, None] = {}
    for name, address in _taken_apart(closed)[:MOST]:
        if "@" in address:
            found[Mailbox(address=_plain(address), name=decoded(name))] = None
    if not found:
        found = {Mailbox(address=_plain(each)): None for each in _BARE.findall(value)[:MOST]}
    return tuple(found)


def _taken_apart(value: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([value])
    except (RecursionError, IndexError, ValueError):  # comments within comments within comments
        return []


def _plain(address: str) -> str:
    local, _, domain = address.strip().strip("<>").rpartition("@")
    return f"{local.lower()}@{ascii_domain(domain) if len(domain) <= _LONGEST_DOMAIN else domain.lower()}"
