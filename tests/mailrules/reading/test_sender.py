"""Who really sent a mail."""

from collections.abc import Callable

from mailrules.message import Message
from mailrules.reading.model import Reading
from mailrules.vocabulary import Flag

Post = Callable[..., tuple[Message, Reading]]
LEADER = "Cllr Victoria Sharpe <cllr.victoria.sharpe@wychmere.gov.example>"
OUTSIDE = {"X-MS-Exchange-Organization-AuthAs": "Anonymous"}


def test_a_leader_in_their_own_mailbox_speaks_for_the_group(post: Post) -> None:
    sender = post(LEADER, "Hello")[1].sender
    assert (sender.person, sender.role, sender.group, sender.authentic) == ("c22", "member", "conservative", True)


def test_a_backbencher_sits_in_the_group_and_does_not_speak_for_it(post: Post) -> None:
    sender = post("Cllr Ian Duxbury <cllr.ian.duxbury@wychmere.gov.example>", "Hello")[1].sender
    assert (sender.group, sender.group_of_member) == (None, "conservative")


def test_an_assistant_on_behalf_of_the_leader_is_seen_as_the_one_who_wrote(post: Post) -> None:
    sender = post(LEADER, "Hello", headers={"Sender": "jake.willoughby@wychmere.gov.example"})[1].sender
    assert (sender.person, sender.acting) == ("c22", "o20")


def test_a_known_name_on_a_strangers_address_is_not_believed(post: Post) -> None:
    _, reading = post("Victoria Sharpe <v.sharpe@mailbox.example>", "Hello", headers=OUTSIDE)
    assert reading.sender.reasons == (
        "it bears the name of somebody in the directory (Victoria Sharpe) on an address that is not theirs",
    )
    assert Flag.SPOOFED in reading.flags


def test_a_domain_that_looks_like_the_councils_is_not_believed(post: Post) -> None:
    _, reading = post("Chief <chief.executive@wychrnere.gov.example>", "Hello", headers=OUTSIDE)
    assert reading.sender.reasons == ("its domain looks like wychmere.gov.example and is not",)


def test_a_failed_dmarc_check_is_not_believed(post: Post) -> None:
    headers = {**OUTSIDE, "Authentication-Results": "mx.wychmere.gov.example; spf=fail; dkim=none; dmarc=fail"}
    assert post(LEADER, "Hello", headers=headers)[1].sender.reasons[0] == "its DMARC check says fail"


def test_exchanges_own_form_of_the_header_is_read(post: Post) -> None:
    headers = {
        **OUTSIDE,
        "Authentication-Results": "spf=pass smtp.mailfrom=x; dkim=pass; dmarc=pass action=none; compauth=pass reason=100",
    }
    sender = post("Bea <bea.cavendish@example.net>", "Hello", headers=headers)[1].sender
    assert (sender.person, sender.authentic) == ("c24", True)


def test_answers_that_would_go_elsewhere_are_not_believed(post: Post) -> None:
    _, reading = post(LEADER, "Hello", headers={"Reply-To": "victoria@mailbox.example"})
    assert reading.sender.reasons == ("its answers would go elsewhere, to victoria@mailbox.example",)
