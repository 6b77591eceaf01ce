"""The list as a paper: tagged, in the council's own template where it has one, and wrong templates are named."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.adapters.render.letters import SHIPPED
from bot.adapters.render.papers import TypstPapers
from bot.adapters.render.samples import sample_of
from bot.errors import ConfigurationError

SAMPLE = sample_of(SHIPPED / "circulations" / "officer-decisions")


def test_a_paper_is_tagged_has_a_title_and_a_language() -> None:
    paper = TypstPapers().pdf("officer-decisions", SAMPLE)
    assert paper is not None
    read = PdfReader(io.BytesIO(paper))
    assert read.trailer["/Root"]["/Lang"] == "en-GB"
    assert "/StructTreeRoot" in read.trailer["/Root"]
    assert read.metadata is not None
    assert read.metadata.title == "Decisions taken by officers: list of Friday 16 October 2026"


def test_what_a_mail_says_is_text_and_never_a_command(tmp_path: Path) -> None:
    hostile = '#read("/etc/passwd") *bold* $x$ <label> @ref \\ #panic("no")'
    decision = {**SAMPLE["decisions"][0], "title": hostile}  # type: ignore[index]
    paper = TypstPapers((tmp_path,)).pdf("officer-decisions", {**SAMPLE, "decisions": [decision]})
    assert paper is not None
    said = " ".join(PdfReader(io.BytesIO(paper)).pages[0].extract_text().split())
    assert '#read("/etc/passwd")' in said.replace("“", '"').replace("”", '"')


def test_a_template_without_a_paper_has_none() -> None:
    assert TypstPapers().pdf("press-statement", SAMPLE) is None


def test_the_councils_own_paper_goes_first_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    own = tmp_path / "circulations" / "officer-decisions"
    own.mkdir(parents=True)
    (own / "list.typ").write_text('#set document(title: "Ours")\n#title()\n#nonsense', encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"list\.typ: .*nonsense"):
        TypstPapers((tmp_path,)).pdf("officer-decisions", SAMPLE)
