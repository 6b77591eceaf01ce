"""What the app signs in with, and whom it trusts: read from files, and checked before anything is asked."""

import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bot.errors import ConfigurationError
from bot.settings import GraphSettings


def credential(settings: GraphSettings) -> str | dict[str, str]:
    """The secret, or key and certificate from one PEM file, as msal takes them.

    Raises:
        ConfigurationError: which file, and what it lacks.
    """
    if settings.client_secret is not None:
        return settings.client_secret.get_secret_value()
    if settings.certificate_file is None:
        raise ConfigurationError("graph: give client_secret or certificate_file")
    where = f"graph.certificate_file: {settings.certificate_file}"
    pem = _read(settings.certificate_file, where)
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise ConfigurationError(
            f"{where}: there is no private key that can be read; put key, without a password, and certificate into it"
        ) from error
    if not isinstance(key, RSAPrivateKey):
        raise ConfigurationError(f"{where}: the key is not an RSA key; Microsoft's sign-in takes no other")
    try:
        certificate = x509.load_pem_x509_certificate(pem)
    except ValueError as error:
        raise ConfigurationError(
            f"{where}: there is no certificate that can be read; put key and certificate into it"
        ) from error
    if certificate.public_key() != key.public_key():
        raise ConfigurationError(f"{where}: the certificate is not that of the key")
    text = pem.decode("ascii")
    return {"private_key": text, "public_certificate": text}


def trusted(settings: GraphSettings) -> str | None:
    """The CA file; None for what the system trusts.

    Raises:
        ConfigurationError: it cannot be used.
    """
    if settings.ca_file is None:
        return None
    try:
        ssl.create_default_context(cafile=str(settings.ca_file))
    except OSError as error:  # ssl's own errors among them
        raise ConfigurationError(f"graph.ca_file: {settings.ca_file}: cannot be used: {error}") from error
    return str(settings.ca_file)


def _read(file: Path, where: str) -> bytes:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{where}: cannot be read: {error.strerror}") from error
    if not raw.isascii():
        raise ConfigurationError(f"{where}: this is not PEM; convert it with `openssl pkcs12 -nodes`")
    return raw
