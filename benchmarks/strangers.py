"""All of other people's real mail, read and judged as a council would have it: what is taken for what, and what it costs.

    .venv/bin/python benchmarks/strangers.py [PATH] [--council FILE] [--protocol NAME]

PATH is a folder of mail that is nobody's of the council. Bounds: no notice, no exception, 95 in 100 `other` or `automatic`.
"""

import argparse
import logging
import resource
import statistics
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.files import mails_below
from bot.compose.rulebook import rulebook
from mailrules.evaluation.record import RememberedRecord
from mailrules.mime import parse
from mailrules.reading.past import RememberedPast
from mailrules.vocabulary import Kind

ROOT = Path(__file__).parents[1]
HARMLESS = {Kind.OTHER, Kind.AUTOMATIC}
AT_LEAST = 0.95
SLOWEST_SHOWN = 3


def main() -> int:
    """Print the figures; the exit code says whether the bounds were kept."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("path", nargs="?", type=Path, default=ROOT.parent / "shared" / "mail" / "third-party")
    arguments.add_argument("--council", type=Path, default=ROOT / "bot" / "sandbox" / "sample" / "council.yaml")
    arguments.add_argument("--protocol", default="enfield")
    given = arguments.parse_args()
    deciding = rulebook(given.council, given.protocol, None).deciding()
    received = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
    kinds: Counter[str] = Counter()
    held: Counter[str] = Counter()
    taken: list[tuple[float, str]] = []
    notices, exceptions = [], []
    past, record = RememberedPast(), RememberedRecord()
    for mail in mails_below(given.path):
        data = mail.read()
        began = time.process_time()
        decision = deciding.decide(parse(data, direction=mail.direction), past, record, received=received)
        taken.append((time.process_time() - began, mail.name))
        kinds.update(kind.value for kind in decision.reading.kinds)
        record.keep(decision.outcome)
        past.remember(decision.message, decision.reading, case=decision.outcome.case)
        held.update(_why(reason) for reason in decision.outcome.held_because)
        if decision.outcome.duties:
            notices.append(mail.name)
        if not set(decision.reading.kinds) <= HARMLESS:
            exceptions.append(f"{mail.name}: {', '.join(kind.value for kind in decision.reading.kinds)}")
    seconds = [each for each, _ in taken]
    harmless = 1 - len(exceptions) / max(1, len(taken))
    print(f"{len(taken)} mails: {dict(kinds.most_common())}")
    print(*(f"  held {count:4}: {why}" for why, count in held.most_common()), sep="\n")
    print(f"{harmless:.2%} other or automatic; {len(notices)} with a duty")
    print(*(f"  taken for more: {each}" for each in exceptions), sep="\n")
    print(*(f"  WITH A DUTY: {each}" for each in notices), sep="\n")
    print(f"median {1000 * statistics.median(seconds):.2f} ms, mean {1000 * statistics.fmean(seconds):.2f} ms a mail")
    print(*(f"  slowest: {took:.2f} s {name}" for took, name in sorted(taken)[-SLOWEST_SHOWN:]), sep="\n")
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory")
    return 0 if not notices and harmless >= AT_LEAST else 1


def _why(reason: str) -> str:
    """The sort of reason: without the names in it."""
    return reason.partition("(")[0][:100]


if __name__ == "__main__":
    sys.exit(main())
