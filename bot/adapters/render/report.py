"""The report of a replay: one HTML file that opens from disk, with everything in it."""

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from bot.adapters.render.letters import SHIPPED
from bot.adapters.render.timeline import LEFT, RIGHT, SHAPES, rows_of, timeline

_TEMPLATE = "console/replay.html"
_NO_TIME = "–"


def render_report(data: Mapping[str, Any]) -> str:
    """The report as HTML, the same bytes for the same data.

    Args:
        data: as `bot.services.report.report` makes it.
    """
    rows = rows_of(data["mails"])
    states = Counter(row.state for row in rows)
    template = pages().get_template(_TEMPLATE)
    return template.render(
        **data,
        numbered=list(enumerate(data["mails"], 1)),
        rows=rows,
        drawn=timeline(rows),
        left=LEFT,
        right=RIGHT,
        shapes=SHAPES,
        states=[(state, states[state]) for state in SHAPES if states[state]],
        dispositions=Counter(mail["disposition"] for mail in data["mails"]),
    )


@cache
def pages() -> SandboxedEnvironment:
    """The environment of pages for a browser: everything escaped, a placeholder without value an error."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(SHIPPED),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(lit=lit, moment=moment, words=words, shortened=shortened, digest=digest)
    return environment


def moment(value: str | datetime | None) -> Markup:
    """An ISO time with its offset as people read it, the exact one beside it; a dash where there is none."""
    if value is None:
        return Markup(_NO_TIME)  # noqa: S704 - a constant
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), f"{at:%a} {at.day} {at:%b %Y, %H:%M}")


def words(value: str) -> str:
    """A word of the vocabulary as people write it."""
    return value.replace("-", " ")


def shortened(value: str, length: int) -> str:
    """The text, cut to so many characters where it is longer."""
    return value if len(value) <= length else f"{value[: length - 1].rstrip()}…"


def digest(script: str) -> str:
    """What the page's Content-Security-Policy knows its one script by (CSP 3, hash-source)."""
    return f"sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode('ascii')}"


def lit(text: str, evidence: Sequence[Mapping[str, Any]]) -> Markup:
    """The text, escaped, with the words of the body's evidence lit up.

    Stretches that overlap are lit as one; what lies outside the text is left out.
    """
    return Markup("").join(_pieces(text, _stretches(len(text), evidence)))


def _stretches(length: int, evidence: Iterable[Mapping[str, Any]]) -> list[tuple[int, int, str]]:
    inside = ((max(e["start"], 0), min(e["end"], length), str(e["cue"])) for e in evidence if e["where"] == "body")
    merged: list[tuple[int, int, str]] = []
    for start, end, cue in sorted(each for each in inside if each[0] < each[1]):
        if merged and start < merged[-1][1]:
            first, until, cues = merged[-1]
            known = cue in cues.split(", ")
            merged[-1] = (first, max(until, end), cues if known else f"{cues}, {cue}")
        else:
            merged.append((start, end, cue))
    return merged


def _pieces(text: str, stretches: Iterable[tuple[int, int, str]]) -> Iterator[Markup]:
    at = 0
    for start, end, cue in stretches:
        yield escape(text[at:start])
        yield Markup('<mark title="{}">{}</mark>').format(cue, text[start:end])
        at = end
    yield escape(text[at:])
