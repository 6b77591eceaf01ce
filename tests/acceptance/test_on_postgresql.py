"""Four weeks of the sample council on PostgreSQL: what is kept and what leaves is what it is on SQLite."""

from dataclasses import dataclass
from pathlib import Path

from bot.compose.trying import World, sample_events
from bot.ports import OutboxState
from tests.postgres import Cluster

EVENTS = sample_events()[:70]


@dataclass(frozen=True)
class Weeks:
    """What came of the weeks, but for what is random in it."""

    mails: list[tuple[str, str]]
    duties: list[tuple[str, str, str]]
    cases: list[tuple[str, str]]
    letters: list[tuple[str, str, str, str]]
    journal: list[tuple[int, str, str, str]]
    still_there: list[str]
    held: list[str]


def weeks(folder: Path, database_url: str | None) -> Weeks:
    """The sample's weeks, with the mails after which a process dies and another takes over."""
    half = len(EVENTS) // 2
    with World(folder, start=EVENTS[0].at, database_url=database_url) as world:
        for name, some in (("evenhand-1", EVENTS[:half]), ("evenhand-2", EVENTS[half:])):
            with world.running(actor=name) as (_here, service):
                world.live(service, some)
        assert not world.heard.errors
        with world.running() as (here, _service), here.store.work(as_of=world.tenant.clock.now()) as work:
            assert work.journal.verify() is None
            entries = list(work.journal.entries())
            return Weeks(
                mails=[(each.about, each.action) for each in entries if each.action.startswith("mail decided")],
                duties=[(duty.key, duty.state, str(duty.due)) for duty in work.record.duties()],
                cases=[(case.id, case.stage) for case in work.record.all_cases()],
                letters=[
                    (row.key, row.state, str(row.changed), row.letter.text)
                    for row in work.outbox.by_state(*OutboxState)
                ],
                journal=[(each.seq, each.action, each.about, str(each.at)) for each in entries],
                still_there=[body.key for body in work.mails.bodies()],
                held=[mail.key for mail in work.mails.held()],
            )


def test_four_weeks_are_the_same_on_both_engines(tmp_path: Path, cluster: Cluster) -> None:
    on_sqlite = weeks(tmp_path / "sqlite", None)
    on_postgresql = weeks(tmp_path / "postgresql", cluster.fresh())
    assert on_postgresql.mails == on_sqlite.mails
    assert on_postgresql.duties == on_sqlite.duties
    assert on_postgresql.letters == on_sqlite.letters
    assert on_postgresql == on_sqlite
    assert len(on_sqlite.mails) == len(EVENTS)
    assert any(state == OutboxState.SENT for _, state, _, _ in on_sqlite.letters)
