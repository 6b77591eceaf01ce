"""Earlier mail in the register, for the checker of what is sent: found by its name, or by the prints of its words."""

import json
import struct
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, any_, delete, func, insert, literal
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from bot.adapters.store import tables
from mailrules.copies.history import (
    CANDIDATES,
    SHARED,
    TOO_COMMON,
    KnownLetter,
    KnownPaper,
    SaidWords,
    bare_subject,
    kept_prints,
    known_letter,
)
from mailrules.mime import parse
from mailrules.reading.model import Item
from mailrules.reading.visible import take_apart
from mailrules.vocabulary import Direction, Flag, Kind

EVERYBODYS = 0
"""Stands for all letters that have a print which too many have."""


class SqlHistory:
    """`mailrules.copies.history.History` over a session."""

    def __init__(self, session: Session, items_of: Callable[[str], tuple[Item, ...]]) -> None:
        self._session = session
        self._items_of = items_of

    def letter(self, message_id: str) -> KnownLetter | None:
        """The mail with that Message-ID; its words for as long as its body is kept."""
        row = self._session.exec(select(tables.LetterRow).where(tables.LetterRow.message_id == message_id)).first()
        return self._known([row])[0] if row else self._before_prints(message_id)

    def sharing(self, prints: frozenset[int]) -> tuple[KnownLetter, ...]:
        """The mails that share most of these prints; of those that share as many, the earliest."""
        have = tables.LetterPrint
        shared = func.count()
        best = (
            columns(col(have.letter))
            .where(self._among(prints), col(have.letter) != EVERYBODYS)
            .group_by(col(have.letter))
            .having(shared >= SHARED)
            .order_by(shared.desc(), col(have.letter))
            .limit(CANDIDATES)
        )
        wanted = list(self._session.scalars(best))
        if not wanted:
            return ()
        rows = {
            row.id: row
            for row in self._session.exec(select(tables.LetterRow).where(col(tables.LetterRow.id).in_(wanted)))
        }
        return tuple(self._known([rows[letter] for letter in wanted]))

    def following(self, message_id: str, *, since: datetime) -> tuple[KnownLetter, ...]:
        """The mails since then that say they follow that one, oldest first."""
        rows = self._session.exec(
            select(tables.LetterRow)
            .where(
                col(tables.LetterRow.at) >= since,
                col(tables.LetterRow.value).contains(json.dumps(message_id), autoescape=True),
            )
            .order_by(col(tables.LetterRow.at), col(tables.LetterRow.id))
        ).all()
        return tuple(each for each in self._known(rows) if message_id in each.thread)

    def remember(self, letter: KnownLetter) -> None:
        """Keep a mail, without its words; the first of a Message-ID stands."""
        known = select(tables.LetterRow.id).where(tables.LetterRow.message_id == letter.message_id)
        if self._session.exec(known).first() is not None:
            return
        row = tables.LetterRow(
            message_id=letter.message_id, at=letter.at, value=_value(letter), prints=_packed(letter.prints)
        )
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        for nth, paper in enumerate(letter.papers):
            self._session.add(tables.LetterPaper(letter=row.id, nth=nth, name=paper.name, prints=_packed(paper.prints)))
        self._find_by(row.id, kept_prints(letter))

    def _among(self, prints: frozenset[int]) -> ColumnElement[bool]:
        """That a row's print is one of these; one value whatever their number, so that the question is made once."""
        wanted, column = sorted(prints), col(tables.LetterPrint.print)
        if self._session.get_bind().dialect.name == "sqlite":
            return column.in_(columns(func.json_each(json.dumps(wanted)).table_valued("value").c.value))
        return column == any_(literal(wanted, ARRAY(BigInteger)))

    def _find_by(self, letter: int, prints: frozenset[int]) -> None:
        """Let a letter be found by these prints; one that too many have by now tells nothing, and finds none any more."""
        have = tables.LetterPrint
        counted = (
            columns(col(have.print), func.count(), func.min(col(have.letter)))
            .where(self._among(prints))
            .group_by(col(have.print))
        )
        count_of = {each: (count, first) for each, count, first in self._session.execute(counted)}
        common = [each for each, (_, first) in count_of.items() if first == EVERYBODYS]
        full = [each for each, (count, first) in count_of.items() if first != EVERYBODYS and count >= TOO_COMMON]
        if full:
            self._session.execute(delete(have).where(self._among(frozenset(full))))
        rows = [{"print": each, "letter": EVERYBODYS} for each in full]
        out = {*common, *full}
        rows += [{"print": each, "letter": letter} for each in prints if each not in out]
        if rows:
            # The bare table: what is kept by the hundred needs no object for each.
            self._session.execute(insert(tables.Table.metadata.tables[have.__tablename__]), rows)

    def _known(self, rows: Sequence[tables.LetterRow]) -> list[KnownLetter]:
        ids = [row.id for row in rows]
        papers: dict[int, list[KnownPaper]] = {}
        found = self._session.exec(
            select(tables.LetterPaper)
            .where(col(tables.LetterPaper.letter).in_(ids))
            .order_by(col(tables.LetterPaper.letter), col(tables.LetterPaper.nth))
        )
        for paper in found:
            papers.setdefault(paper.letter, []).append(KnownPaper(name=paper.name, prints=_unpacked(paper.prints)))
        return [self._letter(row, papers.get(row.id or 0, [])) for row in rows]

    def _letter(self, row: tables.LetterRow, papers: list[KnownPaper]) -> KnownLetter:
        value: dict[str, Any] = json.loads(row.value)
        return KnownLetter(
            message_id=row.message_id,
            at=row.at,
            author=value["author"],
            visible=tuple(value["visible"]),
            thread=tuple(value["thread"]),
            words=_WordsOfBody(self._session, row),
            flags=frozenset(Flag(each) for each in value["flags"]),
            kinds=tuple(Kind(each) for each in value["kinds"]),
            group=value["group"],
            papers=tuple(papers),
        )

    def _before_prints(self, message_id: str) -> KnownLetter | None:
        """A mail that no prints are kept of: one from before there were any, or one of which little is kept."""
        row = _mail(self._session, message_id)
        if row is None or row.raw is None or row.decided is None:
            return None
        items = self._items_of(message_id)
        if not items:
            return None
        message = parse(row.raw, direction=Direction(row.direction))
        return known_letter(
            message,
            take_apart(message.text),
            flags=frozenset(Flag(each) for each in json.loads(row.decision)["flags"]) | items[0].flags,
            kinds=tuple(dict.fromkeys(item.kind for item in items)),
            group=items[0].group,
            at=message.date or row.received,
        )


