"""Paragraphs that were sent in short lines (RFC 3676, format=flowed), as paragraphs."""

_SIGNATURE = "-- "


def unwrapped(text: str, *, delete_space: bool) -> str:
    """The text with its soft line ends taken out; a line joins the next one of the same quote depth alone.

    Args:
        text: with plain line ends.
        delete_space: the part's `DelSp=yes`: the space before a soft line end is no part of the text.
    """
    paragraphs: list[tuple[int, list[str]]] = []
    soft = False
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        if soft and paragraphs[-1][0] == depth and content != _SIGNATURE:
            paragraphs[-1][1].append(content)
        else:
            paragraphs.append((depth, [content]))
        soft = content.endswith(" ") and content != _SIGNATURE
        if soft and delete_space:
            paragraphs[-1][1][-1] = content[:-1]
    return "\n".join(f"{'>' * depth}{' ' * bool(depth)}{''.join(pieces)}" for depth, pieces in paragraphs)
