"""A councillor, or a group, says that something of theirs may, or may not, be shown to others."""

from mailrules.council.model import Member
from mailrules.reading import cues
from mailrules.reading.material import Material, lit
from mailrules.reading.model import Fields, Item
from mailrules.vocabulary import Kind

CLEAR, DOUBTFUL = 0.9, 0.7


def consents(mail: Material) -> tuple[Item, ...]:
    """The consent that the mail gives or refuses; nothing where nobody of a group, and no councillor, writes."""
    if mail.sender.role not in {"member", "group-office", "political-assistant"}:
        return ()
    asked = _question(mail)
    for block, sentence in mail.sentences():
        no, yes = cues.REFUSES.search(sentence.text), cues.CONSENTS.search(sentence.text)
        hit, kind = (
            (no, Kind.CONSENT_REFUSED) if no and (not yes or no.start() <= yes.start()) else (yes, Kind.CONSENT_GIVEN)
        )
        if hit is None:
            continue
        shares = cues.SHARES.search(block.whole.text)
        if not asked and not (shares and _explicit(sentence.text, kind)):
            continue
        by_group = _for_group(mail, asked, block.whole.text)
        person = mail.roll.person(mail.sender.person) if mail.sender.person else None
        return (
            Item(
                kind=kind,
                group=mail.sender.group if by_group else None,
                topic=mail.topic(mail.message.subject, asked, mail.visible.written) if by_group else None,
                fields=Fields(member=person.id if isinstance(person, Member) and not by_group else None),
                confidence=CLEAR if asked else DOUBTFUL,
                evidence=(
                    lit(
                        sentence, hit.start(), hit.end(), "it consents" if kind is Kind.CONSENT_GIVEN else "it refuses"
                    ),
                ),
            ),
        )
    return ()


_EXPLICIT_NO = (
    "stays with",
    "stays between",
    "do not want",
    "don't want",
    "must not",
    "not consent",
    "withdraw",
    "don’t want",
)
_EXPLICIT_YES = ("consent", "no objection", "may share", "can share", "permission", "pass it", "may show", "can show")


def _explicit(text: str, kind: Kind) -> bool:
    words = _EXPLICIT_NO if kind is Kind.CONSENT_REFUSED else _EXPLICIT_YES
    return any(each in text.lower() for each in words)


def _question(mail: Material) -> str:
    """The question for consent that the mail answers, quoted or known; empty where there is none."""
    for text in (mail.visible.quoted, *(known.written for known in mail.answered)):
        if cues.CONSENT_ASKED.search(text) and cues.SHARES.search(text):
            return text
    return ""


def _for_group(mail: Material, asked: str, said: str) -> bool:
    if mail.sender.group is None:
        return False
    words = f"{asked}\n{said}"
    return bool(
        "group" in words.lower()
        or mail.sender.group in mail.groups_said(words)
        or "any of us" in said.lower()
        or mail.sender.role in {"group-office", "political-assistant"}
    )
