"""O365's connection, with what a service that runs for months and must not repeat itself needs otherwise.

O365 2.1 asks msal for a new token without scopes once the old one has run out, repeats a request that was
answered 401, has no timeout, and writes the token into its debug log. Each is put right here.
"""

import logging
from http import HTTPStatus
from typing import Any

import requests
from msal import ConfidentialClientApplication
from O365.connection import Connection, MSGraphProtocol
from O365.utils.token import MemoryTokenBackend

from bot.adapters.graph.clouds import CLOUDS, authority, base_url
from bot.adapters.graph.credentials import credential, trusted
from bot.settings import GraphSettings

TIMEOUT = (5.0, 60.0)
"""Seconds to connect, and between two bytes of an answer."""
IMMUTABLE = 'IdType="ImmutableId"'
"""Ids that stay when a mail moves. https://learn.microsoft.com/graph/outlook-immutable-id"""

# O365 logs bearer tokens at DEBUG, upload addresses at INFO, and other people's words at ERROR.
for _name in ("O365", "O365.connection"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class RefusedError(Exception):
    """An answer that is none of 2xx, read to its end."""

    def __init__(self, response: requests.Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class GraphSession(requests.Session):
    """A session that keeps its own CA file, its own token, and its timeouts."""

    def __init__(self, ca_file: str | None) -> None:
        super().__init__()
        self.verify = ca_file or True
        self.auth = _as_it_is  # a .netrc must not replace the token

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - requests' own signature
        """As requests does it, but never without a timeout."""
        kwargs.setdefault("timeout", TIMEOUT)
        return super().request(*args, **kwargs)

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:  # noqa: ANN401 - the same
        """A CA file of the settings stands before REQUESTS_CA_BUNDLE, which requests would prefer."""
        ours = self.verify if verify is None and isinstance(self.verify, str) else verify
        return super().merge_environment_settings(url, proxies, stream, ours, cert)


class GraphTransport(Connection):  # type: ignore[misc]  # O365 ships no types
    """One request, done once: no redirect, no second try, no delay of its own."""

    def __init__(self, settings: GraphSettings) -> None:
        self.session: requests.Session | None
        self._msal_client: Any
        super().__init__(
            (settings.client_id, credential(settings)),
            auth_flow_type="credentials",
            tenant_id=settings.tenant_id,
            token_backend=MemoryTokenBackend(),
            timeout=TIMEOUT,
            requests_delay=0,
            request_retries=0,
            default_headers={"Prefer": IMMUTABLE},
        )
        self._ca_file = trusted(settings)
        self._sign_in_session = GraphSession(self._ca_file)
        self._msal_authority = authority(settings)
        self._discovery = None if settings.instance_discovery else False
        self._scopes = [CLOUDS[settings.cloud].scope]
        protocol = type("GraphProtocol", (MSGraphProtocol,), {"_protocol_url": base_url(settings)})(timezone="UTC")
        self.service_url: str = protocol.service_url

    @property
    def msal_client(self) -> Any:  # noqa: ANN401 - msal ships no types
        """Made at the first sign-in, for making it asks the authority who it is."""
        if self._msal_client is None:
            self._msal_client = ConfidentialClientApplication(
                self.auth[0],
                client_credential=self.auth[1],
                authority=self._msal_authority,
                instance_discovery=self._discovery,
                token_cache=self.token_backend,
                http_client=self._sign_in_session,
            )
        return self._msal_client

    def get_session(self, load_token: bool = False) -> requests.Session:  # noqa: ARG002, FBT001, FBT002 - O365's own
        """Our session; the token is given to it by `sign_in`."""
        session = GraphSession(self._ca_file)
        session.hooks["response"].append(_refused)
        return session

    def sign_in(self) -> dict[str, Any]:
        """Msal's answer: `access_token` (from its cache until five minutes before the end), or `error`."""
        answer: dict[str, Any] = self.msal_client.acquire_token_for_client(scopes=self._scopes)
        if "access_token" in answer:
            self.session = self.session or self.get_session()
            self.update_session_auth_header(access_token=answer["access_token"])
        return answer

    def forget_token(self) -> None:
        """The next `sign_in` asks the authority anew."""
        self.msal_client.remove_tokens_for_client()

    def close(self) -> None:
        """Give the connections back."""
        self._sign_in_session.close()
        if self.session is not None:
            self.session.close()

    def oauth_request(self, url: str, method: str, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - O365's own
        """One request with the token that `sign_in` has set. O365's own way would repeat it after a 401.

        Raises:
            RefusedError: the answer is none of 2xx.
            requests.RequestException: there is no answer, or not the whole of it.
        """
        kwargs["headers"] = dict(kwargs.get("headers") or {})  # O365 writes into the caller's
        answer: requests.Response = self._internal_request(self.session, url, method, allow_redirects=False, **kwargs)
        return answer


def _refused(response: requests.Response, **_: object) -> None:
    """Comes before O365 judges the answer, for it fails on errors that are not shaped as Graph's."""
    if response.status_code >= HTTPStatus.MULTIPLE_CHOICES:
        _whole = response.content
        raise RefusedError(response)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
