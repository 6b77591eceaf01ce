"""What is wrong with a mail that was sent, and what only looks so, in the words of officers."""

from collections import Counter

import pytest

from tests.mailrules.copies.stories import Case, Teller, cases, listed

ALL = list(cases())


@pytest.fixture(scope="session")
def teller() -> Teller:
    return Teller()


@pytest.mark.parametrize("case", ALL, ids=[f"{each.finding}: {each.name}" for each in ALL])
def test_a_mail_is_found_wrong_for_what_it_does_and_for_nothing_else(case: Case, teller: Teller) -> None:
    found, _ = teller.tell(case.mail, case.before)
    about = sorted(address for each in found.findings if each.finding == case.finding for address in each.addresses)
    wanted = sorted(teller.address(each) for each in listed(case.mail.get("about"))) if case.wrong else []
    assert about == wanted, [(each.finding, each.why) for each in found.findings]


def test_every_finding_has_ten_cases_with_it_and_ten_without() -> None:
    counted = Counter((each.finding, each.wrong) for each in ALL)
    assert {finding for finding, _ in counted} == {
        "blind-copy", "copied-without-consent", "copy-not-notified", "forwarded-on", "group-document-disclosed",
        "group-confidence", "personal-reply-copied", "in-members-name", "recommendation-to-group",
    }  # fmt: skip
    assert {key: count for key, count in counted.items() if count < 10} == {}
