"""What can go wrong at the edges. What may be tried again, what may not, and what nobody knows are types.

A configuration error stands apart: no "carry on" may swallow it.
"""


class EvenhandError(Exception):
    """Something went wrong that a person can be told of."""


class TransientError(EvenhandError):
    """Nothing happened; the same may be tried again, not before `retry_after` seconds."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class PermanentError(EvenhandError):
    """Nothing happened, and trying the same again will not help."""


class UncertainError(EvenhandError):
    """It may have happened or not; it is never tried again before somebody has looked."""


class CursorLostError(EvenhandError):
    """The mailbox no longer knows how far we had read; read the folder anew."""


class ConfigurationError(Exception):
    """A setting, a file or a permission is wrong; the message says where and what to write instead."""
