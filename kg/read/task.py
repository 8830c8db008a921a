"""Rows of tables of tasks (任务分工) to `Task`s whose spans lie in the cleaned text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from kg.body import bodies
from kg.due import deadline_of
from kg.model import Sentence, Task
from kg.read.column import detail_columns, task_columns
from kg.read.source import Table
from kg.text import Document, Span

_PARTING: Final = re.compile(
    r"[（(][^（）()]*[）)]"
    r"|(?P<end>[，,；;]|(?:配合|牵头|按职责分工负责|负责)(?:单位|部门)?[：:]?)"
)
"""What ends a list of bodies in a cell, outside of brackets."""


def tasks_of(
    tables: Sequence[Table], doc: Document, sentences: Sequence[Sentence], *, year: int
) -> tuple[Task, ...]:
    """Read the tasks of every table that has a column of tasks and one of bodies.

    Args:
        tables: Of the source.
        doc: The cleaned text made of it.
        sentences: Of the report, in order.
        year: The report's year, which a deadline without one means.

    Returns:
        In the order of the text; a row whose task or sentence cleaning dropped is left out.
    """
    starts = [sentence.span.start for sentence in sentences]
    found: list[Task] = []
    for table in tables:
        columns = task_columns(table.header)
        if columns is None:
            continue
        more = detail_columns(table.header, columns)
        for row in table.rows:
            task = _task(row, columns, more, doc, starts, year)
            if task is not None and sentences[task.sentence].span.contains(
                Span(task.span.start, task.span.start + 1)
            ):
                found.append(task)
    return tuple(found)


def _task(
    row: Sequence[Span | None],
    columns: dict[str, int],
    more: Sequence[int],
    doc: Document,
    starts: list[int],
    year: int,
) -> Task | None:
    def at(index: int | None) -> Span | None:
        span = row[index] if index is not None and index < len(row) else None
        return None if span is None else to_clean(doc, span)

    def cell(field: str) -> Span | None:
        return at(columns.get(field))

    what = _what(doc.text, [cell("task"), *map(at, more)])
    if what is None or not starts:
        return None
    lead = tuple(_bodies(doc.text, cell("lead")))
    support = tuple(_bodies(doc.text, cell("support")))
    joint = tuple(_bodies(doc.text, cell("joint")))
    if joint and not lead:
        # 责任单位 names the one that leads first, unless another column names those that help
        lead, support = (joint, support) if support else (joint[:1], joint[1:])
    else:
        support = (*joint, *support)
    until = cell("deadline")
    deadline = None if until is None else deadline_of(doc.quote(until), year=year)
    return Task(what, lead, support, deadline, max(0, bisect_right(starts, what.start) - 1))


def _what(text: str, cells: Sequence[Span | None]) -> Span | None:
    """Join the cell that names a task with those beside it that say more; where it stands further
    up, since it holds for several rows, those of this row alone."""
    joined: Span | None = None
    for span in cells:
        if span is not None:
            is_next = joined is not None and joined.end <= span.start
            if joined is None or not is_next or text[joined.end : span.start].strip(" \t|\n\u3000"):
                joined = span
            else:
                joined = Span(joined.start, span.end)
    return joined


def to_clean(doc: Document, source: Span) -> Span | None:
    """Return where a stretch of the source stands in the cleaned text; None if it was dropped."""
    start = _first_kept(doc, source.start)
    end = _first_kept(doc, source.end)
    return Span(start, end) if start < end else None


def _first_kept(doc: Document, offset: int) -> int:
    """Return the place of the first kept sign at or after an offset of the source."""
    number = bisect_right(doc.runs, offset, key=lambda run: run.source) - 1
    if number < 0:
        return 0
    run = doc.runs[number]
    after = doc.runs[number + 1].start if number + 1 < len(doc.runs) else len(doc.text)
    return min(run.start + offset - run.source, after)


def _bodies(text: str, cell: Span | None) -> Iterator[Span]:
    """Yield the names of bodies in a cell."""
    if cell is None:
        return
    start = cell.start
    for parting in _PARTING.finditer(text, cell.start, cell.end):
        if parting["end"]:
            yield from bodies(text, start, parting.start(), any_ending=True)
            start = parting.end()
    yield from bodies(text, start, cell.end, any_ending=True)
