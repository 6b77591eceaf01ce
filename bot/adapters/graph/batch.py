"""Many mails in one request: GETs of `$value` in a `$batch`.

https://learn.microsoft.com/graph/json-batching: at most 20 a batch, answers in any order, each throttled by itself.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from requests.structures import CaseInsensitiveDict

from bot.adapters.graph.answers import GoneError
from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.transport import IMMUTABLE

SIZE = 20


def values(connection: GraphConnection, paths: Mapping[str, str]) -> dict[str, bytes]:
    """The bytes behind each path, by its key; what is not there is left out."""
    found: dict[str, bytes] = {}
    keys = list(paths)
    for start in range(0, len(keys), SIZE):
        found |= _batch(connection, {key: paths[key] for key in keys[start : start + SIZE]})
    return found


def _batch(connection: GraphConnection, paths: Mapping[str, str]) -> dict[str, bytes]:
    numbered = {str(number): key for number, key in enumerate(paths, start=1)}
    if len(numbered) == 1:
        return _alone(connection, paths)
    requests = [
        {"id": number, "method": "GET", "url": f"/{paths[key]}", "headers": {"Prefer": IMMUTABLE}}
        for number, key in numbered.items()
    ]
    answer = connection.ask("$batch", {"requests": requests}, what="reading mails")
    answers = {str(each.get("id")): each for each in _objects(answer.get("responses"))}
    found: dict[str, bytes] = {}
    for number, key in numbered.items():
        part = answers.get(number, {})
        status = part.get("status")
        body = _decoded(part.get("body")) if status == HTTPStatus.OK else None
        if body is not None:
            found[key] = body
        elif status != HTTPStatus.NOT_FOUND:
            connection.rest(CaseInsensitiveDict(part.get("headers") or {}))
            found |= _alone(connection, {key: paths[key]})
    return found


def _alone(connection: GraphConnection, paths: Mapping[str, str]) -> dict[str, bytes]:
    """Each by a request of its own."""
    found: dict[str, bytes] = {}
    for key, path in paths.items():
        try:
            found[key] = connection.get_bytes(path, what="reading a mail")
        except GoneError:  # deleted or moved away since it was listed
            continue
    return found


def _decoded(body: object) -> bytes | None:
    """What is no JSON comes in base64, of either alphabet; None for what is neither."""
    if not isinstance(body, str):
        return None
    plain = body.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _objects(found: object) -> Sequence[Mapping[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
