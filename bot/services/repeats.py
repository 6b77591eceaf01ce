"""A letter's key exists once, for ever; a repeat that a person has decided on is another letter of the same duty."""

from bot.ports import OutboxRow, Work


def repeat_key(key: str, nth: int) -> str:
    """The key of the nth letter of a duty; the first has the duty's own."""
    return key if nth == 1 else f"{key}/repeat-{nth - 1}"


def newest(work: Work, key: str) -> tuple[OutboxRow | None, str]:
    """The newest letter of a duty, and the key that the next one would have."""
    nth, found = 1, None
    while (row := work.outbox.get(repeat_key(key, nth))) is not None:
        nth, found = nth + 1, row
    return found, repeat_key(key, nth)
