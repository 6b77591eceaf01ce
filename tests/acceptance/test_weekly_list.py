"""Decisions of officers: each is one thing with a history, and the leaders hear of each once, in the list of its week."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from syrupy.assertion import SnapshotAssertion

from bot.ports import OutboxRow
from bot.services.circulating.letters import CIRCULATION
from bot.services.recording import INCOMPLETE
from mailrules.decisions.history import Change
from tests.acceptance.town import MONDAY, Town, addresses, town

PLANNER = "Joanna Pike <joanna.pike@wychmere.gov.example>"
PROPER_OFFICER = "Sian Treharne <sian.treharne@wychmere.gov.example>"
FRIDAY = datetime(2026, 10, 16, 9, 2, tzinfo=UTC)
WEEK = timedelta(days=7)
WHOLE = {
    "Reference": "PL/2026/041",
    "Decision": "to extend the lease of unit 4 by a year",
    "Reasons": "the tenant has kept to it",
    "Options rejected": "to let it on the open market",
    "Decision-maker": "Joanna Pike, Head of Planning",
    "Concurrence": "Cllr David Levene, 9 October 2026",
    "Conflicts of interest": "none",
    "Date of decision": "9 October 2026",
}


def record(
    here: Town, *, subject: str = "Delegated decision: lease of unit 4", extra: str = "", **changed: str | None
) -> str:
    form = WHOLE | {name.replace("_", " "): value for name, value in changed.items()}
    lines = "\n".join(f"{name}: {value}" for name, value in form.items() if value is not None)
    return here.to_evenhand(
        PLANNER, f"{extra}Record of a delegated decision\n\n{lines}\n", to=PROPER_OFFICER, subject=subject
    )


def lists(here: Town) -> list[OutboxRow]:
    return here.sent_once(CIRCULATION)


def history(here: Town, message_id: str) -> list[Change]:
    decision = here.asked(lambda work: work.decisions.of_mail(message_id))
    assert decision is not None
    return [version.change for version in decision.versions]


def papers(row: OutboxRow) -> Iterator[tuple[str, bytes]]:
    return ((name, data) for name, _, data in row.letter.attachments)


def test_a_whole_record_is_listed_in_words_as_csv_and_as_an_accessible_paper(
    tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    with town(tmp_path) as here:
        record(here)
        here.rest(FRIDAY)
        (row,) = lists(here)
        assert here.rows(INCOMPLETE) == []
        words = row.letter.text.splitlines()
        assert [line for line in words if not line.startswith("Head of the register")] == snapshot
        (_, table), (name, paper) = papers(row)
        assert list(csv.reader(io.StringIO(table.decode("utf-8-sig")))) == snapshot
        assert name == "officer-decisions-2026-10-16.pdf"
        read = PdfReader(io.BytesIO(paper))
        assert read.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF has truths of its own
        assert read.trailer["/Root"]["/Lang"] == "en-GB"
        assert "to extend the lease of unit 4 by a year" in " ".join(read.pages[0].extract_text().split())


def test_the_list_carries_the_head_of_the_journal_so_that_every_group_holds_a_witness(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        record(here)
        here.rest(FRIDAY)
        (row,) = lists(here)
        said = next(line for line in row.letter.text.splitlines() if line.startswith("Head of the register"))
        assert said.rpartition(" ")[2] in {each.hash for each in here.asked(lambda work: list(work.journal.entries()))}


def test_what_is_missing_is_asked_of_the_officer_once_and_the_answer_completes_the_record(
    tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    with town(tmp_path) as here:
        first = record(here, Reasons=None, Options_rejected=None)
        (asked,) = here.sent_once(INCOMPLETE)
        assert addresses(asked) == ["joanna.pike@wychmere.gov.example"]
        assert asked.letter.text == snapshot
        here.answers(asked, PLANNER, "Reasons: the tenant has kept to it\nOptions: to let it on the open market\n")
        assert history(here, first) == [Change.NEW, Change.COMPLETED]
        here.rest(FRIDAY)
        (row,) = lists(here)
        assert "Not recorded" not in row.letter.text
        assert row.letter.text.count("PL/2026/041") == 1
        assert len(here.rows(INCOMPLETE)) == 1


def test_the_same_decision_sent_twice_is_one(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        first = record(here)
        record(here, subject="FW: for the book - decision on unit 4")
        assert history(here, first) == [Change.NEW, Change.DUPLICATE]
        here.rest(FRIDAY + 2 * WEEK)
        (row,) = lists(here)
        assert row.letter.text.count("PL/2026/041") == 1


def test_a_correction_before_the_list_changes_what_is_listed_and_one_after_it_is_told_on_the_next(
    tmp_path: Path,
) -> None:
    with town(tmp_path) as here:
        first = record(here)
        record(here, extra="A corrected record, please.\n\n", Decision="to extend the lease of unit 4 by two years")
        here.rest(FRIDAY)
        (row,) = lists(here)
        assert "by two years" in row.letter.text
        assert "by a year" not in row.letter.text
        record(here, extra="A corrected record, please.\n\n", Decision="to extend the lease of unit 4 by three years")
        assert history(here, first) == [Change.NEW, Change.CORRECTION, Change.CORRECTION]
        here.rest(FRIDAY + WEEK)
        _, second = lists(here)
        assert "Corrected: it stood on the list of 16 October 2026." in second.letter.text
        assert "by three years" in second.letter.text


@pytest.mark.parametrize("late", [False, True])
def test_a_decision_that_is_withdrawn_is_not_listed_or_is_said_to_be_withdrawn(tmp_path: Path, *, late: bool) -> None:
    with town(tmp_path) as here:
        first = record(here)
        if late:
            here.rest(FRIDAY)
        here.to_evenhand(
            PLANNER, "Please disregard PL/2026/041: it is withdrawn.\n\nJoanna", to=PROPER_OFFICER,
            subject="PL/2026/041 withdrawn",
        )  # fmt: skip
        assert history(here, first) == [Change.NEW, Change.WITHDRAWAL]
        here.rest(FRIDAY + WEEK)
        texts = [row.letter.text for row in lists(here)]
        assert len(texts) == (2 if late else 0)
        assert ("Withdrawn: it stood on the list of 16 October 2026." in texts[-1]) if late else texts == []


def test_what_is_exempt_is_left_out_and_said_to_be(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        record(here, Exempt="yes, paragraph 3 of Part 1 of Schedule 12A")
        here.rest(FRIDAY)
        (row,) = lists(here)
        assert (
            "Its matter is exempt (paragraph 3 of Schedule 12A to the Local Government Act 1972) and is left out"
            in row.letter.text
        )
        whole = row.letter.text + row.letter.html + "".join(data.decode("utf-8", "replace") for _, data in papers(row))
        for word in ("lease", "unit 4", "tenant", "Levene"):
            assert word not in whole


def test_a_decision_that_comes_late_says_so(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        record(here, **{"Date recorded": "1 October 2026"})
        here.rest(FRIDAY)
        (row,) = lists(here)
        assert "Late: it was recorded on 1 October 2026, and belonged on the list of 2 October 2026." in row.letter.text


def test_a_decision_that_an_officer_took_alone_is_on_no_list(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        record(here, Concurrence="none needed")
        here.rest(FRIDAY + WEEK)
        assert lists(here) == []
        assert here.now() > MONDAY
