"""What a person says that a mail is becomes a precedent: the reading learns from it, and is held to it ever after."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.services.precedents import Precedents, precedents
from mailrules.reading.learning.precedents import contradicted, read_by
from mailrules.vocabulary import Kind
from tests.acceptance.town import Town, town

MEMBER = "Cllr Hannah Whitlock <cllr.hannah.whitlock@wychmere.gov.example>"
THANKS = "Dear Margaret,\n\nThank you for yesterday. It was good to see so many people in Abbey.\n\nHannah"


def keeping(here: Town) -> Precedents:
    return Precedents(store=here.here.store, clock=here.here.clock, deciding=here.here.deciding)


def thanked(here: Town) -> str:
    message_id = here.to_chief(MEMBER, THANKS, subject="Yesterday")
    mail = here.asked(lambda work: work.mails.get(message_id))
    assert mail is not None
    return mail.key


def test_a_precedent_keeps_no_name_and_the_reading_is_asked_whether_it_agrees(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        key = thanked(here)
        keeping(here).keep(key, [Kind.OTHER], by="o02", reason="a mere thank-you")
        (kept,) = here.asked(precedents)
        said = " ".join((kept.mail.subject, *kept.mail.sentences))
        for name in ("Margaret", "Hannah", "Abbey"):
            assert name not in said
        weights = here.here.deciding.weights
        assert weights is not None
        assert read_by(weights, kept.mail) is Kind.OTHER
        assert keeping(here).against(weights) == ()
        assert here.asked(lambda work: work.journal.verify()) is None


def test_weights_that_contradict_a_precedent_do_not_go_live_until_a_person_accepts_them(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        keeping(here).keep(thanked(here), [Kind.PETITION], by="o02", reason="a petition came with it by hand")
        weights = here.here.deciding.weights
        assert weights is not None
        with pytest.raises(ConfigurationError, match=r"read 1 precedent\(s\) otherwise"):
            keeping(here).ask_before_live(weights)
        keeping(here).accept(weights, by="o03")
        keeping(here).ask_before_live(weights)
        newer = replace(weights, about={**weights.about, "trained": "2027-01-01"})
        with pytest.raises(ConfigurationError, match="2027-01-01"):
            keeping(here).ask_before_live(newer)


def test_what_is_learnt_from_is_said_with_a_reason_and_other_stands_alone(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        key = thanked(here)
        with pytest.raises(ConfigurationError, match="give a reason"):
            keeping(here).keep(key, [Kind.OTHER], by="o02", reason=" ")
        with pytest.raises(ConfigurationError, match="other stands alone"):
            keeping(here).keep(key, [Kind.OTHER, Kind.PETITION], by="o02", reason="both")
        with pytest.raises(ConfigurationError, match="there is no such mail"):
            keeping(here).keep("m-nothing", [Kind.OTHER], by="o02", reason="none")
        keeping(here).keep(key, [Kind.OTHER], by="o02", reason="first")
        keeping(here).keep(key, [Kind.PETITION], by="o02", reason="second thoughts")
        (kept,) = here.asked(precedents)
        assert kept.kinds == {Kind.PETITION}, "the newest word counts"
        weights = here.here.deciding.weights
        assert weights is not None
        assert contradicted([kept], weights) == (kept,)
