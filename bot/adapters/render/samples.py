"""Every template, rendered with its own sample: what is broken is found before a letter is due."""

from pathlib import Path

from bot.adapters.render.letters import SHIPPED, JinjaRenderer
from bot.errors import ConfigurationError, EvenhandError
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


def broken_templates(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """What is wrong with each template that does not render; none where all do."""
    renderer = JinjaRenderer(folders)
    found = []
    for folder in templates_below(SHIPPED, *folders):
        try:
            renderer.letter(folder.name, sample_of(folder))
        except EvenhandError as error:
            found.append(str(error))
    return tuple(found)
