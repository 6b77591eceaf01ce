"""Is a stranger's mail meant for the council at all?"""

import re

from mailrules.reading.learning.features import Nameless, coarse
from mailrules.reading.material import Material

_OF_THE_COUNCIL = re.compile(
    r"\b(?:zz(?:ce|officer|councillor|own|othergroup|place|committee|council|post)|council\w*|cllrs?|wards?|borough|parish|mayor|"
    r"ombudsman|petition\w*|town hall|local authority)\b",
    re.IGNORECASE,
)


def meant_for_the_council(mail: Material, bare: Nameless) -> bool:
    """Whether a mail is addressed to the council, or speaks of it; what its own people write always is.

    A stranger's mail that does neither has come by a list or by mistake: whatever it asks, it asks of somebody else.
    """
    if coarse(bare.post) != "stranger":
        return True
    if any(mail.roll.is_internal(box.address) for box in mail.message.addressees):
        return True
    return any(_OF_THE_COUNCIL.search(text) for text in (bare.subject, *bare.sentences))
