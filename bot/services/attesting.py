"""What is attested about silent copies, from the register."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.ports import RecordedMail, Work
from bot.services.audience import said_of
from bot.services.checking import is_officers
from mailrules.copies.attestation import ATTESTED, Attestation, End, Item, Source, blind_spots
from mailrules.copies.repair import Repair
from mailrules.council.model import Council
from mailrules.vocabulary import Direction, Finding, FindingState

WEEK = timedelta(days=7)
_UNREAD = "could not be read"
_ENDS = {FindingState.PUT_RIGHT: End.PUT_RIGHT, FindingState.WAIVED: End.WAIVED}


@dataclass(frozen=True, kw_only=True)
class Attesting:
    """Attests within one transaction.

    Attributes:
        enrolled: whether a second app reads what enrolled officers send.
        traced: whether it reads Exchange's message trace as well.
    """

    work: Work
    council: Council
    enrolled: bool = False
    traced: bool = False

    def of(self, since: datetime, until: datetime) -> Attestation:
        """What was examined and found in a time.

        Args:
            since, until: aware; `until` itself is not in it.

        Raises:
            ValueError: the time ends before it begins.
        """
        if until <= since:
            raise ValueError(f"the time ends at {until:%Y-%m-%d}, before it begins: give a later last day")
        mails = [mail for mail in self.work.mails.decided_since(since) if mail.received < until]
        examined = [(self._source(mail), mail) for mail in mails]
        looked = Counter(source for source, _ in examined if source is not None)
        sources = [Source.CHIEF_EXECUTIVE, Source.COPIED_IN, *([Source.ENROLLED] if self.enrolled else [])]
        sources += [source for source in looked if source not in sources]
        read = [mail for source, mail in examined if source is not None]
        unread = sum(any(_UNREAD in because for because in said_of(mail)["held_because"]) for mail in read)
        return Attestation(
            since=since,
            until=until,
            examined=tuple((source, looked[source]) for source in sources),
            unread=unread,
            found=tuple(item for mail in read for item in self._found(mail)),
            blind_spots=blind_spots(sources, unread=unread, traced=self.traced),
            head=self.work.journal.head(),
        )

    def _source(self, mail: RecordedMail) -> Source | None:
        """Where a mail was found; None for what only came in to the chief executive: no copy in it is the council's making."""
        if is_officers(mail):
            return Source.ENROLLED
        if mail.mailbox.lower() == self.council.bot_mailbox.lower():
            return Source.COPIED_IN if mail.direction == Direction.IN else None
        return Source.CHIEF_EXECUTIVE if mail.direction == Direction.OUT else None

    def _found(self, mail: RecordedMail) -> Iterator[Item]:
        repairs = self.work.findings.of_mail(mail.key)
        for each in said_of(mail)["findings"]:
            finding = Finding(each["finding"])
            if finding in ATTESTED:
                clause, addresses = str(each["clause"] or ""), len(each["addresses"])
                of_it = [one for one in repairs if (one.finding, one.clause) == (finding, clause)]
                yield _item(mail, finding, clause, addresses, of_it)


def _item(mail: RecordedMail, finding: Finding, clause: str, addresses: int, repairs: list[Repair]) -> Item:
    """It has come to an end once all of it has; while any part is open, all of it is."""
    ends = [_ENDS.get(each.state, End.OPEN) for each in repairs]
    if not ends or End.OPEN in ends:
        end = End.WAIVED if not ends and mail.settled is not None else End.OPEN
    else:
        end = End.PUT_RIGHT if End.PUT_RIGHT in ends else End.WAIVED
    letters = [each.evidence for each in repairs if each.evidence]
    return Item(
        mail=mail.key,
        sent=mail.received,
        finding=finding,
        clause=clause,
        addresses=addresses,
        end=end,
        letter=letters[0] if letters and end is End.PUT_RIGHT else "",
        key=repairs[0].key if repairs else mail.key,
    )


def as_json(attested: Attestation, zone: ZoneInfo) -> dict[str, Any]:
    """The attestation as JSON; times in the council's own zone."""
    return {
        "since": attested.since.astimezone(zone).isoformat(),
        "until": attested.until.astimezone(zone).isoformat(),
        "verdict": attested.verdict,
        "examined": [{"source": str(source), "mails": count} for source, count in attested.examined],
        "unread": attested.unread,
        "ends": {str(end): count for end, count in attested.counts},
        "found": [
            {
                "mail": each.mail,
                "sent": each.sent.astimezone(zone).isoformat(),
                "finding": str(each.finding),
                "clause": each.clause,
                "addresses": each.addresses,
                "end": str(each.end),
                "letter": each.letter,
                "key": each.key,
            }
            for each in attested.found
        ],
        "blind_spots": list(attested.blind_spots),
        "head": attested.head,
    }
