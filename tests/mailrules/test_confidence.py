"""A confidence ends at the first of its events and never sooner; a paper's marks are read, kept apart and never merged."""

from datetime import date

import pytest

from mailrules.confidence import Confidence, Ended, ended_by
from mailrules.council.roll import Roll
from mailrules.evaluation.doubts import doubts_about
from mailrules.mime import parse
from mailrules.reading.marking import labels_in, markings
from mailrules.reading.past import RememberedPast
from mailrules.reading.read import read
from mailrules.vocabulary import Direction, DocumentLabel, Release
from tests.conftest import written

BUDGET = Confidence(matter="Alternative budget", group="green", until=(Release.DETERMINED_BY_GROUP, Release.PUBLISHED))


def event(what: Release, day: int, *, matter: str = "Alternative budget", group: str | None = "green") -> Ended:
    return Ended(event=what, matter=matter, on=date(2026, 10, day), group=group)


def test_the_first_event_ends_it_and_on_its_own_day() -> None:
    events = [event(Release.PUBLISHED, 20), event(Release.DETERMINED_BY_GROUP, 12)]
    assert ended_by(BUDGET, events, day=date(2026, 10, 11)) is None
    ended = ended_by(BUDGET, events, day=date(2026, 10, 20))
    assert ended is not None
    assert ended.event is Release.DETERMINED_BY_GROUP


@pytest.mark.parametrize(
    "other",
    [
        event(Release.DETERMINED_BY_GROUP, 1, group="labour"),
        event(Release.DETERMINED_BY_EXECUTIVE, 1),
        event(Release.PUBLISHED, 1, matter="Street lights"),
    ],
    ids=["another group's decision", "an event that the clause does not name", "another matter"],
)
def test_nothing_else_ends_it(other: Ended) -> None:
    assert ended_by(BUDGET, [other], day=date(2027, 1, 1)) is None


def test_what_nothing_ends_does_not_end() -> None:
    kept = Confidence(matter="Alternative budget", until=())
    assert ended_by(kept, [event(each, 1) for each in Release], day=date(2099, 1, 1)) is None


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("EXEMPT - paragraph 3", ["exempt-3"]),
        ("Not for publication: exempt under paragraphs 1 and 2 of Schedule 12A", ["exempt-1", "exempt-2"]),
        ("EXEMPT - paragraphs 1 to 3", ["exempt-1", "exempt-2", "exempt-3"]),
        ("NOT FOR PUBLICATION", ["protocol-confidential"]),
        ("CONFIDENTIAL", ["protocol-confidential"]),
        ("Confidential by law: section 100A(3)", ["statutory-confidential"]),
        ("Confidential - Conservative Group", ["group-confidential"]),
        ("Budget - embargoed until 12 February 2027", ["budget-embargo"]),
        ("Personal", ["personal"]),
        ("Private and confidential", ["personal"]),
        ("Personal budgets in adult care", []),
        ("The budget report is published next week", []),
        ("He said that the exempt report is long", []),
        ("We were told this in the strictest confidence by somebody", []),
    ],
)
def test_a_mark_is_read_for_what_it_says(line: str, labels: list[str]) -> None:
    assert [str(each) for each in labels_in(line)] == labels


def test_marks_of_a_mail_and_of_its_papers_stand_side_by_side(roll: Roll) -> None:
    data = written(
        "ruth.abernathy@wychmere.gov.example",
        "Confidential - Green Group\n\nPlease find the paper attached.",
        subject="Budget - embargoed until 12 February 2027",
        attached=("appendix.txt", b"EXEMPT - paragraph 3\n\nThe offer."),
    )
    message = parse(data, direction=Direction.IN)
    found = markings(message, "Confidential - Green Group\n\nPlease find the paper attached.", roll)
    subject, body, *_ = found
    assert (subject.label, subject.until) == (DocumentLabel.BUDGET_EMBARGO, date(2027, 2, 12))
    assert (body.label, body.group) == (DocumentLabel.GROUP_CONFIDENTIAL, "green")
    reading = read(message, roll, RememberedPast())
    assert reading.main.labels >= {DocumentLabel.BUDGET_EMBARGO, DocumentLabel.GROUP_CONFIDENTIAL}


def test_a_marked_paper_holds_what_this_service_would_do_for_the_monitoring_officer(roll: Roll) -> None:
    data = written("ruth.abernathy@wychmere.gov.example", "The paper.", subject="EXEMPT - paragraph 3")
    reading = read(parse(data, direction=Direction.IN), roll, RememberedPast())
    (doubt,) = [each for each in doubts_about(reading.main, reading) if "exempt-3" in each]
    assert "the monitoring officer decides" in doubt
