"""A letter that an officer has Evenhand send: checked before it leaves, and its copies said in its own words.

There is no way to give it a hidden copy. Whoever has a copy is named under the letter, out of the very list that fills Cc.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from bot.errors import ConfigurationError
from bot.ports import Clock, Ids, Letter, UnitOfWork
from bot.services.audience import who
from bot.services.circulating.one import paragraphs
from bot.services.decide import Deciding
from bot.services.letters import ServiceLetters, pending
from bot.services.past import RegisteredPast
from mailrules.council.model import Officer
from mailrules.council.roll import Person, Roll
from mailrules.evaluation.checked import checked
from mailrules.mime import parse
from mailrules.mime.addresses import mailboxes
from mailrules.reading.read import read
from mailrules.vocabulary import Direction

LETTER = "letter"
OBSERVING = 'in observe mode nothing is sent: set `mode = "act"` in the settings file once the council goes live'
NO_OFFICER = "{by}: no officer of the directory is called so: say with --by who sends it, by id or name"
NO_ADDRESS = "{word}: that is no mail address: write it as name@example.org"
NOBODY = "the letter goes to nobody: say with --to who gets it"
NO_WORDS = "the letter has no {what}: nothing is sent without one"


@dataclass(frozen=True, kw_only=True)
class Posted:
    """A letter as it would leave.

    Attributes:
        wrong: what the council's protocol, or good order, has against it; empty where nothing.
    """

    letter: Letter
    wrong: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Posting:
    """Makes letters, checks them, and puts them on their way.

    Attributes:
        acting: False in observe mode: nothing leaves.
    """

    store: UnitOfWork
    clock: Clock
    ids: Ids
    deciding: Deciding
    acting: bool

    def prepared(self, text: str, *, subject: str, to: Sequence[str], cc: Sequence[str], by: str) -> Posted:
        """The letter, and what is wrong with it.

        Args:
            text: its words, plain.
            to, cc: addresses; who they belong to is looked up in the directory.
            by: the officer who sends it, by id, name or address.

        Raises:
            ConfigurationError: nobody to send it to, an address that is none, no words, or nobody who sends it.
        """
        now = self.clock.now()
        setting = self.deciding.setting(now)
        officer = setting.roll.person(who(by, setting) or "")
        if not isinstance(officer, Officer):
            raise ConfigurationError(NO_OFFICER.format(by=by))
        for what, words in (("subject", subject), ("text", text)):
            if not words.strip():
                raise ConfigurationError(NO_WORDS.format(what=what))
        visible, copies = _named(to, setting.roll), _named(cc, setting.roll)
        if not visible:
            raise ConfigurationError(NOBODY)
        values = {
            "subject": " ".join(subject.split()),
            "paragraphs": paragraphs(text),
            "copies": [name or address for name, address in copies],
            "sender_name": officer.name,
            "sender_post": officer.post,
        }
        key = f"{LETTER}/{self.ids.new()}"
        made = ServiceLetters(deciding=self.deciding).letter(LETTER, key, visible, values)
        letter = Letter(key=key, to=visible, cc=copies, subject=made.subject, text=made.text, html=made.html)
        return Posted(letter=letter, wrong=self._wrong(letter, officer, now))

    def post(self, posted: Posted, *, by: str, reason: str = "") -> str:
        """Put a letter on its way; the running service sends it in its next round.

        Args:
            reason: why it leaves although something is wrong with it.

        Raises:
            ConfigurationError: observe mode, or something is wrong with it and no reason is given.
        """
        if not self.acting:
            raise ConfigurationError(OBSERVING)
        if posted.wrong and not reason.strip():
            raise ConfigurationError("it is not sent: " + "; ".join(posted.wrong))
        now = self.clock.now()
        with self.store.work(as_of=now) as work:
            work.outbox.put(pending(posted.letter, purpose=LETTER, duty=None, release_at=now, at=now))
            work.journal.write(
                at=now, actor=by, action="letter posted", about=posted.letter.key,
                details={
                    "to": [address for _, address in posted.letter.to], "cc": [address for _, address in posted.letter.cc],
                    "wrong": list(posted.wrong), "reason": reason,
                },
            )  # fmt: skip
        return posted.letter.key

    def _wrong(self, letter: Letter, officer: Person, now: datetime) -> tuple[str, ...]:
        """What the checker of sent mail says of the letter, as if the officer had sent it."""
        message = parse(_as_mail(letter, officer, now), direction=Direction.OUT)
        setting = self.deciding.setting(now)
        with self.store.work(as_of=now) as work:
            reading = read(message, setting.roll, RegisteredPast(work), self.deciding.weights)
            outcome = checked(message, reading, setting, work.record, at=now)
        found = (
            " ".join(filter(None, (str(each.finding), f"({self.deciding.number(each.clause)})" if each.clause else "",
                                   ", ".join(each.addresses))))
            for each in outcome.findings
        )  # fmt: skip
        return tuple(dict.fromkeys((*found, *outcome.held_because)))


def _named(words: Sequence[str], roll: Roll) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for word in words:
        boxes = mailboxes(word)
        if not boxes:
            raise ConfigurationError(NO_ADDRESS.format(word=word))
        for box in boxes:
            person = roll.whose(box.address)
            found.setdefault(box.address, person.name if person else box.name)
    return tuple((name, address) for address, name in found.items())


def _as_mail(letter: Letter, officer: Person, now: datetime) -> bytes:
    mail = EmailMessage()
    mail["From"] = formataddr((officer.name, officer.email))
    mail["To"] = ", ".join(formataddr(each) for each in letter.to)
    if letter.cc:
        mail["Cc"] = ", ".join(formataddr(each) for each in letter.cc)
    mail["Subject"], mail["Date"], mail["Message-ID"] = (
        letter.subject,
        format_datetime(now),
        f"<{letter.key}@evenhand.invalid>",
    )
    mail.set_content(letter.text)
    return mail.as_bytes()
