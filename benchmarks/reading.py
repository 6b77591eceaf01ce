"""What it costs to read a mail: at the median, by its size, and from a cold start.

    .venv/bin/python benchmarks/reading.py [PATH] [--council FILE]

Times are those of the process on one core. Bounds: at the median 5 ms a mail without attachments; linear in size (a mail of
ten times the size takes at most twenty times as long, once above the fixed cost); a reader starts within a second.
"""

import argparse
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from bot.adapters.files import mails_below
from bot.compose.rulebook import rulebook
from mailrules.mime import parse
from mailrules.reading.past import RememberedPast
from mailrules.reading.read import read
from mailrules.vocabulary import Direction

SAMPLE = Path(__file__).parents[1] / "bot" / "sandbox" / "sample"
MEDIAN_AT_MOST_MS, START_AT_MOST_S, TIMES_AT_MOST = 5.0, 1.0, 20.0
KILOBYTES = (1, 10, 100, 1000)
ROUNDS = 5
FORMS = {
    "plain": (
        "text/plain",
        "Dear Margaret,\n\nThe bins in Larch Road were not emptied on Monday 5 October, which I said.\n\n",
    ),
    "quoted": ("text/plain", "> On Monday somebody wrote to me about the bins:\n> From: A <a@b.example>\n"),
    "HTML": ("text/html", "<p>The bins in <b>Larch Road</b> were not emptied.</p><div>Nor were ours.</div>\n"),
}
START = """
import time
began = time.perf_counter()
from mailrules.mime import parse
from mailrules.reading.read import read
from bot.adapters.texts import read_weights
read_weights()
print(time.perf_counter() - began)
"""


def main() -> int:
    """Print the figures; the exit code says whether the bounds were kept."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("path", nargs="?", type=Path, default=SAMPLE / "mail")
    arguments.add_argument("--council", type=Path, default=SAMPLE / "council.yaml")
    given = arguments.parse_args()
    deciding = rulebook(given.council, "enfield", None).deciding()
    roll = deciding.setting(datetime(2026, 10, 12, 9, 0, tzinfo=UTC)).roll

    def seconds(data: bytes) -> float:
        taken = []
        for _ in range(ROUNDS):
            began = time.process_time()
            read(parse(data, direction=Direction.IN), roll, RememberedPast(), deciding.weights)
            taken.append(time.process_time() - began)
        return min(taken)

    stored = [mail.read() for mail in mails_below(given.path) if mail.direction is Direction.IN]
    plain = [data for data in stored if not parse(data, direction=Direction.IN).attachments]
    median = 1000 * statistics.median(seconds(data) for data in plain)
    print(f"{len(plain)} mails without attachments: median {median:.2f} ms")
    linear = True
    for form, (kind, line) in FORMS.items():
        taken = [seconds(_mail(kind, line, 1000 * size)) for size in KILOBYTES]
        print(
            f"{form:8}"
            + "   ".join(f"{size:5} kB {1000 * took:8.2f} ms" for size, took in zip(KILOBYTES, taken, strict=True))
        )
        linear = linear and all(after <= TIMES_AT_MOST * before for before, after in pairwise(taken))
    told = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)  # noqa: S603 - our own text
    start = float(told.stdout)
    print(f"started in {start:.2f} s")
    kept = median <= MEDIAN_AT_MOST_MS and linear and start <= START_AT_MOST_S
    print("within its bounds" if kept else "ABOVE its bounds")
    return 0 if kept else 1


def _mail(kind: str, line: str, size: int) -> bytes:
    sender = "Cllr Victoria Sharpe <cllr.victoria.sharpe@wychmere.gov.example>"
    head = f"From: {sender}\nTo: a@b.example\nSubject: Bins\nContent-Type: {kind}\n\n"
    return (head + line * (size // len(line))).encode()


if __name__ == "__main__":
    sys.exit(main())
