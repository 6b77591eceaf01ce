"""Letters from templates: subject, text and HTML."""

import re
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError, UndefinedError, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from bot.adapters.render.words import FILE, words_of
from bot.errors import ConfigurationError
from bot.ports import Rendered

SHIPPED = Path(__file__).parents[3] / "templates"
KINDS = ("notices", "circulations", "service")
_GAP = "\n\n"
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")
"""More than one empty line: what a template's own conditions leave."""
_PARTS = ("subject.txt", "body.txt", "body.html")


class JinjaRenderer:
    """Renders letters; a folder of the council's own stands before the shipped one.

    A letter's three files come from one folder, so that its text and its HTML cannot be of two minds.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = (*folders, SHIPPED)

    def letter(self, template: str, values: Mapping[str, object]) -> Rendered:
        """The letter in words.

        Raises:
            ConfigurationError: the template is missing or wrong, or prints a value that the letter has not; it names
                file and line.
        """
        home, folder = self._find(template)
        said = words_of(folder, self._folders).said_in(values)
        subject, text, html = (_text(home, f"{folder}/{part}", said).strip() for part in _PARTS)
        if len(subject.splitlines()) != 1:
            file = home / folder / _PARTS[0]
            raise ConfigurationError(f"{file}: a subject is one line, and this has {len(subject.splitlines())}")
        return Rendered(subject=subject, text=f"{_GAPS.sub(_GAP, text)}\n", html=f"{html}\n")

    def _find(self, template: str) -> tuple[Path, str]:
        if template in {"", ".", ".."} or "/" in template or "\\" in template:
            raise ConfigurationError(f"“{template}” is no name of a template: write the name of its folder alone")
        for home in self._folders:
            for kind in KINDS:
                folder = home / kind / template
                if folder.is_dir() and {each.name for each in folder.iterdir()} != {FILE}:
                    _whole(folder)
                    return home, f"{kind}/{template}"
        looked = ", ".join(str(home / kind / template) for home in self._folders for kind in KINDS)
        raise ConfigurationError(f"there is no template “{template}”: make one of {looked}, with {', '.join(_PARTS)}")


def _whole(folder: Path) -> None:
    for part in _PARTS:
        if not (folder / part).is_file():
            raise ConfigurationError(f"{folder / part}: this file is missing; a letter has {', '.join(_PARTS)}")


@cache
def environment(home: Path) -> SandboxedEnvironment:
    """Where the templates of a folder are compiled, each once; it escapes in .html, and prints no missing value."""
    return SandboxedEnvironment(
        loader=FileSystemLoader((home, SHIPPED)),  # what letters share is shipped, unless the council has its own
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        finalize=_said,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _said(value: object) -> object:
    if value is None:
        raise UndefinedError("a value is printed that may be missing: ask for it with {% if … %} first")
    return value


def _text(home: Path, name: str, values: Mapping[str, object]) -> str:
    try:
        return environment(home).get_template(name).render(values)
    except TemplateSyntaxError as error:
        raise ConfigurationError(f"{error.filename or home / name}:{error.lineno}: {error.message}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{home / name}: it is not UTF-8 text ({error.reason}): save it as UTF-8") from error
    except UndefinedError as error:
        given = ", ".join(sorted(values))
        raise ConfigurationError(
            f"{_where(error, home / name)}: {error.message}; the letter is given: {given}"
        ) from error
    except Exception as error:  # whatever the code in a template does wrong, the council's own file is at fault
        raise ConfigurationError(f"{_where(error, home / name)}: {error}") from error


def _where(error: Exception, file: Path) -> str:
    """File and line of the innermost template that the error came through; the file alone where none is named."""
    folder = str(file.parents[2])
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(folder)]
    templates = [frame for frame in frames if not frame.filename.endswith(".py")]
    return f"{templates[-1].filename}:{templates[-1].lineno}" if templates else str(file)
