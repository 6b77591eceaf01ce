"""Graph as this room asks it: reads that try again within bounds, writes that are done once."""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from msal.exceptions import MsalError
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from bot.adapters.graph.answers import RaceError, SignInLapsedError, refusal, retry_after, silence
from bot.adapters.graph.transport import GraphTransport, RefusedError
from bot.errors import ConfigurationError, PermanentError, TransientError, UncertainError
from bot.ports import Clock
from bot.settings import GraphSettings

ATTEMPTS = 4
LONGEST_PAUSE = 60.0
"""Seconds. Who is asked to wait longer is told so, and waits elsewhere."""
_BACK_OFF = wait_random_exponential(multiplier=1, max=30)
_BUSY_SIGN_IN = frozenset({"temporarily_unavailable", "server_error", "throttled"})

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Json = dict[str, Any]
_T = TypeVar("_T")


class GraphConnection:
    """One tenant's Graph. Requests leave one at a time, so that no mailbox sees more at once than Graph allows.

    Errors of every method: `TransientError`, `PermanentError`, `CursorLostError`; `ConfigurationError` where the
    sign-in is refused; `UncertainError` from `post_once` alone.

    Args:
        settings: where Graph is, and who asks.
        clock: for Retry-After dates.
        pause: waits that many seconds; `time.sleep` in the service.
    """

    def __init__(self, settings: GraphSettings, *, clock: Clock, pause: Callable[[float], None]) -> None:
        self._transport = GraphTransport(settings)
        self._clock = clock
        self._pause = pause
        self._turn = threading.Lock()
        self._ahead: timedelta | None = None

    def get(
        self, target: str, *, what: str, params: Mapping[str, str] | None = None, prefer: str | None = None
    ) -> Json:
        """A resource as JSON. `target` is a path below the version, or a link that Graph gave."""
        headers = {"Prefer": prefer} if prefer else {}
        return self._again(lambda: _object(self._answer("get", target, what=what, params=params, headers=headers)))

    def get_bytes(self, target: str, *, what: str) -> bytes:
        """A resource as it stands."""
        return self._again(lambda: self._answer("get", target, what=what).content)

    def patch(self, target: str, data: Json, *, what: str, etag: str | None = None) -> None:
        """Set properties: the same once or twice. With an etag `RaceError` where somebody was faster."""
        headers = {"If-Match": etag} if etag else {}
        self._again(lambda: self._answer("patch", target, what=what, data=data, headers=headers))

    def delete(self, target: str, *, what: str) -> None:
        """Delete a thing: the same once or twice."""
        self._again(lambda: self._answer("delete", target, what=what))

    def ask(self, target: str, data: Json, *, what: str) -> Json:
        """A POST that only reads, as `$batch` of GETs does: it may be asked again."""
        return self._again(lambda: _object(self._answer("post", target, what=what, data=data)))

    def post_once(self, target: str, data: Json | None, *, what: str) -> Json:
        """A POST that is done at most once; the answer's JSON, {} where it is empty.

        Raises:
            TransientError: Graph had no time for it; nothing happened.
            PermanentError: Graph refused it; nothing happened.
            UncertainError: it may have happened.
        """
        answer = self._answer("post", target, what=what, data=data, once=True)
        try:
            return _object(answer) if answer.content else {}
        except TransientError as error:
            raise UncertainError(str(error)) from error

    def close(self) -> None:
        """Give the connections back."""
        self._transport.close()

    def now(self) -> datetime:
        """The moment, aware."""
        return self._clock.now()

    def rest(self, headers: Mapping[str, str]) -> None:
        """Wait as long as the headers of an answer inside a batch ask for."""
        seconds = retry_after(headers.get("Retry-After"), self._clock.now()) or 0.0
        if seconds > LONGEST_PAUSE:
            raise TransientError("Graph asks for a long pause", retry_after=seconds)
        self._pause(seconds)

    def is_ours(self, link: str) -> bool:
        """Whether a link leads to this Graph: the token goes nowhere else."""
        link_parts, own = urlsplit(link), urlsplit(self._transport.service_url)
        return (link_parts.scheme, link_parts.netloc) == (own.scheme, own.netloc)

    def ahead(self) -> timedelta | None:
        """How far this machine's clock was ahead of Graph's at the last answer; None where no answer has told."""
        return self._ahead

    def _note_time(self, answer: requests.Response) -> None:
        told = retry_after(answer.headers.get("Date"), EPOCH)
        if told is not None:
            self._ahead = self._clock.now() - EPOCH - timedelta(seconds=told)

    def _again(self, ask: Callable[[], _T]) -> _T:
        return Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            retry=retry_if_exception(_worth_another),
            wait=_wait,
            sleep=self._pause,
            reraise=True,
        )(ask)

    def _answer(
        self,
        method: str,
        target: str,
        *,
        what: str,
        params: Mapping[str, str] | None = None,
        data: Json | None = None,
        headers: Mapping[str, str] | None = None,
        once: bool = False,
    ) -> requests.Response:
        url = target if "://" in target else self._transport.service_url + target
        if not self.is_ours(url):
            raise PermanentError(f"{what}: the link leads to another server")
        with self._turn:
            fresh = self._sign_in()
            try:
                given = self._transport.oauth_request(url, method, params=params, data=data, headers=headers)
            except RefusedError as refused:
                answer = refused.response
                self._note_time(answer)
            except requests.RequestException as lost:
                raise silence(lost, what=what, once=once) from lost
            else:
                self._note_time(given)
                return given
            error = refusal(
                answer.status_code, answer.headers, answer.content, what=what, once=once, now=self._clock.now()
            )
            if isinstance(error, SignInLapsedError):
                if fresh:
                    raise PermanentError(f"{error}; the token was new")
                self._transport.forget_token()
            raise error

    def _sign_in(self) -> bool:
        """Whether the token is new."""
        try:
            answer = self._transport.sign_in()
        except requests.exceptions.SSLError as error:
            raise silence(error, what="signing in", once=False) from error
        except (requests.RequestException, MsalError) as error:
            raise TransientError(f"signing in: no answer ({type(error).__name__})") from error
        except (ValueError, TypeError) as error:  # an unknown tenant, a key that is none
            raise ConfigurationError(f"graph: signing in is not possible: {error}") from error
        if "access_token" in answer:
            return bool(answer.get("token_source") != "cache")
        code, told = str(answer.get("error")), str(answer.get("error_description") or "").splitlines()[:1]
        if code in _BUSY_SIGN_IN:
            raise TransientError(f"signing in: {code}")
        raise ConfigurationError(
            f"graph: the sign-in is refused: {code}: {''.join(told)}; see tenant_id, client_id and the credential"
        )


def _object(answer: requests.Response) -> Json:
    try:
        body = answer.json()
    except ValueError as error:
        raise TransientError(f"Graph's answer is no JSON ({answer.status_code})") from error
    if not isinstance(body, dict):
        raise TransientError(f"Graph's answer is no JSON object ({answer.status_code})")
    return body


def _worth_another(error: BaseException) -> bool:
    if not isinstance(error, TransientError) or isinstance(error, RaceError):
        return False
    return error.retry_after is None or error.retry_after <= LONGEST_PAUSE


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, TransientError) else None
    return _BACK_OFF(state) if asked is None else max(asked, _BACK_OFF(state) if asked < 1 else 0.0)