class _WordsOfBody:
    """The words of a letter, read from its body when they are asked for, while it is kept."""

    def __init__(self, session: Session, row: tables.LetterRow) -> None:
        self._session, self._row = session, row

    @cached_property
    def _said(self) -> SaidWords:
        mail = _mail(self._session, self._row.message_id)
        if mail is None or mail.raw is None:
            return SaidWords(kept=False)
        message = parse(mail.raw, direction=Direction(mail.direction))
        visible = take_apart(message.text)
        return SaidWords(subject=bare_subject(message.subject), written=visible.written, quoted=visible.quoted)

    @property
    def kept(self) -> bool:
        """Whether the body is still kept."""
        return self._said.kept

    @property
    def subject(self) -> str:
        """The subject, without the marks of answers."""
        return self._said.subject

    @property
    def written(self) -> str:
        """What the sender wrote."""
        return self._said.written

    @property
    def quoted(self) -> str:
        """What stands quoted below."""
        return self._said.quoted

    @cached_property
    def prints(self) -> frozenset[int]:
        """Every print of what the sender wrote; kept longer than the words."""
        return _unpacked(self._row.prints)


def _mail(session: Session, message_id: str) -> tables.Mail | None:
    """The earliest mail with that Message-ID."""
    return session.exec(
        select(tables.Mail)
        .where(tables.Mail.message_id == message_id)
        .order_by(col(tables.Mail.received), col(tables.Mail.key))
        .limit(1)
    ).first()


def _value(letter: KnownLetter) -> str:
    said = {
        "author": letter.author,
        "visible": letter.visible,
        "thread": letter.thread,
        "flags": sorted(letter.flags),
        "kinds": letter.kinds,
        "group": letter.group,
    }
    return json.dumps(said)


def _packed(prints: frozenset[int]) -> bytes:
    return struct.pack(f"<{len(prints)}I", *sorted(prints))


def _unpacked(data: bytes) -> frozenset[int]:
    return frozenset(struct.unpack(f"<{len(data) // 4}I", data))
