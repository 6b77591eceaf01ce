"""Addresses of a header (RFC 5322 address-list), as mailboxes."""

import re
from email.utils import getaddresses

from mailrules.council.addresses import ascii_domain
from mailrules.message import Mailbox
from mailrules.mime.headers import decoded

MOST = 1_000
_BARE = re.compile(r"[^\s<>,;:\"()\[\]]+@[^\s<>,;:\"()\[\]]+")


def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The mailboxes of an address header; groups without members have none.

    A header that yields nothing but holds something like an address yields that, so that nobody is overlooked.
    """
    found: dict[Mailbox, None] = {}
    for name, address in getaddresses([value])[:MOST]:
        if "@" in address:
            found[Mailbox(address=_plain(address), name=decoded(name))] = None
    if not found:
        found = {Mailbox(address=_plain(each)): None for each in _BARE.findall(value)[:MOST]}
    return tuple(found)


def _plain(address: str) -> str:
    local, _, domain = address.strip().strip("<>").rpartition("@")
    return f"{local.lower()}@{ascii_domain(domain)}"
