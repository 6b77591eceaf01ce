"""The council's directory, its protocol and its adoption file, from disk; and the protocols that are shipped."""

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from rapidfuzz import process

from bot.errors import ConfigurationError
from mailrules.council.load import load_council
from mailrules.council.model import Council
from mailrules.protocol.adopt import load_adoption
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.editions import EditionsError, joined
from mailrules.protocol.load import load_protocol
from mailrules.protocol.model import Protocol
from mailrules.reading.learning.weights import Weights, weights_from
from mailrules.yamlfile import FileError

_LIBRARY = files("mailrules.protocol") / "library"


def library_names() -> tuple[str, ...]:
    """The protocols that are shipped."""
    return tuple(sorted(each.name.removesuffix(".yaml") for each in _LIBRARY.iterdir() if each.name.endswith(".yaml")))


def read_council(file: Path) -> Council:
    """The directory in a file. Raises `ConfigurationError` with every problem and its line."""
    try:
        return load_council(_text(file), str(file))
    except FileError as error:
        raise ConfigurationError(_listed(error)) from None


def read_protocol(name_or_file: str) -> Protocol:
    """A protocol of the library, or one in a file; or the editions of one in a folder.

    Raises `ConfigurationError` with every problem and its line.
    """
    if name_or_file not in library_names() and Path(name_or_file).is_dir():
        return _editions(Path(name_or_file))
    try:
        return load_protocol(*protocol_text(name_or_file))
    except FileError as error:
        raise ConfigurationError(_listed(error)) from None


def protocol_files(name_or_file: str) -> tuple[str, ...]:
    """The files of a protocol: itself, or the editions in a folder."""
    folder = Path(name_or_file)
    if name_or_file in library_names() or not folder.is_dir():
        return (name_or_file,)
    return tuple(sorted(str(each) for each in folder.iterdir() if each.suffix in {".yaml", ".yml"}))


def _editions(folder: Path) -> Protocol:
    editions = protocol_files(str(folder))
    if not editions:
        raise ConfigurationError(f"{folder}: there is no protocol in this folder; each edition is a .yaml file")
    try:
        return joined([read_protocol(each) for each in editions])
    except EditionsError as error:
        raise ConfigurationError(f"{folder}: {error}") from None


def protocol_text(name_or_file: str) -> tuple[str, str]:
    """The text of a protocol of the library, or of one in a file; and the name of the file."""
    if name_or_file in library_names():
        return (_LIBRARY / f"{name_or_file}.yaml").read_text(encoding="utf-8"), f"{name_or_file}.yaml"
    if name_or_file.endswith((".yaml", ".yml")):
        return _text(Path(name_or_file)), name_or_file
    nearest = process.extractOne(name_or_file, library_names())
    raise ConfigurationError(
        f"{name_or_file}: there is no such protocol; did you mean {nearest[0] if nearest else ''}? "
        f"Name one of {', '.join(library_names())}, or a file that ends in .yaml"
    )


def read_adoption(file: Path | None, *, protocol: Protocol, council: Council) -> Adoption:
    """The council's adoption of a protocol; defaults where there is no file."""
    if file is None:
        return Adoption.default()
    try:
        return load_adoption(_text(file), str(file), protocol=protocol, council=council)
    except FileError as error:
        raise ConfigurationError(_listed(error)) from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigurationError(f"{file}: there is no such file") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: it is not UTF-8 text ({error.reason}): save it as UTF-8") from None
    except OSError as error:
        raise ConfigurationError(f"{file}: it cannot be read: {error.strerror}") from error


def _listed(error: FileError) -> str:
    return "\n".join(str(problem) for problem in error.problems)


@lru_cache(maxsize=1)
def read_weights(file: Path | None = None) -> Weights:
    """What labelled letters have taught the reading: the council's own file, or what is shipped.

    Raises `ConfigurationError` where the file is none that `evenhand train` has written.
    """
    if file is None:
        return weights_from(json.loads((files("mailrules.reading") / "weights.json").read_text(encoding="utf-8")))
    try:
        return weights_from(json.loads(_text(file)))
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{file}: these are no weights ({error}): let `evenhand train` write them") from None
