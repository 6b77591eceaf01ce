"""What reading a mail yields: values with the words that made them."""

import datetime as dt
from dataclasses import dataclass, field

from mailrules.vocabulary import DocumentLabel, Flag, Kind, Signal


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The words, or the header, that made a conclusion.

    Attributes:
        where: `subject`, `body` (the visible text), `attachment:NAME` or `header:NAME`.
        start, end: offsets in that text (0, 0 for headers and structure).
        cue: the rule that hit, in words that a person understands.
    """

    where: str
    text: str
    start: int = 0
    end: int = 0
    cue: str = ""


@dataclass(frozen=True, kw_only=True)
class Fields:
    """The fields of `Kind`'s items; ids are those of the council's directory."""

    officer: str | None = None
    member: str | None = None
    date: dt.date | None = None
    reference: str | None = None
    title: str | None = None
    wards: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that a mail holds."""

    kind: Kind
    group: str | None = None
    """The group spoken for, or spoken about as the one served."""
    topic: str | None = None
    """Neutral noun phrase of at most twelve words; None where no clean one could be made."""
    fields: Fields = Fields()
    flags: frozenset[Flag] = frozenset()
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    labels: frozenset[DocumentLabel] = frozenset()
    """How the mail, or a paper in it, is marked."""


@dataclass(frozen=True, kw_only=True)
class SenderReading:
    """Who really sent a mail.

    Attributes:
        person: id of the member or officer whose address it came from, or who is behind an assistant's `on behalf of`.
        acting: id of the one who wrote, where somebody else's name stands on it (an assistant, a delegate).
        group: the group that the sender may speak for (leader, deputy, whip, office, assistant), else None.
        group_of_member: the group that the sender sits in, whether they may speak for it or not.
        outside: id of the outside body, where the domain is one of its.
        authentic: the headers own the sender; False where they disown or cannot show it.
        reasons: why it is not authentic, in plain words.
    """

    address: str
    person: str | None = None
    acting: str | None = None
    role: str = "unknown"
    """member, officer, chief-executive, director, political-assistant, group-office, shared-mailbox, outside, bot, machine or unknown"""
    group: str | None = None
    group_of_member: str | None = None
    outside: str | None = None
    internal: bool = False
    authentic: bool = True
    reasons: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VisibleText:
    """A mail's text, taken apart; offsets are into `Message.text`."""

    written: str
    """What the sender now writes: no quoted or forwarded text, no signature, no footer."""
    signature: str = ""
    footer: str = ""
    quoted: str = ""
    """Everything below that is somebody's earlier mail, quoted or forwarded."""
    forwarded: bool = False


@dataclass(frozen=True, kw_only=True)
class MachineMail:
    """A mail that a machine sent.

    Attributes:
        form: auto-reply, bounce, receipt, calendar-response, newsletter or robot.
        failed: addresses that a bounce is about, lower case.
        refers_to: Message-IDs of what it answers.
    """

    form: str
    failed: tuple[str, ...] = ()
    permanent: bool = True
    refers_to: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signalled:
    """Something that a mail says beside its kinds, with its words."""

    signal: Signal
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a mail is. The same bytes, directory and history give the same reading."""

    sender: SenderReading
    visible: VisibleText
    items: tuple[Item, ...]
    """Main item first; never empty (`other` stands alone)."""
    flags: frozenset[Flag] = frozenset()
    signals: tuple[Signalled, ...] = ()
    machine: MachineMail | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    """What cannot be told, in words that say what to look at."""
    protected: tuple[str, ...] = field(default=(), repr=False)
    """Words of this mail that no notice may carry: private names, figures, motives, what was said in confidence."""
    missed: tuple[str, ...] = ()
    """The rules that looked and did not hit."""

    @property
    def main(self) -> Item:
        """The item whose fields stand for the mail."""
        return self.items[0]

    def says(self, signal: Signal) -> bool:
        """Whether the mail gives that signal."""
        return any(each.signal is signal for each in self.signals)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind, main item's first, each once."""
        return tuple(dict.fromkeys(item.kind for item in self.items))
