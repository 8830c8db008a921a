"""The rows of a build's ledger that somebody asks for. How a verdict is found is said in
`kg.link`."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Final, get_args

from kg.errors import OutputError, QueryError
from kg.model import Verdict
from kg.query.result import Result, Value

SHOWN: Final = (
    "year",
    "place",
    "indicator",
    "kind",
    "target_text",
    "outcome_text",
    "verdict",
    "gap",
)
"""The columns of a terminal's table; the file has more."""

_KEYS: Final = {
    "place": ("place", "place_code", "place_id"),
    "indicator": ("indicator", "indicator_id"),
    "year": ("year",),
    "verdict": ("verdict",),
}


def read_ledger(directory: Path, wanted: Mapping[str, str], *, is_whole: bool) -> Result:
    """Read the rows of `tables/ledger.csv` that match.

    Args:
        directory: A build.
        wanted: Value of `place` (name, code or id), `indicator` (name or id), `year` or `verdict`.
        is_whole: Whether all columns are given, or `SHOWN`.

    Raises:
        OutputError: There is no such table.
        QueryError: The verdict is none.
    """
    verdicts = get_args(Verdict)
    if wanted.get("verdict", verdicts[0]) not in verdicts:
        raise QueryError(f"no verdict {wanted['verdict']!r}; choose from {', '.join(verdicts)}")
    path = directory / "tables" / "ledger.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns = tuple(reader.fieldnames or ()) if is_whole else SHOWN
            rows = [row for row in reader if _matches(row, wanted)]
    except OSError as exc:
        raise OutputError(f"{directory}: is no build: {path} cannot be read") from exc
    return Result(columns, tuple(tuple(_value(row[name]) for name in columns) for row in rows))


def _matches(row: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return all(value in (row[key] for key in _KEYS[name]) for name, value in wanted.items())


def _value(text: str) -> Value | None:
    return Value(text) if text else None
