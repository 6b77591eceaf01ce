"""An entry of a register: what was entered, when, and the mail that made it. Entries are added and never changed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from mailrules.matching import same_topic

CONSENTS = "consents"
ANSWER, MATTER, THREAD = "answer", "matter", "thread"
GIVEN, REFUSED, WITHDRAWN = "given", "refused", "withdrawn"


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """One entry.

    Attributes:
        register: the register's name.
        clause: the clause that keeps it; empty where the service keeps the register of itself.
        at: when the mail came in, or a person decided (aware).
        mail: the key of the mail that made it.
        message_id: its Message-ID.
        subject: the person or group whom it is about; None where that is not known.
        fields: what it holds, by name.
        kept_by: the role that answers for the register; empty where the clause does not say.
        open_to: the roles that may see it; empty where the clause does not say.
        provided: a condition that only a person can see: until then the entry is a proposal.
        closed: only those see it who may see the mail.
    """

    register: str
    clause: str
    at: datetime
    mail: str
    message_id: str
    subject: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    kept_by: str = ""
    open_to: tuple[str, ...] = ()
    provided: str = ""
    closed: bool = False

    @property
    def key(self) -> str:
        """The same for the same thing out of the same mail: it is entered once."""
        thing = json.dumps([self.mail, self.register, self.clause, self.subject, sorted(self.fields)])
        return "e-" + sha256(thing.encode()).hexdigest()[:24]

    def field(self, name: str) -> str:
        """What a field holds; empty where nothing."""
        return dict(self.fields).get(name, "")


def same_matter(earlier: RegisterEntry, later: RegisterEntry) -> bool:
    """Whether a later word of somebody is about the matter of an earlier one: by its topic, or else by its thread.

    A no that names no matter, and begins a thread of its own, is about every matter.
    """
    if earlier.subject != later.subject:
        return False
    if earlier.field(MATTER) and later.field(MATTER):
        return same_topic(earlier.field(MATTER), later.field(MATTER))
    if earlier.field(THREAD) == later.field(THREAD):
        return True
    general = not later.field(MATTER) and later.field(THREAD) == later.message_id
    return general and later.field(ANSWER) != GIVEN


def standing(entries: Iterable[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    """The consents, given or not, that hold after all of these: the newest of each person on each matter."""
    newest: list[RegisterEntry] = []
    for entry in entries:
        newest = [each for each in newest if not same_matter(each, entry)] + [entry]
    return tuple(newest)


def withdraws(entry: RegisterEntry, standing_before: Iterable[RegisterEntry]) -> bool:
    """Whether a refusal takes back what was given before."""
    return any(each.field(ANSWER) == GIVEN and same_matter(each, entry) for each in standing_before)
