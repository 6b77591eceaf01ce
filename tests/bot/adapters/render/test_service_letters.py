"""Every word of the letters to the council's own people; a change here is a change of wording, and is read."""

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.adapters.render.letters import SHIPPED, JinjaRenderer
from bot.adapters.render.samples import broken_templates, sample_of, templates_below
from bot.adapters.texts import library_names, read_protocol
from mailrules.rules.params import Circulate

CIRCULATIONS = tuple(folder.name for folder in templates_below(SHIPPED) if folder.parent.name == "circulations")
SERVICE = tuple(folder.name for folder in templates_below(SHIPPED) if folder.parent.name == "service")


@pytest.mark.parametrize("name", SERVICE)
def test_a_service_letter_reads_as_it_was_agreed(name: str, snapshot: SnapshotAssertion) -> None:
    rendered = JinjaRenderer(()).letter(name, sample_of(SHIPPED / "service" / name))
    assert {"subject": rendered.subject, "text": rendered.text, "html": rendered.html} == snapshot


@pytest.mark.parametrize("name", CIRCULATIONS)
def test_what_goes_round_reads_as_it_was_agreed(name: str, snapshot: SnapshotAssertion) -> None:
    rendered = JinjaRenderer(()).letter(name, sample_of(SHIPPED / "circulations" / name))
    assert {"subject": rendered.subject, "text": rendered.text, "html": rendered.html} == snapshot


def test_every_circulation_of_the_library_has_its_words() -> None:
    named = {
        str(rule.circulation)
        for name in library_names()
        for clause in read_protocol(name).clauses
        for rule in clause.rules
        if isinstance(rule, Circulate)
    }
    assert named <= set(CIRCULATIONS)


@pytest.mark.parametrize("name", ["held", "late"])
def test_who_is_told_that_there_is_something_is_not_told_what(name: str) -> None:
    sample = sample_of(SHIPPED / "service" / name)
    rendered = JinjaRenderer(()).letter(name, {**sample, "topic": "SECRET", "text": "SECRET", "group_name": "SECRET"})
    assert "SECRET" not in rendered.subject + rendered.text + rendered.html


@pytest.mark.parametrize("name", ["belongs", "remind"])
def test_of_a_quiet_mail_no_value_is_said(name: str) -> None:
    sample = dict.fromkeys(sample_of(SHIPPED / "service" / name), "SECRET")
    quiet = {"quiet": True, "lost": [], "ask": "Jo", "reference": "m-1", "due_words": "noon", "mail_words": "Monday"}
    rendered = JinjaRenderer(()).letter(name, {**sample, "council": "Us", **quiet})
    assert "SECRET" not in rendered.subject + rendered.text + rendered.html


def test_what_is_for_the_monitoring_officer_to_decide_is_told_of_by_its_day_alone() -> None:
    sample = dict.fromkeys(sample_of(SHIPPED / "service" / "unmended"), "SECRET")
    quiet = {"quiet": True, "reference": "m-1", "date_words": "Monday", "council": "Us"}
    rendered = JinjaRenderer(()).letter("unmended", {**sample, **quiet})
    assert "SECRET" not in rendered.subject + rendered.text + rendered.html


def test_no_shipped_template_is_broken() -> None:
    assert broken_templates(()) == ()
