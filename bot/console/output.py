"""Files that a person asked for."""

from pathlib import Path

from bot.errors import ConfigurationError


def write_text(file: Path, text: str) -> None:
    """Write a file that a person asked for; its folder is made.

    Raises:
        ConfigurationError: it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{file}: it cannot be written: {error.strerror}") from error
