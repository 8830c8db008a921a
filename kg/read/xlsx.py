"""Reads `.xlsx`: sheets with a report in each row, or of tasks. Needs the extra `files`."""

import io
import zipfile

from kg.errors import InputError
from kg.read.grid import sources_of
from kg.read.source import Source


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read the sheets of a workbook; a sheet without reports or tasks is passed over."""
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as exc:
        fault = f"{name}: reading .xlsx needs openpyxl; pip install 'govreport-kg[files]'"
        raise InputError("missing_extra", fault) from exc
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as exc:
        raise InputError("broken_xlsx", f"{name}: not a workbook: {exc}; save it anew") from exc
    found: list[Source | InputError] = []
    faults: list[InputError] = []
    for sheet in book.worksheets:
        rows = [["" if v is None else str(v) for v in row] for row in sheet.values]
        rows = [row for row in rows if any(row)]
        part = sheet.title if len(book.worksheets) > 1 else ""
        try:
            found += sources_of(rows, encoding="xlsx", name=name, part=part)
        except InputError as exc:
            faults.append(exc)
    return found or [faults[0] if faults else InputError("empty_file", f"{name}: no sheet in it")]
