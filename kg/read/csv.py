"""Reads `.csv`: reports in rows, or a table of tasks. Commas, semicolons or tabs part the cells."""

import csv
import io
from typing import Final

from kg.errors import InputError
from kg.read.decode import decode
from kg.read.grid import sources_of
from kg.read.source import Source

_LONGEST_CELL: Final = 10_000_000


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read the rows of a CSV file."""
    text, encoding = decode(data, name=name)
    first = text.partition("\n")[0]
    comma = max(",;\t", key=lambda sign: (first.count(sign), sign == ","))
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma))
    except csv.Error as exc:
        raise InputError("broken_csv", f"{name}: not valid CSV: {exc}; save it anew") from exc
    return [*sources_of([row for row in rows if any(row)], encoding=encoding, name=name)]
