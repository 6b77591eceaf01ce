"""HTML as its reader sees it: what is hidden is dropped, and what is quoted is marked as plain text marks it."""

import re

from inscriptis import Inscriptis
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

LONGEST = 1_000_000
_DEEPEST = 200
_WIDEST_TABLE = 2_000
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|max-height\s*:\s*0(?![.\d]*[1-9])|"
    r"opacity\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_INDENTED = re.compile(r"border\s*:\s*(?:none|0)", re.IGNORECASE)
_DROPPED = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
_REPLY_HEADS = frozenset({"divrplyfwdmsg", "appendonsend", "x_divrplyfwdmsg", "x_appendonsend"})
_QUOTE_CLASSES = frozenset({"gmail_quote", "gmail_quote_container", "yahoo_quoted"})
_MARK = "-----Original Message-----"
_BEGIN, _END = "\ue000", "\ue001"
"""Private characters that stand where a quotation begins and ends until lines are made; none is let in from the mail."""
_CONFIG = ParserConfig(css=CSS_PROFILES["strict"], display_links=False, display_images=False)
_SPACES = re.compile(r"(?<![ \t\xa0])[ \t\xa0]+\n")
_LINES = re.compile(r"\n{3,}")
_TAG = re.compile(r"<[^<>]{0,2000}>")


def html_to_text(html: str) -> str:
    """The text of an HTML body; broken HTML gives what can be read of it."""
    return read_html(html)[0]


def read_html(html: str) -> tuple[str, str]:
    """The text of an HTML body, and why not all of it could be read; empty where all was."""
    why = "the HTML is longer than is read" if len(html) > LONGEST else ""
    source = html[:LONGEST].replace("\x00", "").replace(_BEGIN, "").replace(_END, "")
    if not source.strip():
        return "", why
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(source, parser=parser)
    except (LxmlError, ValueError, AssertionError, RecursionError):
        if "<" not in source:
            return source.strip(), why
        text = _TAG.sub(" ", source).strip()
        return text, why or ("the HTML is too broken to tell what its reader sees" if text else "")
    if parser.error_log.filter_from_fatals():
        why = why or "the HTML is nested deeper than is read"
    _without_hidden(tree)
    _mark_quotes(tree)
    return _tidy(_rendered(tree)), why


def _rendered(tree: HtmlElement) -> str:
    if _too_deep(tree):
        return "\n".join(tree.itertext())
    _flatten_tables(tree)
    try:
        return str(Inscriptis(tree, _CONFIG).get_text())
    except (LxmlError, ValueError, AssertionError, RecursionError, AttributeError, IndexError, KeyError, TypeError):
        return "\n".join(tree.itertext())


def _tidy(text: str) -> str:
    lines = []
    depth = 0
    for line in text.split("\n"):
        begun = line.count(_BEGIN)
        ended = line.count(_END)
        said = line.replace(_BEGIN, "").replace(_END, "").strip() if begun or ended or depth else line
        if said or not (begun or ended):
            lines.append("> " * min(depth + begun, _DEEPEST) + said)
        depth = max(0, depth + begun - ended)
    return _LINES.sub("\n\n", _SPACES.sub("\n", "\n".join(lines).replace("\xa0", " ") + "\n")).strip()


def _without_hidden(tree: HtmlElement) -> None:
    """Empties what is hidden; taking it out would move the text after it each time, in quadratic time."""
    doomed = [
        each
        for each in tree.iter()
        if isinstance(each.tag, str)
        and (each.tag in _DROPPED or "hidden" in each.attrib or _HIDDEN.search(each.get("style") or ""))
    ]
    for each in doomed:
        each.clear(keep_tail=True)
        each.tag = "span"


def _mark_quotes(tree: HtmlElement) -> None:
    """Quotations are put between marks; where a mail program sets the earlier mail apart, a line says so, once."""
    marked = False
    for each in [found for found in tree.iter() if isinstance(found.tag, str)]:
        if each.tag == "blockquote" and not _is_indented(each):
            _between_marks(each)
        elif not marked and _begins_earlier_mail(each):
            _say_before(each)
            marked = True


def _is_indented(quote: HtmlElement) -> bool:
    """Mail programs indent their writer's own paragraphs by quotations without a border."""
    cited = (quote.get("type") or "").lower() == "cite" or _QUOTE_CLASSES & _classes(quote)
    return not cited and _INDENTED.search(quote.get("style") or "") is not None


def _begins_earlier_mail(element: HtmlElement) -> bool:
    if (element.get("id") or "").lower() in _REPLY_HEADS:
        return True
    return bool(_QUOTE_CLASSES & _classes(element)) and next(element.iter("blockquote"), None) is None


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").lower().split())


def _between_marks(quote: HtmlElement) -> None:
    first, last = quote.makeelement("div", {}), quote.makeelement("div", {})
    first.text, last.text = _BEGIN, _END
    first.tail, quote.text = quote.text, None
    quote.insert(0, first)
    quote.append(last)


def _say_before(element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is None:
        return
    line = element.makeelement("p", {})
    line.text = _MARK
    parent.insert(parent.index(element), line)


def _too_deep(tree: HtmlElement) -> bool:
    """Whether elements lie so deep that a reader by recursion gives up."""
    level = [tree]
    for _ in range(_DEEPEST):
        level = [child for each in level for child in each]
        if not level:
            return False
    return True


def _flatten_tables(tree: HtmlElement) -> None:
    """Tables that only lay a page out, and endless ones, become paragraphs: set side by side they take quadratic time."""
    for table in [*tree.iter("table")]:
        nested = next(table.iterdescendants("table"), None) is not None or table.getparent() is None
        if nested or sum(1 for _ in table.iter("td", "th")) > _WIDEST_TABLE:
            for each in _own_rows(table):
                each.tag = "span" if each.tag in {"td", "th"} else "div"
                if each.tag == "span":
                    each.tail = f" {each.tail or ''}"
            table.tag = "div"


def _own_rows(table: HtmlElement) -> list[HtmlElement]:
    """The rows and cells of a table, without those of tables within."""
    found: list[HtmlElement] = []
    waiting = list(table)
    while waiting:
        each = waiting.pop()
        if each.tag in {"tr", "td", "th", "tbody", "thead", "tfoot"}:
            found.append(each)
        if isinstance(each.tag, str) and each.tag != "table":
            waiting.extend(each)
    return found
