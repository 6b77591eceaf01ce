"""Those who look after the words see each letter before anybody gets it."""

from pathlib import Path

from typer.testing import CliRunner

from bot.__main__ import app
from bot.adapters.render.letters import SHIPPED
from bot.adapters.render.samples import previewed, templates_below

RUN = CliRunner()


def own_words(folder: Path, body: str) -> Path:
    home = folder / "notices" / "briefing-prepared"
    home.mkdir(parents=True)
    for part, words in (("subject.txt", "A note"), ("body.txt", body), ("body.html", f"<p>{body}</p>")):
        (home / part).write_text(words, encoding="utf-8")
    (home / "sample.yaml").write_text("group_name: Labour Group\n", encoding="utf-8")
    return folder


def test_every_letter_is_shown_with_its_subject_and_its_text() -> None:
    shown = RUN.invoke(app, ["preview"])
    assert shown.exit_code == 0
    for folder in templates_below(SHIPPED):
        assert f"{folder.parent.name}/{folder.name} (shipped)" in shown.output
    assert "Subject: Notice: a briefing or report has been prepared for the Labour Group" in shown.output


def test_the_page_holds_each_letter_as_a_mail_program_shows_it_and_runs_nothing(tmp_path: Path) -> None:
    page = tmp_path / "letters.html"
    assert RUN.invoke(app, ["preview", "--out", str(page)]).exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert html.count("<iframe ") == len(templates_below(SHIPPED)) == html.count("sandbox srcdoc=")
    assert "<script" not in html
    assert 'srcdoc="&lt;!doctype html&gt;' in html


def test_the_councils_own_words_go_before_ours(tmp_path: Path) -> None:
    folder = own_words(tmp_path, "A note for the {{ group_name }}.")
    (sample,) = previewed((folder,), "briefing-prepared")
    assert sample.letter is not None
    assert sample.letter.text == "A note for the Labour Group.\n"
    assert sample.home == str(folder)


def test_a_placeholder_that_the_letter_has_not_is_named_with_its_file(tmp_path: Path) -> None:
    folder = own_words(tmp_path, "A note for {{ secret }}.")
    shown = RUN.invoke(app, ["preview", "briefing-prepared", "--templates", str(folder)])
    assert shown.exit_code == 1
    assert "cannot be rendered" in shown.output
    assert "secret" in shown.output
    assert "body.txt:1" in shown.output


def test_a_template_that_is_not_there_is_answered_with_those_that_are() -> None:
    shown = RUN.invoke(app, ["preview", "breifing"])
    assert shown.exit_code != 0
    assert "briefing-prepared" in str(shown.exception)
