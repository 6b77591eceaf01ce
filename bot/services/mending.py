"""The words in which a sender is told what is wrong and how to mend it, and the monitoring officer what was not mended."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.ports import Letter, OutboxRow, OutboxState
from bot.services.decide import Deciding
from bot.services.letters import ServiceLetters, named
from bot.services.wording import day_in_words
from mailrules.copies.repair import Repair, settled_by_telling
from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person, Roll


def mend_letter(
    deciding: Deciding,
    repairs: Sequence[Repair],
    drafts: Sequence[OutboxRow],
    sender: Person,
    *,
    now: datetime,
    again: bool = False,
) -> Letter:
    """The letter to the sender alone: what is wrong, under which clause, how to mend it, and the letter that is drafted."""
    first, roll = repairs[0], deciding.setting(now).roll
    values = {
        "again": again,
        "name": sender.name,
        "date_words": day_in_words(deciding.calendar.local_day(first.sent)),
        "spoken": first.spoken,
        "protocol_title": deciding.protocol.protocol.title,
        "lines": [
            {
                "finding": str(each.finding),
                "wants": "tell" if settled_by_telling(each) else each.wants,
                "paragraph": deciding.number(each.clause),
                "people": called(each.addresses, roll),
            }
            for each in repairs
        ],
        "drafts": [
            {"to": row.letter.to[0][0], "text": row.letter.text, "by_itself": row.state is OutboxState.PENDING}
            for row in drafts
        ],
        "quiet": first.quiet,
    }
    key = f"mend{'-again' if again else ''}/{first.mail}"
    return ServiceLetters(deciding=deciding).letter("mend", key, named((sender,)), values)


def unmended_letter(
    deciding: Deciding, repairs: Sequence[Repair], to: tuple[tuple[str, str], ...], *, now: datetime, why: str = ""
) -> Letter:
    """The letter to the monitoring officer: something is not mended, or only a person can say how it is."""
    first, roll = repairs[0], deciding.setting(now).roll
    sender = roll.person(first.sender)
    values = {
        "quiet": first.quiet,
        "reference": first.key if not first.quiet else first.mail,
        "sender_name": sender.name if sender else "somebody whom the directory does not know",
        "date_words": day_in_words(deciding.calendar.local_day(first.sent)),
        "protocol_title": deciding.protocol.protocol.title,
        "lines": [
            {"finding": str(each.finding).replace("-", " "), "paragraph": deciding.number(each.clause), "key": each.key}
            for each in repairs
        ],
        "why": why,
        "answer": next((each.answer for each in repairs if each.answer), ""),
    }
    return ServiceLetters(deciding=deciding).letter("unmended", f"unmended/{first.key}", to, values)


def called(addresses: Iterable[str], roll: Roll) -> list[str]:
    """The recipients of copies, as a letter names them."""
    return [_name(address, roll) for address in dict.fromkeys(addresses)]


def _name(address: str, roll: Roll) -> str:
    person = roll.whose(address)
    if isinstance(person, Member):
        return f"Councillor {person.name}"
    if isinstance(person, Officer):
        return f"{person.name} ({person.post})" if person.post else person.name
    group = roll.group_office(address)
    return f"the office of the {group.name}" if group else address
