"""The part of OData that Exchange understands of mail: $filter, $orderby, $top, $skip, $select.

What Exchange would refuse is refused: https://learn.microsoft.com/graph/api/user-list-messages.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from bot.sandbox.store import Item, property_id
from bot.sandbox.wire import Asked, bad_request

PAGE = 10
LARGEST_PAGE = 1000

_STRING = r"'((?:[^']|'')*)'"
_MARKED = re.compile(
    rf"singleValueExtendedProperties/any\((\w+):\s*\1/id eq {_STRING} and \1/value (eq|ne) {_STRING}\)", re.IGNORECASE
)
_CATEGORY = re.compile(rf"categories/any\((\w+):\s*\1 eq {_STRING}\)", re.IGNORECASE)
_PLAIN = re.compile(rf"(\w+) (eq|ne|ge|gt|le|lt) (?:{_STRING}|([^'\s()]+))", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {"eq": eq, "ne": ne, "ge": ge, "gt": gt, "le": le, "lt": lt}
_FIELDS: dict[str, Callable[[Item], Any]] = {
    "internetMessageId": lambda item: item.message_id,
    "receivedDateTime": lambda item: item.received,
    "sentDateTime": lambda item: item.sent,
    "createdDateTime": lambda item: item.created,
    "lastModifiedDateTime": lambda item: item.modified,
    "isDraft": lambda item: item.is_draft,
    "isRead": lambda item: item.is_read,
}


@dataclass(frozen=True)
class Term:
    """One condition of a filter; `name` is the property it is about."""

    name: str
    holds: Callable[[Item], bool]


def terms(text: str) -> tuple[Term, ...]:
    """The conditions of a filter, joined by `and`.

    Raises:
        GraphError: it says something else.
    """
    found: list[Term] = []
    place = 0
    while place < len(text):
        joint = _AND.match(text, place) if found else None
        if found and joint is None:
            raise _unread(text)
        place = joint.end() if joint else place
        for pattern, make in ((_MARKED, _marked), (_CATEGORY, _category), (_PLAIN, _plain)):
            match = pattern.match(text, place)
            if match:
                found.append(make(match))
                place = match.end()
                break
        else:
            raise _unread(text)
    if sum(each.name == "singleValueExtendedProperties" for each in found) > 1:
        raise bad_request("The filter can restrict one extended property only.", "ErrorInvalidUrlQueryFilter")
    return tuple(found)


def listed(asked: Asked, items: Iterable[Item]) -> tuple[list[Item], str | None]:
    """One page of some mails, and the link to the next.

    Raises:
        GraphError: the query says what Exchange does not take.
    """
    wanted = terms(asked.query["$filter"]) if asked.query.get("$filter") else ()
    found = [item for item in items if all(term.holds(item) for term in wanted)]
    found = _ordered(found, asked.query.get("$orderby"), wanted)
    top = number(asked, "$top", PAGE)
    if not 1 <= top <= LARGEST_PAGE:
        raise bad_request(f"The value of $top has to be between 1 and {LARGEST_PAGE}.", "ErrorInvalidParameter")
    skip = number(asked, "$skip", 0)
    onward = asked.link(skip=str(skip + top)) if skip + top < len(found) else None
    return found[skip : skip + top], onward


def number(asked: Asked, name: str, default: int) -> int:
    """A query option that is a number.

    Raises:
        GraphError: it is none.
    """
    value = asked.query.get(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise bad_request(f"Invalid value '{value}' for {name} query option found.")
    return int(value)


def selected(asked: Asked) -> frozenset[str] | None:
    """The names in $select; None for no such wish."""
    names = asked.query.get("$select")
    return frozenset(each.strip() for each in names.split(",")) if names else None


def moment(text: str) -> datetime:
    """A date and time, aware.

    Raises:
        GraphError: it is none.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise bad_request(f"Invalid date and time '{text}' in the filter.", "ErrorInvalidUrlQueryFilter") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _ordered(items: list[Item], text: str | None, wanted: Sequence[Term]) -> list[Item]:
    """Newest first, where nothing else is asked. What is ordered by has to come first in the filter."""
    name, _, way = (text or "receivedDateTime desc").partition(" ")
    if name not in _FIELDS or way.lower() not in ("", "asc", "desc"):
        raise bad_request(f"The $orderby '{text}' is not supported.", "ErrorInvalidUrlQuery")
    if text and wanted and wanted[0].name != name:
        raise bad_request("The restriction or sort order is too complex for this operation.", "InefficientFilter")
    return sorted(items, key=_FIELDS[name], reverse=way.lower() == "desc")


def _marked(match: re.Match[str]) -> Term:
    """By extended property: the name in its id is case-sensitive, its value is not."""
    name, operator, value = property_id(_unquoted(match[2])), _OPERATORS[match[3].lower()], _unquoted(match[4]).lower()

    def holds(item: Item) -> bool:
        held = item.properties.get(name)
        return held is not None and operator(held.lower(), value)

    return Term("singleValueExtendedProperties", holds)


def _category(match: re.Match[str]) -> Term:
    wanted = _unquoted(match[2])
    return Term("categories", lambda item: wanted in item.categories)


def _plain(match: re.Match[str]) -> Term:
    name, operator = match[1], _OPERATORS[match[2].lower()]
    field = _FIELDS.get(name)
    if field is None:
        raise bad_request(f"The property '{name}' cannot be filtered by here.", "ErrorInvalidUrlQueryFilter")
    text = _unquoted(match[3]) if match[3] is not None else match[4]
    value: object = text
    if name.endswith("DateTime"):
        value = moment(text)
    elif name.startswith("is"):
        if text not in ("true", "false"):
            raise bad_request(f"'{text}' is neither true nor false.", "ErrorInvalidUrlQueryFilter")
        value = text == "true"
    return Term(name, lambda item: operator(field(item), value))


def _unquoted(text: str) -> str:
    return text.replace("''", "'")


def _unread(text: str) -> Exception:
    return bad_request(f"Invalid filter clause: {text}", "ErrorInvalidUrlQueryFilter")
