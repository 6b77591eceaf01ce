"""A record read from what an officer writes: the council's form in the mail or in a paper, or plain sentences."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from mailrules.decisions.labels import LABELS, LINE, NOTHING
from mailrules.decisions.record import DecisionRecord, merged
from mailrules.reading.days import days_in

LONGEST_LABEL = 60
_SEPARATED = re.compile(
    r"^\s*(?:\d+[.)]\s*)?(?P<label>[^:\t|]{2,60}?)\s*(?::|\t+|\||\s{3,})\s*(?P<value>.*?)\s*\|?\s*$"
)
_REFERENCE = re.compile(r"\b(?=[A-Z0-9/-]*\d)[A-Z]{1,8}[/-](?:[A-Z0-9]{1,8}[/-]?){1,5}\b")
_PREFIX = re.compile(r"^(?:\s*(?:re|fw|fwd)\s*:)+\s*", re.IGNORECASE)
_EXEMPT = re.compile(r"\bexempt\b(?!ion\s+from)", re.IGNORECASE)
_NOT_EXEMPT = re.compile(
    r"\b(?:not|non-?|no)\s+(?:\w+\s+)?exempt\b|\bnothing (?:in it )?is exempt\b|\bexempt\??\s*[:\-]?\s*(?:no\b|none\b|n/a)",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(
    r"\bpara(?:graph)?s?\.?\s*(?P<numbers>[1-7](?:\s*(?:,|and|&|or|to|-)\s*[1-7])*)", re.IGNORECASE
)
_MEMBER = r"(?:cllrs?\.?|councillors?|(?:the )?leader(?: of the council)?|(?:cabinet|lead|executive) members?|portfolio holders?|(?:the )?chair(?:man|woman)?)"
_NAMES_MEMBER = re.compile(rf"\b{_MEMBER}\b", re.IGNORECASE)
_AGREES = re.compile(
    r"\b(?:agree[ds]?|agreement|concur\w*|content|consent\w*|approve[ds]?|approval|happy|support(?:s|ed|ive)?|signed (?:it )?off|ok'?d)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<!llr)(?<!llrs)[.;]+|\n+")
_NONE = re.compile(r"\W*(?:none|nil|n/?a|not|no|nobody|-+)\b|\W*$", re.IGNORECASE)
_DISAGREED = re.compile(
    r"\b(?:not|n['’]t|never|no|without|refus\w+|object\w*|disagree\w*|un(?:happy|able))\b", re.IGNORECASE
)
_TAKEN = re.compile(r"\b(?:taken|signed off|signed|decided|made|approved|authorised)\b[^.\n]{0,60}", re.IGNORECASE)
_WITHDRAWS = re.compile(
    r"\b(?:withdraw(?:n|s|ing)?|withdrew|rescind(?:ed|s)?|revok(?:ed?|es|ing)|cancel(?:led|s)?|disregard|not proceeding|(?:did|has) not (?:been )?(?:take|taken|go|gone) (?:effect|ahead)|sent in error)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:correct(?:ed|s|ion|ing)|amended (?:record|version)|revised (?:record|version)|supersedes?|replaces? the (?:earlier|previous|last)|should (?:have )?read|instead of the (?:one|record))\b",
    re.IGNORECASE,
)
_TEXT_FIELDS = ("title", "reference", "decision", "reasons", "options", "decision_maker", "concurrence", "conflicts")


def read_record(subject: str, text: str, papers: Iterable[str], *, sent: date, sender: str = "") -> DecisionRecord:
    """The record that a mail brings.

    Args:
        text: what the sender writes.
        papers: the text of each attached paper: a form in one of them counts as well as one in the mail.
        sent: the day on which the mail was sent: days without a year are near it, and it counts as the day of recording.
        sender: the sender's name and post: who decides where nothing else is said.
    """
    bare = " ".join(_PREFIX.sub("", subject).split())
    found = DecisionRecord()
    for part in (*papers, text):
        found = merged(found, _of_text(part, sent))
    said = f"{bare}\n{text}"
    return merged(
        DecisionRecord(title=_titled(bare), reference=_reference(said), decision_maker=sender, recorded=found.recorded or sent),
        merged(found, DecisionRecord(
            withdraws=_WITHDRAWS.search(said) is not None and not found.decision,
            corrects=_CORRECTS.search(said) is not None,
        )),
    )  # fmt: skip


def names_concurrence(text: str, papers: Iterable[str] = ()) -> bool:
    """Whether the record says that a member concurred."""
    return any(_concurrence(part, dict(_labelled(part))) for part in (text, *papers))


def _of_text(text: str, sent: date) -> DecisionRecord:
    values = dict(_labelled(text))
    days = {name: days_in(values[name], sent, past=True) for name in ("day", "recorded") if name in values}
    kept = {
        name: values[name]
        for name in _TEXT_FIELDS
        if values.get(name) and (name == "conflicts" or not NOTHING.match(values[name]))
    }
    return DecisionRecord(
        **{**kept, "concurrence": _concurrence(text, values)},  # type: ignore[arg-type]
        exempt=exempt_in(text),
        day=next(iter(days.get("day") or _taken(text, sent)), None),
        recorded=next(iter(days.get("recorded", ())), None),
    )


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Each labelled value of a form, once; a value goes on over the lines below it until another label or an empty line."""
    seen: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.replace("\u00a0", " ").splitlines():
        name, value = _label(line)
        if name:
            current = seen.setdefault(name, []) if name != "other" else None
            if current is not None and value and not current:
                current.append(value)
        elif not line.strip():
            current = None if current else current
        elif current is not None:
            current.append(line.strip())
    yield from ((name, " ".join(" ".join(parts).split())) for name, parts in seen.items() if parts)


