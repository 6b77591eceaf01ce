"""PowerShell from templates: every value that stands in code is a quoted string, whatever it holds."""

from collections.abc import Mapping

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bot.adapters.render.letters import SHIPPED
from bot.errors import ConfigurationError

QUOTES = (
    "'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{SINGLE LOW-9 QUOTATION MARK}\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}"
)
"""PowerShell ends a single-quoted string at any of these."""


def render_script(template: str, values: Mapping[str, object]) -> str:
    """A script of `templates/console/flow-rule/`.

    Args:
        template: the file's name there.
        values: what it prints; in code always through the filter `quoted`.
    """
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(SHIPPED / "console" / "flow-rule"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_one_line,
    )
    environment.filters["quoted"] = quoted
    return environment.get_template(template).render(**values)


def quoted(value: str) -> str:
    """A PowerShell string in single quotes, which expands nothing.

    Raises:
        ConfigurationError: the value holds a line break or another control character.
    """
    if any(ord(each) < ord(" ") for each in value):
        raise ConfigurationError(f"{value!r} cannot stand in a script: it holds a control character")
    return "'" + "".join(each * 2 if each in QUOTES else each for each in value) + "'"


def _one_line(value: object) -> object:
    """Nothing that is printed may end the comment that it stands in."""
    if isinstance(value, str) and ("#>" in value or "\n" in value or "\r" in value):
        raise ConfigurationError(
            f"{value!r} cannot stand in a script: take the line break or the `#>` out of the directory"
        )
    return value
