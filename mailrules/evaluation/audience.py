"""Who may have a mail at all: some mails are closed, and then no copy and no notice of them goes to anybody."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailrules.council.roll import Roll
from mailrules.evaluation.judge import closings
from mailrules.evaluation.setting import Setting
from mailrules.reading.model import Item
from mailrules.rules.situation import Situation
from mailrules.vocabulary import Kind

LOCAL_ROLES = ("monitoring-officer", "whistleblowing-officer", "chief-executive")
"""To whom a fear of wrongdoing goes where the protocol has no clause for it: posts of the directory."""


@dataclass(frozen=True, kw_only=True)
class Audience:
    """How a mail's audience is closed.

    Attributes:
        clauses: the clauses that close it; empty where the service does by itself.
        to: the roles that may have it.
        never: ids of people who must not have it.
        nobody_else: no other clause brings it to anybody else.
        minimal: no more of it is kept than that it came, and with whom it is.
        local: the protocol has no clause for it, and the service closes it all the same.
    """

    clauses: tuple[str, ...]
    to: tuple[str, ...]
    never: tuple[str, ...] = ()
    nobody_else: bool = False
    minimal: bool = False
    local: bool = False

    @property
    def why(self) -> str:
        """By what it is closed, in words."""
        return f"the audience is closed by {' and '.join(self.clauses) or 'a local choice'}"


def audience_of(situations: Iterable[Situation], setting: Setting) -> Audience | None:
    """How the audience of a mail is closed; None where it is open. One closed item closes the whole mail."""
    every = tuple(situations)
    closed = [
        (clause, each)
        for situation in every
        for clause, each in closings(setting.protocol, setting.adoption, situation)
    ]
    if closed:
        return Audience(
            clauses=tuple(dict.fromkeys(str(clause.id) for clause, _ in closed)),
            to=tuple(dict.fromkeys(role for _, each in closed for role in each.to)),
            never=tuple(dict.fromkeys(person for _, each in closed for person in each.never)),
            nobody_else=any(each.nobody_else for _, each in closed),
            minimal=any(each.minimal for _, each in closed),
        )
    feared = next((each.item for each in every if each.item.kind is Kind.WHISTLEBLOWING), None)
    if feared is None:
        return None
    return Audience(
        clauses=(), to=_posts(feared, setting.roll), never=_accused(feared), nobody_else=True, minimal=True, local=True
    )


def _accused(item: Item) -> tuple[str, ...]:
    return tuple(filter(None, (item.fields.officer, item.fields.member)))


def _posts(item: Item, roll: Roll) -> tuple[str, ...]:
    """The posts in which somebody sits whom the mail does not accuse."""
    accused = set(_accused(item))
    return tuple(post for post in LOCAL_ROLES if {each.id for each in roll.holders(post)} - accused)
