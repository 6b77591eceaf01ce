"""Disclosure boundaries: what may not cross from one group, or from the leadership, to others.

Called by `mechanism: boundary`. `protects` says what is kept:

- `group-document`: a paper written for one group, from the others, until that group consents;
- `leadership-discussion`: what was discussed with the administration's leadership, from the minority groups;
- `heard-in-group`: what an officer heard in a group's meeting: the thread is labelled;
- all else: the thread is labelled with what is kept, who may see it all the same, and what ends it.
"""

from collections.abc import Mapping
from datetime import date

from mailrules.cases import Moment
from mailrules.confidence import ENDED, Confidence, Ended, ended_by
from mailrules.council.model import Member
from mailrules.rules.conditions import addressees, marks, outsiders, provided, unmet
from mailrules.rules.consequences import Barred, Entered, Warned
from mailrules.rules.params import Boundary
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss
from mailrules.vocabulary import Kind, Release, Signal

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
    if params.kinds and situation.item.kind not in params.kinds:
        return miss(f"{situation.item.kind} does not touch {params.protects}")
    if not params.kinds and params.when is None:
        return miss("the clause does not say of which mail it speaks")
    if reason := unmet(params.when, situation):
        return miss(reason)
    if ended := _ended(params, situation):
        return miss(f"the confidence ended on {ended.on}: {ended.event}")
    fields = [("kept-from", params.against), ("until", " or ".join(params.until)), ("day", str(situation.roll.day))]
    fields += [("group", situation.item.group)] if situation.item.group else []
    fields += [("marked", " ".join(sorted(labels)))] if (labels := marks(situation)) else []
    entered = Entered(register=params.protects, fields=tuple(fields), open_to=tuple(params.open_to))
    return Verdict(
        reason=f"the thread is kept: {params.protects}, from {params.against}",
        follows=(entered, *_crossed(params, situation)),
        provided=provided(params.when),
    )


def _crossed(params: Boundary, situation: Situation) -> tuple[Warned, ...]:
    """That a marked paper is on its way to somebody from whom it is kept."""
    if not situation.item.labels or not params.when or not params.when.labels:
        return ()
    may = {person.id for role in params.open_to for person in situation.roles.holders(role)}
    may.add(situation.reading.sender.person or "")
    passed = [person.name for person in addressees(situation) if isinstance(person, Member) and person.id not in may]
    passed += outsiders(situation) if params.against in {"anyone", "anyone-outside-the-group", "public"} else ()
    if not passed:
        return ()
    return (Warned(words=f"a paper that is kept goes to {', '.join(passed)}", answer="hold"),)


def _ended(params: Boundary, situation: Situation) -> Ended | None:
    """What has ended the confidence, as the register of ended ones has it; nothing ends one of which it says nothing."""
    if not params.until or situation.registers is None:
        return None
    item = situation.item
    matter = item.fields.title or item.topic or situation.message.subject
    events = (_event(entry) for entry in situation.registers(ENDED))
    kept = Confidence(matter=matter, until=params.until, group=item.group)
    return ended_by(kept, (event for event in events if event is not None), day=situation.roll.day)


def _event(entry: Mapping[str, str]) -> Ended | None:
    try:
        event, on = Release(entry["event"]), date.fromisoformat(entry["day"])
    except (KeyError, ValueError):
        return None
    return Ended(event=event, matter=entry.get("matter", ""), on=on, group=entry.get("group") or None)


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
