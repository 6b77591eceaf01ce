"""Days as people write them: `Monday 12 October`, `next Monday (the 12th)`, `the 26th`, `last night`."""

import re
from datetime import date, timedelta

_MONTHS = {
    name: nth
    for nth, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_WEEKDAYS = {
    name: nth
    for nth, names in enumerate(
        (("monday", "mon"), ("tuesday", "tues", "tue"), ("wednesday", "weds", "wed"), ("thursday", "thurs", "thur", "thu"),
         ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"))
    )
    for name in names
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))

_DAY = re.compile(
    rf"""(?P<iso>\b20\d\d-\d\d-\d\d\b)
    |(?:\b(?:{_WEEKDAY}),?\s+(?:the\s+)?)?\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>20\d\d))?
    |(?:\b(?:{_WEEKDAY}),?\s+)?\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<y2>20\d\d))?
    |\b(?P<d3>\d{{1,2}})/(?P<m3>\d{{1,2}})(?:/(?P<y3>\d{{2,4}}))?\b
    |(?<![\d.])(?P<d7>\d{{1,2}})\.(?P<m7>\d{{1,2}})\.(?P<y7>\d{{4}}|\d{{2}})(?![\d.]?\d)
    |\b(?:the\s+)(?P<d4>\d{{1,2}})(?:st|nd|rd|th)\b
    |\b(?:{_WEEKDAY})\s+(?:the\s+)?(?P<d5>\d{{1,2}})(?:st|nd|rd|th)\b
    |\b(?P<d6>\d{{1,2}})(?:st|nd|rd|th)\b
    |\b(?P<rel>last\s+night|yesterday|this\s+(?:evening|morning|afternoon)|tonight|today|tomorrow)\b
    |\b(?:(?P<which>next|last|this|on|coming)\s+)?\b(?P<wd>{_WEEKDAY})\b(?!\s+after\b)(?!\s*\((?:the\s+)?\d)(?!,?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th|\s+(?:{_MONTH}))\b)(?P<night>\s+(?:night|evening))?""",
    re.IGNORECASE | re.VERBOSE,
)
_BACK = {
    "last night": 1,
    "yesterday": 1,
    "today": 0,
    "tonight": 0,
    "this evening": 0,
    "this morning": 0,
    "this afternoon": 0,
}
_CENTURY = 100


_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|since|printer on|no later than|away|back|(?:notice|letter|mail) of)\s+(?:[\w']+\s+){0,4}$",
    re.IGNORECASE,
)


def days_in(text: str, sent: date, *, past: bool = False, deadlines: bool = True) -> tuple[date, ...]:
    """The days that a text names, in order, each once, as seen from the day on which it was sent.

    Args:
        past: a bare weekday or day of the month is the last one, not the next.
        deadlines: whether days by which something is wanted count as well.
    """
    found = (
        _day(hit, sent, past=past)
        for hit in _DAY.finditer(text)
        if deadlines or not _DEADLINE.search(text[max(0, hit.start() - 40) : hit.start()])
    )
    return tuple(dict.fromkeys(day for day in found if day is not None))


def where_days(text: str, sent: date) -> tuple[tuple[int, int], ...]:
    """Where the text names days, each from its first character to behind its last."""
    return tuple(hit.span() for hit in _DAY.finditer(text) if _day(hit, sent, past=False) is not None)


def _day(hit: re.Match[str], sent: date, *, past: bool) -> date | None:
    parts = hit.groupdict()
    if parts["iso"]:
        return _safe(int(parts["iso"][:4]), int(parts["iso"][5:7]), int(parts["iso"][8:]))
    if parts["d1"]:
        return _with_month(int(parts["d1"]), _MONTHS[parts["m1"].lower()], parts["y1"], sent, past=past)
    if parts["d2"]:
        return _with_month(int(parts["d2"]), _MONTHS[parts["m2"].lower()], parts["y2"], sent, past=past)
    if parts["d3"]:
        return _with_month(int(parts["d3"]), int(parts["m3"]), parts["y3"], sent, past=past)
    if parts["d7"]:
        return _with_month(int(parts["d7"]), int(parts["m7"]), parts["y7"], sent, past=past)
    for key in ("d4", "d5", "d6"):
        if parts[key]:
            return _of_month(int(parts[key]), sent, past=past)
    if parts["rel"]:
        back = _BACK.get(" ".join(parts["rel"].lower().split()))
        return sent - timedelta(days=back) if back is not None else sent + timedelta(days=1)
    return _weekday(_WEEKDAYS[parts["wd"].lower()], sent, past=past or (parts["which"] or "").lower() == "last")


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_month(day: int, month: int, year: str | None, sent: date, *, past: bool) -> date | None:
    if year:
        full = int(year)
        return _safe(full + 2000 if full < _CENTURY else full, month, day)
    candidates = [found for offset in (-1, 0, 1) if (found := _safe(sent.year + offset, month, day))]
    if not candidates:
        return None
    if past:
        return max((each for each in candidates if each <= sent), default=None)
    return min(candidates, key=lambda each: abs((each - sent).days - 60))


def _of_month(day: int, sent: date, *, past: bool) -> date | None:
    months = [(sent.year + (sent.month - 1 + step) // 12, (sent.month - 1 + step) % 12 + 1) for step in (-1, 0, 1)]
    days = [found for year, month in months if (found := _safe(year, month, day))]
    if past:
        return max((each for each in days if each <= sent), default=None)
    return min((each for each in days if each >= sent), default=None)


def _weekday(weekday: int, sent: date, *, past: bool) -> date:
    if past:
        return sent - timedelta(days=(sent.weekday() - weekday) % 7 or 7)
    return sent + timedelta(days=(weekday - sent.weekday()) % 7 or 7)
