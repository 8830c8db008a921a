"""Reads `.xlsx`: sheets with a report in each row, or of tasks. Needs the extra `files`."""

import io

from kg.errors import InputError
from kg.read.fault import FAULTS, words
from kg.read.grid import sources_of
from kg.read.pack import check_pack
from kg.read.source import Source


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read the sheets of a workbook; a sheet without reports or tasks is passed over."""
    check_pack(data, name=name, code="broken_xlsx", what="a workbook")
    try:
        sheets = _sheets(data)
    except ImportError as exc:
        fault = f"{name}: reading .xlsx needs openpyxl; pip install 'govreport-kg[files]'"
        raise InputError("missing_extra", fault) from exc
    except FAULTS as exc:
        fault = f"{name}: not a workbook: {words(exc)}; save it anew"
        raise InputError("broken_xlsx", fault) from exc
    found: list[Source | InputError] = []
    faults: list[InputError] = []
    for title, rows in sheets:
        part = title if len(sheets) > 1 else ""
        try:
            found += sources_of(rows, encoding="xlsx", name=name, part=part)
        except InputError as exc:
            faults.append(exc)
    return found or [faults[0] if faults else InputError("empty_file", f"{name}: no sheet in it")]


def _sheets(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """Return the name of each sheet and its rows that are not empty."""
    from openpyxl import load_workbook

    made: list[tuple[str, list[list[str]]]] = []
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        # a sheet may claim to be 16,384 columns wide, and every row would be filled up to there
        sheet.reset_dimensions()
        rows = (["" if v is None else str(v) for v in row] for row in sheet.values)
        made.append((sheet.title, [row for row in rows if any(row)]))
    return made
