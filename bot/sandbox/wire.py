"""What is asked and answered, the same for a request of its own and for one in a batch."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import Headers

JSON = "application/json"
_PLAIN = "/@$'()"
"""What stands in a path as it is."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request.

    Attributes:
        path: decoded, from `/v1.0` on or from the tenant's id on.
        base: scheme, host and port, for the links of an answer.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Headers = field(default_factory=Headers)
    body: bytes = field(default=b"", repr=False)
    base: str = ""

    def json(self) -> dict[str, Any]:
        """The body.

        Raises:
            GraphError: it is no JSON object.
        """
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise bad_request("Unable to read JSON request payload.") from error
        if not isinstance(found, dict):
            raise bad_request("The request payload has to be a JSON object.")
        return found

    def prefers(self, name: str) -> str | None:
        """The value of one preference (RFC 7240), without quotes; names in any letter case."""
        for each in ",".join(self.headers.getlist("prefer")).split(","):
            key, _, value = each.partition("=")
            if key.strip().lower() == name.lower():
                return value.strip().strip('"')
        return None

    @property
    def immutable(self) -> bool:
        """Whether ids are to be the immutable ones. https://learn.microsoft.com/graph/outlook-immutable-id."""
        return (self.prefers("IdType") or "").lower() == "immutableid"

    def link(self, **changed: str) -> str:
        """This request's address, with some of its query changed."""
        query = {**self.query, **{f"${key}": value for key, value in changed.items()}}
        return f"{self.base}{quote(self.path, safe=_PLAIN)}?{urlencode(query, safe='$', quote_via=quote)}"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is answered."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)


class GraphError(Exception):
    """A request is refused as Graph refuses it. https://learn.microsoft.com/graph/errors."""

    def __init__(self, status: int, code: str, message: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.headers = status, code, dict(headers or {})


def bad_request(message: str, code: str = "BadRequest") -> GraphError:
    """400."""
    return GraphError(HTTPStatus.BAD_REQUEST, code, message)


def not_found(message: str = "The specified object was not found in the store.") -> GraphError:
    """404."""
    return GraphError(HTTPStatus.NOT_FOUND, "ErrorItemNotFound", message)


def as_json(content: object, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer that carries JSON."""
    body = json.dumps(content, ensure_ascii=False).encode()
    return Answer(status=status, headers={"Content-Type": JSON, **(headers or {})}, body=body)


def as_error(error: GraphError, request_id: str) -> Answer:
    """An answer that says what is wrong."""
    inner = {"request-id": request_id}
    content = {"error": {"code": error.code, "message": str(error), "innerError": inner}}
    return as_json(content, error.status, error.headers)
