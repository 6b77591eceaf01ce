"""Mail whose text nobody can read who has not the key: S/MIME (RFC 8551), OpenPGP (RFC 3156), rights-protected mail."""

import re
from email.message import Message as Part

from mailrules.mime.parts import filename_of, parameter, type_of

_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_ARMOUR = re.compile(r"^-----BEGIN PGP MESSAGE-----\s*$", re.MULTILINE)
_SIGNED = frozenset({"signed-data", "signed-receipt"})


def sealed(part: Part) -> str:
    """Why the part's text cannot be read, in plain words; empty where it can."""
    kind, name = type_of(part), filename_of(part).lower()
    if kind in _SMIME or name == "smime.p7m":
        how = parameter(part, "smime-type").lower()
        if how == "certs-only" or name.endswith((".p7c", ".p7s")):
            return ""
        if how in _SIGNED:
            return "it is signed in a form (S/MIME) in which its text cannot be read here"
        return "it is encrypted (S/MIME)"
    if kind in {"multipart/encrypted", "application/pgp-encrypted"}:
        return "it is encrypted (OpenPGP)"
    if name.endswith(".rpmsg") or kind == "application/x-microsoft-rpmsg-message":
        return "it is protected (rights management), so its text cannot be read here"
    return ""


def sealed_text(text: str) -> str:
    """The same, of a text that holds an encrypted one."""
    return "it is encrypted (OpenPGP)" if "PGP MESSAGE" in text and _ARMOUR.search(text) else ""