def _label(line: str) -> tuple[str, str]:
    hit = _SEPARATED.match(line)
    label, value = (hit["label"], hit["value"]) if hit else (line.strip().rstrip(":"), "")
    if len(label) > LONGEST_LABEL:
        return "", ""
    named = LINE.fullmatch(label.strip(" *_.#-"))
    if named is None or (hit is None and not _stands_alone(label)):
        return "", ""
    return next(name for name in LABELS if named[name] is not None), value


def _stands_alone(label: str) -> bool:
    """Whether a line without a value is a heading of a form, and not a word of a sentence."""
    return len(label.split()) > 1 or label.istitle() or label.isupper()


def _concurrence(text: str, values: dict[str, str]) -> str:
    labelled = values.get("concurrence", "")
    if labelled and not _NONE.match(labelled) and not _DISAGREED.search(labelled):
        return labelled
    sentence = next((part for part in _SENTENCE.split(text) if _agrees(part)), "")
    return " ".join(sentence.split())


def _agrees(sentence: str) -> bool:
    """Whether a sentence says that a member agreed."""
    both = _AGREES.search(sentence) is not None and _NAMES_MEMBER.search(sentence) is not None
    return both and not _DISAGREED.search(sentence)


def _taken(text: str, sent: date) -> tuple[date, ...]:
    """The day on which a sentence says that it was decided."""
    return next((days for hit in _TAKEN.finditer(text) if (days := days_in(hit.group(), sent, past=True))), ())


def exempt_in(text: str) -> tuple[str, ...]:
    """The paragraphs of Schedule 12A under which a text says that it is exempt; `?` where it names none, nothing where it is not."""
    if not _EXEMPT.search(text) or _NOT_EXEMPT.search(text):
        return ()
    after = text[_EXEMPT.search(text).start() :][:200]  # type: ignore[union-attr]
    hit = _PARAGRAPHS.search(after)
    return tuple(dict.fromkeys(re.findall(r"[1-7]", hit["numbers"]))) if hit else ("?",)


def _reference(text: str) -> str:
    hit = _REFERENCE.search(text)
    return hit.group() if hit else ""


def _titled(subject: str) -> str:
    """The subject without what only says that it is a record."""
    title = re.sub(
        r"^(?:(?:record of (?:an? )?)?(?:delegated |officer )*decision(?: record| notice)?|for the (?:book|register))\b(?:\s+[A-Z]+[/-][\w/-]+)?\s*[:\-–]?\s*",
        "", subject, flags=re.IGNORECASE,
    )  # fmt: skip
    return _REFERENCE.sub("", title).strip(" :-–,") or subject
