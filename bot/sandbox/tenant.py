"""A small Microsoft 365 tenant: people with mailboxes, and the post between them. It knows nothing of HTTP."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock

from bot.sandbox import writing
from bot.sandbox.clock import SeededIds, SetClock
from bot.sandbox.people import AutomaticReply, Delivery, TraceEntry, User
from bot.sandbox.store import Folder, Item, MailboxStore

_NOBODY = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
_NEVER_ANSWERED = re.compile(r"\s*auto-", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _Submitted:
    user: User
    item: Item
    due: datetime


class Tenant:
    """Users, their mailboxes, and what becomes of a mail that is sent.

    Args:
        start: what the clock shows first (aware).
        domain: the tenant's own; an unknown address of it bounces.
        seed: another seed gives other identifiers.

    Attributes:
        lock: held by whoever reads or changes the tenant while a server runs on it.
        lag: how long a sent mail stays on its way before it is in Sent Items and delivered.
        lag_hides: whether a mail on its way is found nowhere; else it still shows as a draft.
        delivered: every delivery, in order, also those outside.
        trace: what Exchange knows of every mail that was sent here, a recipient an entry.
        lists: the members of each list, by its address.
    """

    def __init__(self, *, start: datetime, domain: str, seed: str = "sandbox") -> None:
        self.clock = SetClock(start)
        self.ids = SeededIds(seed)
        self.domain = domain.lower()
        self.id = self.ids.guid()
        self.lock = RLock()
        self.lag = timedelta()
        self.lag_hides = False
        self.delivered: list[Delivery] = []
        self.trace: list[TraceEntry] = []
        self.lists: dict[str, tuple[str, ...]] = {}
        self._users: dict[str, User] = {}
        self._refused: dict[str, str] = {}
        self._replies: dict[str, AutomaticReply] = {}
        self._answered: set[tuple[str, str]] = set()
        self._on_the_way: list[_Submitted] = []

    def add_user(self, name: str, address: str, *, in_scope: bool = True) -> User:
        """Somebody new."""
        with self.lock:
            store = MailboxStore(clock=self.clock, ids=self.ids)
            user = User(id=self.ids.guid(), name=name, address=address.lower(), store=store, in_scope=in_scope)
            self._users[user.address] = user
            return user

    def user(self, name: str) -> User | None:
        """By address or id."""
        return self._users.get(name.lower()) or next((each for each in self.users() if each.id == name), None)

    def users(self) -> Iterator[User]:
        """Everybody, as they were added."""
        return iter(list(self._users.values()))

    def mailbox(self, address: str) -> MailboxStore:
        """The mailbox of an address.

        Raises:
            KeyError: nobody has it.
        """
        return self._users[address.lower()].store

    def refuse(self, address: str, why: str = _NOBODY) -> None:
        """From now on mail to this address, here or outside, bounces."""
        self._refused[address.lower()] = why

    def accept(self, address: str) -> None:
        """Mail to this address no longer bounces."""
        self._refused.pop(address.lower(), None)

    def answer_automatically(self, address: str, text: str, *, heeds_suppression: bool = True) -> None:
        """From now on this address, here or outside, answers by itself."""
        self._replies[address.lower()] = AutomaticReply(text=text, heeds_suppression=heeds_suppression)

    def deliver(self, raw: bytes, to_mailbox: str, *, received: datetime | None = None) -> Item:
        """Put a mail into somebody's Inbox as it stands; received now, or when said (aware).

        Raises:
            KeyError: nobody has the address.
        """
        with self.lock:
            item = self.mailbox(to_mailbox).add(
                Folder.INBOX, raw, message_id=self._message_id(raw), received=received or self.clock.now()
            )
            self.delivered.append(Delivery(to=to_mailbox.lower(), raw=raw, at=item.received))
            return item

    def file_sent(
        self, raw: bytes, from_mailbox: str, bcc: Sequence[str] = (), *, sent: datetime | None = None
    ) -> Item:
        """Put a mail into somebody's Sent Items, as their own program would; it is delivered to nobody."""
        with self.lock:
            return self.mailbox(from_mailbox).add(
                Folder.SENT, raw, message_id=self._message_id(raw), received=sent, sent=sent, bcc=tuple(bcc)
            )

    def send_by_hand(
        self,
        raw: bytes,
        from_mailbox: str,
        bcc: Sequence[str] = (),
        *,
        added: Sequence[str] = (),
        kept: bool = True,
    ) -> Item | None:
        """Send a mail as somebody's own program would; what was kept in Sent Items.

        Args:
            raw: the mail, without its blind copies.
            from_mailbox: whose it is.
            bcc: blind copies, which Sent Items shows.
            added: who gets it beside, by a rule of the organisation: no mailbox shows that.
            kept: whether Sent Items keeps it; a program may say that it shall not.
        """
        with self.lock:
            item = self.file_sent(raw, from_mailbox, bcc, sent=self.clock.now()) if kept else None
            self._post(raw, sender=from_mailbox.lower(), also=(*bcc, *added))
            return item

    def submit(self, user: User, item: Item) -> None:
        """Take a draft for sending; it goes at once, or after `lag`."""
        with self.lock:
            if any(each.item is item for each in self._on_the_way):
                return
            due = self.clock.now() + self.lag
            self._on_the_way.append(_Submitted(user=user, item=item, due=due))
            self.settle()

    def settle(self) -> None:
        """Send what is due by the clock. The server does this before each request."""
        with self.lock:
            now = self.clock.now()
            due = [each for each in self._on_the_way if each.due <= now]
            self._on_the_way = [each for each in self._on_the_way if each.due > now]
            for each in due:
                self._go(each)

    def is_on_the_way(self, item: Item) -> bool:
        """Whether a mail has been taken for sending and is not in Sent Items yet."""
        return any(each.item is item for each in self._on_the_way)

    def is_hidden(self, item: Item) -> bool:
        """Whether a mail is on its way and found nowhere."""
        return self.lag_hides and self.is_on_the_way(item)

    def new_message_id(self) -> str:
        """A Message-ID of this tenant."""
        return f"<{self.ids.new()}@{self.domain}>"

    def _go(self, submitted: _Submitted) -> None:
        user, item = submitted.user, submitted.item
        now = self.clock.now()
        item.raw = writing.from_draft(
            item.draft,
            sender=(user.name, user.address),
            message_id=item.message_id,
            date=now,
            properties=item.properties,
        )
        item.is_draft, item.draft = False, {}
        item.sent = item.received = now
        user.store.move(item, Folder.SENT)
        self._post(item.raw, sender=user.address, also=item.bcc)

    def _post(self, raw: bytes, *, sender: str, also: Sequence[str] = ()) -> None:
        refused: list[tuple[str, str]] = []
        wanted = dict.fromkeys([*writing.addresses_in(raw, "To", "Cc"), *(each.lower() for each in also)])
        for address in [member for each in wanted for member in self._expanded(each, raw, sender)]:
            why = self._refused.get(address)
            if why is None and address.endswith(f"@{self.domain}") and address not in self._users:
                why = _NOBODY
            self._traced(raw, sender, address, "delivered" if why is None else "failed")
            if why is not None:
                refused.append((address, why))
                continue
            self._reach(address, raw)
            self._reply(address, raw, sender)
        if refused and "NDR" not in writing.suppressed(raw):
            self._bounce(raw, refused, sender)

    def _expanded(self, address: str, raw: bytes, sender: str) -> Sequence[str]:
        """Who is behind an address: a list's members, else whoever has it."""
        members = self.lists.get(address)
        if members is None:
            return (address,)
        self._traced(raw, sender, address, "expanded")
        return members

    def _traced(self, raw: bytes, sender: str, recipient: str, status: str) -> None:
        """Answers by machine have no sender in their envelope (RFC 3834)."""
        entry = TraceEntry(
            message_id=self._message_id(raw),
            sender="<>" if self._is_automatic(raw) else sender,
            recipient=recipient,
            at=self.clock.now(),
            status=status,
            subject=str(writing.headers_of(raw).get("Subject", "")),
        )
        self.trace.append(entry)

    def _reach(self, address: str, raw: bytes) -> None:
        if address in self._users:
            self.deliver(raw, address)
        else:
            self.delivered.append(Delivery(to=address, raw=raw, at=self.clock.now()))

    def _reply(self, address: str, raw: bytes, sender: str) -> None:
        reply = self._replies.get(address)
        if reply is None or (address, sender) in self._answered or self._is_automatic(raw):
            return
        if reply.heeds_suppression and "OOF" in writing.suppressed(raw):
            return
        self._answered.add((address, sender))
        user = self._users.get(address)
        answer = writing.automatic_reply(
            raw,
            reply.text,
            sender=(user.name if user else "", address),
            to=sender,
            message_id=self.new_message_id(),
            date=self.clock.now(),
        )
        self._post(answer, sender=address)

    def _bounce(self, raw: bytes, refused: Sequence[tuple[str, str]], sender: str) -> None:
        if self._is_automatic(raw) or sender not in self._users:
            return
        told = writing.bounce(
            raw,
            refused,
            to=sender,
            domain=self.domain,
            message_id=self.new_message_id(),
            date=self.clock.now(),
        )
        self.deliver(told, sender)

    def _is_automatic(self, raw: bytes) -> bool:
        return bool(_NEVER_ANSWERED.match(str(writing.headers_of(raw).get("Auto-Submitted", "no"))))

    def _message_id(self, raw: bytes) -> str:
        held = "".join(str(writing.headers_of(raw).get("Message-ID") or "").split())
        return held or self.new_message_id()
