"""Address headers on which two readers would not agree (RFC 5322): one of them would be shown somebody who is not there."""

import re
from email import policy
from email.errors import ObsoleteHeaderDefect

from mailrules.council.addresses import ascii_domain
from mailrules.mime.addresses import mailboxes

_ADDRESS = r"[^\s<>,;:\"()\[\]@\\]+@[^\s<>,;:\"()\[\]@\\]+"
_NAME = r"(?:\"[^\"\\]*\"|[^<>,;:\"()\[\]@\\]*)"
_ENTRY = rf"\s*(?:{_NAME}\s*<{_ADDRESS}>|{_ADDRESS})\s*"
_PLAIN = re.compile(rf"(?:{_ENTRY})(?:,{_ENTRY})*\Z")
_LONGEST_PLAIN = 20_000
_NAME_ALONE = "local part with no domain"


def agreed(value: str) -> bool:
    """Whether two readers find the same addresses in an address header.

    The one reader is `email.utils.getaddresses`, the other `email.headerregistry`, which has to find the header in order;
    it is asked only where a header is not of the plain form that leaves no room for doubt.
    """
    if not value.strip() or (len(value) <= _LONGEST_PLAIN and _PLAIN.match(value)):
        return True
    return _second(value) == frozenset(box.address for box in mailboxes(value))


def _second(value: str) -> frozenset[str] | None:
    # Outlook separates with semicolons, which only a group (`Name: a, b;`) ends with by RFC 5322.
    plain = value if ":" in value else value.replace(";", ",")
    try:
        header = policy.default.header_factory("to", plain)
        if any(_serious(each) for each in header.defects):
            return None
        found = header.addresses
        return frozenset(_normal(each.username, each.domain) for each in found if each.domain)
    except Exception:  # noqa: BLE001 - this parser raises many things on hostile headers; then there is no second reading
        return None


def _serious(defect: Exception) -> bool:
    """Obsolete forms are forms (RFC 5322 4), and a surname before a comma is what address books write: `Fenwick, Lorna <…>`."""
    return not isinstance(defect, ObsoleteHeaderDefect) and _NAME_ALONE not in str(defect)


def _normal(local: str, domain: str) -> str:
    return f"{local.lower()}@{ascii_domain(domain)}"
