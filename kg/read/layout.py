"""Builds a source's text line by line, and remembers where the cells of its tables stand."""

from collections.abc import Sequence

from kg.read.column import task_header
from kg.read.source import Table
from kg.text import Span


class Layout:
    """Takes paragraphs and table rows in order, and gives the text and the tables at the end."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self.tables: list[Table] = []

    def line(self, words: str) -> None:
        """Add a paragraph."""
        self._add(words + "\n")

    def table(self, rows: Sequence[Sequence[tuple[int, str]]]) -> None:
        """Add a table, a line each row.

        Args:
            rows: Of each cell a key and its words. A key that was seen before is a cell that was
                merged over rows: its words stand once, and every row points to them.
        """
        known: dict[int, Span | None] = {}
        found = task_header([[words for _, words in row] for row in rows])
        first = tuple(words for _, words in rows[0]) if rows else ()
        number, header = found or (0, first)
        spans: list[tuple[Span | None, ...]] = []
        for row in rows:
            cells: list[Span | None] = []
            for key, words in row:
                if key not in known:
                    tight = " ".join(words.split())
                    start = self._size
                    self._add(tight + "\t")
                    known[key] = Span(start, start + len(tight)) if tight else None
                cells.append(known[key])
            self._add("\n")
            spans.append(tuple(cells))
        if rows:
            self.tables.append(Table(header, tuple(spans[number + 1 :])))

    def text(self) -> str:
        """Return all of it."""
        return "".join(self._parts)

    def _add(self, words: str) -> None:
        self._parts.append(words)
        self._size += len(words)
