"""Letters, deaths, misbehaviour and time in any order: no key is ever twice in Sent Items, and none is forgotten."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.compose.trying import World
from bot.ports import Letter, OutboxState
from bot.sandbox.faults import Fault, Misbehaviour
from bot.services.letters import pending
from tests.acceptance.stage import OPEN, START, Stage

SPOILT = ("/messages$", "/send$", "/mailFolders/(drafts|sentitems)/messages$")
TROUBLE = [
    each for each in Misbehaviour if each not in {Misbehaviour.HELD, Misbehaviour.DENIED, Misbehaviour.STATE_LOST}
]
OVER = timedelta(hours=2)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with World(tmp_path_factory.mktemp("machine") / "register", start=START) as world:
        made = Stage(world)
        made.play()
        yield made


def test_whatever_happens_in_whatever_order(stage: Stage) -> None:
    class Outbox(RuleBasedStateMachine):
        """A notice that is about to leave, and letters to the council's own people."""

        @initialize()
        def begin(self) -> None:
            stage.back()
            self.written = 0

        @rule()
        def write(self) -> None:
            """Another letter."""
            self.written += 1
            now = stage.tenant.clock.now()
            letter = Letter(
                key=f"held/{self.written}",
                to=(("Office", "office@wychmere.gov.example"),),
                subject="s",
                text="t",
                html="",
            )
            stage.asked(
                lambda work: work.outbox.put(pending(letter, purpose="held", duty=None, release_at=now, at=now))
            )

        @rule(
            kind=st.sampled_from(TROUBLE), path=st.sampled_from(SPOILT), times=st.sampled_from([1, 5]),
            wait=st.sampled_from([None, 5.0, 600.0]),
        )  # fmt: skip
        def spoil(self, kind: Misbehaviour, path: str, times: int, wait: float | None) -> None:
            """Something will go wrong."""
            stage.box.faults.add(Fault(kind=kind, path=path, times=times, retry_after=wait))

        @rule()
        def mend(self) -> None:
            """Nothing goes wrong any more."""
            stage.box.faults.clear()

        @rule(late=st.sampled_from([0, 5, 50]), hidden=st.booleans())
        def delay(self, late: int, *, hidden: bool) -> None:
            """What is sent from now on shows late in Sent Items."""
            stage.tenant.lag, stage.tenant.lag_hides = timedelta(minutes=late), hidden

        @rule(kill_at=st.integers(min_value=1, max_value=12))
        def die(self, kill_at: int) -> None:
            """A process is killed at one of its steps."""
            stage.dies(kill_at)

        @rule(passed=st.sampled_from([1, 7, 16]))
        def minute(self, passed: int) -> None:
            """Time passes, and another process makes a round."""
            stage.tenant.clock.advance(timedelta(minutes=passed))
            with stage.process() as (_, service):
                service.minute()

        @invariant()
        def never_twice(self) -> None:
            """No key is twice in Sent Items."""
            assert all(count == 1 for count in stage.copies().values())

        def teardown(self) -> None:
            """All is well again: each letter is seen, or listed for a person."""
            stage.box.faults.clear()
            stage.tenant.lag = timedelta()
            stage.tenant.clock.advance(OVER)
            stage.recover()
            rows, copies = stage.rows(), stage.copies()
            assert len(rows) == 1 + self.written
            assert not [row for row in rows if row.state in OPEN]
            assert {row.key for row in rows if row.state is OutboxState.SENT} == {*copies}
            assert stage.asked(lambda work: work.journal.verify()) is None

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Outbox,
        settings=settings(
            max_examples=15,
            stateful_step_count=10,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
