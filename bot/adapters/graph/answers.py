"""From an answer of Graph, or the lack of one, to what may be done next.

A read can always be asked again. A write that Graph refused has not happened; a write whose answer is lost may have.
https://learn.microsoft.com/graph/errors, https://learn.microsoft.com/graph/throttling
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import MappingProxyType

import requests
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from bot.errors import CursorLostError, EvenhandError, PermanentError, TransientError, UncertainError

_CURSOR_CODES = frozenset({"syncstatenotfound", "syncstateinvalid", "resyncrequired"})
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.LOCKED})
_RACES = frozenset({HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED})
_MESSAGE_LIMIT = 300


class GoneError(PermanentError):
    """What was asked for is not there."""


class DeniedError(PermanentError):
    """The app may not do this, or not here."""


class RaceError(TransientError):
    """Somebody else has changed the thing since it was read."""


class SignInLapsedError(TransientError):
    """The token is no longer accepted; the next try signs in anew."""


_ONE_MEANING: Mapping[int, type[EvenhandError]] = MappingProxyType(
    {
        HTTPStatus.UNAUTHORIZED: SignInLapsedError,
        HTTPStatus.FORBIDDEN: DeniedError,
        HTTPStatus.NOT_FOUND: GoneError,
    }
)


def refusal(
    status: int, headers: Mapping[str, str], body: bytes, *, what: str, once: bool, now: datetime
) -> EvenhandError:
    """The error that an answer of status 300 or more stands for.

    Args:
        status: of the answer.
        headers: of the answer, looked up without regard to case.
        body: of the answer; what is no Graph error is taken for an empty one.
        what: what was being done, in plain words; it has no personal data.
        once: whether it is a write that must not be done twice.
        now: aware.
    """
    code, message = _named(body)
    told = f"{what}: Graph answered {status}" + (f" {code}: {message}" if code or message else "")
    told += _traced(headers)
    wait = retry_after(headers.get("Retry-After"), now)
    known = _known(status, code)
    if known is not None and not (once and known is CursorLostError):
        return known(told)
    if status in _BUSY or (status == HTTPStatus.SERVICE_UNAVAILABLE and wait is not None):
        return TransientError(told, retry_after=wait)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return UncertainError(told) if once else TransientError(told, retry_after=wait)
    return RaceError(told) if status in _RACES and not once else PermanentError(told)


def _known(status: int, code: str) -> type[EvenhandError] | None:
    """The kinds that mean one thing, whatever was asked."""
    if status == HTTPStatus.GONE or (status < HTTPStatus.INTERNAL_SERVER_ERROR and code.lower() in _CURSOR_CODES):
        return CursorLostError
    return _ONE_MEANING.get(status)


def silence(error: requests.RequestException, *, what: str, once: bool) -> EvenhandError:
    """The error that a connection without an answer stands for; `what` and `once` as in `refusal`."""
    told = f"{what}: no answer ({type(error).__name__})"
    if isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
        return PermanentError(
            f"{what}: the server's certificate is not trusted; name the authority's file in graph.ca_file"
        )
    return UncertainError(told) if once and not _never_left(error) else TransientError(told)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds from a Retry-After header: a number, also with decimals, or a date (RFC 9110, 10.2.3)."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            when = parsedate_to_datetime(value)
        except ValueError:
            return None
        aware = when if when.tzinfo else when.replace(tzinfo=UTC)
        seconds = (aware - now).total_seconds()
    return max(seconds, 0.0) if seconds == seconds else None  # noqa: PLR0124 - "nan" is a number to float()


def _never_left(error: requests.RequestException) -> bool:
    """Whether the request cannot have reached the server, for there was no connection."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError | NameResolutionError)


def _named(body: bytes) -> tuple[str, str]:
    """Code and message of a Graph error."""
    try:
        error = json.loads(body)["error"]
        return str(error.get("code") or ""), str(error.get("message") or "")[:_MESSAGE_LIMIT].rstrip(".")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", ""


def _traced(headers: Mapping[str, str]) -> str:
    """What Microsoft's support asks for first."""
    request_id = headers.get("request-id")
    return f" (request-id {request_id})" if request_id else ""
