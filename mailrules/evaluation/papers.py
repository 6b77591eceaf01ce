"""Which paper a group was given, and whether another group had it before."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePath

from rapidfuzz import fuzz

from mailrules.cases import Case, with_papers
from mailrules.matching import same_topic
from mailrules.message import Attachment, Message

_TEXT_ENOUGH = 200
_SAME_NAME = 90.0


def _text_print(attachment: Attachment) -> str | None:
    words = " ".join(attachment.text.lower().split())
    return "text:" + sha256(words.encode()).hexdigest() if len(words) >= _TEXT_ENOUGH else None


def prints_of_paper(attachment: Attachment) -> tuple[str, ...]:
    """Fingerprints of one paper: of the bytes, and of the words where there are enough of them."""
    content = "bytes:" + sha256(attachment.content).hexdigest() if attachment.content else None
    return tuple(filter(None, (content, _text_print(attachment))))


def fingerprints(message: Message) -> frozenset[str]:
    """Fingerprints of what is attached."""
    return frozenset(made for each in message.attachments for made in prints_of_paper(each))


def paper_names(message: Message) -> frozenset[str]:
    """Names of what is attached, without their endings, lower case."""
    return frozenset(PurePath(each.name).stem.lower() for each in message.attachments if each.name)


def given(case: Case, message: Message) -> Case:
    """The case with the papers that this mail gives, or files a copy of."""
    return with_papers(case, fingerprints(message), paper_names(message))


def had_before(message: Message, case: Case, others: Iterable[Case]) -> str | None:
    """Why what is given now is a paper that another group already had.

    Returns:
        The reason; an empty string where it is a paper of its own; None where it cannot be told and a person has to look.
    """
    prints, names = fingerprints(message), paper_names(message)
    earlier = [other for other in others if other.group != case.group and other.opened <= case.events[-1].at]
    for other in earlier:
        if prints & other.papers:
            return f"the same paper was given to {other.group} before"
    for other in earlier:
        alike = any(fuzz.ratio(mine, theirs) >= _SAME_NAME for mine in names for theirs in other.paper_names)
        if alike and (same_topic(case.topic, other.topic) or other.id == case.origin):
            return f"a paper of the same name and topic was given to {other.group} before"
    from_offer = next((other for other in earlier if other.id == case.origin and other.papers), None)
    if from_offer is not None and not prints:
        return None
    return ""
