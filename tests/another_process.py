"""Evenhand as a process of its own: opens the installation that it is told of, and runs a round whenever it is told to.

It is a program: it reads lines of JSON (first whom to be, then the moment of each round) and answers each with one.
"""

import json
import sys
from datetime import datetime

from bot.adapters.clock import RandomIds
from bot.compose import running
from bot.compose.rulebook import rulebook
from bot.sandbox.clock import SetClock
from bot.services.service import Heard
from bot.settings import Settings


def say(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    told = json.loads(sys.stdin.readline())
    settings, clock, heard = Settings(**told["settings"]), SetClock(datetime.fromisoformat(told["at"])), Heard()
    council = rulebook(settings.council, settings.protocol, settings.adoption).council
    with (
        running.installation(settings, clock=clock, ids=RandomIds()) as here,
        running.graph(settings, council, clock=clock, pause=lambda _seconds: None) as reached,
    ):
        service = running.service(here, reached, actor=told["name"], teller=heard)
        say(ready=True)
        for line in sys.stdin:
            clock.set(datetime.fromisoformat(json.loads(line)["at"]))
            service.minute()
            service.nightly()
            say(counts=heard.counts, errors=heard.errors)


if __name__ == "__main__":
    main()
