"""Half a year of a council on a moving clock: lists, statements, council days, crashes, and both nights when clocks change."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.compose.demo import DiedError
from bot.compose.running import Installation, Reached
from bot.compose.trying import World
from bot.ports import Draft, Letter, OutboxState, Sender, Whereabouts
from bot.services.circulating.letters import CIRCULATION
from bot.services.service import Service
from mailrules.duties import CIRCULATE
from mailrules.protocol.adoption import Adoption
from mailrules.vocabulary import DutyState
from tests.conftest import written

T = TypeVar("T")
LONDON = ZoneInfo("Europe/London")
FIRST, LAST = date(2026, 10, 5), date(2027, 4, 4)
PRESS = "Tom Eccles <tom.eccles@wychmere.gov.example>"
PLANNER = "Joanna Pike <joanna.pike@wychmere.gov.example>"
WHIP = "Cllr Beatrice Cavendish <cllr.beatrice.cavendish@wychmere.gov.example>"
EVENHAND = "protocol@wychmere.gov.example"
COUNCIL_DAYS = (date(2026, 10, 14), date(2026, 12, 9), date(2027, 3, 31))

MOVED = {
    date(2026, 12, 25): date(2026, 12, 29),
    date(2027, 1, 1): date(2027, 1, 4),
    date(2027, 3, 26): date(2027, 3, 30),
}
"""Counted by hand: the Fridays on which the council is closed, and the next day on which it works."""
FRIDAYS = [FIRST + timedelta(days=4 + 7 * week) for week in range(26)]
BY_HAND = [MOVED.get(friday, friday) for friday in FRIDAYS]
"""The days on which the weekly list leaves, at ten by the clock on the wall: 9:00 UTC in summer time, else 10:00."""


def wall(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


@dataclass
class Dying:
    """A sender whose process dies after one of its steps, again and again."""

    sender: Sender
    every: int
    steps: int = 0

    def draft(self, letter: Letter) -> Draft:
        return self._then_perhaps_dies(self.sender.draft(letter))

    def send(self, draft_id: str) -> None:
        self._then_perhaps_dies(self.sender.send(draft_id))

    def whereabouts(self, *, key: str, draft: Draft | None) -> tuple[Whereabouts, Draft | None]:
        return self.sender.whereabouts(key=key, draft=draft)

    def discard(self, draft_id: str) -> None:
        self.sender.discard(draft_id)

    def _then_perhaps_dies(self, answer: T) -> T:
        self.steps += 1
        if self.steps % self.every == 0:
            raise DiedError
        return answer


@dataclass
class Life:
    """The half year: what happens at which moment, and the service that lives through it."""

    world: World
    dying: Dying | None = None
    deaths: int = 0
    mails: dict[str, bytes] = field(default_factory=dict)

    @contextmanager
    def service(self) -> Iterator[tuple[Installation, Service]]:
        with self.world.running(actor=f"evenhand-{self.deaths + 1}", change=self._mortal) as (here, service):
            deciding = replace(
                here.deciding, adoption=Adoption(source="adoption.yaml", council_meetings=frozenset(COUNCIL_DAYS))
            )
            yield (
                here,
                replace(
                    service,
                    judging=replace(service.judging, deciding=deciding),
                    occasions=replace(service.occasions, deciding=deciding),
                    circulating=replace(service.circulating, deciding=deciding),
                ),
            )

    def _mortal(self, reached: Reached) -> Reached:
        self.dying = Dying(reached.sender, every=13, steps=self.dying.steps if self.dying else 0)
        return replace(reached, sender=self.dying)

    def through(self, moments: list[tuple[datetime, Callable[[], None]]]) -> None:
        """Let it happen; a service that dies is begun again at once."""
        waiting = sorted(moments, key=lambda each: each[0].timestamp())
        while waiting:
            with self.service() as (_, service):
                try:
                    self._until_death(service, waiting)
                except DiedError:
                    self.deaths += 1
                    # Minutes go on; what was under way is asked about once the mailbox has had its time.
                    waiting.insert(0, (self.world.tenant.clock.now() + timedelta(minutes=17), nothing))

    def _until_death(self, service: Service, waiting: list[tuple[datetime, Callable[[], None]]]) -> None:
        service.minute()
        while waiting:
            at, happens = waiting[0]
            self.world.tenant.clock.set(max(at, self.world.tenant.clock.now(), key=datetime.timestamp))
            happens()
            waiting.pop(0)
            if at.astimezone(LONDON).hour < 8:
                service.nightly()
            for _ in range(2):
                service.minute()
                self.world.tenant.clock.advance(timedelta(minutes=1))

    def arrives(self, key: str, sender: str, subject: str, text: str, *, to: str) -> Callable[[], None]:
        def deliver() -> None:
            at = self.world.tenant.clock.now()
            raw = written(sender, text, to=to, cc=EVENHAND, subject=subject, at=at, message_id=f"<{key}@mail.example>")
            self.world.tenant.deliver(raw, EVENHAND)

        return deliver


def nothing() -> None:
    """Time passes."""


def events(life: Life) -> Iterator[tuple[datetime, Callable[[], None]]]:
    """Two decisions and a statement each week, a return on each council day, and the moments at which something is due."""
    for week in range(26):
        monday = FIRST + timedelta(weeks=week)
        for nth, (days, hour) in enumerate(((0, 11), (2, 16)), 1):
            day, reference = monday + timedelta(days=days), f"PL/{week:02}/{nth}"
            text = (
                f"Record of a delegated decision\n\nReference: {reference}\nDecision: to extend lease {week}-{nth}\n"
                "Reasons: kept to\nOptions rejected: to end it\nDecision-maker: Joanna Pike\n"
                "Concurrence: Cllr David Levene agreed\n"
                f"Conflicts of interest: none\nDate of decision: {day:%d %B %Y}\n"
            )
            subject = f"Delegated decision {reference}: lease"
            yield (
                wall(day, hour),
                life.arrives(f"d{week}-{nth}", PLANNER, subject, text, to="sian.treharne@wychmere.gov.example"),
            )
        statement = f"PRESS RELEASE - for immediate release\n\nNews of week {week}\n\nThe harbour is open.\n\nENDS"
        subject = f"PRESS RELEASE: News of week {week}"
        yield (
            wall(monday + timedelta(days=1), 14, 5),
            life.arrives(f"p{week}", PRESS, subject, statement, to="newsroom@wychmeregazette.example"),
        )
    for nth, day in enumerate(COUNCIL_DAYS):
        text = (
            "Sian,\n\nFor today's council meeting the Conservative Group will move an amendment to item 7.\n\nBeatrice"
        )
        yield wall(day, 1, 30), nothing
        yield (
            wall(day, 9, 30),
            life.arrives(
                f"a{nth}", WHIP, "Council amendments: our return", text, to="sian.treharne@wychmere.gov.example"
            ),
        )
        yield wall(day, 12, 0), nothing
    for friday, leaves in zip(FRIDAYS, BY_HAND, strict=True):
        for day in {friday, leaves}:
            yield wall(day, 9, 57), nothing
            yield wall(day, 10, 0), nothing
    for night in (date(2026, 10, 25), date(2027, 3, 28)):
        for hour in range(4):
            yield datetime.combine(night, time(hour, 30), tzinfo=UTC), nothing
    yield wall(LAST, 12), nothing


def test_half_a_year_sends_each_thing_once_at_the_moment_that_was_counted_by_hand(tmp_path: Path) -> None:
    with World(tmp_path, start=wall(FIRST, 8)) as world:
        life = Life(world)
        life.through(list(events(life)))
        with life.service() as (here, _):
            now = world.tenant.clock.now()
            with here.store.work(as_of=now) as work:
                rows = [row for row in work.outbox.by_state(*OutboxState) if row.purpose == CIRCULATION]
                open_ = [
                    duty.key for duty in work.record.duties(DutyState.DUE, DutyState.HELD) if duty.rule == CIRCULATE
                ]
                broken = work.journal.verify()
    assert life.deaths >= 5
    assert broken is None
    assert world.heard.errors == []
    assert {row.state for row in rows} == {OutboxState.SENT}, [
        (row.key, row.why) for row in rows if row.state is not OutboxState.SENT
    ]
    assert open_ == []
    sent = world.sent_by_us()
    assert {sent.count(row.key) for row in rows} == {1}, "through every death, each letter left once"
    weekly = sorted((row for row in rows if "/E25/" in row.key), key=lambda row: row.release_at)
    assert [row.release_at.astimezone(LONDON) for row in weekly] == [wall(day, 10) for day in BY_HAND]
    assert [row.release_at.hour for row in (weekly[2], weekly[3], weekly[24], weekly[25])] == [9, 10, 9, 9]
    for week in range(26):
        for nth in (1, 2):
            on = [row.key for row in weekly if f"PL/{week:02}/{nth}" in row.letter.text]
            assert len(on) == 1, f"PL/{week:02}/{nth} stands on {on}"
    statements = [row for row in rows if "/E36/" in row.key]
    assert len(statements) == 26
    assert all(row.changed - row.created <= timedelta(minutes=20) for row in statements)
    amendments = [row.release_at.astimezone(LONDON) for row in rows if "/E30/" in row.key]
    assert sorted(amendments) == [wall(day, 12) for day in COUNCIL_DAYS]
