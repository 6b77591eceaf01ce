"""An attestation as one HTML file that opens from disk, with everything in it."""

from collections.abc import Mapping
from typing import Any

from bot.adapters.render.report import pages


def render_attestation(data: Mapping[str, Any]) -> str:
    """The attestation as HTML.

    Args:
        data: `council`, `protocol`, `made` (aware), and `attested` as JSON.
    """
    return pages().get_template("console/attestation.html").render(**data)
