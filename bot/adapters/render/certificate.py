"""Certificates as one HTML file that opens from disk, with everything in it."""

from collections.abc import Mapping
from typing import Any

from bot.adapters.render.report import pages


def render_certificates(data: Mapping[str, Any]) -> str:
    """The certificates as HTML.

    Args:
        data: `council`, `protocol`, `made` (aware), `head` of the journal, and `certificates` as JSON.
    """
    return pages().get_template("console/certificate.html").render(**data)
