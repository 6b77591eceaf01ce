"""Who may see what is kept of a mail: whoever it accuses does not, the chief executive included; a closed mail is for its posts.

What a person calls themselves is looked up in the directory: a name that is not there opens nothing that is closed.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bot.errors import ConfigurationError
from bot.ports import RecordedMail
from mailrules.evaluation.setting import Setting
from mailrules.vocabulary import Kind

ACCUSING = frozenset(
    str(kind)
    for kind in (
        Kind.COMPLAINT_ABOUT_OFFICER,
        Kind.COMPLAINT_ABOUT_MEMBER,
        Kind.WHISTLEBLOWING,
        Kind.GRIEVANCE_UPHELD,
    )
)
OVERSEER = "monitoring-officer"
REFUSED = "{key}: this is for those whom it concerns and does not accuse: say who you are, as the directory has you, with --by"


def may_see(mail: RecordedMail, by: str, setting: Setting) -> bool:
    """Whether a person may see what is kept of a decided mail.

    Args:
        by: the person's id, name or address; empty where nobody has said.
        setting: of the day of asking: posts are held by whoever holds them now.
    """
    said = said_of(mail)
    closed: list[str] | None = said.get("closed_to")
    if not is_closed(said):
        return True
    person = who(by, setting)
    if person is None or person in accused_by(said):
        return False
    return closed is None or in_post(by, closed, setting, accused=accused_by(said))


def said_of(mail: RecordedMail) -> Mapping[str, Any]:
    """What was decided about a mail."""
    said: Mapping[str, Any] = json.loads(mail.decision)
    return said


def is_closed(said: Mapping[str, Any]) -> bool:
    """Whether few may see a decided mail: it accuses somebody, or a clause closes it."""
    return bool(ACCUSING.intersection(said["kinds"])) or said.get("closed_to") is not None


def in_post(by: str, roles: Iterable[str], setting: Setting, *, accused: Collection[str] = ()) -> bool:
    """Whether a person plays one of these roles, or is the overseer, who is beside each of them; or stands in for one.

    Who stands in for somebody who is away is told that there is something, and may look.

    Args:
        accused: ids of people for whom nobody stands in.
    """
    roll = setting.roll
    holders = [each for role in (*roles, OVERSEER) for each in setting.roles.holders(role)]
    holders += roll.holders(OVERSEER)
    stand_ins = [roll.at_work(each, but=accused) for each in holders if each.id not in accused]
    stand_ins += roll.acting(OVERSEER, but=accused)
    return who(by, setting) in {each.id for each in (*holders, *stand_ins) if each is not None}


def let_see(mail: RecordedMail, by: str, setting: Setting) -> None:
    """Refuse whoever may not see the mail.

    Raises:
        ConfigurationError: they may not.
    """
    if mail.decided is not None and not may_see(mail, by, setting):
        raise ConfigurationError(REFUSED.format(key=mail.key))


def who(by: str, setting: Setting) -> str | None:
    """The id of whoever calls themselves so, by id, name or address; None where the directory does not know them."""
    wanted = by.strip().casefold()
    for person in setting.roll.people():
        known = {person.id, person.name, person.email, *person.aliases} - {""}
        if wanted in {each.casefold() for each in known}:
            return person.id
    return None


def accused_by(said: Mapping[str, Any]) -> set[str]:
    """Ids of the people whom a decided mail accuses, or in whose own mail something was found."""
    by_items = {
        person
        for item in said["items"]
        if item["kind"] in ACCUSING
        for person in (item["fields"]["officer"], item["fields"]["member"])
        if person
    }
    never = {person for route in said.get("routes", []) for person in route.get("never", [])}
    return by_items | never | set(said.get("not_for", ()))
