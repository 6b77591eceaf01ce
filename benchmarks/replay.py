"""How many mails are replayed a second on one core, and what the rules' own share of it is.

    .venv/bin/python benchmarks/replay.py [PATH] [--council FILE]

Times are those of the process, so that what else the machine does is not counted. What is measured is a service that
runs: what it learns of a protocol at the first mail of a kind is learnt before. Mails at which the checker of sent
correspondence looks as well are told apart: it has a bound of its own (`copies.py`).
Bound: the rules take at most 1 ms a mail, for any protocol of the library.
"""

import argparse
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.files import mails_below
from bot.adapters.texts import library_names
from bot.compose.rulebook import rulebook
from bot.services.decide import Deciding
from mailrules.evaluation.evaluate import evaluate, is_checked
from mailrules.evaluation.record import RememberedRecord
from mailrules.message import Message
from mailrules.mime import parse
from mailrules.reading.past import RememberedPast
from mailrules.reading.read import read

SAMPLE = Path(__file__).parents[1] / "bot" / "sandbox" / "sample"
RULES_AT_MOST_MS = 1.0
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def replayed(messages: list[Message], deciding: Deciding) -> tuple[list[float], list[float], list[float]]:
    """Seconds: of each mail, reading and rules; of the rules at a mail that is not checked; and at one that is."""
    past, record = RememberedPast(), RememberedRecord()
    whole, rules, checked = [], [], []
    for message in messages:
        at = message.date or EPOCH
        setting = deciding.setting(at)
        start = time.process_time()
        reading = read(message, setting.roll, past, deciding.weights)
        read_at = time.process_time()
        outcome = evaluate(message, reading, setting, record, at=at)
        done = time.process_time()
        record.keep(outcome)
        past.remember(message, reading, case=outcome.case)
        whole.append(done - start)
        (checked if is_checked(message, reading, setting) else rules).append(done - read_at)
    return whole, rules, checked


def main() -> int:
    """Print the figures; the exit code says whether the bound was kept."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("path", nargs="?", type=Path, default=SAMPLE / "mail")
    arguments.add_argument("--council", type=Path, default=SAMPLE / "council.yaml")
    given = arguments.parse_args()
    stored = [(each.direction, each.read()) for each in mails_below(given.path)]
    kept = True
    for name in library_names():
        deciding = rulebook(given.council, name, None).deciding()
        began = time.process_time()
        messages = [parse(data, direction=direction) for direction, data in stored]
        parsed = time.process_time() - began
        messages.sort(key=lambda each: each.date or EPOCH)
        replayed(messages, deciding)
        whole, rules, checked = replayed(messages, deciding)
        rules_ms = 1000 * statistics.fmean(rules)
        kept = kept and rules_ms <= RULES_AT_MOST_MS
        print(
            f"{name:24} {len(stored) / (parsed + sum(whole)):8.0f} mails/s   parsing {1000 * parsed / len(stored):6.2f} ms   "
            f"reading {1000 * (sum(whole) - sum(rules) - sum(checked)) / len(stored):6.2f} ms   rules {rules_ms:6.3f} ms a mail "
            f"(median {1000 * statistics.median(rules):.3f}), {1000 * statistics.fmean(checked):6.3f} ms with the "
            "checker of what was sent"
        )
    print(f"The rules' share is {'within' if kept else 'ABOVE'} {RULES_AT_MOST_MS} ms a mail.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
