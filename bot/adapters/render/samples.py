"""Every template, rendered with its own sample: what is broken is found before a letter is due."""

from dataclasses import replace
from pathlib import Path

from bot.adapters.render.letters import KINDS, SHIPPED, JinjaRenderer
from bot.adapters.render.report import pages
from bot.errors import ConfigurationError
from bot.services.previewing import Sample
from mailrules.protocol.model import Protocol
from mailrules.rules.params import Circulate, EqualAccess
from mailrules.yamlfile import FileError, read_yaml


def templates_below(*folders: Path) -> tuple[Path, ...]:
    """Every template folder, by name."""
    return tuple(sorted(sample.parent for folder in folders for sample in folder.glob("*/*/sample.yaml")))


def sample_of(folder: Path) -> dict[str, object]:
    """The example values of a template."""
    file = folder / "sample.yaml"
    try:
        return dict(read_yaml(file.read_text(encoding="utf-8"), str(file)).data)
    except FileError as error:
        raise ConfigurationError(str(error)) from None


def previewed(folders: tuple[Path, ...], name: str = "") -> tuple[Sample, ...]:
    """Each letter as it would leave, with its example values; a folder of the council's own goes before the shipped one.

    Args:
        name: that template alone; all where it is empty.

    Raises:
        ConfigurationError: there is no template of that name.
    """
    renderer = JinjaRenderer(folders)
    used: dict[tuple[str, str], Path] = {}
    for home in (*folders, SHIPPED):
        for folder in templates_below(home):
            used.setdefault((folder.parent.name, folder.name), folder)
    chosen = {key: folder for key, folder in sorted(used.items()) if name in {"", key[1], "/".join(key)}}
    if not chosen:
        known = ", ".join(sorted(each for _, each in used))
        raise ConfigurationError(f"there is no template “{name}”; there are {known}")
    return tuple(_sample(renderer, folder) for folder in chosen.values())


def _sample(renderer: JinjaRenderer, folder: Path) -> Sample:
    home = folder.parents[1]
    shown = Sample(kind=folder.parent.name, name=folder.name, home="shipped" if home == SHIPPED else str(home))
    try:
        return replace(shown, letter=renderer.letter(folder.name, sample_of(folder)))
    except ConfigurationError as error:
        return replace(shown, wrong=str(error))


def render_preview(samples: tuple[Sample, ...]) -> str:
    """All letters on one page that opens from disk: each with its subject, its HTML as a mail program shows it, and its text."""
    return pages().get_template("console/preview.html").render(samples=samples)


def without_words(protocol: Protocol, folders: tuple[Path, ...]) -> tuple[str, ...]:
    """The clauses that send what no template has words for, in sentences; none where all have."""
    known = {folder.name for home in (*folders, SHIPPED) for kind in KINDS for folder in home.glob(f"{kind}/*")}
    sent = (
        (clause.id, rule.notice if isinstance(rule, EqualAccess) else rule.circulation)
        for clause in protocol.clauses
        for rule in clause.rules
        if isinstance(rule, EqualAccess | Circulate)
    )
    return tuple(
        f"{clause} sends “{name}”, for which there are no words: make a folder of that name among your templates, "
        "or name one that there is (`evenhand preview` shows them)"
        for clause, name in sent
        if name not in known
    )


def broken_templates(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """What is wrong with each template that does not render; none where all do."""
    return tuple(each.wrong for each in previewed(folders) if each.wrong)
