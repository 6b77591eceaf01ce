"""A letter's key exists once, for ever; a repeat that a person has decided on is another letter of the same duty."""

from bot.ports import OutboxRow, Work


def repeat_key(key: str, nth: int) -> str:
    """The key of the nth letter of a duty; the first has the duty's own."""
    return key if nth == 1 else f"{key}/repeat-{nth - 1}"


def newest(work: Work, key: str) -> tuple[OutboxRow | None, str]:
    """The newest letter of a duty, and the key that the next one would have."""
    letters = letters_of(work, key)
    return (letters[-1] if letters else None), repeat_key(key, len(letters) + 1)


def letters_of(work: Work, key: str) -> tuple[OutboxRow, ...]:
    """Every letter of a duty, in order: the first, then its repeats."""
    found: list[OutboxRow] = []
    while (row := work.outbox.get(repeat_key(key, len(found) + 1))) is not None:
        found.append(row)
    return tuple(found)
