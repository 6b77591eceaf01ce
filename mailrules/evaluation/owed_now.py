"""Who gets what goes round: the roles are those at the event, and who plays them is asked at the moment of sending."""

from dataclasses import dataclass

from mailrules.council.model import Member
from mailrules.council.roll import Person
from mailrules.duties import Duty
from mailrules.evaluation.setting import Setting
from mailrules.evaluation.stand_in import answering, standing_in

NOBODY = "{clause}: nobody is found who answers for {role}: say in the adoption file who it is, or who stands in"
AWAY = "{clause}: {role} is away, and nobody stands in: name a deputy in the directory"
NO_GROUP = "{clause}: the {group} has no {post} who can be written to: give it one, or a deputy, in the directory"
SEVERAL = "{clause}: which {role} it concerns cannot be told any more: the one whom it concerned has gone"


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Who is written to, and why a person has to look first; `missing` is empty where nobody has to."""

    people: tuple[Person, ...] = ()
    missing: tuple[str, ...] = ()


def people_of(role: str, duty: Duty, setting: Setting) -> Reached:
    """Those who answer for one of the duty's roles at the setting's day.

    Whoever the mail itself reached is not left out here: see `owed_now`.
    """
    post = _post_in_each_group(role, setting)
    if post:
        return _in_each_group(post, duty, setting)
    there = answering(role, setting)
    told = {address.casefold() for address in duty.tell}
    if _one_of_several(role, setting) and len(there) > 1:
        kept = tuple(person for person in there if person.email.casefold() in told)
        return Reached(people=kept) if kept else Reached(missing=(SEVERAL.format(clause=duty.clause, role=role),))
    if there:
        return _at_work(there, role, duty, setting)
    shown = tuple(person for person in _shown(duty, setting) if person not in _of_other_roles(role, duty, setting))
    if shown:
        return Reached(people=shown)
    return Reached(missing=(NOBODY.format(clause=duty.clause, role=role),))


def owed_now(duty: Duty, setting: Setting) -> Reached:
    """Those who are written to: each once, without those whom the mail itself has reached."""
    found = [people_of(owed.group, duty, setting) for owed in duty.owed if not owed.met_by]
    people = dict.fromkeys(person for each in found for person in each.people if person.email not in duty.had)
    return Reached(people=tuple(people), missing=tuple(reason for each in found for reason in each.missing))


def _post_in_each_group(role: str, setting: Setting) -> str:
    entry = setting.protocol.roles.get(role)
    if role in setting.adoption.roles or entry is None or entry.default.of not in {"each-group", "each-other-group"}:
        return ""
    return entry.default.group_post or ""


def _in_each_group(post: str, duty: Duty, setting: Setting) -> Reached:
    """Who has a post in each group, or stands in; a group in which nobody does holds it for all: no group hears later."""
    people: list[Person] = []
    missing: list[str] = []
    for group in setting.roll.groups():
        holders = setting.roll.in_post(group.id, post)[:1] or (() if post != "leader" else _deputies(group.id, setting))
        there = [each for holder in holders if (each := setting.roll.at_work(holder)) and each.email]
        if not there and post == "leader":
            there = [each for each in _deputies(group.id, setting) if setting.roll.at_work(each) is each and each.email]
        people += there
        if not there:
            missing.append(NO_GROUP.format(clause=duty.clause, group=group.name, post=post.replace("_", " ")))
    return Reached(people=tuple(dict.fromkeys(people)), missing=tuple(missing))


def _deputies(group: str, setting: Setting) -> tuple[Member, ...]:
    return setting.roll.in_post(group, "deputy")[:1]


def _at_work(there: tuple[Person, ...], role: str, duty: Duty, setting: Setting) -> Reached:
    """A post of one holder goes to whoever stands in while that one is away; of many, each has a mailbox of their own."""
    if len(there) > 1:
        return Reached(people=there)
    stands_in = setting.roll.at_work(there[0])
    if stands_in is None or not stands_in.email:
        return Reached(missing=(AWAY.format(clause=duty.clause, role=role),))
    return Reached(people=(stands_in,))


def _one_of_several(role: str, setting: Setting) -> bool:
    entry = setting.protocol.roles.get(role)
    return role not in setting.adoption.roles and entry is not None and entry.default.office_prefix is not None


def _shown(duty: Duty, setting: Setting) -> tuple[Person, ...]:
    """The people whom only the mail showed, or who stand in for them today."""
    known: tuple[Person, ...] = (*setting.roll.council.members, *setting.roll.council.officers)
    told = {address.casefold() for address in duty.tell}
    ids = (person.id for person in known if person.email and person.email.casefold() in told)
    return tuple(dict.fromkeys(person for each in ids if (person := standing_in(each, setting))))


def _of_other_roles(role: str, duty: Duty, setting: Setting) -> set[Person]:
    return {person for owed in duty.owed if owed.group != role for person in answering(owed.group, setting)}
