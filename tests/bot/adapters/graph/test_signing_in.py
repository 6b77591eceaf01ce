"""Who asks, and where."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from bot.adapters.graph.clouds import CLOUDS, authority, base_url
from bot.adapters.graph.connection import GraphConnection
from bot.errors import ConfigurationError
from bot.settings import GraphSettings
from tests.bot.adapters.graph.conftest import NOW, TENANT, Answer, Script


def key_pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def certificate_pem(key: rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "evenhand")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW + timedelta(days=1))
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


RSA, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
WHOLE = key_pem(RSA) + certificate_pem(RSA)


def with_certificate(how: GraphSettings, file: Path) -> GraphSettings:
    return how.model_copy(update={"client_secret": None, "certificate_file": file})


def test_a_certificate_signs_in(served: tuple[Script, GraphSettings], tmp_path: Path) -> None:
    script, how = served
    file = tmp_path / "app.pem"
    file.write_bytes(WHOLE)
    script.says(Answer(body={"id": "a"}))
    connection = GraphConnection(with_certificate(how, file), clock=script, pause=print)
    assert connection.get("users/a", what="trying") == {"id": "a"}
    connection.close()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            certificate_pem(RSA),
            "there is no private key that can be read; put key, without a password, and certificate into it",
        ),
        (key_pem(RSA), "there is no certificate that can be read; put key and certificate into it"),
        (key_pem(OTHER) + certificate_pem(RSA), "the certificate is not that of the key"),
        (
            key_pem(ec.generate_private_key(ec.SECP256R1())) + certificate_pem(RSA),
            "the key is not an RSA key; Microsoft's sign-in takes no other",
        ),
        (b"\x30\x82\xff", "this is not PEM; convert it with `openssl pkcs12 -nodes`"),
        (None, "cannot be read: No such file or directory"),
    ],
)
def test_a_certificate_file_that_will_not_do_is_named(
    served: tuple[Script, GraphSettings], tmp_path: Path, content: bytes | None, told: str
) -> None:
    script, how = served
    file = tmp_path / "app.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        GraphConnection(with_certificate(how, file), clock=script, pause=print)
    assert str(caught.value) == f"graph.certificate_file: {file}: {told}"


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_ca_file_that_will_not_do_is_named(
    served: tuple[Script, GraphSettings], tmp_path: Path, content: bytes | None
) -> None:
    script, how = served
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=f"^graph.ca_file: {file}: cannot be used: "):
        GraphConnection(how.model_copy(update={"ca_file": file}), clock=script, pause=print)


def test_each_cloud_has_its_own_hosts(served: tuple[Script, GraphSettings]) -> None:
    plain = served[1].model_copy(update={"base_url": None, "authority": None})
    found = {
        cloud: (base_url(how), authority(how))
        for cloud in CLOUDS
        for how in [plain.model_copy(update={"cloud": cloud})]
    }
    assert found == {
        "global": ("https://graph.microsoft.com/", f"https://login.microsoftonline.com/{TENANT}"),
        "us-gov": ("https://graph.microsoft.us/", f"https://login.microsoftonline.us/{TENANT}"),
        "us-gov-dod": ("https://dod-graph.microsoft.us/", f"https://login.microsoftonline.us/{TENANT}"),
        "china": ("https://microsoftgraph.chinacloudapi.cn/", f"https://login.partner.microsoftonline.cn/{TENANT}"),
    }


def test_a_host_of_the_settings_stands_before_that_of_the_cloud(served: tuple[Script, GraphSettings]) -> None:
    script, how = served
    assert (base_url(how), authority(how)) == (f"{script.url}/", f"{script.url}/{TENANT}")
