"""What somebody answers who was asked for their word: yes, no, a view, or nothing that can be told."""

import re
from enum import StrEnum


class Word(StrEnum):
    """An answer."""

    YES = "yes"
    NO = "no"
    VIEW = "view"
    """Words that are neither."""
    NOTHING = "nothing"


_NO = re.compile(
    r"(?:^|[.!?;:,]\s+|\n)\W*(?:no\b(?! problem| objection| issue| comment| concern| worr| change| amend)|nope|sorry,? no|not (?:like this|yet|as it stands|happy|content|until))"
    r"|\b(?:do(?:n['’]t| not) (?:agree|consent|approve|issue|send|publish|release|want|think (?:we|it|you) should)|can(?:['’]t|not) (?:agree|support|approve|accept|sign)"
    r"|(?:am|are|is|['’]m|['’]re) not (?:happy|content|comfortable|able to agree)|hold (?:it|this|off|fire)|please (?:wait|stop|hold|pull)|pull (?:it|this)|object(?: to|\b)(?!ions?)"
    r"|refuse|decline|withhold|over my dead body|would rather (?:we|you|it) (?:did|was|were)n[o'’]t|unable to (?:agree|approve|support))\b",
    re.IGNORECASE,
)
_NO_OBJECTION = re.compile(
    r"\b(?:no|without|nor any|don['’]t have any|haven['’]t any|have no)\s+(?:\w+\s+){0,2}(?:objections?|comments?|concerns?|changes)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:^|[.!?;:,]\s+|\n)\W*(?:yes|yep|yup|fine\b|ok(?:ay)?\b|agreed|approved|go ahead|good to go|happy (?:with|for|to)|content\b|all good|looks (?:good|fine|great)|lovely|perfect|great\b|sure)"
    r"|\b(?:i|we)(?:['’]m| am|['’]re| are)? (?:\w+ )?(?:happy|content|fine|agree(?:able)?|approve|consent|authorise|support)\b|\b(?:go ahead|good to go|sign(?:ed)? (?:it )?off|please (?:issue|send|release|publish|go)|it can go"
    r"|by all means|no (?:\w+ )?(?:objections?|problem|issue|comment|changes?|amendments?|concerns?)|fine by me|fine with me|that['’]s fine|you have my (?:ok|okay|agreement|approval|word|consent|blessing))\b",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"\b(?:but only if|only if|provided|unless|as long as|subject to|on condition|once you have|if you (?:take|change|remove|delete))\b",
    re.IGNORECASE,
)


def word_of(text: str) -> Word:
    """What a reply says; a yes with a condition, or beside a no, is a view: a person reads it.

    Args:
        text: what the replier writes, without what is quoted.
    """
    if not re.search(r"\w", text):
        return Word.NOTHING
    without = _NO_OBJECTION.sub("fine by me", text)
    no, yes = _NO.search(without), _YES.search(without)
    if no and not yes:
        return Word.NO
    if yes and not no and not _BUT.search(without):
        return Word.YES
    return Word.VIEW
