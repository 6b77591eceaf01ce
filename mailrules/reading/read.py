"""What a mail is: the one door to reading, for the replay and for the service alike."""

from dataclasses import replace

from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.reading import cues
from mailrules.reading.answers import answers
from mailrules.reading.consents import consents
from mailrules.reading.flags import flags_of
from mailrules.reading.learning.fields import wards_in
from mailrules.reading.learning.proposing import propose
from mailrules.reading.learning.weights import Weights
from mailrules.reading.machine import machine_mail
from mailrules.reading.marking import markings
from mailrules.reading.material import Material
from mailrules.reading.model import Evidence, Item, Reading
from mailrules.reading.past import Past
from mailrules.reading.press import settled
from mailrules.reading.protected import protected_words
from mailrules.reading.reports import reports
from mailrules.reading.requests import requests
from mailrules.reading.sender import who_sent
from mailrules.reading.signals import signals_in
from mailrules.reading.visible import take_apart
from mailrules.vocabulary import CONSENT_KINDS, GROUP_KINDS, Direction, Flag, Kind

FEW_WORDS = 60
"""So many words of one's own stand above what is passed on without more."""

_RULES = (
    ("a notice, a paper given or a meeting attended, by an officer", reports),
    ("a chief officer's answer to a request", answers),
    ("a consent, given or refused", consents),
    ("a group's request, or its answer to a notice", requests),
)


def read(message: Message, roll: Roll, past: Past, weights: Weights | None = None) -> Reading:
    """What the mail is.

    Args:
        message: the mail.
        roll: the council on the mail's day.
        past: earlier mail, for what the thread says.
        weights: what labelled letters have taught; without them the rules alone read.
    """
    sender = who_sent(message, roll)
    visible = take_apart(message.text)
    if sender.role == "bot":
        own = Evidence(where="header:from", text=sender.address, cue="Evenhand's own mail")
        return Reading(sender=sender, visible=visible, items=(Item(kind=Kind.AUTOMATIC, evidence=(own,)),))
    machine = machine_mail(message, known_sender=sender.person is not None and sender.internal)
    if machine is not None:
        item = Item(kind=Kind.AUTOMATIC, evidence=machine.evidence)
        return Reading(sender=sender, visible=visible, items=(item,), machine=machine)
    mail = Material(message=message, sender=sender, visible=visible, roll=roll, past=past, sent=roll.day)
    found, missed = _items(mail)
    doubts: tuple[str, ...] = ()
    if weights is not None:
        proposed = propose(mail, found, weights)
        found, doubts = settled(mail, proposed.items), proposed.doubts
    flags = flags_of(mail)
    if not found and (below := _only_below(mail)) is not None:
        flags[Flag.THREAD] = below
    items = tuple(_flagged(mail, item, flags, alone=len(found) == 1) for item in found) or (_nothing(mail),)
    items = tuple(_placed(mail, item) for item in items)
    labels = frozenset(each.label for each in markings(message, visible.written, roll))
    if labels:
        items = tuple(replace(item, labels=labels) for item in items)
    about = frozenset(each for item in items for each in (item.fields.officer, item.fields.member) if each is not None)
    return Reading(
        sender=sender,
        visible=visible,
        items=items,
        flags=frozenset(flags),
        signals=signals_in(visible.written),
        confidence=min(item.confidence for item in items),
        doubts=(*(f"part of the mail could not be read: {defect}" for defect in message.defects), *doubts),
        protected=protected_words(mail, but=about),
        missed=missed,
    )


def _only_below(mail: Material) -> Evidence | None:
    """A request that stands only in what somebody passes on, with a few words of their own that do nothing about it."""
    few = len(mail.visible.written.split()) <= FEW_WORDS
    asks = cues.ASKS.search(mail.visible.quoted)
    if mail.message.direction is Direction.OUT or asks is None or not (few and mail.visible.forwarded):
        return None
    return Evidence(where="quoted", text=asks.group(), start=asks.start(), end=asks.end(), cue="it asks, further down")


def _items(mail: Material) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    found: list[Item] = []
    missed: list[str] = []
    for name, rule in _RULES:
        items = [item for item in rule(mail) if not _said_already(item, found)]
        found.extend(items)
        if not items:
            missed.append(name)
    return tuple(found), tuple(missed)


def _said_already(item: Item, found: list[Item]) -> bool:
    """A consent is no request; an answer is no consent: the first rule that explains a mail goes first."""
    kinds = {each.kind for each in found}
    if item.kind in CONSENT_KINDS:
        return bool(kinds & GROUP_KINDS)
    return item.kind in kinds and item.kind not in {Kind.GROUP_ATTENDANCE_REQUEST, Kind.GROUP_BRIEFING_REQUEST}


def _flagged(mail: Material, item: Item, flags: dict[Flag, Evidence], *, alone: bool) -> Item:
    """The item with the flags that touch it: those whose words stand in its own block, all of them where it is alone."""
    starts = [each.start for each in item.evidence if each.where == "body"]
    block = next((b for b in mail.blocks if starts and b.whole.start <= starts[0] < b.whole.end), None)
    if alone or block is None:
        return replace(item, flags=frozenset(flags))
    touching = frozenset(
        flag
        for flag, each in flags.items()
        if each.where != "body" or block.whole.start <= each.start < block.whole.end
    )
    return replace(item, flags=touching)


def _placed(mail: Material, item: Item) -> Item:
    """The item with the wards that the mail names, or a paper in it."""
    if item.kind is Kind.OTHER or item.fields.wards:
        return item
    papers = "\n".join(each.text for each in mail.message.attachments)
    wards = wards_in(mail.roll, f"{mail.message.subject}\n{mail.visible.written}\n{papers}")
    return replace(item, fields=replace(item.fields, wards=wards)) if wards else item


def _nothing(mail: Material) -> Item:
    return Item(kind=Kind.OTHER, group=mail.sender.group or mail.sender.group_of_member, confidence=1.0)
