"""Logs: one JSON object a line, counts and keys alone; no address, no subject, no word of a mail, no token."""

import logging
import sys

import structlog
from prometheus_client import CollectorRegistry, Counter

from bot.errors import EvenhandError

NOISY = ("pypdf", "flufl.bounce", "msal", "O365", "urllib3", "apscheduler", "uvicorn")
"""Libraries that would write addresses, or what a hostile mail does to them."""


def set_up() -> None:
    """Log to standard error."""
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


class LoggingTeller:
    """`bot.services.service.Teller`: to the log, and into the metrics."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._log = structlog.get_logger()
        self._done = Counter("evenhand_done_total", "What was done, by step", ["step"], registry=registry)
        self._failed = Counter("evenhand_failed_total", "Steps that failed", ["step"], registry=registry)

    def did(self, step: str, count: int) -> None:
        """A step was done; a step that found nothing to do is not worth a line."""
        self._done.labels(step=step).inc(count)
        if count:
            self._log.info("done", step=step, count=count)

    def failed(self, step: str, error: EvenhandError) -> None:
        """A step failed; the error's kind is logged, since its words may hold an address."""
        self._failed.labels(step=step).inc()
        self._log.warning("failed", step=step, error=type(error).__name__)
