"""How an item moves a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mailrules.cases import MOVES, Case, CaseEvent, Matter, Moment, joined, moved, opened_by
from mailrules.council.roll import Roll
from mailrules.evaluation.papers import given
from mailrules.matching import case_noticed, case_of_group, case_offered
from mailrules.message import Message
from mailrules.reading.model import Item, Reading
from mailrules.vocabulary import GROUP_REQUESTS, Kind, Signal


@dataclass(frozen=True, kw_only=True)
class Move:
    """What an item did to the cases.

    Attributes:
        case: the item's case after it; None where the item belongs to none.
        event: what happened; None where nothing did.
        offered: the case of another group that the item takes up, or whose paper it asks for.
        doubt: why the case cannot be told; empty where it can.
    """

    case: Case | None = None
    event: CaseEvent | None = None
    offered: Case | None = None
    doubt: str = ""
    why: str = ""


def groups_reached(message: Message, roll: Roll) -> frozenset[str]:
    """The groups of which somebody who may speak for them, or their office, is among the addressees."""
    reached = set()
    for mailbox in message.addressees:
        office = roll.group_office(mailbox.address)
        person = roll.whose(mailbox.address)
        if office is not None:
            reached.add(office.id)
        elif person is not None:
            group = roll.group_of(person.id)
            if group is not None and person in roll.speakers(group):
                reached.add(group)
    return frozenset(reached)


def move(
    item: Item,
    *,
    nth: int,
    message: Message,
    reading: Reading,
    cases: Iterable[Case],
    roll: Roll,
    at: datetime,
) -> Move:
    """The move that the item makes, among the cases as they stand."""
    known = tuple(cases)
    if item.group is None:
        return Move()
    if item.kind is Kind.EQUAL_ACCESS_NOTICE:
        return _told_by_hand(item, message=message, known=known, roll=roll, at=at)
    if item.kind is Kind.GROUP_OFFER_TAKEN_UP:
        return _taken_up(item, nth=nth, message=message, known=known, at=at)
    if item.kind in MOVES:
        return _own_move(item, nth=nth, message=message, reading=reading, known=known, at=at)
    return Move()


def _own_move(
    item: Item, *, nth: int, message: Message, reading: Reading, known: tuple[Case, ...], at: datetime
) -> Move:
    assert item.group is not None
    matter, moment = MOVES[item.kind]
    if reading.says(Signal.CALLED_OFF) and moment in {Moment.ATTENDED, Moment.REQUESTED}:
        return _called_off(item, message=message, known=known, matter=matter, at=at)
    event = CaseEvent(moment=moment, at=at, message_id=message.message_id, day=item.fields.date)
    match = case_of_group(item, message, known, matter=matter, moment=moment, at=at)
    if match.case is None:
        case = opened_by(event, group=item.group, matter=matter, topic=item.topic, officer=item.fields.officer, nth=nth)
    else:
        case = moved(match.case, event, topic=item.topic, officer=item.fields.officer)
    offered = None
    if moment is Moment.PREPARED:
        case = given(case, message)
        offered = next((other for other in known if other.id == case.origin), None)
    if item.kind in GROUP_REQUESTS and reading.says(Signal.SAME_DOCUMENT):
        offered = case_offered(item, message, known, at=at).case
    return Move(case=case, event=event, offered=offered, why=match.why)


def _called_off(item: Item, *, message: Message, known: tuple[Case, ...], matter: Matter, at: datetime) -> Move:
    match = case_of_group(item, message, known, matter=matter, moment=Moment.CANCELLED, at=at)
    if match.case is None:
        return Move(doubt="it says that something was called off, and no case shows what")
    event = CaseEvent(moment=Moment.CANCELLED, at=at, message_id=message.message_id)
    return Move(case=moved(match.case, event), event=event, why=match.why)


def _taken_up(item: Item, *, nth: int, message: Message, known: tuple[Case, ...], at: datetime) -> Move:
    assert item.group is not None
    match = case_offered(item, message, known, at=at)
    event = CaseEvent(moment=Moment.TAKEN_UP, at=at, message_id=message.message_id, day=item.fields.date)
    matter = match.case.matter if match.case else _matter_asked(item)
    case = opened_by(
        event,
        group=item.group,
        matter=matter,
        topic=item.topic or (match.case.topic if match.case else None),
        officer=item.fields.officer or (match.case.officer if match.case else None),
        origin=match.case.id if match.case else None,
        nth=nth,
    )
    doubt = "" if match.case else "it takes up an offer, and no notice on record shows which"
    return Move(case=case, event=event, offered=match.case, doubt=doubt, why=match.why)


def _matter_asked(item: Item) -> Matter:
    return Matter.ATTENDANCE if item.fields.date or item.fields.officer else Matter.BRIEFING


def _told_by_hand(item: Item, *, message: Message, known: tuple[Case, ...], roll: Roll, at: datetime) -> Move:
    match = case_noticed(item, message, known, at=at)
    if match.case is None:
        return Move(doubt="it tells groups of something, and no case on record shows of what")
    case = joined(match.case, message.message_id)
    event: CaseEvent | None = None
    for group in sorted(groups_reached(message, roll) - {match.case.group}):
        event = CaseEvent(
            moment=Moment.TOLD, at=at, message_id=message.message_id, group=group, by_hand=True, day=item.fields.date
        )
        case = moved(case, event)
    return Move(case=case, event=event, why=match.why)
