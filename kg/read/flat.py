"""Tables of tasks that a text holds without their lines, as copying from a page or a PDF leaves
them: cells parted by `|` or tabs, or below a heading with 序号 by blanks, or each on a line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.body import is_body_list
from kg.due import deadline_of
from kg.read.column import task_columns
from kg.read.source import Table
from kg.text import Span

_BAR: Final = re.compile(r"[|｜\t]")
_RULED: Final = re.compile(r"[-:\s]*")
_FIRST: Final = re.compile(r"序\s*号")
_NUMBER: Final = re.compile(r"(\d{1,4})[.、．]?")
_ENDS: Final = re.compile(r"附[件表录注]|注[:：]|备注[:：]|名词解释")
_HEADING: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]")
_OWNERS: Final = ("lead", "joint", "support")
"""Columns of bodies."""

_FEWEST: Final = 3
"""Fewest cells of a heading."""

_LONGEST_NAME: Final = 12
"""Most code points of a column's name."""

_MOST_COLUMNS: Final = 12
_MOST_LINES: Final = 24
"""Most lines that one row is taken to have."""

_SHORT: Final = 16
"""Most code points of a cell that is a deadline."""


_Way = tuple[float, tuple[int, ...]]
"""What the columns of a row's first lines weigh together, and the columns."""


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    span: Span


def find_tables(text: str) -> tuple[Table, ...]:
    """Find the tables of tasks that a text holds without their lines.

    Args:
        text: The decoded text, not yet cleaned.

    Returns:
        In the order of the text, cells as places in it. Empty where no heading names a column of
        tasks and one of bodies.
    """
    if not (_BAR.search(text) or _FIRST.search(text)):
        return ()
    lines = [
        _Line(match[0].strip(), _stripped(match)) for match in re.finditer(r"[^\n]*\S[^\n]*", text)
    ]
    unbarred = [line for line in lines if not _BAR.search(line.words)]
    return (*_barred(text, lines), *_stacked(lines), *_blanked(text, unbarred))


def _stripped(match: re.Match[str]) -> Span:
    words = match[0]
    start = match.start() + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _barred(text: str, lines: Sequence[_Line]) -> Iterator[Table]:
    """Yield tables with a row a line."""
    header: tuple[str, ...] | None = None
    rows: list[tuple[Span | None, ...]] = []
    for line in lines:
        cells = _cells(text, line.span)
        if len(cells) < 2:
            if header and rows:
                yield Table(header, tuple(rows))
            header, rows = None, []
        elif header is None:
            header = _barred_header(["" if c is None else text[c.start : c.end] for c in cells])
        elif not _RULED.fullmatch(_BAR.sub("", line.words)):
            # of a cell that holds for several rows the first alone has it
            rows.append(((None,) * (len(header) - len(cells)) + cells)[: len(header)])
    if header and rows:
        yield Table(header, tuple(rows))


def _barred_header(names: Sequence[str]) -> tuple[str, ...] | None:
    return tuple(names) if len(names) >= _FEWEST and task_columns(names) is not None else None


def _cells(text: str, line: Span) -> tuple[Span | None, ...]:
    """Part a line at its bars; those around the whole row part nothing. A bar at the end alone has
    an empty cell behind it."""
    start, end = line.start, line.end
    if _BAR.match(text, start):
        start += 1
        if end > start and _BAR.match(text, end - 1):
            end -= 1
    found: list[Span | None] = []
    for bar in [*_BAR.finditer(text, start, end), None]:
        stop = end if bar is None else bar.start()
        words = text[start:stop]
        left = start + len(words) - len(words.lstrip())
        found.append(Span(left, left + len(words.strip())) if words.strip() else None)
        start = stop if bar is None else bar.end()
    return tuple(found)


def _stacked(lines: Sequence[_Line]) -> Iterator[Table]:
    """Yield tables with a cell or a part of one on each line."""
    bare = [_unbarred(line) for line in lines]
    number = 0
    while number < len(bare):
        found = _header(bare, number)
        if found is None:
            number += 1
            continue
        header, number = found
        rows, number = _rows(bare, number)
        laid = [cells for row in rows if (cells := _laid(row, header)) is not None]
        if laid:
            yield Table(("序号", *header), tuple((None, *cells) for cells in laid))


def _blanked(text: str, lines: Sequence[_Line]) -> Iterator[Table]:
    """Yield tables with a row a line and blanks between its cells; those right of the task hold
    none themselves."""
    header: tuple[str, ...] | None = None
    rows: list[tuple[Span | None, ...]] = []
    for line in [*lines, _Line("", Span(0, 1))]:
        row = _parted(text, line, header) if header is not None else None
        if row is not None:
            rows.append(row)
        elif header is None or not (_HEADING.match(line.words) or _NUMBER.match(line.words)):
            if header is not None and rows:
                yield Table(header, tuple(rows))
            header, rows = _blanked_header(line.words), []


def _blanked_header(words: str) -> tuple[str, ...] | None:
    names = tuple(_tight(words)) if _FIRST.match(words) else ()
    columns = task_columns(names)
    is_right = columns is not None and max(columns.values()) > columns["task"] >= 1
    return names if is_right else None


def _tight(words: str) -> Iterator[str]:
    """Yield the names of a heading's columns, put together where blanks spread them (任 务)."""
    held = ""
    for name in words.split():
        if held and len(name) > 1:
            yield held
            held = ""
        if len(name) > 1:
            yield name
        elif held + name == "序号":
            yield "序号"
            held = ""
        else:
            held += name
    if held:
        yield held


