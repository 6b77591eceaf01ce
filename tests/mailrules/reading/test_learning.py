"""What labelled letters teach: nothing of it hangs on a name, and the rules keep the last word."""

from dataclasses import replace
from datetime import date

import pytest

from bot.adapters.texts import read_weights
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.message import Message
from mailrules.mime import parse
from mailrules.reading.learning.concepts import concepts_of
from mailrules.reading.learning.features import PASSAGE, around, mail_features, sentence_features
from mailrules.reading.learning.lettered import labelled
from mailrules.reading.learning.nameless import laid_bare
from mailrules.reading.learning.posts import can_make
from mailrules.reading.learning.weights import weights_from
from mailrules.reading.past import RememberedPast
from mailrules.reading.read import read
from mailrules.vocabulary import Direction, Kind
from tests.conftest import written

LEADER = "Cllr Victoria Sharpe <cllr.victoria.sharpe@wychmere.gov.example>"


def told(text: str, sender: str = LEADER) -> Message:
    return parse(written(sender, text), direction=Direction.IN)


@pytest.fixture(scope="module")
def roll(council: Council) -> Roll:
    return Roll(council, date(2026, 10, 12))


def test_one_other_group_is_as_good_as_another(roll: Roll) -> None:
    others = [each for each in roll.groups() if each.id != "conservative"]
    seen = {
        tuple(mail_features(laid_bare(told(f"Margaret\n\nMay we have what {each.name} had on food waste?"), roll)))
        for each in others
    }
    assert len(others) > 1
    assert len(seen) == 1


def test_no_name_is_left(roll: Roll) -> None:
    bare = laid_bare(
        told("Margaret\n\nCllr Graham Tate and Wychmere Labour Group met on 12 October about £40,000."), roll
    )
    left = " ".join(bare.sentences).lower()
    assert "tate" not in left
    assert "labour" not in left
    assert {"zzcouncillor", "zzothergroup", "zzdate", "zzmoney"} <= set(left.replace(".", " ").split())


def test_a_letter_of_the_corpus_looks_like_mail() -> None:
    letter = {
        "from": "officer",
        "to": "leaders",
        "subject": "Bins",
        "text": "Dear all,\n\n<<group-briefing-delivered|{own} had a note from {officer} on {date}.>>\n",
        "kinds": ["group-briefing-delivered"],
    }
    seen = labelled(letter, "harbour")
    assert seen.kinds == {Kind.GROUP_BRIEFING_DELIVERED}
    assert seen.mail.sentences[-1] == "zzothergroup had a note from zzofficer on zzdate."


def test_words_that_mean_the_same_are_one_concept() -> None:
    assert "paper" in concepts_of("briefings", "")
    assert "paper" in concepts_of("memorandum", "")
    assert "come" in concepts_of("to", "talk")


@pytest.mark.parametrize(
    ("post", "kind", "may"),
    [
        ("whip", Kind.GROUP_BRIEFING_REQUEST, True),
        ("councillor", Kind.GROUP_BRIEFING_REQUEST, False),
        ("public", Kind.PUBLIC_APPEAL, True),
        ("officer", Kind.PRESS_RELEASE_ISSUED, False),
        ("public", Kind.GROUP_BRIEFING_DELIVERED, False),
    ],
)
def test_a_post_makes_what_it_can(post: str, kind: Kind, *, may: bool) -> None:
    assert can_make(post, kind) is may


def test_scores_are_plain_sums() -> None:
    weights = weights_from(
        {
            "about": {},
            "bias": {"petition": -0.5},
            "features": {"tw:sign": {"rarity": 2.0, "weights": {"petition": 1.5}}},
            "slope": 2.0,
            "shift": 0.0,
            "threshold": 0.0,
        }
    )
    assert weights.scores(["tw:sign", "tw:unheard"]) == {Kind.PETITION: 1.0}
    assert weights.best([["tw:unheard"], ["tw:sign"]], together=1) == {Kind.PETITION: 1.0}
    assert weights.sure(0.0) == pytest.approx(0.5)


def test_a_long_mail_is_read_passage_by_passage(roll: Roll) -> None:
    text = "Margaret\n\n" + " ".join(f"The number {nth} bus was late again today." for nth in range(9))
    bare = laid_bare(told(text), roll)
    assert len(sentence_features(bare)) == len(bare.sentences)
    asked = replace(bare, sentences=(*bare.sentences, "Could I visit the depot and be shown round?"))
    best = [
        read_weights().best(sentence_features(each), together=PASSAGE, always=around(each))[Kind.VISIT_REQUEST]
        for each in (bare, asked)
    ]
    assert best[1] > best[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I should like to hand in a petition of 300 signatures about the crossing at the next council.", "petition"),
        (
            "I wish to complain about the conduct of Rob Doyle, who was rude and dismissive to me on the telephone.",
            "complaint-about-officer",
        ),
        ("Could I visit the depot next week and be shown round?", "visit-request"),
    ],
)
def test_kinds_that_have_no_rule_are_read(roll: Roll, text: str, kind: str) -> None:
    sender = "Cllr Dermot O'Connell <cllr.dermot.oconnell@wychmere.gov.example>"
    reading = read(told(f"Margaret\n\n{text}", sender), roll, RememberedPast(), read_weights())
    assert kind in reading.kinds
    assert reading.main.evidence[0].text


def test_the_weights_say_where_they_come_from() -> None:
    about = read_weights().about
    assert {"trained", "letters", "writers", "corpus", "f1_micro_writer_left_out"} <= set(about)


def test_the_same_mail_is_read_alike_each_time(roll: Roll) -> None:
    message = told("Margaret\n\nPlease may the group have a note on the depot?")
    one, other = (read(message, roll, RememberedPast(), read_weights()) for _ in range(2))
    assert one == other
