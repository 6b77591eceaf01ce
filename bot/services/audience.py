"""Who may see what is kept of a mail: whoever it accuses does not, the chief executive included; a closed mail is for its posts.

What a person calls themselves is looked up in the directory: a name that is not there opens nothing that is closed.
"""

import json
from collections.abc import Mapping
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
    said: Mapping[str, Any] = json.loads(mail.decision)
    accusing = ACCUSING.intersection(said["kinds"])
    closed: list[str] | None = said.get("closed_to")
    if not accusing and closed is None:
        return True
    person = _who(by, setting)
    if person is None or person in accused_by(said):
        return False
    if closed is None:
        return True
    holders = [each for role in (*closed, OVERSEER) for each in setting.roles.holders(role)]
    holders += setting.roll.holders(OVERSEER)
    accused = accused_by(said)
    # Who stands in for somebody who is away is told that there is something, and may look; nobody stands in for the accused.
    stand_ins = [setting.roll.at_work(each, but=accused) for each in holders if each.id not in accused]
    stand_ins += setting.roll.acting(OVERSEER, but=accused)
    return person in {each.id for each in (*holders, *stand_ins) if each is not None}


def let_see(mail: RecordedMail, by: str, setting: Setting) -> None:
    """Refuse whoever may not see the mail.

    Raises:
        ConfigurationError: they may not.
    """
    if mail.decided is not None and not may_see(mail, by, setting):
        raise ConfigurationError(REFUSED.format(key=mail.key))


def _who(by: str, setting: Setting) -> str | None:
    wanted = by.strip().casefold()
    for person in setting.roll.people():
        known = {person.id, person.name, person.email, *person.aliases} - {""}
        if wanted in {each.casefold() for each in known}:
            return person.id
    return None


def accused_by(said: Mapping[str, Any]) -> set[str]:
    """Ids of the people whom a decided mail accuses."""
    by_items = {
        person
        for item in said["items"]
        if item["kind"] in ACCUSING
        for person in (item["fields"]["officer"], item["fields"]["member"])
        if person
    }
    return by_items | {person for route in said.get("routes", []) for person in route.get("never", [])}
