"""Mails as Graph lists them, to arrivals."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.ports import Arrival

FIELDS = "id,internetMessageId,receivedDateTime,sentDateTime,bccRecipients,isDraft"
"""What has to be selected for `arrival`."""


def arrival(item: Mapping[str, Any], *, now: datetime) -> Arrival | None:
    """The mail as it arrived; None for a draft, which has not.

    A removed mail has nothing but its id. It, and a mail without a date, gets `now` (aware), so that nothing is
    passed over as too old.
    """
    if "@removed" in item:
        return Arrival(id=item["id"], message_id="", received=now, removed=True)
    if item.get("isDraft"):
        return None
    return Arrival(
        id=item["id"],
        message_id=item.get("internetMessageId") or "",
        received=_moment(item.get("receivedDateTime") or item.get("sentDateTime")) or now,
        bcc=tuple(_addresses(item.get("bccRecipients") or ())),
    )


def is_whole(item: Mapping[str, Any]) -> bool:
    """Whether the mail has what an arrival needs: a change may name only what changed."""
    return "@removed" in item or ("receivedDateTime" in item and "internetMessageId" in item)


def _moment(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _addresses(recipients: Iterable[Mapping[str, Any] | None]) -> list[str]:
    found = [((each or {}).get("emailAddress") or {}).get("address") for each in recipients]
    return [each for each in found if each]
