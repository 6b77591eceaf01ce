"""Paths and filters of Graph, with what people and servers chose escaped in them."""

from datetime import UTC, datetime
from urllib.parse import quote


def user(address: str) -> str:
    """`users/…`, by address: an app has no `me`."""
    return f"users/{quote(address, safe='@')}"


def message(address: str, message_id: str) -> str:
    """One mail, by its immutable id."""
    return f"{user(address)}/messages/{quote(message_id, safe='')}"


def folder(address: str, name: str) -> str:
    """A folder, by its well-known name."""
    return f"{user(address)}/mailFolders/{quote(name, safe='')}"


def literal(text: str) -> str:
    """A string in a filter (OData 4.01 URL conventions, 5.1.1.14.1)."""
    return "'" + text.replace("'", "''") + "'"


def moment(when: datetime) -> str:
    """A moment in a filter; `when` is aware."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
