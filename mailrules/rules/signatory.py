"""In whose name a letter goes out.

Called by `mechanism: signatory`. It looks at letters that leave the council: a councillor's name under one that binds,
instructs or spends is a finding; under another one it is a finding unless the clause lets that councillor sign.
"""

import re

from mailrules.council.model import Member
from mailrules.council.roll import Person
from mailrules.rules.base import FoundWrong, Situation, Verdict, miss
from mailrules.rules.conditions import plays
from mailrules.rules.params import Signatory
from mailrules.vocabulary import Direction, Finding

_BINDS = re.compile(
    r"\b(?:(?:hereby|please accept this (?:letter )?as|this letter is) (?:\w+ ){0,4}"
    r"(?:instruct|authori[sz]|agree|commit|appoint|terminat|notice)|"
    r"i (?:hereby |now |therefore )?(?:instruct|authori[sz]e|commission) |"
    r"(?:the council|we) (?:will|shall|agrees? to|undertakes? to|commits? to) "
    r"(?:pay|fund|meet (?:\w+ ){0,4}costs?|proceed with the purchase|buy|lease)|purchase order|"
    r"(?:please|you (?:should|must|are to|may now)) (?:now )?(?:proceed|go ahead|start work)|"
    r"you are (?:hereby )?(?:instructed|authori[sz]ed)(?: not)? to)",
    re.IGNORECASE,
)


_ASIDE = re.compile(r"\([^()]*\)")
"""An aside says who typed or sent it, not whose letter it is."""
_LINES = 10
"""How far from the end a signature stands."""


def signatory(params: Signatory, situation: Situation) -> Verdict:
    """Whether a letter to somebody outside goes in a name that the clause does not let it carry."""
    if situation.message.direction is not Direction.OUT:
        return miss("it did not go out")
    outside = tuple(
        each.address for each in situation.message.addressees if not situation.roll.is_internal(each.address)
    )
    if not outside:
        return miss("it is no letter to somebody outside the council")
    binding = bool(_BINDS.search(situation.reading.visible.written))
    if params.letters == "personal" or (params.letters == "binding") is not binding:
        return miss(
            f"it is no {params.letters} letter" if params.letters == "binding" else "another clause has such letters"
        )
    member = _signed_by(situation)
    if member is None:
        return miss("it does not go in a councillor's name")
    if plays(situation, member.id, params.may_be):
        return miss(f"it may carry that name where {params.may_when}")
    return Verdict(
        reason=f"it goes in the name of {member.name}, and not of {' or '.join(params.in_name_of)}",
        follows=(FoundWrong(finding=Finding.IN_MEMBERS_NAME, addresses=outside),),
    )


def _signed_by(situation: Situation) -> Person | None:
    """The councillor whose name stands last in the mail, as a signature does."""
    visible = situation.reading.visible
    written = _ASIDE.sub("", f"{visible.written}\n{visible.signature}\n{visible.footer}").strip()
    end = "\n".join(written.splitlines()[-_LINES:])
    found = [(end.rfind(person.name), person) for person in situation.roll.people() if person.name in end]
    last = max(found, key=lambda each: each[0], default=(-1, None))[1]
    return last if isinstance(last, Member) else None
