"""What a protocol can say beside its rules, and what the form refuses because it would say nothing certain."""

from datetime import date

import pytest

from mailrules.council.roll import Roll
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.clause import Clause
from mailrules.protocol.dates import Dates
from mailrules.protocol.load import ProtocolFileError, load_protocol
from mailrules.protocol.model import Protocol
from mailrules.protocol.roles import RoleBook
from mailrules.vocabulary import Force
from tests.mailrules.protocol.test_protocol_file import SMALL

SECOND = SMALL[SMALL.index("- id: S01") :].replace("S01", "S02")


def with_words(words: str) -> Clause:
    return load_protocol(SMALL.replace("  force: must\n", f"  force: must\n{words}"), "small.yaml").clauses[0]


def refused(text: str) -> str:
    with pytest.raises(ProtocolFileError) as caught:
        load_protocol(text, "small.yaml")
    return str(caught.value)


@pytest.mark.parametrize("force", list(Force))
def test_every_strength_of_speech_can_be_said(force: Force) -> None:
    assert load_protocol(SMALL.replace("force: must", f"force: {force}"), "small.yaml").clauses[0].force is force


def test_exceptions_are_said_in_words() -> None:
    assert with_words("  exceptions: [What is said in an emergency]\n").exceptions == ("What is said in an emergency",)


@pytest.mark.parametrize("lifts", ["prohibition", "duty", "nothing"])
def test_a_consent_says_whose_it_is_and_what_it_lifts(lifts: str) -> None:
    consent = with_words(f"  consent: {{of: chief-executive, lifts: {lifts}}}\n").consent
    assert consent is not None
    assert (consent.of, consent.lifts) == ("chief-executive", lifts)


def test_a_consent_that_does_not_say_what_it_lifts_is_refused() -> None:
    said = refused(SMALL.replace("  force: must\n", "  force: must\n  consent: {of: chief-executive}\n"))
    assert "small.yaml:18: clauses.0.consent.lifts: is missing; add it" in said


def test_which_clause_goes_first_wholly_or_in_part() -> None:
    words = "  yields_to: [S02]\n  yields_in_part: [{to: S02, say: [topic], what: the topic}]\n"
    clause = load_protocol(SMALL.replace("  force: must\n", "  force: must\n" + words) + SECOND, "small.yaml").clauses[
        0
    ]
    assert clause.yields_to == ("S02",)
    assert [(part.to, part.say, part.what) for part in clause.yields_in_part] == [("S02", ("topic",), "the topic")]


def test_a_clause_that_goes_first_in_part_has_to_be_there() -> None:
    text = SMALL.replace(
        "  force: must\n", "  force: must\n  yields_in_part: [{to: S03, say: [topic], what: the topic}]\n"
    )
    assert "there is no clause S03" in refused(text)


def test_days_are_whole_and_an_open_end_stays_open() -> None:
    dates = Dates.model_validate({"from": "2026-01-01"})
    assert (dates.hold(date(2025, 12, 31)), dates.hold(date(2026, 1, 1)), dates.hold(date(2099, 1, 1))) == (
        False,
        True,
        True,
    )


def test_a_trial_that_has_ended_holds_no_more() -> None:
    text = SMALL.replace("  force: must\n", "  force: must\n  trial: {from: 2026-04-01, to: 2026-09-30}\n")
    protocol = load_protocol(text, "small.yaml")
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 9, 30), date(2026, 10, 1)]
    assert [bool(protocol.clauses_on(day)) for day in days] == [False, True, True, False]


def former(now: str) -> Protocol:
    words = f"former_bodies:\n- name: Standards Board\n  now: {now}\n  why: Gone since 2012\nclauses:"
    return load_protocol(SMALL.replace("clauses:", words), "small.yaml")


def test_a_body_that_is_no_more_is_mapped_to_whoever_has_its_work(roll: Roll) -> None:
    (body,) = former("chief-executive").former_bodies
    book = RoleBook(protocol=former("chief-executive"), adoption=Adoption.default(), roll=roll)
    assert body.now is not None
    assert [person.id for person in book.holders(body.now)] == ["o01"]


def test_a_body_cannot_be_mapped_to_somebody_unknown() -> None:
    with pytest.raises(ProtocolFileError, match="there is no role chief-exec; did you mean chief-executive"):
        former("chief-exec")


def test_one_office_of_several_of_its_sort_is_found(roll: Roll) -> None:
    text = SMALL.replace("{officer_kind: chief-executive}", "{office: 'chair:scrutiny'}")
    book = RoleBook(protocol=load_protocol(text, "small.yaml"), adoption=Adoption.default(), roll=roll)
    (holder,) = book.holders("chief-executive")
    assert "chair:scrutiny" in roll.offices(holder.id)


def test_a_clause_that_people_judge_has_no_rules_and_says_so() -> None:
    assert "vocabulary: none belongs to a clause that is judged" in refused(
        SMALL.replace("vocabulary: full", "vocabulary: none")
    )
