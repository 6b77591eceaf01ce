"""Papers that go with a letter: tagged PDF (PDF/UA-1), set by Typst from the template's own folder."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path

import typst

from bot.adapters.render.letters import SHIPPED
from bot.errors import ConfigurationError

FILE = "list.typ"


class TypstPapers:
    """Makes papers; a folder of the council's own goes before the shipped one."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = (*folders, SHIPPED)

    def pdf(self, template: str, values: Mapping[str, object]) -> bytes | None:
        """The PDF of a circulation; None where its template has none.

        Raises:
            ConfigurationError: the template is wrong; it says what Typst says.
        """
        file = self._file(template)
        if file is None:
            return None
        try:
            return typst.compile(file.read_bytes(), sys_inputs=_data(values), format="pdf", pdf_standards=["ua-1"])
        except (typst.TypstError, RuntimeError) as error:
            raise ConfigurationError(f"{file}: {error}") from error

    def _file(self, template: str) -> Path | None:
        files = (home / "circulations" / template / FILE for home in self._folders)
        return next((each for each in files if each.is_file()), None)


def _data(values: Mapping[str, object]) -> dict[str, str]:
    return {"data": json.dumps(values, default=_plain, ensure_ascii=False)}


def _plain(value: object) -> object:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)
