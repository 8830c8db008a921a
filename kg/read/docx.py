"""Reads `.docx`: paragraphs and tables in the order of the page. Notes and text boxes stay out."""

import io
from collections.abc import Iterator
from typing import Any, Final

from kg.errors import InputError
from kg.read.fault import FAULTS, words
from kg.read.layout import Layout
from kg.read.pack import check_pack
from kg.read.source import Source

_MOST_COLUMNS: Final = 200
"""Most columns that a cell may span; a damaged file may say a hundred million."""


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read the text of a Word document."""
    check_pack(data, name=name, code="broken_docx", what="a Word document")
    try:
        layout = _laid_out(data)
    except FAULTS as exc:
        fault = f"{name}: not a Word document: {words(exc)}; save it anew"
        raise InputError("broken_docx", fault) from exc
    text = layout.text()
    if not text.strip():
        raise InputError("empty_file", f"{name}: the document holds no text; pictures are not read")
    return [Source(text, "docx", tables=tuple(layout.tables))]


def _laid_out(data: bytes) -> Layout:
    import docx
    from docx.oxml.ns import qn
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph

    document = docx.Document(io.BytesIO(data))
    for span in list(document.element.body.iter(qn("w:gridSpan"))):
        columns = span.get(qn("w:val"), "")
        if not columns.isdecimal() or not 1 <= int(columns[:9]) <= _MOST_COLUMNS:
            span.getparent().remove(span)
    layout = Layout()
    word, was_empty = qn("w:t"), False
    for element in document.element.body.iterchildren():
        is_empty = element.tag == qn("w:p") and next(element.iter(word), None) is None
        if is_empty and was_empty:
            continue  # a damaged file may have a million of them
        was_empty = is_empty
        if element.tag == qn("w:p"):
            layout.line(Paragraph(element, document).text)
        elif element.tag == qn("w:tbl"):
            layout.table(list(_rows(WordTable(element, document))))
        elif element.tag == qn("w:sdt"):
            for inner in element.iter(qn("w:p")):
                layout.line(Paragraph(inner, document).text)
    return layout


def _rows(table: Any) -> Iterator[list[tuple[int, str]]]:
    """Yield the cells of each row; one that spans columns or rows comes with the same key again."""
    keys: dict[Any, int] = {}
    for row in table.rows:
        yield [(keys.setdefault(cell._tc, len(keys)), cell.text) for cell in row.cells]
