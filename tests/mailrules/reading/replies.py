"""Quoted-reply fixtures of other projects, and whether the visible text is what their authors expect of it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailrules.mime import parse
from mailrules.mime.html import html_to_text
from mailrules.reading.model import VisibleText
from mailrules.reading.visible import take_apart
from mailrules.vocabulary import Direction

NOT_OURS = {
    (
        "reply_alfonsrv",
        "email_pl_1_1",
    ): "it begins with the headers of another mail: to a council that is a forward without a word of its own",
}
"""Set and id of each fixture whose author expects what is wrong for reading a council's mail, with why."""


@dataclass(frozen=True)
class Fixture:
    """One mail, and what is expected of its visible text."""

    set: str
    id: str
    text: str
    expected: dict[str, Any]

    @property
    def not_ours(self) -> str:
        """Why the author's expectation is not ours; empty where it is."""
        return NOT_OURS.get((self.set, self.id), "")

    def wrong(self) -> str:
        """What is not as expected; empty where all is."""
        return "; ".join(_wrong(take_apart(self.text), self.text, self.expected))


def sets_in(folder: Path) -> list[str]:
    """The sets of quoted replies that lie there."""
    return sorted(each.name for each in folder.glob("reply_*"))


def fixtures(folder: Path, name: str) -> list[Fixture]:
    """The fixtures of a set that say what is expected."""
    cases = json.loads((folder / name / "expectations.dev.json").read_text(encoding="utf-8"))
    found = []
    for nth, case in enumerate(cases):
        for key, text in _texts(folder / name, case):
            found.append(Fixture(name, f"{case['id']}{key}", text, {"nth": nth, **case}))
    return found


def _texts(folder: Path, case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "input_text" in case:
        text = case["input_text"]
    elif case["file"].endswith(".eml"):
        yield "", parse((folder / case["file"]).read_bytes(), direction=Direction.IN).text
        return
    elif not (folder / case["file"]).is_file():
        return
    else:
        text = (folder / case["file"]).read_bytes().decode("utf-8", "replace")
    for old, new in case.get("replace", {}).items() if isinstance(case.get("replace"), dict) else ():
        text = text.replace(old, new)
    yield "", html_to_text(text) if case.get("content_type") == "text/html" else text


def _unquoted(text: str) -> str:
    """Some authors show what is quoted above an answer as well; here it is never taken for what the sender writes."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(">"))


def _flat(text: str) -> str:
    """Without what a mail program adds: blanks and lines are not what is asked."""
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _forms(parts: VisibleText) -> set[str]:
    """The visible text with and without what it is signed with; authors differ in which they want."""
    signed = _flat(f"{parts.written} {parts.signature}")
    return {_flat(parts.written), signed, _flat(f"{parts.written} {parts.signature} {parts.footer}")}


def _wrong(parts: VisibleText, text: str, expected: dict[str, Any]) -> Iterator[str]:
    yield from _not_the_whole(parts, text, expected)
    yield from _pieces(parts, expected)
    signature = expected.get("expected_signature")
    if signature and _flat(signature) not in _flat(f"{parts.signature} {parts.footer}"):
        yield f"the signature is {parts.signature!r}, not {signature!r}"
    if expected.get("messages_in_thread", 1) > 1 and not parts.quoted:
        yield "nothing is quoted"


def _not_the_whole(parts: VisibleText, text: str, expected: dict[str, Any]) -> Iterator[str]:
    html = expected.get("expected_html_ignoring_whitespace")
    wanted = html_to_text(html) if html else expected.get("expected_visible_text")
    if wanted is not None and _flat(_unquoted(wanted)) not in _forms(parts):
        yield f"visible is {parts.written!r} + {parts.signature!r}, not {wanted!r}"
    if expected.get("all_visible") and _flat(text) not in _forms(parts):
        yield f"not all of it is visible: {parts.quoted!r}"


def _pieces(parts: VisibleText, expected: dict[str, Any]) -> Iterator[str]:
    shown = f"{parts.written}\n{parts.signature}\n{parts.footer}"
    for each in (expected.get("expected_prefix"), expected.get("expected_first_fragment")):
        if each is not None and not _flat(shown).startswith(_flat(each)):
            yield f"visible is {parts.written!r}, and does not begin with {each!r}"
    for each in expected.get("expected_substrings", ()):
        if _flat(each) not in _flat(shown):
            yield f"{each!r} is not visible"
    for each in (*expected.get("hidden_substrings", ()), *expected.get("second_fragment_substrings", ())):
        if _flat(each) in _flat(parts.written):
            yield f"{each!r} is visible"
    if "Thanks, Alex" in expected.get("note", "") and "Hi.Iamfine.Thanks,Alex" not in _bare(shown):
        yield f"visible is {shown!r}"
