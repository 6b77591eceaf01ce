"""Disclosure boundaries: what may not cross from one group, or from the leadership, to others.

Called by `mechanism: boundary`. `protects` says what is kept:

- `group-document`: a paper written for one group, from the others, until that group consents;
- `leadership-discussion`: what was discussed with the administration's leadership, from the minority groups;
- `heard-in-group`: what an officer heard in a group's meeting: the thread is labelled;
- all else: the thread is labelled with what is kept, who may see it all the same, and what ends it.
"""

from mailrules.cases import Moment
from mailrules.rules.base import Barred, Entered, Situation, Verdict, miss
from mailrules.rules.conditions import provided, unmet
from mailrules.rules.params import Boundary
from mailrules.vocabulary import Kind, Signal

ADMINISTRATION = "administration"


def boundary(params: Boundary, situation: Situation) -> Verdict:
    """Whether the item touches the boundary, and from whom something is then kept."""
    protects = params.protects
    if protects == "group-document":
        return _group_document(params, situation)
    if protects == "leadership-discussion":
        return _leadership_discussion(params, situation)
    if protects == "heard-in-group":
        return _heard_in_group(situation)
    return _labelled(params, situation)


def _labelled(params: Boundary, situation: Situation) -> Verdict:
    if situation.item.kind not in params.kinds:
        return miss(f"{situation.item.kind} does not touch {params.protects}")
    if reason := unmet(params.when, situation):
        return miss(reason)
    fields = (("kept-from", params.against), ("until", " or ".join(params.until)), ("day", str(situation.roll.day)))
    return Verdict(
        reason=f"the thread is kept: {params.protects}, from {params.against}",
        follows=(Entered(register=params.protects, fields=fields, open_to=tuple(params.open_to)),),
        provided=provided(params.when),
    )


def _group_document(params: Boundary, situation: Situation) -> Verdict:
    if situation.moment is Moment.PREPARED:
        return Verdict(reason="the paper is that group's own", follows=(Entered(register="group-documents"),))
    asks = situation.item.kind in {Kind.GROUP_OFFER_TAKEN_UP, Kind.GROUP_BRIEFING_REQUEST}
    if not asks or not situation.reading.says(Signal.SAME_DOCUMENT):
        return miss("nobody asks for a paper that was written for another group")
    asking = situation.item.group
    if asking is None:
        return miss("the mail speaks for no group")
    owner = situation.offered.group if situation.offered else None
    if owner is not None and (situation.consents or {}).get(owner):
        return miss(f"{owner} has consented")
    whose = owner or "the group for which it was written"
    return Verdict(
        reason=f"the paper was written for {whose}, and {asking} asks for it",
        follows=(
            Barred(
                to=(asking,),
                what=f"the paper written for {whose}",
                lifted_by=f"the consent of {whose}" if params.lifted_by else "",
            ),
        ),
    )


def _leadership_discussion(params: Boundary, situation: Situation) -> Verdict:
    if not situation.reading.says(Signal.LEADERSHIP_DISCUSSION):
        return miss("nobody asks what was discussed with the leadership")
    sender = situation.reading.sender
    group = situation.roll.group(sender.group_of_member or sender.group or "")
    if group is None or group.role == ADMINISTRATION:
        return miss("it is not a minority group's member who asks")
    return Verdict(
        reason=f"a member of {group.id} asks what was discussed with the leadership",
        follows=(
            Barred(
                to=(group.id,),
                what="what was discussed with the administration's leadership",
                lifted_by="the consent of the leadership" if params.lifted_by else "",
            ),
        ),
    )


def _heard_in_group(situation: Situation) -> Verdict:
    if situation.moment is not Moment.ATTENDED:
        return miss("no officer has been at a group's meeting")
    return Verdict(reason="what was heard there is kept", follows=(Entered(register="group-confidence"),))
