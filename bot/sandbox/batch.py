"""Up to twenty requests in one. https://learn.microsoft.com/graph/json-batching."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from starlette.datastructures import Headers

from bot.sandbox.wire import JSON, Answer, Asked, as_json, bad_request

MOST = 20
_METHODS = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE"})


def run_batch(asked: Asked, root: str, one: Callable[[Asked], Answer]) -> Answer:
    """The answers, last first, since Graph promises no order.

    Args:
        asked: the batch.
        root: what stands before each url.
        one: answers one request.

    Raises:
        GraphError: the batch is malformed.
    """
    requests = _checked(asked.json().get("requests"))
    done: dict[str, int] = {}
    answers: list[dict[str, Any]] = []
    for each in requests:
        failed = [other for other in each.get("dependsOn") or () if done.get(other, 0) >= HTTPStatus.BAD_REQUEST]
        if failed:
            content = {"error": {"code": "FailedDependency", "message": f"Request {failed[0]} failed."}}
            answer = as_json(content, HTTPStatus.FAILED_DEPENDENCY)
        else:
            answer = one(_asked(asked, root, each))
        done[str(each["id"])] = answer.status
        answers.append(_told(str(each["id"]), answer))
    return as_json({"responses": answers[::-1]})


def _checked(requests: object) -> list[Mapping[str, Any]]:
    if not isinstance(requests, list) or not 1 <= len(requests) <= MOST:
        raise bad_request(f"A batch has from 1 to {MOST} requests.", "BadRequest")
    seen: set[str] = set()
    for each in requests:
        if not isinstance(each, dict) or not {"id", "method", "url"} <= each.keys() or each["method"] not in _METHODS:
            raise bad_request("Each request of a batch needs id, method and url.")
        if each["id"] in seen:
            raise bad_request(f"The id {each['id']} is used twice.")
        if not set(each.get("dependsOn") or ()) <= seen:
            raise bad_request("A request depends on one that does not come before it.")
        if "body" in each and "content-type" not in {name.lower() for name in each.get("headers") or {}}:
            raise bad_request("A request with a body needs its Content-Type.")
        if "$batch" in str(each["url"]):
            raise bad_request("A batch cannot hold a batch.")
        seen.add(str(each["id"]))
    return requests


def _asked(batch: Asked, root: str, each: Mapping[str, Any]) -> Asked:
    parts = urlsplit(str(each["url"]))
    return Asked(
        method=each["method"],
        path=f"{root}/{unquote(parts.path).lstrip('/')}",
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        headers=Headers({str(name): str(value) for name, value in (each.get("headers") or {}).items()}),
        body=json.dumps(each["body"]).encode() if "body" in each else b"",
        base=batch.base,
    )


def _told(request_id: str, answer: Answer) -> dict[str, Any]:
    """What is no JSON goes in base64."""
    told: dict[str, Any] = {"id": request_id, "status": int(answer.status), "headers": dict(answer.headers)}
    if answer.headers.get("Content-Type") == JSON:
        told["body"] = json.loads(answer.body)
    elif answer.body:
        told["body"] = b64encode(answer.body).decode("ascii")
    return told
