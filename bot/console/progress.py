"""Nobody waits without a bar."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

ERRORS = Console(stderr=True)
"""Bars and complaints go to standard error, so that what is asked for can be piped."""


@contextmanager
def bar(words: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error; what it yields is called once for each step."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=ERRORS, transient=True) as progress:
        task = progress.add_task(words, total=total)
        yield lambda: progress.advance(task)
