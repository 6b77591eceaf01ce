"""What the sender now writes, apart from quoted and forwarded text, signature and footer.

What stands below somebody's earlier mail is still the sender's where that mail is marked line by line (an answer below, or
between, what is quoted); where it is not marked, all that follows is the earlier mail.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailrules.reading.model import VisibleText
from mailrules.reading.quoted import QUOTED, attribution, attribution_at_its_end, begins_headers, is_between, is_quoted

_READ_AT_MOST = 60_000

_FORWARD = re.compile(
    r"^(?:>[ \t]?)*[ \t]*(?:-{2,}[ \t]*(?:original|forwarded)[ \t]+message[ \t]*-{2,}|begin forwarded message:?)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_RULE = re.compile(r"^\s*[_\-=*]{3,}\s*$")
_DELIMITER = re.compile(r"^(?:--\s?|[_\-=*]{8,})\s*$")
_DEVICE = re.compile(
    r"^\s*(?:(?:sent|written) (?:from|via) (?:my|outlook|mail|yahoo|samsung|an?)\b.{0,60}|get outlook for \w+.{0,60}|sent with .{0,40}|"
    r"(?:envoyé (?:de|depuis|à partir)|sendt fra|skickat från|von meinem|gesendet (?:von|mit)|enviado (?:desde|do|de)|inviato da|"
    r"verstuurd vanaf|wysłan[eoy] z|anfonwyd o)\b.{0,80}|via mobile)\s*$",
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
    r"mit freundlichen grüßen|cordialement|saludos|cordiali saluti|pozdrawiam|med vänliga hälsningar|mvh|cofion(?: gorau| cynnes)?|"
    r"yn gywir|diolch(?: yn fawr)?|(?:many )?thanks(?: again| and regards| in advance)?|thank you|cheers|ta|best|ttfn|all the best|rgds|br|kr)\W{0,3}$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^(?:-{1,2}|–|/)[ \t]?[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20})?[.!]?$")
_SIGNED_LINES = 8
_SHORT = 90


def take_apart(text: str) -> VisibleText:
    """The parts of a body; what is too long to be one person's letter is read as far as its first 60,000 characters."""
    body = text[:_READ_AT_MOST].replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    latest, quoted, forwarded = _split(body)
    latest, footer = _without_footer(_without_rule(latest))
    written, signature = _without_signature(_without_rule(latest))
    return VisibleText(
        written=written.strip(), signature=signature.strip(), footer=footer.strip(), quoted=quoted, forwarded=forwarded
    )


@dataclass
class _Split:
    lines: Sequence[str]
    written: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)

    def go(self) -> None:
        nth = 0
        while nth < len(self.lines):
            line = self.lines[nth]
            if is_quoted(self.lines, nth):
                self.quoted.append(line)
                nth += 1
                continue
            if is_between(line) or begins_headers(self.lines, nth):
                self._all_quoted(nth)
                return
            within = attribution_at_its_end(line)
            if within > 0 and line[:within].strip():
                self.written.append(line[:within].rstrip(" \t-"))
                line = line[within:]
                self.lines = [*self.lines[:nth], line, *self.lines[nth + 1 :]]
            said = attribution(self.lines, nth)
            if said and not self._marked_below(nth + said) and any(each.strip() for each in self.written):
                self._all_quoted(nth)
                return
            if said:
                self.quoted.extend(self.lines[nth : nth + said])
                nth += said
                continue
            self.written.append(line.strip())
            nth += 1

    def _all_quoted(self, nth: int) -> None:
        self.quoted.extend(self.lines[nth:])

    def _marked_below(self, nth: int) -> bool:
        below = next((line for line in self.lines[nth:] if line.strip()), "")
        return QUOTED.match(below) is not None


def _split(body: str) -> tuple[str, str, bool]:
    split = _Split(body.split("\n"))
    split.go()
    forwarded = _FORWARD.search(body) is not None
    return "\n".join(split.written), "\n".join(split.quoted).strip(), forwarded


def _without_rule(text: str) -> str:
    """Without the line of dashes by which a mail program parts the answer from what follows."""
    lines = text.split("\n")
    kept = len(lines)
    while kept and (not lines[kept - 1].strip() or _RULE.match(lines[kept - 1])):
        kept -= 1
    return "\n".join(lines[:kept])


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
    if start > 1 and _NAMED.match(lines[start - 1].strip()):
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
