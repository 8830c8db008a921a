"""Reads `.docx`: paragraphs and tables in the order of the page. Notes and text boxes stay out."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from kg.errors import InputError
from kg.read.layout import Layout
from kg.read.source import Source

_LARGEST: Final = 300_000_000
"""Most bytes that a document may unpack to."""


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read the text of a Word document."""
    import docx
    from docx.oxml.ns import qn
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph

    _check(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, SyntaxError) as exc:
        raise InputError(
            "broken_docx", f"{name}: not a Word document: {exc}; save it anew"
        ) from exc
    layout = Layout()
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            layout.line(Paragraph(element, document).text)
        elif element.tag == qn("w:tbl"):
            layout.table(list(_rows(WordTable(element, document))))
        elif element.tag == qn("w:sdt"):
            for inner in element.iter(qn("w:p")):
                layout.line(Paragraph(inner, document).text)
    text = layout.text()
    if not text.strip():
        raise InputError("empty_file", f"{name}: the document holds no text; pictures are not read")
    return [Source(text, "docx", tables=tuple(layout.tables))]


def _rows(table: Any) -> Iterator[list[tuple[int, str]]]:
    """Yield the cells of each row; one that spans columns or rows comes with the same key again."""
    keys: dict[Any, int] = {}
    for row in table.rows:
        yield [(keys.setdefault(cell._tc, len(keys)), cell.text) for cell in row.cells]


def _check(data: bytes, name: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        fault = f"{name}: an old .doc or a document with a password; save it as .docx without one"
        raise InputError("broken_docx", fault)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile as exc:
        raise InputError(
            "broken_docx", f"{name}: not a Word document: {exc}; save it anew"
        ) from exc
    if size > _LARGEST:
        raise InputError("too_large", f"{name}: unpacks to {size} bytes; split the document")
