"""What a mail holds in confidence stays with it: secrets planted in every part of a mail never leave in a notice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose.rulebook import rulebook
from bot.compose.trying import SAMPLE
from bot.errors import ConfigurationError
from bot.ports import Rendered
from bot.services.decide import Deciding, Decision
from mailrules.duties import Duty
from mailrules.evaluation.record import RememberedRecord
from mailrules.mime import parse
from mailrules.reading.past import RememberedPast
from mailrules.vocabulary import Direction, DutyState

AT = datetime(2026, 10, 13, 9, 0, tzinfo=UTC)
FIVE = ("enfield", "kent-2013", "broxtowe", "member-employee-2007", "member-officer-code")

WORD = st.text("bcdfghjklmnprstvwz", min_size=3, max_size=5).map(lambda letters: f"Q{letters}ax")
SECRETS: dict[str, Callable[[str, str], str]] = {
    "a resident": lambda one, other: f"Mrs {one} {other}",
    "a name without a title": lambda one, other: f"{one} {other}",
    "somebody's": lambda one, _: f"{one}'s eviction",
    "an address": lambda one, other: f"{one}.{other}@home.example".lower(),
    "a figure": lambda one, _: f"£{len(one) * 7},{sum(map(ord, one)) % 900 + 100}",
    "a telephone number": lambda one, _: f"07{sum(map(ord, one)) * 7919 % 10**9:09d}",
    "what was said": lambda one, other: f'"the {one} deal is off and {other} knows it"',
    "a motive": lambda one, _: f"so that we can embarrass {one} before the election",
}
"""A secret in each of the forms that letters give them, made of words that stand nowhere else."""

OFFICER = "Yvonne Achterberg <yvonne.achterberg@wychmere.gov.example>"
LEADER = "Cllr Saoirse Byrne <cllr.saoirse.byrne@wychmere.gov.example>"
LETTERS = (
    (OFFICER, "attendance", "I attended the Green Group's meeting last night, Monday 12 October, to talk about {}."),
    (OFFICER, "briefing", "I have prepared a briefing note on {} for the Green Group; it is attached."),
    (LEADER, "request", "On behalf of the Green Group, please may we have a briefing note on {}?"),
    (
        LEADER,
        "request",
        "Could the Director come to the Green Group's meeting on 20 October and talk about {}? Thank you.",
    ),
)
CHANNELS = (
    "subject",
    "asked",
    "body",
    "quoted",
    "html",
    "hidden",
    "header",
    "name",
    "file name",
    "attached",
    "message-id",
)


@cache
def deciding(protocol: str) -> Deciding:
    return rulebook(SAMPLE / "council.yaml", protocol, None).deciding()


def written(letter: tuple[str, str, str], channels: frozenset[str], secret: str) -> bytes:
    """A letter of a group's matter with the secret in some of its parts."""
    sender, matter, words = letter

    def here(channel: str) -> str:
        return secret if channel in channels else ""

    mail = EmailMessage()
    plain = secret.replace('"', "").replace("@", " at ").replace("£", "")
    mail["From"] = sender.replace(" <", f" ({plain}) <") if here("name") and "@" not in plain else sender
    mail["To"], mail["Cc"] = "chief.executive@wychmere.gov.example", "protocol@wychmere.gov.example"
    mail["Subject"] = f"Green Group: {here('subject') or matter}"
    mail["Date"] = format_datetime(AT)
    known = "".join(each for each in plain if each.isalnum()) if here("message-id") else "m1"
    mail["Message-ID"] = f"<{known}@mail.example>"
    mail["X-MS-Exchange-Organization-AuthAs"] = "Internal"
    if here("header"):
        mail["X-Comment"] = f"Green Group briefing about {plain}"
    about = here("asked") or "street lighting"
    lines = ["Dear Chief Executive,", words.format(about)]
    if here("body"):
        lines.append(f"Between ourselves, it is about {secret}.")
    if here("quoted"):
        lines.append(f"> From: somebody\n> Sent: 12 October 2026 10:00\n>\n> Briefing on {secret}, please.")
    mail.set_content("\n\n".join(lines) + "\n")
    if here("html") or here("hidden"):
        shown = f"<p>{here('html')}</p><div style='display:none'>Briefing on {here('hidden')}</div>"
        mail.add_alternative("".join(f"<p>{line}</p>" for line in lines) + shown, subtype="html")
    if here("file name") or here("attached"):
        name = f"Briefing on {plain}.txt" if here("file name") else "note.txt"
        mail.add_attachment(f"Briefing note: {here('attached') or 'lamps'}\n".encode(), "text", "plain", filename=name)
    return mail.as_bytes()


