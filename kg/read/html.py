"""Reads `.html`: the article of a page, without what is around it."""

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.errors import InputError
from kg.read.decode import decode
from kg.read.layout import Layout
from kg.read.source import Source

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_CHINESE: Final = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8"}
_DROPPED: Final = (
    "script", "style", "noscript", "template", "iframe", "form", "nav", "header", "footer", "aside",
    "button", "select", "option", "svg", "object", "head", "input", "textarea",
)  # fmt: skip
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.I)
_BLOCKS: Final = frozenset((
    "p", "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol",
    "dl", "dt", "dd", "table", "thead", "tbody", "tr", "td", "th", "blockquote", "pre", "br", "hr",
    "center", "body", "caption", "figure", "figcaption", "ucapcontent", "ucaptitle",
))  # fmt: skip
_LEAVES: Final = frozenset(("p", "table", "h1", "h2", "h3", "li", "pre"))
"""What an article is made of, so that it is none itself."""

_SHARE: Final = 0.7
"""A block that holds this share of the text of the best one's surroundings is the article."""


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read the article of a page."""
    from lxml import etree, html

    text, encoding = _decode(data, name)
    # what the page declares of its encoding is done with, and lxml would refuse it in a str
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(huge_tree=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError) as exc:
        raise InputError("broken_html", f"{name}: not a page: {exc}; save it as text") from exc
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        fault = f"{name}: its elements lie too deep in each other to be read; save it as text"
        raise InputError("broken_html", fault)
    heading = _heading(root)
    _strip(root)
    body = root.find("body")
    article = _article(root if body is None else body)
    layout = Layout()
    _lay_out(article, layout)
    words = layout.text()
    if not words.strip():
        raise InputError("empty_file", f"{name}: the page holds no text")
    if heading and heading not in words[:400]:
        shifted = Layout()
        shifted.line(heading)
        _lay_out(article, shifted)
        layout, words = shifted, shifted.text()
    return [Source(words, encoding, tables=tuple(layout.tables))]


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Decode by what the page declares, if that is Chinese and no byte contradicts; else by
    trial."""
    declared = _CHARSET.search(data[:4096])
    encoding = _CHINESE.get(declared[1].decode("ascii").lower()) if declared else None
    if encoding is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            return decode(data, name=name)
    return decode(data, name=name)


def _heading(root: Any) -> str:
    """Return the page's own title of the article, if it has one."""
    for path in ("//ucaptitle", "//h1"):
        for element in root.xpath(path):
            words = " ".join("".join(element.itertext()).split())
            if len(words) >= 4:
                return words
    return ""


def _strip(root: Any) -> None:
    """Take out what is never part of an article, leaving the text after it."""
    doomed = [e for e in root.iter() if not isinstance(e.tag, str) or e.tag in _DROPPED]
    doomed += [e for e in root.iter() if _HIDDEN.search(e.get("style") or "")]
    for element in doomed:
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()


def _article(body: Any) -> Any:
    """Find the smallest block that holds most of the page's prose, links not counted."""
    sizes: dict[Any, int] = {}
    for element in body.iter():
        own = len((element.text or "").strip()) if element.tag != "a" else 0
        own += sum(len((child.tail or "").strip()) for child in element)
        if own == 0:
            continue
        above = element
        while above is not None:
            sizes[above] = sizes.get(above, 0) + own
            above = above.getparent()
    best = body
    while True:
        inner = max(best, key=lambda child: sizes.get(child, 0), default=None)
        if inner is None or inner.tag in _LEAVES or not len(inner):
            return best
        if sizes.get(inner, 0) < _SHARE * sizes.get(best, 0):
            return best
        best = inner


def _lay_out(article: Any, layout: Layout) -> None:
    for piece in _pieces(article):
        if isinstance(piece, str):
            if piece.strip():
                layout.line(piece)
        else:
            layout.table(piece)


def _pieces(element: Any) -> Iterator[Any]:
    """Yield the lines of an element as strings, and its innermost tables as rows of cells."""
    words: list[str] = []

    def flush() -> Iterator[str]:
        line = re.sub(r"[\n\r\t]+", " ", "".join(words))
        words.clear()
        if line.strip():
            yield line

    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, is_end = stack.pop()
        is_block = node.tag in _BLOCKS
        if is_end:
            if is_block:
                yield from flush()
            if node is not element and node.tail:
                words.append(node.tail)
            continue
        if is_block:
            yield from flush()
        stack.append((node, True))
        if node.tag == "table" and _is_data(node):
            yield from flush()
            yield list(_rows(node))
            continue
        if node.text:
            words.append(node.text)
        stack.extend((child, False) for child in reversed(node))
    yield from flush()


def _is_data(table: Any) -> bool:
    """Tell whether a table holds data rather than the layout of a page."""
    rows = table.findall(".//tr")
    is_inner = not table.findall(".//table")
    return is_inner and len(rows) >= 2 and max(len(row) for row in rows) >= 2


def _rows(table: Any) -> Iterator[list[tuple[int, str]]]:
    """Yield the cells of each row, a cell over several rows or columns again in each of them."""
    key = 0
    hanging: dict[int, tuple[int, int, str]] = {}  # column -> rows left, key, words
    for row in table.iterfind(".//tr"):
        cells: list[tuple[int, str]] = []

        def fill(cells: list[tuple[int, str]] = cells) -> None:
            while (held := hanging.get(len(cells))) is not None and held[0] > 0:
                hanging[len(cells)] = (held[0] - 1, held[1], held[2])
                cells.append((held[1], held[2]))

        for cell in row.iterchildren("td", "th"):
            fill()
            words = " ".join("".join(cell.itertext()).split())
            key += 1
            for _ in range(_count(cell.get("colspan"))):
                hanging[len(cells)] = (_count(cell.get("rowspan")) - 1, key, words)
                cells.append((key, words))
        fill()
        yield cells


def _count(value: str | None) -> int:
    return min(int(value[:9]), 200) or 1 if value and value.isdecimal() else 1
