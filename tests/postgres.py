"""A PostgreSQL of the tests' own: a cluster in a temporary folder, reached over a socket in it, gone when they end."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from pwd import getpwall
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest

DEBIAN = Path("/usr/lib/postgresql")
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")
"""Nothing here has to outlive a power cut."""


@dataclass
class Cluster:
    """A cluster that runs."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def fresh(self) -> str:
        """The URL of a new, empty database."""
        name = f"register{next(self._numbers)}"
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)


def programs() -> Path | None:
    """Where PostgreSQL's own programs are: where Debian puts them, newest first, or on the path."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    return found[0].parent if found else Path(on_path).resolve().parent if on_path else None


def somebody() -> dict[str, Any]:
    """As whom the cluster runs: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    names = {each.pw_name: each for each in getpwall()}
    somebody_else = names.get("postgres") or names["nobody"]
    return {"user": somebody_else.pw_uid, "group": somebody_else.pw_gid, "extra_groups": []}


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A cluster, from `with` to the end of it; where there can be none, the test is skipped with a word."""
    bin_ = programs()
    if bin_ is None:
        pytest.skip("PostgreSQL is not installed here: this is tried on SQLite alone")
    folder, who = Path(mkdtemp(prefix="evenhand-pg-")), somebody()
    if who:
        shutil.chown(folder, who["user"])
    data, options = folder / "data", [f"-c {each}" for each in HASTE]
    server = f"-k {folder} -c listen_addresses='' {' '.join(options)}"

    def run(*command: str | Path) -> None:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **who)
        if done.returncode:
            pytest.skip(f"PostgreSQL cannot be started here: {(done.stderr or done.stdout).strip()[:300]}")

    try:
        run(bin_ / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        # Its log goes to a file: a server that kept our pipe open would never let us read to its end.
        run(bin_ / "pg_ctl", "-D", data, "-l", folder / "log", "-o", server, "-w", "-s", "start")
        try:
            yield Cluster(folder)
        finally:
            run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "-s", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
