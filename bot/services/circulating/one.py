"""One thing that goes round by itself: the mail that brought it, as it came, or what may be said of it."""

from datetime import date

from bot.ports import RecordedMail, Work
from bot.services.circulating.told import Paper, Told
from bot.services.wording import day_in_words
from mailrules.circulation.particulars import particulars
from mailrules.council.model import Officer
from mailrules.disclosure import Labelled
from mailrules.duties import Duty
from mailrules.evaluation.setting import Setting
from mailrules.message import Attachment, Message
from mailrules.mime import parse
from mailrules.reading.visible import take_apart
from mailrules.rules.params import Circulate
from mailrules.vocabulary import Direction, Label

GONE = "what should go round is kept no more: send it by hand"
TOO_LARGE = "its attachments are larger than 3 MB together: send it by hand"
UNUSUAL = "“{name}” is no paper that a reader expects ({type}): look at it before it goes to others"
NOTHING = "the mail holds neither text nor paper that could go round"
BELOW = "what goes round stands in mail that is forwarded below: see that nothing in it is for others only"
LARGEST = 3_000_000
"""Bytes of all attachments that one draft can carry (Graph: 4 MB of JSON)."""
PAPERS = frozenset(
    {
        "application/pdf", "application/msword", "text/plain", "text/csv", "image/png", "image/jpeg",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.text",
    }
)  # fmt: skip
Lines = tuple[str, ...]


def message_of(work: Work, message_id: str) -> Message | None:
    """The mail that brought it; None where its body is kept no more."""
    mail: RecordedMail | None = work.mails.get(message_id)
    return parse(mail.raw, direction=Direction(mail.direction)) if mail is not None and mail.raw is not None else None


def told_of(work: Work, duty: Duty, rule: Circulate, setting: Setting) -> Told | str:
    """What is told of one thing, or why nothing can be."""
    message = message_of(work, duty.case)
    if message is None:
        return GONE
    visible = take_apart(message.text)
    items = work.record.items_of(duty.case)
    item = next((each for each in items if each.kind in rule.kinds), None)
    sent = setting.calendar.local_day(message.date) if message.date else setting.roll.day
    found = particulars(message.text, sent)
    text = "\n\n".join(part for part in (visible.written, visible.quoted if visible.forwarded else "") if part.strip())
    papers, doubts = _papers(message)
    if Label.CONTENT in duty.say:
        if visible.forwarded and visible.quoted.strip():
            doubts += (BELOW,)
        if not text.strip() and not papers:
            return NOTHING
    sender = setting.roll.whose(message.from_[0].address) if message.from_ else None
    name = sender.name if sender else (message.from_[0].name or message.from_[0].address) if message.from_ else ""
    labelled = {
        "topic": Labelled(value=duty.facts.topic, label=Label.TOPIC),
        "sender_name": Labelled(value=name, label=Label.FACT if sender else Label.CONTENT),
        "sender_post": Labelled(value=sender.post if isinstance(sender, Officer) else None, label=Label.FACT),
        "sent_words": Labelled(value=day_in_words(sent), label=Label.FACT),
        "date_words": Labelled(value=_in_words(duty.facts.day), label=Label.FACT),
        "link": Labelled(value=found.link, label=Label.FACT),
        "opens_words": Labelled(value=_in_words(found.opens), label=Label.FACT),
        "closes_words": Labelled(value=_in_words(found.closes), label=Label.FACT),
        "wards": Labelled(value=item.fields.wards if item else (), label=Label.FACT),
        "subject": Labelled(value=" ".join(message.subject.split()), label=Label.CONTENT),
        "paragraphs": Labelled(value=paragraphs(text), label=Label.CONTENT),
        "papers": Labelled(value=tuple(name for name, _, _ in papers), label=Label.CONTENT),
    }
    return Told(
        labelled=labelled,
        papers=papers if Label.CONTENT in duty.say else (),
        doubts=doubts if Label.CONTENT in duty.say else (),
        names=(sender.name,) if sender else (),
    )


def paragraphs(text: str) -> tuple[Lines, ...]:
    """A text as paragraphs of lines; white space that says nothing is left out."""
    blocks = text.replace("\r\n", "\n").strip().split("\n\n")
    return tuple(tuple(line.rstrip() for line in block.strip("\n").split("\n")) for block in blocks if block.strip())


def _papers(message: Message) -> tuple[tuple[Paper, ...], tuple[str, ...]]:
    """What goes with it, and why somebody has to look at that first; pictures of a signature do not count."""
    attached = [each for each in message.attachments if each.name]
    doubts = [UNUSUAL.format(name=each.name, type=each.content_type) for each in attached if not _expected(each)]
    if sum(len(each.content) for each in attached) > LARGEST:
        return (), (*doubts, TOO_LARGE)
    return tuple((each.name, each.content_type, each.content) for each in attached), tuple(doubts)


def _expected(paper: Attachment) -> bool:
    return paper.content_type in PAPERS


def _in_words(day: date | None) -> str | None:
    return day_in_words(day) if day else None
