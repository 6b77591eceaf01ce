"""How one council has adopted a protocol: what the protocol leaves open, and who plays its roles.

Every answer is a `Choice`, which knows whether the protocol, the council or a default decided it, so that an output can
say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from mailrules.rhythm import DEFAULT_RHYTHM, WEEKDAYS, Rhythm
from mailrules.timewords import is_at_once, is_exact, says_a_time
from mailrules.vocabulary import Mode

Value = TypeVar("Value")

DEFAULT_DEADLINE = "5 working days"
DEFAULT_RELEASE = "next working day at 10:00"
DEFAULT_WRITTEN_TO = ("leader",)
DEFAULT_YEAR_BEGINS = (6, 1)
"""After the annual meetings, which are in May."""


@dataclass(frozen=True, kw_only=True)
class Choice(Generic[Value]):
    """A value, and who chose it.

    Attributes:
        words: the local choice in plain words; empty where the protocol itself decides.
    """

    value: Value
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Player:
    """Who plays a role in this council: one way of finding them is given."""

    person: tuple[str, ...] = ()
    """Ids of members or officers."""
    post: str = ""
    """An officer's post, a duty, an office, or an officer's kind."""


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """What a council has decided; keys of the mappings are clause ids, mechanisms or group ids, `default` for all others."""

    source: str = ""
    """The file; empty for the defaults."""
    roles: Mapping[str, Player] = field(default_factory=dict)
    modes: Mapping[str, Mode] = field(default_factory=dict)
    deadlines: Mapping[str, str] = field(default_factory=dict)
    releases: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, bool] = field(default_factory=dict)
    posts_written_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tell_ungrouped: bool | None = None
    reminders: Mapping[str, str] = field(default_factory=dict)
    put_right: Mapping[str, Mode] = field(default_factory=dict)
    year_begins: tuple[int, int] | None = None
    """Month and day of the yearly round."""
    council_meetings: frozenset[date] = frozenset()
    """The days of the ordinary meetings of the council."""
    lists: Mapping[str, Rhythm] = field(default_factory=dict)
    """When the list of a clause closes and leaves."""
    nil_lists: Mapping[str, bool] = field(default_factory=dict)
    pre_election: tuple[tuple[date, date], ...] = ()
    """The first and the last day of each period before an election."""
    alive_told: bool = False
    """Whether the chief executive's office is told each working day that the service is alive: so it is by an adoption file."""
    attested_each: int | None = None
    """The day of the week (Monday is 0) on which silent copies are attested; None where the council wants no such letter."""

    @classmethod
    def default(cls) -> "Adoption":
        """Where the council has decided nothing."""
        return cls()

    def _whose(self, *, own: bool) -> str:
        return f"the council's choice ({self.source})" if own else "a default, for want of the council's own choice"

    def mode(self, clause: str) -> Choice[Mode]:
        """What the council lets a clause's rules do."""
        chosen = self.modes.get(clause) or self.modes.get("default")
        return Choice(
            value=chosen or Mode.ACT, words=f"{clause} is set to {chosen}: {self._whose(own=True)}" if chosen else ""
        )

    def mode_of(self, clause: str) -> Mode:
        """The mode alone, without who chose it: each rule asks for it at each mail."""
        return self.modes.get(clause) or self.modes.get("default") or Mode.ACT

    def deadline(self, clause: str, clause_words: str | None) -> Choice[str]:
        """By when; the clause's own time goes first where it says one that can be counted."""
        chosen = self.deadlines.get(clause) or self.deadlines.get("default")
        if clause_words is not None and says_a_time(clause_words):
            if is_exact(clause_words):
                return Choice(value=clause_words)
            meant = chosen or "by the end of the next working day"
            words = f"{clause} says “{clause_words}”: {meant} is {self._whose(own=chosen is not None)}"
            return Choice(value=chosen or clause_words, words=words)
        silent = f"{clause} says “{clause_words}”" if clause_words else f"{clause} names no deadline"
        return Choice(
            value=chosen or DEFAULT_DEADLINE,
            words=f"{silent}: {chosen or DEFAULT_DEADLINE} is {self._whose(own=chosen is not None)}",
        )

    def release(self, clause: str, mechanism: str) -> Choice[str]:
        """Not before when."""
        chosen = self.releases.get(clause) or self.releases.get(mechanism) or self.releases.get("default")
        return Choice(
            value=chosen or DEFAULT_RELEASE,
            words=f"it may be stopped until the {chosen or DEFAULT_RELEASE}: {self._whose(own=chosen is not None)}",
        )

    def circulated(self, clause: str, mechanism: str, clause_words: str | None) -> Choice[str]:
        """Not before when something goes round: at once where the clause wants that and the council has not chosen otherwise."""
        own = self.releases.get(clause) or self.releases.get(mechanism)
        if own is None and clause_words is not None and says_a_time(clause_words) and is_at_once(clause_words):
            return Choice(value=clause_words)
        return self.release(clause, mechanism)

    def listed(self, clause: str) -> Choice[Rhythm]:
        """When the list of a clause closes."""
        chosen = self.lists.get(clause) or self.lists.get("default")
        rhythm = chosen or DEFAULT_RHYTHM
        words = f"the list under {clause} closes on {WEEKDAYS[rhythm.weekday].capitalize()} at {rhythm.hour:%H:%M}"
        return Choice(value=rhythm, words=f"{words}: {self._whose(own=chosen is not None)}")

    def nil_list(self, clause: str) -> Choice[bool]:
        """Whether a week in which there was nothing is reported."""
        chosen = self.nil_lists.get(clause, self.nil_lists.get("default"))
        told = bool(chosen)
        words = f"a week with nothing under {clause} is {'' if told else 'not '}reported"
        return Choice(value=told, words=f"{words}: {self._whose(own=chosen is not None)}")

    def before_election(self, day: date) -> bool:
        """Whether the day lies in a period before an election."""
        return any(first <= day <= last for first, last in self.pre_election)

    def reminded(self, clause: str) -> str | None:
        """How long ahead of a deadline somebody is reminded; None where the council has not said."""
        return self.reminders.get(clause) or self.reminders.get("default")

    def put_right_by(self, clause: str) -> Mode:
        """Whether a copy that was kept silent is put right by itself (`act`), or by the officer who sent it (`hold`)."""
        chosen = self.put_right.get(clause) or self.put_right.get("default")
        return chosen or Mode.HOLD

    def topic_told(self, clause: str, by_clause: bool) -> Choice[bool]:  # noqa: FBT001 - a yes or no of the clause's own
        """Whether the topic is told: always where the clause says so; else as the council decides, no by default."""
        if by_clause:
            return Choice(value=True)
        chosen = self.topics.get(clause, self.topics.get("default"))
        told = bool(chosen)
        return Choice(
            value=told,
            words=f"{clause} does not say whether the topic is told; that it is {'' if told else 'not '}told is "
            f"{self._whose(own=chosen is not None)}",
        )

    def written_to(self, group: str) -> Choice[tuple[str, ...]]:
        """Who in a group is written to: leader, deputy, chief_whip or office."""
        chosen = self.posts_written_to.get(group) or self.posts_written_to.get("default")
        posts = chosen or DEFAULT_WRITTEN_TO
        called = " and ".join(post.replace("_", " ") for post in posts)
        return Choice(
            value=posts, words=f"the {called} of each group is written to: {self._whose(own=chosen is not None)}"
        )

    def yearly_round(self, day: date) -> date:
        """The day on which the newest yearly round began."""
        month, first = self.year_begins or DEFAULT_YEAR_BEGINS
        begins = date(day.year, month, first)
        return begins if begins <= day else date(day.year - 1, month, first)

    def ungrouped(self) -> Choice[bool]:
        """Whether members who sit in no group are told as well."""
        told = bool(self.tell_ungrouped)
        return Choice(
            value=told,
            words=f"members who sit in no group are {'' if told else 'not '}told: "
            f"{self._whose(own=self.tell_ungrouped is not None)}",
        )
