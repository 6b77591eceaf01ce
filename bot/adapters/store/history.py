"""Earlier mail in the register, for the checker of what is sent."""

import json
from collections.abc import Callable

from sqlmodel import Session, col, select

from bot.adapters.store import tables
from mailrules.copies.history import KnownLetter, known_letter
from mailrules.mime import parse
from mailrules.reading.model import Item
from mailrules.reading.visible import take_apart
from mailrules.vocabulary import Direction, Flag


class SqlHistory:
    """`mailrules.copies.history.History` over a session: what a thread names. Words alone are not looked up yet."""

    def __init__(self, session: Session, items_of: Callable[[str], tuple[Item, ...]]) -> None:
        self._session = session
        self._items_of = items_of

    def letter(self, message_id: str) -> KnownLetter | None:
        """The earliest mail with that Message-ID, while its body is kept."""
        row = self._session.exec(
            select(tables.Mail)
            .where(tables.Mail.message_id == message_id)
            .order_by(col(tables.Mail.received), col(tables.Mail.key))
            .limit(1)
        ).first()
        if row is None or row.raw is None or row.decided is None:
            return None
        message = parse(row.raw, direction=Direction(row.direction))
        items = self._items_of(message_id)
        if not items:
            return None
        return known_letter(
            message,
            take_apart(message.text),
            flags=frozenset(Flag(each) for each in json.loads(row.decision)["flags"]) | items[0].flags,
            kinds=tuple(dict.fromkeys(item.kind for item in items)),
            group=items[0].group,
            at=message.date or row.received,
        )

    def sharing(self, prints: frozenset[int]) -> tuple[KnownLetter, ...]:
        """None yet: the register keeps no prints."""
        del prints
        return ()
