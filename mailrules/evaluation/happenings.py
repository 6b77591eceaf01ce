"""What comes up without a mail, in the form in which rules look at things."""

from datetime import date, datetime

from mailrules.message import Message
from mailrules.reading.model import Fields, Item, Reading, SenderReading, VisibleText
from mailrules.rules.situation import Happening
from mailrules.vocabulary import Direction, Kind


def item_of(happening: Happening) -> Item:
    """What it is about."""
    said = happening.fields
    fields = Fields(officer=said.get("officer"), member=said.get("member"))
    return Item(kind=Kind.OTHER, group=said.get("group"), topic=said.get("matter"), fields=fields)


def as_mail(happening: Happening, *, day: date, at: datetime) -> tuple[Message, Reading]:
    """A mail without words, from nobody, that stands for it."""
    key = "/".join([happening.what, str(day), *sorted(happening.fields.values())])
    message = Message(message_id=f"<{key}>", direction=Direction.IN, date=at, subject="", from_=())
    reading = Reading(
        sender=SenderReading(address="", internal=True), visible=VisibleText(written=""), items=(item_of(happening),)
    )
    return message, reading