def _parted(text: str, line: _Line, header: Sequence[str]) -> tuple[Span | None, ...] | None:
    """Part a row at its blanks: its number, its task, and a cell for each column behind; None where
    it has no such cells with a body."""
    found = re.finditer(r"\S+", text[line.span.start : line.span.end])
    parts = [Span(line.span.start + m.start(), line.span.start + m.end()) for m in found]
    columns = task_columns(header) or {}
    behind = len(header) - 1 - columns["task"]
    if len(parts) < behind + 2 or not _NUMBER.fullmatch(text[parts[0].start : parts[0].end]):
        return None
    # what stands before the task is no column of its own where nothing parts it from the task
    before = (parts[0], *[None] * (columns["task"] - 1))
    cells = (*before, Span(parts[1].start, parts[-behind - 1].end), *parts[len(parts) - behind :])
    named = [cells[columns[field]] for field in _OWNERS if field in columns]
    is_owned = any(cell and is_body_list(text[cell.start : cell.end]) for cell in named)
    return cells if is_owned else None


def _unbarred(line: _Line) -> _Line:
    words = line.words.rstrip("|｜\t ")
    return _Line(words, Span(line.span.start, line.span.start + len(words))) if words else line


def _header(lines: Sequence[_Line], number: int) -> tuple[tuple[str, ...], int] | None:
    """Read a heading that begins with 序号, over one line a column or more, up to the line where
    the rows begin."""
    words = lines[number].words
    if words == "序" and number + 1 < len(lines) and lines[number + 1].words == "号":
        number += 1
    elif not _FIRST.fullmatch(words):
        return None
    names: list[str] = []
    for index in range(number + 1, min(number + 1 + 2 * _MOST_COLUMNS, len(lines))):
        name = "".join(lines[index].words.split())
        if _NUMBER.fullmatch(name) or _HEADING.match(name):
            header = tuple(_whole(names))
            return (header, index) if task_columns(header) is not None else None
        if len(name) > _LONGEST_NAME or re.search("[，。；：]", name):
            return None
        names.append(name)
    return None


def _whole(names: Sequence[str]) -> Iterator[str]:
    """Put names together that are broken over two lines (责任, then 单位)."""
    held = ""
    for name in names:
        if held and len(held) <= 2 and len(name) <= 2:
            yield held + name
            held = ""
            continue
        if held:
            yield held
        held = name
    if held:
        yield held


def _rows(lines: Sequence[_Line], number: int) -> tuple[list[list[_Line]], int]:
    """Return the lines of each row behind its number, and the line that follows the last; numbers
    rise."""
    rows: list[list[_Line]] = []
    last = 0
    while number < len(lines):
        words = lines[number].words
        told = _NUMBER.fullmatch(words)
        if told is not None and last < int(told[1]):
            rows.append([])
            last = int(told[1])
        elif _ENDS.match(words) or _is_header(words) or (rows and len(rows[-1]) >= _MOST_LINES):
            break
        elif rows and (is_body_list(words) or not _HEADING.match(words)):
            rows[-1].append(lines[number])
        number += 1
    return rows, number


def _is_header(words: str) -> bool:
    """Tell whether a line is the heading of a table with a row a line."""
    if _BAR.search(words):
        names = [name.strip() for name in _BAR.split(words.strip("|｜\t"))]
        return _barred_header(names) is not None
    return _blanked_header(words) is not None


def _laid(row: Sequence[_Line], header: Sequence[str]) -> tuple[Span | None, ...] | None:
    """Lay the lines of a row out over the columns, in their order, as fits what they hold best.

    Returns:
        A place for each column; None where the row has no task or no body.
    """
    columns = task_columns(header) or {}
    kinds = {index: field for field, index in columns.items()}
    best: dict[int, _Way] = {-1: (0.0, ())}
    chosen: _Way = (0.0, ())
    for line in row:
        best = {
            column: max(_ways(best, column, line.words, kinds.get(column)))
            for column in range(len(header))
        }
        chosen = max(chosen, *best.values())
    cells: list[Span | None] = [None] * len(header)
    for line, column in zip(row, chosen[1], strict=False):
        held = cells[column]
        cells[column] = Span(line.span.start if held is None else held.start, line.span.end)
    named = [columns[field] for field in _OWNERS if field in columns]
    is_whole = cells[columns["task"]] is not None and any(cells[index] for index in named)
    return tuple(cells) if is_whole else None


def _ways(best: dict[int, _Way], column: int, words: str, kind: str | None) -> Iterator[_Way]:
    """Yield the ways to put a line in a column behind what was best before; an empty column in
    between costs one."""
    for last, (score, path) in best.items():
        if last <= column:
            passed = max(0, column - last - 1)
            yield score - passed + _fit(words, kind, last == column), (*path, column)


def _fit(words: str, kind: str | None, is_same: bool) -> float:
    """Weigh how well a line fits a column; `is_same` where the line above stands in it too."""
    is_bodies = is_body_list(words)
    is_due = len(words) <= _SHORT and deadline_of(words, year=2000) is not None
    if kind in _OWNERS:
        return (2.9 if is_same else 3.0) if is_bodies else -3.0
    if kind == "deadline":
        return 2.0 if is_due else 0.0 if is_same and len(words) <= 4 else -3.0
    if is_bodies or is_due:
        return -2.0 if is_bodies else -1.0
    return 1.0 if kind == "task" and not is_same else 0.0
