"""Whether somebody has agreed that a thing of theirs is shown to somebody else: for this matter, before, and not taken back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mailrules.copies.history import History, KnownLetter, bare_subject
from mailrules.copies.words import names
from mailrules.council.roll import Person, Roll
from mailrules.matching import same_topic

_GENERAL = re.compile(
    r"\b(?:anything|everything|whatever|all) (?:that )?(?:i|we) (?:write|send|say)|from now on|in future|hence ?forth|"
    r"what (?:i|we) (?:write|send) to you|always|as a rule|any of (?:my|our) (?:letters|mails?|emails?|papers)",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"\b(?:any(?:one|body)(?: (?:who|you|else))?|everyone|everybody|whoever|any (?:other )?(?:group|member|councillor)s?|other groups?|"
    r"other (?:members|councillors|parties)|the others|all (?:the )?(?:other )?(?:groups|members|councillors)|as you (?:like|see fit|wish))\b",
    re.IGNORECASE,
)
_PASSES = re.compile(
    r"\b(?:pass(?:ed|ing)?|cop(?:y|ied|ying)|cc|forward(?:ed|ing)?|shar(?:e|ed|ing)|show(?:n|ing)?|send(?:ing)?|sent|let|tell|speak|talk|"
    r"reply|answer|write|contact|ring|loop|bring|discuss|involve|consult|ask|check with|hear from|take it up with)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|nobody|no ?one|don['’]?t|do not|please don|without|rather you did|rather not|except|but not|other than|keep (?:it|this) from|behind|before you)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody has said of showing a thing of theirs: at what time, yes or no, and in which mail."""

    given: bool
    at: datetime | None
    """None where only the order is known."""
    topic: str | None
    letter: KnownLetter | None


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody who would see it."""

    address: str
    name: str
    person: Person | None
    group: str | None = None


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What would be shown: the mails that it belongs to, its subject, its topics."""

    thread: frozenset[str]
    subject: str
    topics: tuple[str, ...] = ()


def consent(
    said: Iterable[Said], recipient: Recipient, matter: Matter, history: History, roll: Roll, *, at: datetime
) -> bool | None:
    """True where it was given for that recipient, False where the last word was no, None where nothing was said."""
    last: bool | None = None
    for each in said:
        if (each.at is not None and each.at >= at) or not _same_matter(each, matter):
            continue
        if not each.given:
            last = False
        elif _covers(each, recipient, history, roll):
            last = True
    return last


def _same_matter(said: Said, matter: Matter) -> bool:
    if any(same_topic(said.topic, topic) for topic in matter.topics):
        return True
    letter = said.letter
    if letter is None:
        return False
    if {letter.message_id, *letter.thread} & matter.thread or _GENERAL.search(letter.written):
        return True
    return bool(letter.subject) and letter.subject == bare_subject(matter.subject)


def _covers(said: Said, recipient: Recipient, history: History, roll: Roll) -> bool:
    letter = said.letter
    if letter is None:
        return True
    asked = [letter.quoted, *(known.written for each in letter.thread[:2] if (known := history.letter(each)))]
    texts = (letter.written, *asked)
    if any(_ANYBODY.search(text) for text in (letter.written, *asked[:1])):
        return not _excepted(letter.written, recipient, roll)
    return any(_named(text, recipient, roll) for text in texts) and not _excepted(letter.written, recipient, roll)


def _named(text: str, recipient: Recipient, roll: Roll) -> bool:
    if names(text, recipient.address, recipient.name, recipient.person, roll):
        return True
    group = roll.group(recipient.group) if recipient.group else None
    return group is not None and any(word.lower() in text.lower() for word in (group.name, *group.aliases))


def _excepted(text: str, recipient: Recipient, roll: Roll) -> bool:
    for sentence in _SENTENCE.split(text):
        hit = _NOT.search(sentence)
        if hit and _named(sentence[hit.end() :], recipient, roll):
            return True
    return False


def asked_for(letter: str, recipient: Recipient, roll: Roll) -> bool:
    """Whether a letter itself asks that it be passed to somebody, or lets it be."""
    for sentence in _SENTENCE.split(letter):
        hit = _PASSES.search(sentence)
        if hit is None or _NOT.search(sentence):
            continue
        if _named(sentence, recipient, roll):
            return True
        if _ANYBODY.search(sentence) and re.search(r"\b(?:feel free|happy|please|by all means|may|can)\b", sentence):
            return True
    return False
