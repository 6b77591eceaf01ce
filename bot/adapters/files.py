"""Mail that lies in files: a tree of .eml, an mbox, a Maildir, or any mixture."""

import mailbox
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ConfigurationError
from mailrules.vocabulary import Direction

SENT_FOLDERS = frozenset({"sent", "sent items", "sent-mail", "sent mail", ".sent", ".sent items"})
"""A folder of one of these names (in any letter case) holds what was sent."""

_HEADER = re.compile(rb"\A[\s]*[!-9;-~]{1,80}:[ \t]?", re.ASCII)
_NOT_MAIL = frozenset({".json", ".jsonl", ".xml", ".html", ".yaml", ".yml", ".md", ".py", ".csv", ".png", ".jpg"})
_SNIFFED = 512


@dataclass(frozen=True, kw_only=True)
class FiledMail:
    """One mail in a file."""

    name: str
    """The path below the root; mails of an mbox have `#` and their number after it."""
    path: Path
    direction: Direction
    nth: int | None = None
    """Which mail of an mbox, from 0."""

    def read(self) -> bytes:
        """The mail's bytes."""
        if self.nth is None:
            return self.path.read_bytes()
        with closing(mailbox.mbox(str(self.path), create=False)) as box:
            return box.get_bytes(box.keys()[self.nth])


def mails_below(root: Path) -> Iterator[FiledMail]:
    """Every mail below a folder, or in one file, by name.

    What does not begin like a mail (RFC 5322 header field, or an mbox's `From ` line) is not one.

    Raises:
        ConfigurationError: there is nothing at that path.
    """
    if not root.exists():
        raise ConfigurationError(f"{root}: there is no such file or folder; give a tree of .eml, an mbox or a Maildir")
    if root.is_file():
        yield from _in_file(root, root.parent)
        return
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix.lower() not in _NOT_MAIL:
            yield from _in_file(path, root)


def _in_file(path: Path, root: Path) -> Iterator[FiledMail]:
    name = path.relative_to(root).as_posix()
    direction = _direction(path, root)
    with path.open("rb") as stream:
        start = stream.read(_SNIFFED)
    if start.startswith(b"From ") and path.parent.name not in {"cur", "new"}:
        with closing(mailbox.mbox(str(path), create=False)) as box:
            count = len(box)
        for nth in range(count):
            yield FiledMail(name=f"{name}#{nth}", path=path, direction=direction, nth=nth)
    elif path.suffix.lower() == ".eml" or _HEADER.match(start):
        yield FiledMail(name=name, path=path, direction=direction)


def _direction(path: Path, root: Path) -> Direction:
    below = path.relative_to(root).parts
    own = (root.name, *below[:-1]) if root.is_dir() else below[:-1]
    names = {part.lower() for part in own} | {path.stem.lower()}
    return Direction.OUT if names & SENT_FOLDERS else Direction.IN
