"""Exchange reports a mail with hidden readers; the report is read, and anything else is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailrules.copies.incident import incident_report

REPORT = """\
A mail-flow rule has been matched.

Message-Id: <AM0PR01.abc@eurprd01.example>
Sender: joanna.pike@wychmere.gov.example
Subject: Northgate: our answer
To: resident@home.example
CC: tom.ilesley@wychmere.gov.example
BCC: cllr.amara.okafor@wychmere.gov.example
BCC: Cllr Bernard Hartley <cllr.bernard.hartley@wychmere.gov.example>
BCC: 3 more
Rule Hit: Evenhand: no blind copies, Action: GenerateIncidentReport
"""


def test_who_was_hidden_from_whom_is_read_from_the_report() -> None:
    found = incident_report(REPORT)
    assert found is not None
    assert found.message_id == "<AM0PR01.abc@eurprd01.example>"
    assert found.sender == "joanna.pike@wychmere.gov.example"
    assert (found.to, found.cc) == (("resident@home.example",), ("tom.ilesley@wychmere.gov.example",))
    assert found.bcc == ("cllr.amara.okafor@wychmere.gov.example", "cllr.bernard.hartley@wychmere.gov.example")
    assert found.more == ("bcc: 3 more",), "nobody is guessed"
    assert found.rule.startswith("Evenhand: no blind copies")


@pytest.mark.parametrize("spelling", ["Message Id", "message-id", "MESSAGE-ID"])
def test_the_lines_are_known_in_each_spelling(spelling: str) -> None:
    found = incident_report(REPORT.replace("Message-Id", spelling))
    assert found is not None
    assert found.message_id == "<AM0PR01.abc@eurprd01.example>"


@pytest.mark.parametrize("gone", ["Message-Id", "Sender"])
def test_a_report_without_its_mail_or_its_sender_is_none(gone: str) -> None:
    assert incident_report("\n".join(line for line in REPORT.splitlines() if not line.startswith(gone))) is None


def test_an_ordinary_mail_is_no_report() -> None:
    assert incident_report("Dear Rachel,\n\nTo: be sure, I shall come on Monday.\n\nKind regards\n") is None


@given(st.text(max_size=400))
def test_whatever_stands_in_a_mail_reading_it_never_fails(text: str) -> None:
    incident_report(text)
    incident_report(REPORT + text)
