"""In whose name a letter to somebody outside goes out."""

import re

from mailrules.copies.words import own_text
from mailrules.council.model import Member
from mailrules.council.roll import Person, Roll
from mailrules.message import Message
from mailrules.reading.model import VisibleText

_TAIL = 12
_TITLE = r"(?:(?:cllr|councillor|coun|mr|mrs|ms|dr|rt hon|sir|dame)\.?\s+)*"
_I = re.IGNORECASE
_SIGNS = re.compile(rf"^(?:p\.?p\.?\s+|for and on behalf of\s+|signed:?\s+)?{_TITLE}", _I)
_AFTER_NAME = re.compile(r"\s*(?:[,|–—-].*|(?:mp|mbe|obe|cbe|jp)\b.*)?\Z", _I)
_BINDS = re.compile(
    r"\b(?:(?:you are|is|are) (?:hereby )?(?:instructed|authorised|directed|required)|i (?:hereby )?(?:instruct|authorise|direct)|"
    r"we (?:hereby )?(?:instruct|authorise|direct)|on (?:my|our) instructions?)\b"
    r"|\b(?:the council|the authority|we|i)\b[^.\n]{0,30}\b(?:will|shall|agrees?|undertakes?|commits?|guarantees?|accepts?|am (?:happy|content|prepared) to|are (?:happy|content|prepared) to|is (?:happy|content|prepared) to)\b"
    r"[^.\n]{0,40}\b(?:pay|meet (?:the|your|all|any|half|void|these|those|its|up)|fund|bear (?:the|all|any|half)|cover the|reimburse|buy|purchase|lease|indemnify|underwrite|contribute £|grant (?:you|a lease|the lease)|take (?:on|up) the lease|refund|award)\b"
    r"|\b(?:please|you (?:should|may|must|can|are to|will)|should)\b[^.\n]{0,25}\b(?:proceed|go ahead|start (?:work|on)|begin (?:work|on)|place the order|cease|suspend (?:work|all)|stop work|hold off)\b"
    r"|\b(?:treat|take|accept|regard) this (?:letter |e-?mail )?as\b|\bthis (?:letter|e-?mail) (?:is|constitutes|serves as|gives)\b[^.\n]{0,40}\b(?:acceptance|authority|instruction|order|notice|undertaking|consent|approval)\b"
    r"|\b(?:confirm|agree|approve|authorise|accept)(?:s|ed|d)?\b[^.\n]{0,70}(?:£\s?\d|\b(?:the (?:additional )?cost|payment|purchase order|variation|your (?:tender|quote|quotation|offer|terms)|heads of terms|the contract|the lease|the grant)\b)",
    _I,
)
_GREAT = re.compile(
    r"\b(?:minister|secretary of state|prime minister|mp|member of parliament|msp|ms for|lord[- ]lieutenant|bishop|ambassador|his majesty|her majesty|mayor of)\b",
    _I,
)
_PERSONAL = re.compile(
    r"\b(?:congratulat\w+|condolences?|sympath\w+|sorry (?:to hear|for your loss)|thank you for (?:your (?:kind|hospitality|warm|service)|having|inviting|the (?:tea|welcome|invitation))|"
    r"invit(?:e|ation|ing)|welcome you|delighted to (?:accept|open|attend|join)|pleasure to (?:meet|open|attend)|anniversary|birthday|get well|bereavement|passed away|as your (?:ward |local )?councillor|my (?:ward|surgery|constituents?)|ward councillor)\b",
    _I,
)
_INVOLVED = re.compile(
    r"\b(?:i (?:met|visited|came|saw|undertook|promised|chaired|hosted|opened|attended|spoke|announced|launched|said)|my (?:visit|speech|statement|announcement|portfolio)|(?:our|my) (?:meeting|conversation|talk)|when we met|good to (?:see|meet))\b",
    _I,
)


def member_signing(message: Message, visible: VisibleText, sender: Person | None, roll: Roll) -> Member | None:
    """The councillor whose name stands under the letter, where the letter is not signed by its sender."""
    tail = [line.strip(" \t-–—,()*") for line in own_text(visible).splitlines() if line.strip()][-_TAIL:]
    if sender is not None and not isinstance(sender, Member) and _signs(tail, sender.name):
        return None
    for member in roll.members():
        if _signs(tail, member.name):
            return member
    shown = message.from_[0].name if message.from_ else ""
    return next((m for m in roll.members() if _bare(shown) == m.name.lower() and m != sender), None)


def _signs(tail: list[str], name: str) -> bool:
    wanted = name.lower()
    for line in tail:
        bare = _SIGNS.sub("", line.lower())
        if bare.startswith(wanted) and _AFTER_NAME.match(bare, len(wanted)):
            return True
    return False


def _bare(shown: str) -> str:
    return re.sub(rf"^{_TITLE}", "", shown.strip(), flags=_I).lower()


def binds(text: str) -> bool:
    """Whether a letter puts the council under an obligation, instructs somebody, or commits money."""
    return bool(_BINDS.search(text))


def may_sign(member: Member, text: str, addressee: str, kind: str, roll: Roll) -> bool:
    """Whether a letter that binds nobody may go in a councillor's name.

    To a minister or the like, of a personal kind or to a constituent; or because a member of the cabinet is directly involved.

    Args:
        member: whose name it is.
        text: what it says, greeting included.
        addressee: whom it is to, as its header shows them.
        kind: what kind of body that is, where the directory knows it.
        roll: the council on the day.
    """
    if kind == "government" or _GREAT.search(addressee) or _GREAT.search(text[:120]):
        return True
    if _PERSONAL.search(text):
        return True
    cabinet = any(office.partition(":")[0] in _IN_OFFICE for office in roll.offices(member.id))
    return cabinet and bool(_INVOLVED.search(text))


_IN_OFFICE = frozenset({"leader-of-council", "deputy-leader", "cabinet-member", "mayor"})
