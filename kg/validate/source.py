"""Checks the inputs: that they are what was built from, and that each quote in the tables is the
text that its offsets point at."""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import OutputError

_QUOTES: Final = {
    "targets": "value_text",
    "milestones": "quote",
    "mentions": "text",
    "residue": "text",
}
"""The column of each table that quotes the source."""

_PLAIN: Final = (".txt", ".md")
"""Inputs whose source text is what their bytes decode to; others have it inside of other things."""

_BLANK: Final = re.compile(r"\s+")


def changed_inputs(inputs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Find inputs that are there and are no longer what was built from."""
    for entry in inputs:
        path = Path(entry["file"])
        if path.is_file() and _sha256(path) != entry["sha256"]:
            yield f"{path}: has changed since the build; build again"


def wrong_quotes(directory: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """Pair each table with its quotes that are not the text they point at.

    Only unchanged plain text files that are still where they were can be looked at.
    """
    reports = {row["id"]: row for row in rows(directory, "reports")}
    texts = _texts(reports)
    for table, column in _QUOTES.items():
        yield table, _wrong(directory, table, column, texts, reports)


def looked_at(directory: Path) -> tuple[int, int]:
    """Return of how many reports `wrong_quotes` can look at the quotes, and how many there are."""
    reports = {row["id"]: row for row in rows(directory, "reports")}
    return len(_texts(reports)), len(reports)


def _texts(reports: Mapping[str, Mapping[str, str]]) -> dict[str, Path]:
    return {
        name: path
        for name, row in reports.items()
        if (path := Path(row["file"])).suffix.lower() in _PLAIN
        and path.is_file()
        and _sha256(path) == row["sha256"]
    }


def _wrong(
    directory: Path,
    table: str,
    column: str,
    texts: Mapping[str, Path],
    reports: Mapping[str, Mapping[str, str]],
) -> Iterator[str]:
    for number, row in enumerate(rows(directory, table), start=2):
        name = row["report_id"]
        if name not in texts:
            continue
        text = _text(texts[name], reports[name]["encoding"])
        start, end = int(row["source_start"]), int(row["source_end"])
        found, quote = text[start:end], row[column]
        if quote.startswith("'") and not found.startswith("'"):
            quote = quote[1:]  # put before what a spreadsheet would take for a formula
        if _BLANK.sub("", found) != _BLANK.sub("", quote):
            yield f"row {number}: {quote!r} is {found!r} in {row['file']} [{start}, {end})"


def rows(directory: Path, table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table; none where the build has no tables.

    Raises:
        OutputError: The table is not there although others are, or cannot be read.
    """
    folder = directory / "tables"
    if not folder.is_dir():
        return
    try:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    except (OSError, UnicodeDecodeError, csv.Error) as exc:
        raise OutputError(f"{folder / table}.csv: cannot be read: {exc}") from exc


@cache
def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def _text(path: Path, encoding: str) -> str:
    """Decode a source as its reader did: line breaks stay as they are."""
    with path.open(encoding=encoding, newline="") as file:
        return file.read()
