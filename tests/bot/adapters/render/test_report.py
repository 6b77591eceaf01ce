"""The report: one file that opens from disk, whatever the mails in it say."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.adapters.render.report import lit, render_report

HOSTILE = '</style><script>alert("1")</script>'


def duty(**given: Any) -> dict[str, Any]:
    return {
        "clause": "E06", "rule": "equal-access", "tell": ["leader@x.example"], "say": ["fact"], "state": "due",
        "due": "2026-10-20T17:00:00+01:00", "release_at": "2026-10-14T10:00:00+01:00", "subject": "Notice",
        "text": "A briefing was prepared.", "local_choice": ["5 working days is a default"],
    } | given  # fmt: skip


def mail(**given: Any) -> dict[str, Any]:
    view = {
        "date": "2026-10-13T09:00:00+01:00", "from": "A", "to": "B", "subject": given.pop("subject", "A note"),
        "written": given.pop("written", "Here is the note."), "quoted": "", "evidence": given.pop("evidence", []),
        "hits": [{"clause": "E06", "rule": "equal-access", "reason": "a group was served"}],
        "misses": [{"clause": "E10", "rule": "equal-access", "reason": "no officer has been there"}],
        "clauses": {"E06": {"clause": "13", "says": "Others are told."}},
    }  # fmt: skip
    return {
        "file": "m.eml", "message_id": "<m@x.example>", "direction": "in", "kinds": ["group-briefing-delivered"],
        "flags": [], "group": "green", "topic": None, "items": [], "confidence": 1.0, "case": None,
        "disposition": "act", "held_because": [], "duties": [], "routes": [], "findings": [], "warnings": [],
        "paragraphs": [], "closed_to": None, "_view": view,
    } | given  # fmt: skip


def data(*mails: dict[str, Any], **given: Any) -> dict[str, Any]:
    protocol = {"id": "p", "title": "A protocol", "version": "1"}
    names = {"leader@x.example": "Cllr Leader", "green": "Green Group"}
    found = {"council": "Exampleton", "protocol": protocol, "adoption": "", "generated_for": "mail"}
    return {**found, "mails": list(mails), "names": names, **given}


class Outline(HTMLParser):
    """Headings in order, and whether anything is fetched or run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]


@pytest.mark.parametrize("mails", [(), (mail(),), (mail(duties=[duty(), duty(state="held", release_at=None)]),)])
def test_headings_follow_in_order_and_nothing_is_fetched(mails: tuple[dict[str, Any], ...]) -> None:
    page = Outline(render_report(data(*mails)))
    assert page.levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
    assert not page.tags & {"script", "img", "link", "iframe", "form"}
    assert all(link.startswith("#") for link in page.links)


def test_a_hostile_mail_is_only_text() -> None:
    page = render_report(data(mail(subject=HOSTILE, written=HOSTILE, duties=[duty(subject=HOSTILE, text=HOSTILE)])))
    assert "<script" not in page
    assert "Content-Security-Policy" in page


def test_the_same_mails_give_the_same_bytes() -> None:
    told = data(mail(duties=[duty()]))
    assert render_report(told) == render_report(told)


def test_a_replay_says_that_nothing_was_sent_and_a_run_says_what_was() -> None:
    sent = {"at": "2026-10-14T10:00:00+01:00", "message_id": "<n@x.example>", "to": ["leader@x.example"]}
    assert "Nothing was sent" in render_report(data(mail(duties=[duty()])))
    ran = render_report(data(mail(duties=[duty(state="met", sent=sent)]), sent_note="One notice left, once."))
    assert "Nothing was sent" not in ran
    assert "One notice left, once." in ran
    assert "told Cllr Leader on" in " ".join(re.sub(r"<[^>]+>", "", ran).split())


def test_words_that_overlap_are_lit_once() -> None:
    evidence = [
        {"where": "body", "start": 0, "end": 8, "cue": "one"},
        {"where": "body", "start": 5, "end": 12, "cue": "two"},
        {"where": "subject", "start": 0, "end": 3, "cue": "elsewhere"},
        {"where": "body", "start": 90, "end": 99, "cue": "outside"},
    ]
    found = lit("Here is <the> note.", evidence)
    assert found.count("<mark") == 1
    assert re.sub(r"<[^>]+>", "", str(found)) == "Here is &lt;the&gt; note."
