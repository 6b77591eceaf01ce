"""A protocol file, checked: its form by its schema, and then that every name in it stands for something."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from mailrules.protocol.model import Protocol
from mailrules.rules.params import ClauseId, Role
from mailrules.rules.params.groups import EqualAccess
from mailrules.timewords import GRAMMAR, says_a_time
from mailrules.yamlfile import Document, FileError, Problem, keys_of, problems_from, read_yaml

SCHEMA_ID = "urn:evenhand:protocol:1"


class ProtocolFileError(FileError):
    """A protocol file that cannot be used; each problem with its line."""


def load_protocol(text: str, file: str) -> Protocol:
    """The protocol that a YAML text states.

    Raises:
        ProtocolFileError: file, line and key of each problem, and what to write instead.
    """
    document = read_yaml(text, file)
    try:
        protocol = Protocol.model_validate(document.data)
    except ValidationError as error:
        raise ProtocolFileError(problems_from(error, document, file, keys_of(Protocol))) from None
    problems = tuple(_loose_names(protocol, document, file)) + tuple(_uncountable(protocol, document, file))
    if problems:
        raise ProtocolFileError(problems)
    return protocol


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a protocol file, as it is published in `docs/protocol.schema.json`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **Protocol.model_json_schema()}


Path = tuple[str | int, ...]


def _values(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    """Every value below, with its path in the file."""
    yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _values(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _values(each, (*path, str(key)))
    elif isinstance(value, tuple):
        for nth, each in enumerate(value):
            yield from _values(each, (*path, nth))


def _loose_names(protocol: Protocol, document: Document, file: str) -> Iterator[Problem]:
    roles, clauses = list(protocol.roles), [str(clause.id) for clause in protocol.clauses]
    for path, value in _values(protocol, ()):
        if isinstance(value, Role) and value not in protocol.roles:
            yield _loose(path, value, roles, "role", "`roles`", document, file)
        own = len(path) == 3 and path[0] == "clauses" and path[2] == "id"  # noqa: PLR2004 - clauses, number, id
        if isinstance(value, ClauseId) and not own and value not in clauses:
            yield _loose(path, value, clauses, "clause", "`clauses`", document, file)
    for nth, clause_id in enumerate(clauses):
        if clause_id in clauses[:nth]:
            path = ("clauses", nth, "id")
            yield Problem(
                file=file, line=document.line(path), key="id", message=f"{clause_id} stands twice",
                advice="give each clause an id of its own",
            )  # fmt: skip


def _loose(path: Path, name: str, known: list[str], what: str, where: str, document: Document, file: str) -> Problem:
    nearest = process.extractOne(name, known)
    advice = f"did you mean {nearest[0]}? Else add it to {where}" if nearest else f"add it to {where}"
    return Problem(
        file=file, line=document.line(path), key=str(next((p for p in reversed(path) if isinstance(p, str)), "")),
        message=f"there is no {what} {name}", advice=advice,
    )  # fmt: skip


def _uncountable(protocol: Protocol, document: Document, file: str) -> Iterator[Problem]:
    for nth, clause in enumerate(protocol.clauses):
        for rule, params in enumerate(clause.rules):
            if isinstance(params, EqualAccess) and params.deadline and not says_a_time(params.deadline):
                path = ("clauses", nth, "rules", rule, "deadline")
                yield Problem(
                    file=file, line=document.line(path), key="deadline",
                    message=f"“{params.deadline}” is no time that can be counted", advice=GRAMMAR,
                )  # fmt: skip
