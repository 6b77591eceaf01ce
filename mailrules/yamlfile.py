"""YAML as people write it, with the line of every key, and problems that say where they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

Path = tuple[str | int, ...]

_LONGEST = 4_000_000
_NEAR = 60


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in a file, where, and what to write instead."""

    file: str
    line: int
    key: str
    message: str
    advice: str = ""

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.message}" + (f"; {self.advice}" if self.advice else "")


class FileError(ValueError):
    """A file that cannot be used."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, kw_only=True)
class Document:
    """A YAML text as plain values, and where each of them stands."""

    data: Any
    _lines: dict[Path, int] = field(repr=False)

    def line(self, path: Path) -> int:
        """The line of a key or list item, from 1; of its nearest parent where it is not in the file."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def path(self, loc: Path) -> Path:
        """Where in the file a pydantic location is: the names of union members, which pydantic puts in, are left out."""
        path: Path = ()
        for nth, part in enumerate(loc):
            if (*path, part) in self._lines or nth == len(loc) - 1:
                path = (*path, part)
        return path


def read_yaml(text: str, file: str) -> Document:
    """The document in a YAML text. Days may be written with quotes or without.

    Raises:
        FileError: the text is not YAML, has a key twice, or refers to itself by an alias.
    """
    if len(text) > _LONGEST:
        raise FileError([Problem(file=file, line=1, key="", message="the file is too long to be read")])
    yaml = YAML(typ="rt", pure=True)
    try:
        loaded = yaml.load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = " ".join(str(error.problem or error.context or "this is not YAML").split())
        raise FileError([Problem(file=file, line=line, key="", message=message)]) from None
    except YAMLError as error:
        raise FileError([Problem(file=file, line=1, key="", message=f"this is not YAML: {error}")]) from None
    if not isinstance(loaded, CommentedMap):
        raise FileError([Problem(file=file, line=1, key="", message="the file has no keys: write `key: value` lines")])
    lines: dict[Path, int] = {}
    seen: set[int] = set()
    data = _plain(loaded, (), lines, seen, file)
    return Document(data=data, _lines=lines)


def _plain(value: Any, path: Path, lines: dict[Path, int], seen: set[int], file: str) -> Any:  # noqa: ANN401 - any YAML
    if isinstance(value, CommentedMap | CommentedSeq):
        if id(value) in seen:
            line = value.lc.line + 1
            raise FileError([Problem(file=file, line=line, key="", message="an alias (*name): write it out instead")])
        seen.add(id(value))
    if isinstance(value, CommentedMap):
        found = {}
        for key in value:
            below = (*path, str(key))
            lines[below] = value.lc.key(key)[0] + 1 if key in value.lc.data else value.lc.line + 1
            found[str(key)] = _plain(value[key], below, lines, seen, file)
        return found
    if isinstance(value, CommentedSeq):
        items = []
        for nth, each in enumerate(value):
            below = (*path, nth)
            lines[below] = value.lc.item(nth)[0] + 1
            items.append(_plain(each, below, lines, seen, file))
        return items
    return _scalar(value)


def _scalar(value: Any) -> Any:  # noqa: ANN401 - any YAML
    if isinstance(value, datetime):
        return value.date().isoformat() if not value.hour and not value.minute else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return int(value) if isinstance(value, int) else float(value)
    return str(value)


def problems_from(
    error: ValidationError, document: Document, file: str, known: Iterable[str] = ()
) -> tuple[Problem, ...]:
    """What pydantic found, with lines, in plain words.

    Args:
        known: the words that could have been meant where a key is unknown.
    """
    words = tuple(known)
    errors = error.errors(include_url=False)
    found = (_problem(each, document, file, words) for each in errors if not _follows(each, errors))
    return tuple(dict.fromkeys(found))


def _follows(each: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether an error is only that a list is too short because what is in it was wrong."""
    length = len(each["loc"])
    return each["type"] == "too_short" and any(
        len(other["loc"]) > length and other["loc"][:length] == each["loc"] for other in errors
    )


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Every key that a file of this form, or a part of it, can have: the words that may be meant by an unknown one."""
    schema = model.model_json_schema(by_alias=True)
    parts = [schema, *schema.get("$defs", {}).values()]
    return tuple(dict.fromkeys(key for part in parts for key in part.get("properties", {})))


_PLAIN = {
    "missing": "is missing",
    "enum": "is no word that is known here",
    "literal_error": "is no word that is known here",
    "union_tag_invalid": "names no mechanism that is known here",
    "extra_forbidden": "is not a key that is known here",
    "string_type": "has to be text",
    "list_type": "has to be a list",
    "tuple_type": "has to be a list",
    "dict_type": "has to be keys with values",
    "model_type": "has to be keys with values",
    "model_attributes_type": "has to be keys with values",
    "bool_type": "has to be true or false",
    "bool_parsing": "has to be true or false",
    "int_type": "has to be a number",
    "date_from_datetime_parsing": "has to be a day, such as 2026-10-12",
    "date_parsing": "has to be a day, such as 2026-10-12",
    "date_type": "has to be a day, such as 2026-10-12",
}


_WORDS = frozenset({"enum", "literal_error"})


def _problem(each: ErrorDetails, document: Document, file: str, known: tuple[str, ...]) -> Problem:
    path = document.path(each["loc"])
    key = ".".join(str(part) for part in path)
    message = _PLAIN.get(each["type"], each["msg"].removeprefix("Value error, "))
    if each["type"] in _WORDS:
        message = f"“{each['input']}” {message}" if isinstance(each["input"], str) else message
    return Problem(file=file, line=document.line(path), key=key, message=message, advice=_advice(each, known))


def _advice(each: ErrorDetails, known: tuple[str, ...]) -> str:
    if each["type"] == "missing":
        return "add it"
    context = each.get("ctx") or {}
    expected = str(context.get("expected") or context.get("expected_tags") or "")
    candidates = list(_quoted(expected)) or list(known)
    said = str(context.get("tag") or (each["loc"][-1] if each["type"] == "extra_forbidden" else each["input"]))
    nearest = process.extractOne(said, candidates, score_cutoff=_NEAR) if candidates else None
    if nearest:
        return f"did you mean {nearest[0]}?"
    if each["type"] == "extra_forbidden":
        return "take it out"
    return f"write one of {', '.join(candidates)}" if candidates else ""


def _quoted(expected: str) -> Iterator[str]:
    parts = expected.split("'")
    yield from (part for part in parts[1::2] if part)
