"""The council's name, tone and signature: set once for all letters, and anew in the folder of any one of them."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import ConfigurationError
from mailrules.yamlfile import FileError, keys_of, problems_from, read_yaml

FILE = "words.yaml"
_USUAL = "Dear "
"""How a greeting begins that no file has set otherwise."""


class Words(BaseModel):
    """A `words.yaml`; what it leaves out stands as it is set further out.

    Attributes:
        council: the council's name, as letters show it.
        greeting: the word with which letters begin, before the names.
        closing: the line above the signature.
        signature: the lines of the signature, instead of the signatory's name and post.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    council: str | None = None
    greeting: str | None = None
    closing: str | None = None
    signature: tuple[str, ...] | None = None

    def within(self, outer: "Words") -> "Words":
        """These words, and where they are silent those of the outer file."""
        return outer.model_copy(update=self.model_dump(exclude_none=True))

    def said_in(self, values: Mapping[str, object]) -> dict[str, object]:
        """The values of a letter, in the council's own words."""
        said = dict(values) | {"closing": self.closing or "", "signature": self.signature or ()}
        if self.council is not None:
            said["council"] = self.council
        salutation = values.get("salutation")
        if self.greeting is not None and isinstance(salutation, str) and salutation.startswith(_USUAL):
            said["salutation"] = f"{self.greeting} {salutation.removeprefix(_USUAL)}"
        return said


def words_of(template: str, homes: Iterable[Path]) -> Words:
    """The words that hold for a letter: its own folder's before those of all, and an earlier home's before a later's.

    Args:
        template: kind and name, such as `notices/briefing-prepared`.
        homes: folders of templates, the council's own first.

    Raises:
        ConfigurationError: a file is no `words.yaml`; it names file, line and key.
    """
    homes = tuple(homes)
    found = Words()
    for file in (*(home / FILE for home in reversed(homes)), *(home / template / FILE for home in reversed(homes))):
        found = _read(file).within(found) if file.is_file() else found
    return found


@cache
def _read(file: Path) -> Words:
    try:
        document = read_yaml(file.read_text(encoding="utf-8"), str(file))
    except FileError as error:
        raise ConfigurationError(str(error)) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: it is not UTF-8 text ({error.reason}): save it as UTF-8") from error
    try:
        return Words.model_validate(document.data)
    except ValidationError as error:
        problems = problems_from(error, document, str(file), keys_of(Words))
        raise ConfigurationError("\n".join(str(each) for each in problems)) from None
