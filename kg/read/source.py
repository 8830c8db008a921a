"""What every format reader hands on: decoded text, what the file itself tells about it, and tables.

Nothing here knows a format or what a report looks like.
"""

from dataclasses import dataclass
from typing import Protocol

from kg.errors import InputError
from kg.text import Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells stand in the text.

    Args:
        header: The words of the columns' headings.
        rows: For each row below the header a span for each column; None where a cell is empty.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Span | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One text out of a file, before any cleaning.

    Args:
        text: The decoded text. Of `.txt` and `.md` it is what Python reads with `encoding` and
            `newline=""`; of other formats it is the text that the reader took out, a line each
            paragraph, table row or cell.
        encoding: What the file was decoded with; the format's own where the format says it.
        part: Which piece of the file, where one file holds several (`row 3`); empty otherwise.
        hint: The name of this piece, where it has one of its own; else the file's name counts.
        told: What the file says of the text outside of it (a column 年份): pairs of field and
            words.
        tables: Tables of the text, in its order.
    """

    text: str
    encoding: str
    part: str = ""
    hint: str = ""
    told: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()


class Reader(Protocol):
    """A module that reads one format."""

    def read(self, data: bytes, *, name: str) -> list[Source | InputError]:
        """Take the texts out of a file's bytes.

        Args:
            data: The bytes.
            name: What errors call the file.

        Returns:
            The texts in the order of the file, and an error in place of each that cannot be read.

        Raises:
            InputError: The bytes are not of this format, or hold no text.
        """
        ...
