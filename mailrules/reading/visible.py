"""What the sender now writes, apart from quoted and forwarded text, signature and footer.

Where a reply ends is `mail-parser-reply`'s knowledge. Its signatures are not used: it takes a line such as "Thanks, and
I'm sorry" for the beginning of one, and what is cut away here is never read.
"""

import re

from mailparser_reply import EmailReplyParser

from mailrules.reading.model import VisibleText

_READ_AT_MOST = 60_000
_PARSER = EmailReplyParser(languages=["en"])

_FORWARD = re.compile(
    r"^(?:>\s?)*\s*(?:-{2,}\s*(?:original|forwarded)\s+message\s*-{2,}|begin forwarded message:?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_SEPARATOR = re.compile(
    r"^\s*(?:-{2,}\s*(?:original|forwarded)\s+message\s*-{2,}|begin forwarded message:?|"
    r"(?:>\s?)*from:\s.{1,200}\n(?:(?:>\s?)*(?:sent|date|to|cc|bcc|subject|reply-to|importance):.{0,400}\n?){1,6})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^\s*>")
_WROTE = re.compile(r"^(?:on\s.{4,120}\bwrote:?|.{0,80}\bwrote:)\s*$", re.IGNORECASE)
_DELIMITER = re.compile(r"^(?:--\s?|[_\-=*]{8,})\s*$")
_DEVICE = re.compile(
    r"^\s*(?:sent from (?:my|outlook|mail|yahoo|samsung)\b.{0,60}|get outlook for \w+.{0,40}|sent with .{0,40})\s*$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^\s*(?:this (?:e-?mail|message)(?: and any| \(including| may| is| contains)|confidentiality notice|disclaimer\b|"
    r"the information (?:in|contained in) this (?:e-?mail|message)|if you (?:are not the intended|have received this)|"
    r"please consider the environment|caution:\s|\W*(?:external (?:e-?mail|sender)|this message (?:came|originated) from outside)|"
    r"official(?:[- ]sensitive)?\s*$)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:(?:many |with )?(?:kind|best|warm)?\s*(?:regards|wishes)|yours(?: sincerely| faithfully| ever)?|sincerely|"
    r"(?:many )?thanks(?: again| and regards| in advance)?|thank you|cheers|ta|best|ttfn|all the best|rgds|br|kr)\W{0,3}$",
    re.IGNORECASE,
)
_SIGNED_LINES = 8
_SHORT = 90


def take_apart(text: str) -> VisibleText:
    """The parts of a body; what is too long to be one person's letter is read as far as its first 60,000 characters."""
    body = text[:_READ_AT_MOST].replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    latest, quoted, forwarded = _split(body)
    latest, footer = _without_footer(latest)
    written, signature = _without_signature(latest)
    return VisibleText(
        written=written.strip(), signature=signature.strip(), footer=footer.strip(), quoted=quoted, forwarded=forwarded
    )


def _split(body: str) -> tuple[str, str, bool]:
    forwarded = _FORWARD.search(body) is not None
    separator = _SEPARATOR.search(body)
    if separator is not None:
        return _unquoted(body[: separator.start()]), body[separator.start() :].strip(), forwarded
    replies = _PARSER.read(body).replies if body.strip() else []
    if not replies:
        return body, "", forwarded
    latest = replies[0].content
    quoted = "\n".join(reply.content for reply in replies[1:])
    if not latest.strip() or _QUOTED_LINE.match(latest):
        return _unquoted(body), "\n".join(line for line in body.splitlines() if _QUOTED_LINE.match(line)), forwarded
    return _unquoted(latest), quoted.strip(), forwarded


def _unquoted(text: str) -> str:
    kept = [line for line in text.split("\n") if not _QUOTED_LINE.match(line)]
    while kept and (not kept[-1].strip() or _WROTE.match(kept[-1].strip())):
        kept.pop()
    return "\n".join(kept)


def _without_footer(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    for nth, line in enumerate(lines):
        if nth and _FOOTER.match(line):
            return "\n".join(lines[:nth]), "\n".join(lines[nth:])
    return text, ""


def _without_signature(text: str) -> tuple[str, str]:
    lines = text.rstrip().split("\n")
    for nth, line in enumerate(lines):
        if (
            _DELIMITER.match(line)
            and any(before.strip() for before in lines[:nth])
            and len(lines) - nth <= 2 * _SIGNED_LINES
        ):
            return "\n".join(lines[:nth]), "\n".join(lines[nth:])
    start = len(lines)
    while start > 1 and (_DEVICE.match(lines[start - 1]) or not lines[start - 1].strip()):
        start -= 1
    start = min(start, _closed_at(lines[:start]))
    return "\n".join(lines[:start]), "\n".join(lines[start:])


def _closed_at(lines: list[str]) -> int:
    """Where a closing formula near the end begins the signature; a short block after it is a name, a post, a telephone."""
    for nth in range(max(1, len(lines) - _SIGNED_LINES), len(lines)):
        rest = lines[nth + 1 :]
        if _CLOSING.match(lines[nth]) and all(len(line) < _SHORT for line in rest):
            return nth
    return len(lines)
