"""A council to try things out with: the tenant in a box, the sample council, and the real service on a clock that is moved."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from pydantic import SecretStr

from bot.adapters.files import FiledMail, mails_below
from bot.adapters.graph.letters import KEY
from bot.adapters.texts import read_council
from bot.compose import running
from bot.compose.running import Installation, Reached
from bot.ports import OutboxState
from bot.sandbox.box import Box
from bot.sandbox.store import Folder, property_id
from bot.sandbox.tenant import Tenant
from bot.services.enrolment import enrolled
from bot.services.service import Heard, Service
from bot.settings import GraphSettings, SecondSettings, Settings
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.mime import parse
from mailrules.vocabulary import Direction

SAMPLE = Path(__file__).parents[1] / "sandbox" / "sample"
OUT_OF_SCOPE = "payroll"
START_OF_ROUND = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Event:
    """A mail of the sample, at its moment."""

    at: datetime
    mail: FiledMail
    data: bytes


def sample_events(folder: Path = SAMPLE / "mail") -> tuple[Event, ...]:
    """The sample's mail, in order of date."""
    found = []
    for mail in mails_below(folder):
        data = mail.read()
        date = parse(data, direction=mail.direction).date
        if date is not None:
            found.append(Event(at=date, mail=mail, data=data))
    return tuple(sorted(found, key=lambda event: (event.at, event.mail.name)))


