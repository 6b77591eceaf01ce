"""The council's name, tone and signature, set once and anew in the folder of one letter."""

from pathlib import Path

import pytest

from bot.adapters.render.letters import SHIPPED, JinjaRenderer
from bot.adapters.render.samples import sample_of, templates_below
from bot.errors import ConfigurationError

OWN = """\
council: Cyngor Exampleton
greeting: Annwyl
closing: Yn gywir
signature: [The Proper Officer, Civic Centre]
"""


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        file = tmp_path / name.replace("__", "/") / "words.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def text_of(renderer: JinjaRenderer, kind: str, name: str) -> str:
    return renderer.letter(name, sample_of(SHIPPED / kind / name)).text


@pytest.mark.parametrize(
    ("kind", "name"),
    [(each.parent.name, each.name) for each in templates_below(SHIPPED) if each.parent.name != "service"],
)
def test_what_is_set_once_stands_in_every_letter(tmp_path: Path, kind: str, name: str) -> None:
    (tmp_path / "words.yaml").write_text(OWN, encoding="utf-8")
    values = sample_of(SHIPPED / kind / name)
    letter = JinjaRenderer((tmp_path,)).letter(name, values)
    for words in (letter.text, letter.html):
        assert str(values["salutation"]).replace("Dear ", "Annwyl ") in words
        assert "Yn gywir" in words
        assert "The Proper Officer" in words
        assert str(values["council"]) not in words.replace("@exampleton.gov.example", "")


def test_the_folder_of_one_letter_goes_before_what_is_set_for_all(tmp_path: Path) -> None:
    own = folder(tmp_path, **{".": OWN, "notices__briefing-prepared": "closing: Cofion\nsignature: []\n"})
    renderer = JinjaRenderer((own,))
    briefing, attendance = (text_of(renderer, "notices", each) for each in ("briefing-prepared", "attendance-reported"))
    assert "Cofion" in briefing
    assert "Jo Example\nChief Executive, Cyngor Exampleton" in briefing, (
        "no signature of the council's: the signatory's own"
    )
    assert "Annwyl Councillor" in briefing, "of what it leaves out, that of all letters stands"
    assert "Yn gywir\n\nThe Proper Officer\nCivic Centre" in attendance


def test_without_a_file_of_the_councils_own_the_letters_are_as_they_are_shipped(tmp_path: Path) -> None:
    plain = text_of(JinjaRenderer(), "notices", "briefing-prepared")
    assert text_of(JinjaRenderer((tmp_path,)), "notices", "briefing-prepared") == plain
    assert plain.startswith("Dear Councillor")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("greting: Hello\n", "words.yaml:1: greting: is not a key that is known here; did you mean greeting?"),
        ("council: X\nclosing: [a]\n", "words.yaml:2: closing: has to be text"),
    ],
)
def test_a_wrong_file_is_named_with_line_and_key(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "words.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=said.replace("?", r"\?")):
        text_of(JinjaRenderer((tmp_path,)), "notices", "briefing-prepared")
