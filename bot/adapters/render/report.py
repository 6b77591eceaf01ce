"""The report of a replay: one HTML file that opens from disk, with everything in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from bot.adapters.render.letters import SHIPPED
from bot.adapters.render.picture import picture, rows_of

_TEMPLATE = "console/replay.html"


def render_report(data: Mapping[str, Any]) -> str:
    """The report as HTML, the same bytes for the same data.

    Args:
        data: as `bot.services.report.report` makes it.
    """
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(str(SHIPPED)),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lit"] = lit
    environment.filters["moment"] = _moment
    rows = rows_of(data["mails"])
    drawn = Markup(picture(rows))  # noqa: S704 - drawn by matplotlib, which escapes every label
    return environment.get_template(_TEMPLATE).render(**data, picture=drawn, rows=rows)


def _moment(value: str | None) -> str:
    return value[:16].replace("T", " ") if value else "–"


def lit(text: str, evidence: Sequence[Mapping[str, Any]]) -> Markup:
    """The text, escaped, with the words of the body's evidence lit up; stretches that overlap are lit once."""
    return Markup("").join(_pieces(text, evidence))


def _pieces(text: str, evidence: Sequence[Mapping[str, Any]]) -> Iterator[Markup]:
    at = 0
    for each in sorted((e for e in evidence if e["where"] == "body"), key=lambda e: (e["start"], -e["end"])):
        start, end = each["start"], min(each["end"], len(text))
        if start < at or start >= end:
            continue
        yield escape(text[at:start])
        yield Markup('<mark title="{}">{}</mark>').format(each["cue"], text[start:end])
        at = end
    yield escape(text[at:])
