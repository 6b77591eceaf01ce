"""Where somebody's earlier mail begins within a mail: the lines by which mail programs, in many languages, set it off.

No standard says how; what is here is the form of the lines, and the words where the form alone could be a person's sentence.
"""

import re
from collections.abc import Sequence

QUOTED = re.compile(r"^\s{0,3}(?:[A-Z]{0,3}>|\|)(?!\d)")
_MARKS = re.compile(r"^(?:\s*>)+\s?")
_LONGEST_LINE, _MOST_LINES = 300, 4

_WROTE = (
    r"(?:wrote|writes|a [eé]crit|[eé]crit|escribi[oó]|ha escrit|escreveu|ha scritto|scrive|schrieb|schreef|skrev|"
    r"napisał(?:\(?a\)?)?|pisze|kirjoitti|ysgrifennodd|пишет|написал|написав|写道|寫道|작성|のメッセージ)"
)
_ADDRESS = r"[<\[(]?\s*(?:mailto:)?[^\s<>()\[\]@]{1,80}@[^\s<>()\[\]@]{1,120}[>\])]*"
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6}"
_ATTRIBUTION = re.compile(
    # "On Mon, 5 Oct 2026 at 10:02, A B <a@b.example> wrote:", and the same with the verb where other languages put it
    rf"^(?=.*(?:\d{{4}}|\d\d?[:.]\d\d|@)).{{0,200}}\b{_WROTE}\s*[:：]$|"
    rf"^(?=.*(?:\d|@)).{{0,200}}\b{_WROTE}.{{0,160}}[:：]$|"
    rf"^(?=\D{{0,12}}\d).{{4,200}}{_ADDRESS}(?:\s*{_WROTE})?\s*[:：]$|"
    rf"^\d{{4}}[-/.年]\s?\d\d?[-/.月]\s?\d\d?.{{0,120}}{_ADDRESS}$|"
    r"^\d{4}-\d\d?-\d\d? \d\d?:\d\d GMT[+-]\d\d:\d\d .{2,80}$|"
    rf"^on {_DAY}, \d\d? \w{{3,9}} \d{{4}} at \d\d?:\d\d (?-i:(?:[A-Z][\w.'-]+\s?){{1,4}})$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"^(?!on\b.{0,200}\bwrote:$).{0,200}\b(?:wrote|writes)\b.{0,160}:$", re.IGNORECASE)
_CERTAIN = re.compile(r"@|\d\d?[:.]\d\d")
_AT_ITS_END = re.compile(rf"\s(on {_DAY},? .{{6,160}}\bwrote:)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"^\W{{0,3}}-{{3,}}\s*on\b.{{0,120}}\d.{{0,120}}\b{_WROTE}\s*:?\s*-{{3,}}$|"
    r"^\W{0,3}[-_=]{2,}\s*(?:original|forwarded|reply|ursprüngliche|weitergeleitete|oprindelig|videresendt|ursprungligt|vidarebefordrat|"
    r"mensaje|message|messaggio|mensagem|oorspronkelijk|doorgestuurd|wiadomość|neges|opprinnelig)\b.{0,60}?[-_=]{2,}\W{0,3}$|"
    r"^\s*begin forwarded message\s*:?\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W{0,4}([^\W\d_][\w -]{0,22}?)[ \xa0]{0,2}\*?\s?[:：]", re.IGNORECASE)
_FROM = frozenset(
    {"from", "de", "von", "van", "da", "fra", "från", "od", "oddi wrth", "expéditeur", "mittente", "发件人", "差出人"}
)
_OTHERS = frozenset(
    {
        *("sent", "date", "to", "cc", "bcc", "subject", "reply-to", "importance"),
        *(
            "anfonwyd",
            "at",
            "dyddiad",
            "pwnc",
            "envoyé",
            "envoyé le",
            "à",
            "a",
            "objet",
            "copie à",
            "message du",
            "sujet",
            "cci",
        ),
        *(
            "gesendet",
            "an",
            "betreff",
            "datum",
            "kopie",
            "verzonden",
            "aan",
            "onderwerp",
            "sendt",
            "til",
            "emne",
            "dato",
        ),
        *("inviato", "oggetto", "data", "risposta", "skickat", "till", "ämne", "do", "temat", "wysłano"),
        *("enviado", "enviada em", "para", "asunto", "assunto"),
    }
)
_LINK_ALONE = re.compile(r"^\s*\(?https?://\S+\s*>?\s*$")
_CLOCK = re.compile(r"\d\d:\d\d")
_MOST_LABELS = 10
_ONLY_ADDRESS = re.compile(rf"^\s*{_ADDRESS}\s*$")


_ENDS, _STARTS = frozenset(":：>])"), frozenset("0123456789oO")
"""With what a line that says who wrote what follows ends, or begins: any other need not be looked at."""


def unmarked(line: str) -> str:
    """A line without its marks of quotation."""
    return _MARKS.sub("", line).strip()


def is_quoted(lines: Sequence[str], nth: int) -> bool:
    """Whether a line is marked as quoted, or a link that was broken off from a line that is."""
    if QUOTED.match(lines[nth]):
        return True
    between = 0 < nth < len(lines) - 1 and QUOTED.match(lines[nth - 1]) and QUOTED.match(lines[nth + 1])
    return bool(between) and _LINK_ALONE.match(lines[nth]) is not None


def attribution(lines: Sequence[str], nth: int) -> int:
    """How many lines, from this one on, say who wrote what follows; 0 where it is no such line."""
    first = lines[nth].strip()
    if not first or len(first) > _LONGEST_LINE:
        return 0
    said = ""
    for count in range(1, _MOST_LINES + 1):
        if nth + count > len(lines) or (count > 1 and not lines[nth + count - 1].strip()):
            return 0
        said = f"{said} {lines[nth + count - 1].strip()}".strip()
        if len(said) > _LONGEST_LINE:
            return 0
        may = said[-1] in _ENDS or said[0] in _STARTS
        if may and _ATTRIBUTION.match(said) and not (_SENTENCE.match(said) and not _CERTAIN.search(said)):
            return count
        if count == 1 and not _may_go_on(first):
            return 0
    return 0


def _may_go_on(first: str) -> bool:
    """Only a line with a date or an address is the beginning of an attribution that goes on below."""
    return any(each.isdigit() for each in first) or "@" in first or "<" in first


def attribution_at_its_end(line: str) -> int:
    """Where, in a line that begins with the answer, the words begin that say who wrote what follows; -1 where they do not."""
    hit = _AT_ITS_END.search(line[:_LONGEST_LINE]) if line.rstrip().endswith(":") else None
    return hit.start(1) if hit else -1


def is_between(line: str) -> bool:
    """Whether a line says that an original, or forwarded, message follows."""
    return _BETWEEN.match(unmarked(line)[:_LONGEST_LINE]) is not None


def begins_headers(lines: Sequence[str], nth: int) -> bool:
    """Whether the headers of an earlier mail begin at this line, as Outlook and others repeat them."""
    label = _label(lines[nth])
    if label not in _FROM and label not in _OTHERS:
        return False
    if label in _FROM and nth + 1 < len(lines) and _ONLY_ADDRESS.match(lines[nth + 1]):
        return True
    names = [label]
    unlabelled = blank = 0
    for line in lines[nth + 1 : nth + 1 + _MOST_LABELS]:
        name = _label(line)
        if name in _FROM or name in _OTHERS:
            names.append(name)
            unlabelled = blank = 0
        elif not unmarked(line):
            blank += 1
        else:
            unlabelled += 1
        if unlabelled > 1 or blank > 1:
            break
    several = {each for each in names if each}
    if label in {"date", "sent"} and "to" in several and _CLOCK.search(lines[nth]):
        return True
    return bool(several & _FROM) and (len(several) > 2 or (len(several) > 1 and label == "from"))  # noqa: PLR2004


def _label(line: str) -> str:
    hit = _LABEL.match(unmarked(line)[:40])
    return hit.group(1).strip().lower() if hit else ""
