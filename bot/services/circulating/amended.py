"""The list of amendments for a council meeting: to what, by which group, with the papers that hold the words; nothing else."""

from dataclasses import dataclass

from bot.ports import Work
from bot.services.circulating.one import GONE, LARGEST, TOO_LARGE, message_of
from bot.services.circulating.told import Paper, Told
from bot.services.wording import day_in_words
from mailrules.circulation.amendments import announced
from mailrules.disclosure import Labelled
from mailrules.duties import Duty
from mailrules.evaluation.setting import Setting
from mailrules.message import Message
from mailrules.reading.visible import take_apart
from mailrules.vocabulary import Label

UNSAID = "an amendment whose words are in the paper attached"
NO_GROUP = "a return came from nobody who is known to sit in a group: list it by hand"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One amendment."""

    item: str
    group: str
    papers: tuple[str, ...] = ()


def amendments_told(work: Work, duty: Duty, setting: Setting) -> Told | str:
    """The list, or why it cannot be made."""
    lines: list[Line] = []
    papers: dict[str, Paper] = {}
    doubts: list[str] = []
    for key in work.lists.on(duty.key):
        item = work.record.duty(key)
        message = message_of(work, item.case) if item else None
        if message is None:
            return GONE
        said = announced(
            take_apart(message.text).written, tuple((each.name, each.text) for each in message.attachments)
        )
        group = _group(message, setting)
        doubts += [*said.doubts, *([] if group else [NO_GROUP])]
        attached = _papers(message, said.papers, group)
        papers.update({each[0]: each for each in attached})
        names = tuple(name for name, _, _ in attached)
        lines += [Line(item=each, group=group, papers=names) for each in said.items or ((UNSAID,) if names else ())]
    if sum(len(data) for _, _, data in papers.values()) > LARGEST:
        doubts.append(TOO_LARGE)
    ordered = tuple(sorted(dict.fromkeys(lines), key=lambda line: (_number(line.item), line.group)))
    labelled = {
        "amendments": Labelled(value=ordered, label=Label.CONTENT),
        "day_words": Labelled(value=day_in_words(duty.facts.day) if duty.facts.day else None, label=Label.FACT),
    }
    return Told(labelled=labelled, papers=tuple(papers.values()), doubts=tuple(dict.fromkeys(doubts)))


def _group(message: Message, setting: Setting) -> str:
    sender = message.from_[0].address if message.from_ else ""
    person, office = setting.roll.whose(sender), setting.roll.group_office(sender)
    group = office or setting.roll.group((setting.roll.group_of(person.id) if person else None) or "")
    return group.name if group else ""


def _papers(message: Message, names: tuple[str, ...], group: str) -> tuple[Paper, ...]:
    """The papers, named after their group: two groups may give theirs the same name."""
    return tuple(
        (f"{group} - {each.name}" if group else each.name, each.content_type, each.content)
        for each in message.attachments
        if each.name in names
    )


def _number(item: str) -> tuple[int, str]:
    digits = "".join(each for each in item.partition(" ")[2] if each.isdigit())
    return (int(digits) if digits else 0, item)
