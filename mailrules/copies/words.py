"""What a letter says of its own copies, and by what names it calls people."""

import re

from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person, Roll
from mailrules.message import Message
from mailrules.reading.model import VisibleText

_I = re.IGNORECASE
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_COPIES = re.compile(
    r"\b(?:b?cc(?:['’]?(?:d|ed|ing))?|c\.c\.|cop(?:y|ies|ied|ying)|blind[- ]cop\w+|carbon|"
    r"will (?:also )?(?:have|see|get|receive)|also (?:goes|going|has|gets)|in on this|can see this|sees? this)\b",
    _I,
)
_PASSES = re.compile(
    r"\b(?:forward(?:ed|ing)|sen[dt]|sending|pass(?:ed|ing)|giv(?:en|ing)|shar(?:ed|ing)|put(?:ting)?|loop(?:ed|ing)|includ(?:ed|ing)|"
    r"add(?:ed|ing)|show(?:ing|n))\b[^.!?;\n]{0,40}\b(?:this|it|the same|my (?:reply|answer|letter|e?-?mail)|"
    r"the (?:letter|e?-?mail|message|note|reply|answer)|everything|in)\b",
    _I,
)
"""To send, share or add says that somebody has a copy only where it is this letter that is sent."""
_NOT_YET = re.compile(
    r"\?\s*$|\b(?:if|unless|until|once|shall|should|could|may|might|can) (?:i|we|you|he|she|they)\b|\bnext time\b|\bhappy to\b|\bwould (?:you|it)\b",
    _I,
)
"""A question, a condition or an offer tells of no copy that was made."""
_POSSESSIVE = re.compile(r"\b[^\W\d_][\w-]*['’]s\b")
_FOOT = re.compile(
    r"^\s*(?:b?cc|c\.c\.|cop(?:y|ies)(?: (?:to|of this letter(?: to)?|also to))?|copied to|distribution|circulation)\s*[:-]?\s+",
    _I,
)
_FOOT_ALONE = re.compile(r"^\s*(?:b?cc|c\.c\.|cop(?:y|ies)(?: to)?|copied to|distribution|circulation)\s*:?\s*$", _I)
_NOT = re.compile(
    r"\b(?:not|never|nobody|no ?one|none|without|nor|neither|won['’]?t|haven['’]?t|hasn['’]?t|don['’]?t|didn['’]?t|rather than|instead of)\b",
    _I,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n\s*\n|\n(?=\s*(?:cc|copy|copies|bcc)\b)", _I)
TITLES = frozenset({"cllr", "councillor", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "the", "and", "prof"})
_SHORTEST = 3
_OFFICES = {
    "leader-of-council": r"\bthe leader(?: of the council)?\b(?! of the opposition)",
    "deputy-leader": r"\b(?:the )?deputy leader\b",
    "leader-of-opposition": r"\b(?:the )?leader of the opposition\b",
    "mayor": r"\bthe mayor\b",
}


def own_text(visible: VisibleText) -> str:
    """What the sender now writes, signature and foot included: copies stand at the foot."""
    return "\n".join(part for part in (visible.written, visible.signature, visible.footer) if part)


def names_of(person: Person | None, name: str) -> tuple[str, ...]:
    """The words by which somebody is greeted."""
    full = person.name if person else name
    parts = [part.lower() for part in _WORD.findall(full)]
    return tuple(part for part in parts if part not in TITLES and len(part) >= _SHORTEST)


def names(text: str, address: str, name: str, person: Person | None, roll: Roll) -> bool:
    """Whether a text names somebody: by name, post, office, address or, for people outside, their organisation."""
    if address and address in text.lower():
        return True
    said = {word.lower().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text) if word[0].isupper()}
    if said & set(names_of(person, name)):
        return True
    if isinstance(person, Officer):
        return bool(person.post) and _post_named(text, person, roll)
    if isinstance(person, Member):
        return _office_named(text, person, roll)
    return False


def _post_named(text: str, officer: Officer, roll: Roll) -> bool:
    low = text.lower()
    if officer.post.lower() in low:
        return True
    return any(duty.replace("-", " ") in low for duty in roll.duties(officer.id))


def _office_named(text: str, member: Member, roll: Roll) -> bool:
    low = text.lower()
    for office in roll.offices(member.id):
        word, _, of = office.partition(":")
        pattern = _OFFICES.get(word)
        if pattern and re.search(pattern, low):
            return True
        if of and word.replace("-", " ") in low and re.search(rf"\b{re.escape(of.replace('-', ' '))}\b", low):
            return True
        if word in {"cabinet-member", "chair"} and re.search(rf"\b(?:the|your|our) {word.replace('-', ' ')}\b", low):
            return True
    return False


def declared(
    message: Message, visible: VisibleText, address: str, name: str, roll: Roll, person: Person | None
) -> bool:
    """Whether the letter itself says that this recipient has a copy: in its text, at its foot, or in an attached letter."""
    texts = (own_text(visible), *(each.text for each in message.attachments if each.content_type != "message/rfc822"))
    return any(declares(text, address, name, roll, person) for text in texts)


def declares(text: str, address: str, name: str, roll: Roll, person: Person | None) -> bool:
    """Whether a text says that somebody has a copy."""
    lines = text.splitlines()
    for nth, line in enumerate(lines):
        foot = _FOOT.match(line)
        if foot and names(line[foot.end() :], address, name, person, roll):
            return True
        if _FOOT_ALONE.match(line) and names("\n".join(lines[nth + 1 : nth + 7]), address, name, person, roll):
            return True
    for sentence in _SENTENCE.split(text):
        hit = _COPIES.search(sentence) or _PASSES.search(sentence)
        if hit is None or _NOT.search(sentence[: hit.start()]) or _NOT_YET.search(sentence):
            continue
        if names(_POSSESSIVE.sub("", sentence), address, name, person, roll):
            return True
    return False
