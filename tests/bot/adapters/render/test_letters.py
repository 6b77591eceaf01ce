"""Every word that a notice can say, and what a template may not do."""

from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from syrupy.assertion import SnapshotAssertion

from bot.adapters.render.letters import SHIPPED, JinjaRenderer
from bot.errors import ConfigurationError

NOTICES = ("attendance-reported", "briefing-prepared", "request-made")
OPTIONAL = ("officer_name", "officer_post", "date_words", "topic", "offer")
HOSTILE = '<script>alert("1")</script> & <img src=x>\n\nYours, the Mayor'


def sample(notice: str) -> dict[str, Any]:
    values: dict[str, Any] = YAML(typ="safe").load(SHIPPED / "notices" / notice / "sample.yaml")
    return values


class Words(HTMLParser):
    """What a reader of the HTML sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.said: list[str] = []
        self.lang: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names.update(name for name, _ in attrs)
        if tag == "html":
            self.lang = dict(attrs)["lang"]

    def handle_data(self, data: str) -> None:
        if "body" in self.tags:
            self.said.append(data)


def a_template(folder: Path, **parts: str) -> Path:
    home = folder / "notices" / "request-made"
    home.mkdir(parents=True)
    for name, words in {"subject": "Notice", "body": "Words", "html": "<p>Words</p>", **parts}.items():
        file = {"subject": "subject.txt", "body": "body.txt", "html": "body.html"}[name]
        (home / file).write_text(words, encoding="utf-8")
    return home


def test_every_shipped_notice_is_here() -> None:
    assert tuple(sorted(each.name for each in (SHIPPED / "notices").iterdir())) == NOTICES


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_with_all_that_may_be_told(notice: str, snapshot: SnapshotAssertion) -> None:
    assert JinjaRenderer().letter(notice, sample(notice)) == snapshot


@pytest.mark.parametrize(("notice", "missing"), list(product(NOTICES, OPTIONAL)))
def test_a_notice_without_one_value(notice: str, missing: str, snapshot: SnapshotAssertion) -> None:
    assert JinjaRenderer().letter(notice, {**sample(notice), missing: None}) == snapshot


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_that_may_say_the_bare_fact_alone(notice: str, snapshot: SnapshotAssertion) -> None:
    assert JinjaRenderer().letter(notice, {**sample(notice), **dict.fromkeys(OPTIONAL)}) == snapshot


@pytest.mark.parametrize(("notice", "offer"), list(product(NOTICES, ("similar", "same"))))
def test_what_a_notice_offers(notice: str, offer: str, snapshot: SnapshotAssertion) -> None:
    assert JinjaRenderer().letter(notice, {**sample(notice), "offer": offer}) == snapshot


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("told", list(product((True, False), repeat=len(OPTIONAL))))
def test_text_and_html_say_the_same(notice: str, told: tuple[bool, ...]) -> None:
    withheld = {name: None for name, said in zip(OPTIONAL, told, strict=True) if not said}
    letter = JinjaRenderer().letter(notice, {**sample(notice), **withheld})
    assert " ".join(Words(letter.html).said).split() == letter.text.split()


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("told", list(product((True, False), repeat=len(OPTIONAL))))
def test_a_text_is_set_in_paragraphs_with_one_empty_line_between(notice: str, told: tuple[bool, ...]) -> None:
    withheld = {name: None for name, said in zip(OPTIONAL, told, strict=True) if not said}
    text = JinjaRenderer().letter(notice, {**sample(notice), **withheld}).text
    offers = 1 if withheld.get("offer", sample(notice)["offer"]) else 0
    assert [len(each.splitlines()) for each in text.split("\n\n")] == [1, 1, *[1] * offers, 2, 1]


@pytest.mark.parametrize("notice", NOTICES)
def test_no_word_of_a_missing_value_is_left(notice: str) -> None:
    letter = JinjaRenderer().letter(notice, {**sample(notice), **dict.fromkeys(OPTIONAL)})
    words = f"{letter.subject} {letter.text} {letter.html}"
    told = [sample(notice)[name] for name in ("officer_name", "officer_post", "date_words", "topic")]
    assert [each for each in ("None", *told) if each in words] == []


@pytest.mark.parametrize("notice", NOTICES)
def test_the_html_draws_on_nothing_outside_and_names_its_language(notice: str) -> None:
    words = Words(JinjaRenderer().letter(notice, sample(notice)).html)
    assert words.lang == "en-GB"
    assert set(words.tags) == {"html", "head", "meta", "title", "body", "p", "br"}
    assert words.names == {"lang", "charset", "style"}


@pytest.mark.parametrize("notice", NOTICES)
def test_a_hostile_topic_stays_words_on_its_own_line(notice: str) -> None:
    values = sample(notice)
    plain = JinjaRenderer().letter(notice, values)
    letter = JinjaRenderer().letter(notice, {**values, "topic": HOSTILE})
    assert Words(letter.html).tags == Words(plain.html).tags
    assert " ".join(Words(letter.html).said).split() == letter.text.split()
    assert len(letter.text.splitlines()) == len(plain.text.splitlines())


@pytest.mark.parametrize("notice", NOTICES)
def test_plain_text_is_not_escaped(notice: str) -> None:
    letter = JinjaRenderer().letter(notice, {**sample(notice), "topic": "Parks & Streets", "council": "Ash & Elm"})
    assert "Parks & Streets" in letter.text
    assert "Ash & Elm" in letter.text
    assert "&amp;" not in letter.text


def test_a_value_that_a_letter_has_not_is_named_with_file_and_line() -> None:
    values = sample("request-made")
    del values["answer_to"]
    file = SHIPPED / "notices" / "request-made" / "body.txt"
    line = next(n for n, words in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if "answer_to" in words)
    with pytest.raises(ConfigurationError) as told:
        JinjaRenderer().letter("request-made", values)
    given = ", ".join(sorted({*values, "closing", "signature"}))
    assert str(told.value) == f"{file}:{line}: 'answer_to' is undefined; the letter is given: {given}"


def test_a_value_that_may_not_be_told_is_never_printed_as_none(tmp_path: Path) -> None:
    home = a_template(tmp_path, body="Words\n\nThe officer is {{ officer_name }}.\n")
    with pytest.raises(ConfigurationError) as told:
        JinjaRenderer((tmp_path,)).letter("request-made", {"officer_name": None})
    assert str(told.value) == (
        f"{home / 'body.txt'}:3: a value is printed that may be missing: ask for it with {{% if … %}} first; "
        "the letter is given: closing, officer_name, signature"
    )


def test_a_template_that_nobody_wrote_says_where_to_write_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as told:
        JinjaRenderer((tmp_path,)).letter("unheard-of", {})
    places = [
        home / kind / "unheard-of" for home in (tmp_path, SHIPPED) for kind in ("notices", "circulations", "service")
    ]
    assert str(told.value) == (
        f"there is no template “unheard-of”: make one of {', '.join(map(str, places))}, "
        "with subject.txt, body.txt, body.html"
    )


@pytest.mark.parametrize("name", ["", ".", "..", "../notices/request-made", "a\\b", "/request-made"])
def test_a_name_that_is_a_path_is_no_template(name: str) -> None:
    with pytest.raises(ConfigurationError, match="is no name of a template"):
        JinjaRenderer().letter(name, {})


def test_the_councils_own_words_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    a_template(tmp_path, subject="Our own notice\n", body="Our {{ council }}\n", html="<p>Our {{ council }}</p>\n")
    letter = JinjaRenderer((tmp_path,)).letter("request-made", {"council": "A & B"})
    assert (letter.subject, letter.text, letter.html) == ("Our own notice", "Our A & B\n", "<p>Our A &amp; B</p>\n")


def test_a_council_that_rewrites_the_text_must_rewrite_the_html_too(tmp_path: Path) -> None:
    home = a_template(tmp_path)
    (home / "body.html").unlink()
    with pytest.raises(ConfigurationError) as told:
        JinjaRenderer((tmp_path,)).letter("request-made", sample("request-made"))
    assert str(told.value) == (
        f"{home / 'body.html'}: this file is missing; a letter has subject.txt, body.txt, body.html"
    )


@pytest.mark.parametrize("group", ["Green", "Green\r\nBcc: all@marle.gov.example", "Green\u2028Group"])
def test_a_subject_is_one_line(tmp_path: Path, group: str) -> None:
    home = a_template(tmp_path, subject="Notice of the {{ group_name }}\n")
    if group == "Green":
        assert JinjaRenderer((tmp_path,)).letter("request-made", {"group_name": group}).subject == "Notice of the Green"
        return
    with pytest.raises(ConfigurationError) as told:
        JinjaRenderer((tmp_path,)).letter("request-made", {"group_name": group})
    assert str(told.value) == f"{home / 'subject.txt'}: a subject is one line, and this has 2"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("Words\n{% if topic %}\n", "Unexpected end of template"),
        ("Words\n{{ ''.__class__.__mro__ }}\n", "access to attribute '__class__' of 'str' object is unsafe"),
        ("Words\n{{ 1 // 0 }}\n", "division or modulo by zero|division by zero"),
        ("Words\n{% include 'notices/none.txt' %}\n", "notices/none.txt"),
    ],
)
def test_what_is_wrong_in_a_template_is_told_with_its_line(tmp_path: Path, body: str, problem: str) -> None:
    file = a_template(tmp_path, body=body) / "body.txt"
    with pytest.raises(ConfigurationError, match=problem) as told:
        JinjaRenderer((tmp_path,)).letter("request-made", {"topic": "Parks"})
    assert str(told.value).startswith(f"{file}:2: ")


def test_a_template_in_another_charset_is_told(tmp_path: Path) -> None:
    file = a_template(tmp_path) / "body.txt"
    file.write_bytes("Größe".encode("latin-1"))
    with pytest.raises(ConfigurationError, match="it is not UTF-8 text") as told:
        JinjaRenderer((tmp_path,)).letter("request-made", {})
    assert str(told.value).startswith(f"{file}: ")
