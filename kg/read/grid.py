"""Rows of cells to sources, for every format that has rows: a report in each row, or tasks."""

from collections.abc import Sequence
from typing import Final

from kg.errors import InputError
from kg.read.column import task_header, text_columns
from kg.read.source import Source, Table
from kg.text import Span

_LEAST: Final = 200
"""Fewest signs of a cell that can be a report."""

Row = Sequence[str]


def sources_of(rows: Sequence[Row], *, encoding: str, name: str, part: str = "") -> list[Source]:
    """Make sources of the rows of a table.

    Args:
        rows: Cells as text, empty ones as empty strings.
        encoding: What the file was decoded with.
        name: What errors call the file.
        part: The sheet, if there are several.

    Returns:
        One source of tasks, or one for each row that holds a report.

    Raises:
        InputError: `no_columns`: no column holds reports or tasks.
    """
    if (found := task_header(rows)) is not None:
        return [tasks_of(rows, header=found, encoding=encoding, part=part)]
    if rows:
        reports = _reports(rows, encoding, part)
        if reports:
            return reports
    raise InputError(
        "no_columns",
        f"{name}{', ' + part if part else ''}: no column holds a report's text (正文) or tasks"
        " (任务 with 牵头单位); name the column so",
    )


def _reports(rows: Sequence[Row], encoding: str, part: str) -> list[Source]:
    columns = text_columns(rows[0])
    body = columns.get("body", _longest(rows))
    if body is None:
        return []
    made: list[Source] = []
    for number, row in enumerate(rows[1:], 2):
        if len(row) <= body or len(row[body]) < _LEAST:
            continue
        told = tuple(
            (field, row[index].strip())
            for field, index in columns.items()
            if field != "body" and index != body and index < len(row) and row[index].strip()
        )
        where = f"{part}, row {number}" if part else f"row {number}"
        made.append(Source(row[body], encoding, where, told=told))
    return made


def _longest(rows: Sequence[Row]) -> int | None:
    """Return the column with the longest cell, if that can be a report."""
    width = max(len(row) for row in rows)
    sizes = [
        max((len(row[i]) for row in rows[1:] if i < len(row)), default=0) for i in range(width)
    ]
    best = max(range(width), key=lambda i: (sizes[i], -i), default=None)
    return best if best is not None and sizes[best] >= _LEAST else None


def tasks_of(
    rows: Sequence[Row], *, header: tuple[int, Row], encoding: str, part: str = ""
) -> Source:
    """Lay rows out as text, a line each with cells parted by tabs, and keep the cells' places;
    the header is the number of its row and its words."""
    parts: list[str] = []
    size = 0
    spans: list[tuple[Span | None, ...]] = []
    for row in rows:
        cells: list[Span | None] = []
        for cell in row:
            words = " ".join(cell.split())
            cells.append(Span(size, size + len(words)) if words else None)
            parts.append(words + "\t")
            size += len(words) + 1
        parts.append("\n")
        size += 1
        spans.append(tuple(cells))
    number, titles = header
    table = Table(tuple(titles), tuple(spans[number + 1 :]))
    return Source("".join(parts), encoding, part, tables=(table,))
