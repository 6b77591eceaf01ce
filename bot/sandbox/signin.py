"""Sign-in by client credentials, as msal asks for it: OpenID discovery, and a token for a secret or an assertion.

RFC 6749 section 4.4 and RFC 7523; https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import load_pem_x509_certificate

from bot.sandbox.clock import SeededIds
from bot.sandbox.wire import Answer, Asked, GraphError, as_json

LIFE = 3599
"""Seconds that a token is said to be good for."""
SCOPE = "/.default"
_BY_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True, kw_only=True)
class App:
    """A program that may sign in.

    Attributes:
        certificate: PEM of its certificate; None where it has a secret alone.
        reaches: the mailboxes that it may reach, which may be added to; None stands for those that are in scope.
        may_write: whether it may do more than read.
        may_trace: whether it may read the message trace.
    """

    client_id: str
    client_secret: str = field(repr=False)
    certificate: bytes | None = None
    reaches: set[str] | None = None
    may_write: bool = True
    may_trace: bool = False


class SignIn:
    """The tenant's door."""

    def __init__(self, tenant_id: str, apps: Sequence[App], ids: SeededIds) -> None:
        self._tenant_id, self._ids = tenant_id, ids
        self._apps = {app.client_id: app for app in apps}
        self._tokens: dict[str, App] = {}

    def expire_tokens(self) -> None:
        """No token that was given so far is good any more."""
        self._tokens.clear()

    def check(self, asked: Asked) -> App:
        """The program whose good token a request carries.

        Raises:
            GraphError: 401.
        """
        kind, _, token = asked.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or token not in self._tokens:
            raise GraphError(
                HTTPStatus.UNAUTHORIZED,
                "InvalidAuthenticationToken",
                "Lifetime validation failed, the token is expired.",
                headers={"WWW-Authenticate": "Bearer"},
            )
        return self._tokens[token]

    def discovery(self, asked: Asked) -> Answer:
        """The OpenID configuration."""
        authority = f"{asked.base}/{self._tenant_id}"
        return as_json(
            {
                "issuer": f"{authority}/v2.0",
                "token_endpoint": f"{authority}/oauth2/v2.0/token",
                "authorization_endpoint": f"{authority}/oauth2/v2.0/authorize",
                "jwks_uri": f"{authority}/discovery/v2.0/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    def token(self, asked: Asked) -> Answer:
        """A token, or why not."""
        given = {name: values[0] for name, values in parse_qs(asked.body.decode("ascii", "replace")).items()}
        if given.get("grant_type") != "client_credentials":
            return _refused("unsupported_grant_type", "AADSTS70003: the grant type is not supported.")
        if not given.get("scope", "").split(" ")[0].endswith(SCOPE):
            return _refused("invalid_scope", f"AADSTS1002012: the scope has to end in {SCOPE}.")
        app = self._apps.get(given.get("client_id", ""))
        if app is None:
            return _refused("unauthorized_client", "AADSTS700016: there is no such application in the tenant.")
        if not _is_known(app, given, audience=f"{asked.base}{asked.path}"):
            return _refused("invalid_client", "AADSTS7000215: invalid client secret or assertion.")
        token = self._ids.new()
        self._tokens[token] = app
        return as_json({"token_type": "Bearer", "expires_in": LIFE, "ext_expires_in": LIFE, "access_token": token})


def _is_known(app: App, given: Mapping[str, str], *, audience: str) -> bool:
    if given.get("client_assertion_type") == _BY_ASSERTION:
        return _is_signed(app, given.get("client_assertion", ""), audience=audience)
    return given.get("client_secret") == app.client_secret


def _is_signed(app: App, assertion: str, *, audience: str) -> bool:
    """Its times are not looked at: they are the real ones, and this tenant's clock is not."""
    if app.certificate is None:
        return False
    key = load_pem_x509_certificate(app.certificate).public_key()
    if not isinstance(key, RSAPublicKey):
        return False
    try:
        claims = jwt.decode(
            assertion,
            key,
            algorithms=["PS256", "RS256"],
            audience=audience,
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
        )
    except jwt.InvalidTokenError:
        return False
    return bool(claims.get("iss") == claims.get("sub") == app.client_id)


def _refused(error: str, description: str) -> Answer:
    status = HTTPStatus.UNAUTHORIZED if error == "invalid_client" else HTTPStatus.BAD_REQUEST
    return as_json({"error": error, "error_description": description}, status)