class World:
    """A council's Microsoft 365 in a box, and Evenhand's installation beside it.

    Args:
        folder: where settings and register are put.
        database_url: another database than the embedded one.
        second: whom the second app reads, and what; the box knows its name and secret.
        incident_reports_from: whence Exchange's reports are taken.
    """

    def __init__(
        self,
        folder: Path,
        *,
        start: datetime,
        mode: str = "act",
        protocol: str = "enfield",
        database_url: str | None = None,
        second: SecondSettings | None = None,
        incident_reports_from: tuple[str, ...] = (),
    ) -> None:
        self.council = read_council(SAMPLE / "council.yaml")
        self.tenant = tenant_of(self.council, start)
        self.heard = Heard()
        self._folder, self._mode, self._protocol, self._url = folder, mode, protocol, database_url
        self._stack = ExitStack()
        self.box = Box(self.tenant)
        self._second, self._reports_from = second, incident_reports_from
        if second is not None:
            day = Roll(self.council, start.astimezone(self.council.timezone).date())
            for each in enrolled(day, second.officers, second.shared_mailboxes):
                self.box.second_reaches.add(each.address)
                if self.tenant.user(each.address) is None:
                    self.tenant.add_user(each.name, each.address, in_scope=False)

    def __enter__(self) -> Self:
        self._stack.enter_context(self.box)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def settings(self) -> Settings:
        """The installation's settings."""
        return Settings(
            data_dir=self._folder,
            council=SAMPLE / "council.yaml",
            protocol=self._protocol,
            mode="act" if self._mode == "act" else "observe",
            database_url=self._url,
            graph=GraphSettings(
                base_url=self.box.base_url,
                authority=self.box.authority,
                ca_file=self.box.ca_file,
                instance_discovery=False,
                tenant_id=self.tenant.id,
                client_id=self.box.client_id,
                client_secret=SecretStr(self.box.client_secret),
                must_not_reach=f"{OUT_OF_SCOPE}@{self.tenant.domain}",
            ),
            second=self._second_app(),
            incident_reports_from=self._reports_from,
        )

    def _second_app(self) -> SecondSettings | None:
        if self._second is None:
            return None
        own = {
            "client_id": self.box.second.client_id,
            "client_secret": SecretStr(self.box.second.client_secret),
            "must_not_reach": f"{OUT_OF_SCOPE}@{self.tenant.domain}",
        }
        return self._second.model_copy(update=own)

    @contextmanager
    def running(
        self, *, actor: str = "evenhand-1", change: "Callable[[Reached], Reached] | None" = None
    ) -> Iterator[tuple[Installation, Service]]:
        """The service, as one process would run it; leaving the block is that process's end.

        Args:
            change: puts something between the service and its mailboxes.
        """
        settings = self.settings
        with (
            running.installation(settings, clock=self.tenant.clock, ids=self.tenant.ids) as here,
            running.graph(settings, self.council, clock=self.tenant.clock, pause=self._pause) as reached,
        ):
            yield here, running.service(here, change(reached) if change else reached, actor=actor, teller=self.heard)

    def _pause(self, seconds: float) -> None:
        self.tenant.clock.advance(timedelta(seconds=seconds))

    def happen(self, event: Event) -> None:
        """A mail of the sample arrives, or is sent by hand."""
        if self.tenant.clock.now() < event.at:
            self.tenant.clock.set(event.at)
        self.put(event.mail.direction, event.data, at=event.at)

    def put(self, direction: Direction, data: bytes, *, at: datetime) -> None:
        """Put a mail into the chief executive's Inbox, or into what they have sent."""
        if direction is Direction.OUT:
            bcc = [box.address for box in parse(data, direction=Direction.OUT).bcc]
            self.tenant.file_sent(data, self.council.chief_executive_mailbox, bcc, sent=at)
        else:
            self.tenant.deliver(data, self.council.chief_executive_mailbox, received=at)

    def live(self, service: Service, events: Sequence[Event], *, step: Callable[[], None] = lambda: None) -> None:
        """Let the mails happen at their moments, with a round after each, at each release, and each working morning."""
        for event in events:
            self.quietly_until(service, event.at)
            self.happen(event)
            service.minute()
            step()

    def quietly_until(self, service: Service, moment: datetime) -> None:
        """Let time pass, with a round whenever something may be due."""
        while (due := self._next(service, moment)) is not None:
            self.tenant.clock.set(due)
            service.minute()
            service.nightly()

    def sent_by_us(self) -> tuple[str, ...]:
        """The keys of the letters in Evenhand's own Sent Items, in order; a key that stands twice was sent twice."""
        with self.tenant.lock:
            sent = self.tenant.mailbox(self.council.bot_mailbox).items(Folder.SENT)
            return tuple(item.properties.get(property_id(KEY), "") for item in sent)

    def rest(self, service: Service, until: datetime) -> None:
        """Let time pass without any new mail from outside."""
        self.quietly_until(service, until)
        if self.tenant.clock.now() < until:
            self.tenant.clock.set(until)
        service.minute()

    def _next(self, service: Service, moment: datetime) -> datetime | None:
        """The next moment, before that one, at which something may be due."""
        now = self.tenant.clock.now()
        calendar = service.judging.deciding.calendar
        morning = calendar.release(now, "next working day at 10:00") + START_OF_ROUND
        with service.store.work(as_of=now) as work:
            releases = [row.release_at for row in work.outbox.by_state(OutboxState.PENDING)]
            open_letters = work.outbox.by_state(OutboxState.CLAIMED, OutboxState.DRAFTED, OutboxState.SENDING)
        again = [now + timedelta(minutes=16)] if open_letters else []
        ahead = [each for each in (*releases, *again, morning) if now < each < moment]
        return min(ahead, default=None)


def tenant_of(council: Council, start: datetime) -> Tenant:
    """The sample council's tenant: everybody with an address has a mailbox; the app may reach its own two."""
    tenant = Tenant(start=start, domain=council.domains[0])
    roll = Roll(council, start.astimezone(council.timezone).date())
    tenant.add_user("Chief Executive", council.chief_executive_mailbox)
    tenant.add_user("Evenhand", council.bot_mailbox)
    tenant.add_user("Payroll", f"{OUT_OF_SCOPE}@{tenant.domain}", in_scope=False)
    own = {council.chief_executive_mailbox, council.bot_mailbox}
    for person in roll.people():
        if person.email and person.email not in own:
            tenant.add_user(person.name, person.email, in_scope=False)
    for group in roll.groups():
        for address in group.office:
            tenant.add_user(group.name, address, in_scope=False)
    return tenant
