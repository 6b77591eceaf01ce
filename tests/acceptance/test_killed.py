"""Whatever kills the process at whatever step, with whatever goes wrong in Microsoft 365 meanwhile: no notice leaves twice.

For every kind of misbehaviour a process is killed by SIGKILL at its first step, its second, and so on until it comes
to its end alive; each time another process goes on where it was. A step is the moment after each effect: a commit that
changed something, a request to the mailbox. Between two effects one moment is like another; once they are all tried.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import pytest

from bot.compose.trying import World
from bot.ports import OutboxState, Work
from bot.sandbox.faults import Fault, Misbehaviour
from mailrules.vocabulary import DutyState
from tests.acceptance.stage import RELEASE, START, Stage

DRAFTING, SENDING, LOOKING = "/messages$", "/send$", "/mailFolders/(drafts|sentitems)/messages$"
ENOUGH = 4
"""A walk of fewer steps would not have come as far as the sending."""
OVER = timedelta(hours=2)
"""Longer than any grace."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Wednesday, one minute before ten: a notice to three groups is about to leave."""
    with World(tmp_path_factory.mktemp("killed") / "register", start=START) as world:
        made = Stage(world)
        made.play()
        yield made


@dataclass(frozen=True)
class Trouble:
    """What goes wrong while the process lives; the next one has none, but for mail that is late."""

    faults: tuple[Fault, ...] = ()
    lag: timedelta = timedelta()
    hidden: bool = False
    known: bool = True
    """Whether what became of the letter is always known within the hour."""


def on(path: str, kind: Misbehaviour, *, method: str = "POST", times: int = 1, wait: float | None = None) -> Trouble:
    return Trouble((Fault(kind=kind, method=method, path=path, times=times, retry_after=wait),))


TROUBLES = {
    "nothing": Trouble(),
    "the draft is refused as too much, come back in 90 s": on(DRAFTING, Misbehaviour.THROTTLED, wait=90),
    "the sending is refused as too much, come back in 90 s": on(SENDING, Misbehaviour.THROTTLED, wait=90),
    "no service for the draft": on(DRAFTING, Misbehaviour.UNAVAILABLE),
    "no service for the sending": on(SENDING, Misbehaviour.UNAVAILABLE),
    "the draft is made, and its answer lost": on(DRAFTING, Misbehaviour.ANSWER_LOST),
    "the letter leaves, and its answer is lost": on(SENDING, Misbehaviour.ANSWER_LOST),
    "the line drops before the draft is made": on(DRAFTING, Misbehaviour.RESET),
    "the line drops before the letter leaves": on(SENDING, Misbehaviour.RESET),
    "the line drops after the draft is made": on(DRAFTING, Misbehaviour.RESET_AFTER),
    "the line drops after the letter left": on(SENDING, Misbehaviour.RESET_AFTER),
    "the mailbox cannot be asked": on(LOOKING, Misbehaviour.UNAVAILABLE, method="GET", times=9, wait=300),
    "late in Sent Items, and shown as a draft": Trouble(lag=timedelta(minutes=5)),
    "late in Sent Items, and shown nowhere": Trouble(lag=timedelta(minutes=5), hidden=True),
    "very late in Sent Items, and shown as a draft": Trouble(lag=timedelta(minutes=50)),
    "very late in Sent Items, and shown nowhere": Trouble(lag=timedelta(minutes=50), hidden=True, known=False),
}


def walk(stage: Stage, trouble: Callable[[], None], *, every: bool = False, watches: bool = False) -> Iterator[int]:
    """The steps at which a process was killed, each after the next one has recovered."""
    step = 1
    while True:
        stage.back()
        stage.tenant.clock.set(RELEASE)
        trouble()
        killed = stage.dies(step, every=every, watches=watches)
        stage.box.faults.clear()
        stage.recover(watches=watches)
        yield step
        if not killed:
            return
        step += 1


def came_out_right(stage: Stage, *, known: bool) -> None:
    (row,) = stage.rows()
    count = stage.copies().get(row.key, 0)
    assert count <= 1, "it left twice"
    assert row.state is OutboxState.SENT or (row.state is OutboxState.UNKNOWN and not known), row.state
    if row.state is OutboxState.SENT:
        assert count == 1
        reached = [each.to for each in stage.tenant.delivered if row.message_id.encode() in each.raw]
        assert sorted(reached) == sorted(address for _, address in row.letter.to)
    duty, broken = stage.asked(lambda work: (work.record.duty(row.duty), work.journal.verify()))
    assert duty is not None
    assert (duty.state is DutyState.MET) is (row.state is OutboxState.SENT)
    assert broken is None


@pytest.mark.parametrize("name", TROUBLES)
def test_no_notice_leaves_twice_and_none_is_forgotten(stage: Stage, name: str) -> None:
    trouble = TROUBLES[name]

    def cause() -> None:
        stage.tenant.lag, stage.tenant.lag_hides = trouble.lag, trouble.hidden
        for fault in trouble.faults:
            stage.box.faults.add(fault)

    steps = 0
    for steps in walk(stage, cause, every=not (trouble.faults or trouble.lag)):  # noqa: B007 - the last one is asked for below
        came_out_right(stage, known=trouble.known)
        if not trouble.known:
            # It appears at last: nobody need look for it any more.
            stage.tenant.clock.advance(OVER)
            stage.recover()
            came_out_right(stage, known=True)
    assert steps >= ENOUGH


@pytest.mark.parametrize("lost", [False, True], ids=["the place is known", "the place in the folders is lost"])
def test_a_mail_that_arrives_as_the_process_dies_is_decided_once(stage: Stage, *, lost: bool) -> None:
    """The whole round: watching, deciding, sending."""
    answer = (
        b"From: Paul Nwosu <paul.nwosu@wychmere.gov.example>\r\nTo: chief.executive@wychmere.gov.example\r\n"
        b"Message-ID: <late@mail.example>\r\nDate: Wed, 14 Oct 2026 09:59:00 +0100\r\nSubject: Parking\r\n\r\nThank you.\r\n"
    )

    def cause() -> None:
        stage.tenant.deliver(answer, stage.world.council.chief_executive_mailbox)
        if lost:
            stage.box.delta.expire(HTTPStatus.GONE)

    for _ in walk(stage, cause, watches=True):
        came_out_right(stage, known=True)
        assert stage.asked(_times_decided) == 1


def _times_decided(work: Work) -> int:
    mail = work.mails.get("<late@mail.example>")
    assert mail is not None
    assert mail.decided is not None
    return sum("decided" in each.action for each in work.journal.entries(about=mail.key))


def test_a_process_that_is_killed_is_killed(stage: Stage) -> None:
    """The walk would prove nothing if its processes ended by themselves."""
    stage.back()
    stage.tenant.clock.set(RELEASE)
    assert stage.dies(1)
    assert not stage.dies(100_000)


def test_a_second_death_while_the_first_is_mended_changes_nothing(stage: Stage) -> None:
    for first in range(1, 8):
        stage.back()
        stage.tenant.clock.set(RELEASE)
        assert stage.dies(first)
        for second in range(1, 12, 2):
            stage.tenant.clock.advance(timedelta(minutes=16))
            if not stage.dies(second):
                break
        stage.recover()
        came_out_right(stage, known=True)