def decided(protocol: str, raw: bytes) -> Decision:
    message = parse(raw, direction=Direction.IN)
    return deciding(protocol).decide(message, RememberedPast(), RememberedRecord(), received=AT)


def said(decision: Decision) -> str:
    """Every word that would leave."""
    return "\n".join(part for words in decision.words.values() for part in (words.subject, words.text, words.html))


@pytest.mark.parametrize("protocol", FIVE)
@settings(max_examples=40, deadline=None)
@given(
    letter=st.sampled_from(LETTERS),
    channels=st.frozensets(st.sampled_from(CHANNELS), min_size=1),
    form=st.sampled_from(sorted(SECRETS)),
    one=WORD,
    other=WORD,
)
def test_a_secret_leaves_by_no_part_of_a_notice(
    protocol: str, letter: tuple[str, str, str], channels: frozenset[str], form: str, one: str, other: str
) -> None:
    decision = decided(protocol, written(letter, channels, SECRETS[form](one, other)))
    leaving = said(decision).casefold()
    figure = SECRETS["a figure"](one, other)
    for word in (one, other, figure, SECRETS["a telephone number"](one, other)):
        assert word.casefold() not in leaving, f"{form} in {', '.join(sorted(channels))}"


def test_the_letters_of_this_story_do_make_notices() -> None:
    told = [decided("enfield", written(letter, frozenset({"body"}), "Mrs Qbbbax")) for letter in LETTERS[:2]]
    assert all(decision.words for decision in told)
    assert "treet lighting" in said(told[0]), "the topic is told, where the clause lets it be"


@given(one=WORD, other=WORD, form=st.sampled_from(["a resident", "an address", "a figure", "a telephone number"]))
@settings(max_examples=30, deadline=None)
def test_a_rule_that_tries_to_pass_a_secret_is_caught_and_its_notice_held(one: str, other: str, form: str) -> None:
    secret = SECRETS[form](one, other)
    here = deciding("enfield")
    decision = decided("enfield", written(LETTERS[0], frozenset({"body"}), secret))
    (duty,) = (each for each in decision.outcome.duties if each.notice)
    assert duty.state is DutyState.DUE
    leaky = replace(here, renderer=_Leaky(here, secret))
    checked, _ = leaky.word(duty, here.setting(AT))
    assert checked.state is DutyState.HELD
    assert any("words that it may not" in reason for reason in checked.reasons)


class _Leaky:
    """A renderer that adds what it should never have known."""

    def __init__(self, honest: Deciding, secret: str) -> None:
        self._honest, self._secret = honest.renderer, secret

    def letter(self, template: str, values: object) -> Rendered:
        words = self._honest.letter(template, values)  # type: ignore[arg-type]
        return replace(words, text=f"{words.text}\n{self._secret}\n")


def test_a_template_that_asks_for_more_than_its_clause_says_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "notices" / "briefing-prepared"
    folder.mkdir(parents=True)
    for part, text in (
        ("subject.txt", "A notice"),
        ("body.txt", "{{ group_name }} heard of {{ topic }}."),
        ("body.html", "<p>{{ topic }}</p>"),
    ):
        (folder / part).write_text(text, encoding="utf-8")
    asks = rulebook(SAMPLE / "council.yaml", "enfield", None).deciding((tmp_path,))
    decision = decided("enfield", written(LETTERS[1], frozenset({"body"}), "Mrs Qbbbax"))
    duty: Duty = next(each for each in decision.outcome.duties if each.clause == "E06")
    with pytest.raises(ConfigurationError, match="topic"):
        asks.word(duty, asks.setting(AT))
