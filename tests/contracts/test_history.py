"""What is remembered of letters: the register gives the answers that the memory of a replay gives, and keeps no words for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.adapters.store import schema
from bot.adapters.store.engine import open_engine
from bot.adapters.store.store import Store
from bot.compose.rulebook import rulebook
from bot.compose.trying import SAMPLE, sample_events
from bot.ports import RecordedMail
from mailrules.copies.history import (
    CANDIDATES,
    TOO_COMMON,
    History,
    KnownLetter,
    KnownPaper,
    RememberedHistory,
    SaidWords,
)
from mailrules.copies.prints import prints_of
from mailrules.evaluation.record import RememberedRecord
from mailrules.mime import parse
from mailrules.reading.past import RememberedPast
from mailrules.vocabulary import Kind
from tests.conftest import MONDAY


@dataclass
class Twins:
    """The same letters in a memory and in a register."""

    store: Store
    memory: RememberedHistory = field(default_factory=RememberedHistory)

    def remember(self, letter: KnownLetter) -> None:
        self.memory.remember(letter)
        with self.store.work(as_of=MONDAY) as work:
            work.record.history.remember(letter)

    def asked(self, question: Callable[[History], Any]) -> Any:
        """The answer of both, which is one."""
        with self.store.work(as_of=MONDAY) as work:
            theirs = question(work.record.history)
        ours = question(self.memory)
        assert theirs == ours
        return ours


@pytest.fixture
def twins(database_url: str, counted: Callable[[], str]) -> Iterator[Twins]:
    engine = open_engine(database_url)
    schema.upgrade(engine)
    yield Twins(Store(engine, counted))
    engine.dispose()


def letter(nth: int, written: str, papers: tuple[KnownPaper, ...] = (), kinds: tuple[Kind, ...] = ()) -> KnownLetter:
    return KnownLetter(
        message_id=f"<n{nth}@mail.example>",
        at=MONDAY + timedelta(minutes=nth),
        author="a@group.example",
        visible=("a@group.example", "b@council.example"),
        thread=("<root@mail.example>",),
        words=SaidWords(written=written),
        kinds=kinds,
        group="green",
        papers=papers,
    )


def whole(known: KnownLetter | None) -> Any:
    """A letter with its words."""
    return known and (known, known.subject, known.written, known.quoted, known.prints)


def ids(history: History, said: str) -> list[str]:
    return [known.message_id for known in history.sharing(prints_of(said))]


WORDS = "the facts of the leisure contract and what each of the three options would cost us next year"


def test_of_letters_that_share_as_much_the_earliest_come_first_and_no_more_than_a_few(twins: Twins) -> None:
    for nth in range(CANDIDATES + 3):
        twins.remember(letter(nth, WORDS if nth % 2 else f"{WORDS} and a little more besides"))
    found = twins.asked(lambda history: ids(history, WORDS))
    assert found == [f"<n{nth}@mail.example>" for nth in range(CANDIDATES)]


def test_a_phrase_of_two_prints_finds_nothing(twins: Twins) -> None:
    twins.remember(letter(1, WORDS))
    assert twins.asked(lambda history: ids(history, "the facts of the")) == []
    assert twins.asked(lambda history: history.sharing(frozenset())) == ()


@pytest.mark.parametrize(("letters", "found"), [(TOO_COMMON, CANDIDATES), (TOO_COMMON + 1, 0), (TOO_COMMON + 5, 0)])
def test_what_everybody_writes_finds_nobody(twins: Twins, letters: int, found: int) -> None:
    for nth in range(letters):
        twins.remember(letter(nth, f"{WORDS} number{nth} of{nth} many{nth} others{nth}"))
    assert len(twins.asked(lambda history: ids(history, WORDS))) == found


def test_the_first_letter_of_a_name_stands(twins: Twins) -> None:
    twins.remember(letter(1, WORDS))
    twins.remember(letter(1, "another text altogether that somebody forged under the same name as before"))
    assert twins.asked(lambda history: ids(history, WORDS)) == ["<n1@mail.example>"]
    assert twins.asked(lambda history: ids(history, "another text altogether that somebody forged")) == []


def test_a_long_paper_is_found_by_a_part_of_it_and_by_the_whole(twins: Twins) -> None:
    text_ = " ".join(f"word{nth} stands" for nth in range(1500))
    paper = KnownPaper(name="Leisure.docx", prints=prints_of(text_))
    twins.remember(letter(1, "Attached.", (paper,), (Kind.GROUP_BRIEFING_DELIVERED,)))
    for said in (text_, text_[:2000]):
        assert twins.asked(lambda history, said=said: ids(history, said)) == ["<n1@mail.example>"]
    assert twins.asked(lambda history: history.letter("<n1@mail.example>")).papers == (paper,)


def test_the_samples_mail_gives_the_same_answers_until_its_bodies_are_erased(twins: Twins) -> None:
    deciding = rulebook(SAMPLE / "council.yaml", "kent-2013", None).deciding()
    past, record = RememberedPast(), RememberedRecord()
    messages = []
    for nth, event in enumerate(sample_events()):
        message = parse(event.data, direction=event.mail.direction)
        decision = deciding.decide(message, past, record, received=event.at)
        record.keep(decision.outcome)
        past.remember(message, decision.reading, case=decision.outcome.case)
        with twins.store.work(as_of=event.at) as work:
            work.mails.record(
                RecordedMail(
                    key=f"m-{nth}", message_id=message.message_id, direction=message.direction, mailbox="a",
                    folder="f", arrival_id=str(nth), received=event.at, recorded=event.at, raw=event.data,
                )
            )  # fmt: skip
        if decision.outcome.letter is not None and not decision.outcome.minimal:
            twins.remember(decision.outcome.letter)
            messages.append(message)

    texts = [said for each in messages for said in (each.text, *(paper.text for paper in each.attachments))]
    for message in messages:
        twins.asked(lambda history, message=message: whole(history.letter(message.message_id)))
    hits = 0
    for said in texts:
        hits += len(twins.asked(lambda history, said=said: [whole(each) for each in history.sharing(prints_of(said))]))
    assert hits > len(messages)

    with twins.store.work(as_of=MONDAY) as work:
        work.mails.erase([f"m-{nth}" for nth in range(len(sample_events()))], at=MONDAY)
    for said in texts:
        twins.asked(lambda history, said=said: [each.prints for each in history.sharing(prints_of(said))])
    with twins.store.work(as_of=MONDAY) as work:
        for message in messages:
            known = work.record.history.letter(message.message_id)
            assert known is not None
            assert not known.words.kept
            assert (known.subject, known.written, known.quoted) == ("", "", "")


def test_no_words_lie_in_the_tables_and_no_names_of_papers_that_no_group_was_given(twins: Twins) -> None:
    paper = KnownPaper(name="", prints=prints_of(WORDS))
    twins.remember(letter(1, f"Dear all, {WORDS}", (paper,)))
    with twins.store.work(as_of=MONDAY) as work:
        rows = [
            *work.session.connection().execute(text("SELECT message_id, value FROM letter")),
            *work.session.connection().execute(text("SELECT name FROM letter_paper")),
        ]
    assert "leisure" not in str(rows)
