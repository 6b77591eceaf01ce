"""What a mail enters in the registers: what a clause names, what the service keeps of itself, and of some next to nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.compose.rulebook import rulebook
from bot.services.audience import ACCUSING
from mailrules.evaluation.entries import CAME_IN, UNPROVED, Entering, entries_of
from mailrules.evaluation.evaluate import evaluate
from mailrules.evaluation.record import RememberedRecord
from mailrules.evaluation.registers import RegisterEntry
from mailrules.mime import parse
from mailrules.reading.model import Fields, Item, Reading, SenderReading, VisibleText
from mailrules.vocabulary import Direction, Flag, Kind
from tests.conftest import MONDAY, SAMPLE, written

Made = Callable[..., dict[str, RegisterEntry]]
ARRIVED = MONDAY + timedelta(minutes=3)


@pytest.fixture
def made() -> Made:
    """What a mail of one kind enters, by the register's name."""

    def entered(
        kind: Kind, protocol: str = "enfield", text: str = "Good morning.", **more: Any
    ) -> dict[str, RegisterEntry]:
        setting = rulebook(SAMPLE / "council.yaml", protocol, None).deciding().setting(MONDAY)
        writer = setting.roll.person(more.pop("by", "c17"))
        assert writer is not None
        attached = more.pop("attached", None)
        sent = written(writer.email, text, at=MONDAY, attached=(attached, b"words") if attached else None)
        message = parse(sent, direction=Direction.IN)
        fields = Fields(
            **{name: more.pop(name) for name in ("officer", "member", "title", "reference") if name in more}
        )
        flags = frozenset(more.pop("flags", ()))
        reading = Reading(
            sender=SenderReading(
                address=writer.email,
                person=writer.id,
                group_of_member=setting.roll.group_of(writer.id),
                internal=True,
                authentic=more.pop("authentic", True),
            ),
            visible=VisibleText(written=text),
            items=(Item(kind=kind, group=more.pop("group", None), fields=fields, flags=flags),),
            flags=flags,
        )
        assert not more
        outcome = evaluate(message, reading, setting, RememberedRecord(), at=MONDAY)
        entries = entries_of(
            Entering(
                message=message,
                reading=reading,
                outcome=outcome,
                setting=setting,
                mail="m-1",
                at=ARRIVED,
                closed=outcome.closed_to is not None or kind in ACCUSING,
                said=(),
            )
        )
        return {entry.register: entry for entry in entries}

    return entered


def test_who_went_to_a_conference_is_kept_with_its_cost(made: Made) -> None:
    text = "Telford: Cllr Levene £612 with the hotel, Cllr Mellor £80.\nTotal £692. Early bird is £40 less."
    kept = made(Kind.CONFERENCE_ATTENDANCE, text=text, title="Housing conference, Telford", member="c17")
    entry = kept["conference-attendance"]
    assert entry.field("conference") == "Housing conference, Telford"
    assert entry.field("cost") == "£692"
    assert (entry.subject, entry.clause, entry.kept_by) == ("c17", "E19", "leaders-office"), "the clause names it"
    assert entry.at == ARRIVED, "the mailbox's own word, not the sender's"
    assert kept["conference-nominations"].clause == "E17", "and the clause that is carried has its own"


def test_of_several_sums_none_is_taken_for_the_cost(made: Made) -> None:
    kept = made(Kind.CONFERENCE_ATTENDANCE, text="It is £95 for one and £180 for two.", title="Coasts")
    assert kept["conference-attendance"].field("cost") == ""


@pytest.mark.parametrize("protocol", ["enfield", "kent-2013", "broxtowe"])
def test_a_petition_is_kept_under_every_protocol(made: Made, protocol: str) -> None:
    entry = made(Kind.PETITION, protocol, title="Grange Library on Saturdays")["petitions"]
    assert (entry.subject, entry.field("matter"), entry.closed) == ("c17", "Grange Library on Saturdays", False)


def test_the_rules_of_a_group_are_kept_with_the_document(made: Made) -> None:
    kept = made(Kind.GROUP_GOVERNANCE, group="green", attached="Standing orders.docx")
    assert kept["group-rules"].clause == "E12"
    assert (kept["group-rules"].subject, kept["group-rules"].field("document")) == ("green", "Standing orders.docx")
    assert "permitted-non-councillors" not in kept
    listed = made(Kind.GROUP_GOVERNANCE, group="green", attached="List.docx", flags=[Flag.NON_COUNCILLORS_PRESENT])
    assert listed["permitted-non-councillors"].field("document") == "List.docx"


def test_a_relationship_is_for_two_posts_where_no_clause_says_for_whom(made: Made) -> None:
    entry = made(Kind.RELATIONSHIP_DECLARED, member="c17", officer="o16")["relationships"]
    assert entry.closed
    assert entry.open_to == ("chief-executive", "monitoring-officer")
    by_clause = made(Kind.RELATIONSHIP_DECLARED, "member-officer-code", member="c17", officer="o16")["relationships"]
    assert (by_clause.clause, by_clause.closed) == ("U10", True)


def test_what_only_a_person_can_see_is_a_proposal(made: Made) -> None:
    entry = made(Kind.CONSULTATION_DOCUMENT, by="o16", title="Housing allocations")["paper-copies"]
    assert entry.provided == "it has not been published on a website"


def test_what_its_headers_disown_is_a_proposal(made: Made) -> None:
    assert made(Kind.PETITION, title="Grange Library", authentic=False)["petitions"].provided == UNPROVED


@pytest.mark.parametrize(
    ("protocol", "register"), [("enfield", CAME_IN), ("member-officer-code", "reports-of-wrongdoing")]
)
def test_of_a_report_of_wrongdoing_no_more_is_entered_than_that_it_came(
    made: Made, protocol: str, register: str
) -> None:
    kept = made(Kind.WHISTLEBLOWING, protocol, text="The invoices are forged.", officer="o20", title="Invoices")
    assert register in kept
    for entry in kept.values():
        assert entry.closed
        assert (entry.subject, entry.fields) == (None, (("day", "2026-10-12"),))


def test_one_thing_of_one_mail_has_one_key(made: Made) -> None:
    one, again = (made(Kind.PETITION, title="Grange Library")["petitions"] for _ in range(2))
    other = made(Kind.PETITION, title="Grange Road")["petitions"]
    assert one.key == again.key != other.key
