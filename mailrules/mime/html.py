"""HTML as its reader sees it: what is hidden is dropped, and where an earlier mail begins is marked as plain text marks it."""

import re

from inscriptis import Inscriptis
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError
from lxml.html import HtmlElement, document_fromstring

LONGEST = 1_000_000
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|max-height\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_DROPPED = ("script", "style", "head", "title", "template", "noscript", "object", "svg")
_REPLY_HEADS = frozenset({"divrplyfwdmsg", "appendonsend", "x_divrplyfwdmsg"})
_QUOTE_CLASSES = frozenset({"gmail_quote", "gmail_quote_container", "yahoo_quoted", "moz-cite-prefix"})
_MARK = "-----Original Message-----"
_CONFIG = ParserConfig(css=CSS_PROFILES["strict"], display_links=False, display_images=False)
_SPACES = re.compile(r"[ \t\xa0]+\n")
_LINES = re.compile(r"\n{3,}")


def html_to_text(html: str) -> str:
    """The text of an HTML body; broken HTML gives what can be read of it."""
    source = html[:LONGEST].replace("\x00", "")
    if not source.strip():
        return ""
    try:
        tree = document_fromstring(source)
        _without_hidden(tree)
        _mark_quotes(tree)
        text = Inscriptis(tree, _CONFIG).get_text()
    except (LxmlError, ValueError, AssertionError, RecursionError):
        text = re.sub(r"<[^>]{0,2000}>", " ", source)
    return _LINES.sub("\n\n", _SPACES.sub("\n", text.replace("\xa0", " "))).strip()


def _without_hidden(tree: HtmlElement) -> None:
    doomed = [
        each
        for each in tree.iter()
        if isinstance(each.tag, str)
        and (each.tag in _DROPPED or "hidden" in each.attrib or _HIDDEN.search(each.get("style") or ""))
    ]
    for each in doomed:
        if each.getparent() is not None:
            each.drop_tree()


def _mark_quotes(tree: HtmlElement) -> None:
    """The first place at which an earlier mail begins gets the line by which plain text would show it."""
    for each in tree.iter():
        if not isinstance(each.tag, str):
            continue
        classes = set((each.get("class") or "").lower().split())
        begins = (each.get("id") or "").lower() in _REPLY_HEADS or classes & _QUOTE_CLASSES
        if begins or (each.tag == "blockquote" and (each.get("type") or "").lower() == "cite"):
            marker = each.makeelement("p", {})
            marker.text = _MARK
            parent = each.getparent()
            if parent is not None:
                parent.insert(parent.index(each), marker)
            return
