"""Addresses as they are compared: without letter case, the domain in its ASCII form, plus-tags set aside (RFC 5321, RFC 5890)."""

from functools import lru_cache

import idna


def compared(address: str) -> str:
    """The form under which two spellings of one address are equal."""
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{ascii_domain(domain)}" if local else address.strip().lower()


@lru_cache(maxsize=4096)
def ascii_domain(domain: str) -> str:
    """The domain in its ASCII form; as it is where it has none."""
    plain = domain.strip().rstrip(".").lower()
    try:
        return idna.encode(plain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return plain


def domain_of(address: str) -> str:
    """The domain of an address, in its ASCII form."""
    return ascii_domain(address.rpartition("@")[2])
