"""The CSV files of a graph for Neo4j: how a value is written, what the header says, and reading it
all back. Which files there are, `files.json` beside them says.

Every field is quoted and a quotation mark in it doubled; nothing at all between two commas is an
unknown value. Lists are joined by a sign that no item of the build has. The importer reads these
files as they are. LOAD CSV on a server with default settings takes a backslash for an escape, so
a file that has any gets a twin for it, where another sign stands for the backslash.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import StringConstraints, ValidationError

from kg.errors import OutputError
from kg.neo4j.layout import BASE_LABEL, MARK, Column, Kind, Table, Value
from kg.rules import Strict

FOLDER: Final = "neo4j"
LIST_FILE: Final = "files.json"
FORM: Final = 1
"""The form of the files; another number cannot be read."""

SIGNS: Final = ("\x1e", "\x1f", "\x1d", "\x1c", *(chr(code) for code in range(0xE000, 0xE100)))
"""What may stand between a list's items, or for a backslash, in order of preference."""

Row = tuple[Value, ...]
"""Of a node: id, labels, values, mark. Of a relationship: start, end, type, id, values, mark."""

_NAME: Final = re.compile("[A-Za-z][A-Za-z0-9_]*")
"""A label, a type or a key: it becomes part of a statement, so it can be nothing else."""


def is_name(text: str) -> bool:
    """Tell whether a text may stand in a statement as a label, a type or a key."""
    return _NAME.fullmatch(text) is not None


class FileEntry(Strict):
    """A table's files: the data, its header, the twin for LOAD CSV where there is one."""

    table: Annotated[str, StringConstraints(pattern=f"^{_NAME.pattern}$")]
    of: Literal["nodes", "relationships"]
    data: str
    header: str
    load: str
    rows: int


class Signs(Strict):
    """What stands between a list's items, and for a backslash in the twins for LOAD CSV."""

    delimiter: str
    stand_in: str


class FileList(Strict):
    """The whole of `files.json`."""

    form: int
    signs: Signs
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a file: its name in the header, and how its values are written."""

    header: str
    kind: Kind


_HEADER_KINDS: Final[Mapping[Kind, str]] = {
    "string": "string",
    "strings": "string[]",
    "long": "long",
    "double": "double",
    "boolean": "boolean",
    "date": "date",
}
_KINDS_BY_HEADER: Final = {header: kind for kind, header in _HEADER_KINDS.items()}


def fields_of(table: Table) -> tuple[Field, ...]:
    """Return the columns of a table's file."""
    values = [
        Field(f"{column.key}:{_HEADER_KINDS[column.kind]}", column.kind) for column in table.columns
    ]
    mark = Field(f"{MARK}:boolean", "boolean")
    if table.of == "nodes":
        return (
            Field(f"id:ID({BASE_LABEL})", "string"),
            Field(":LABEL", "strings"),
            *values,
            mark,
        )
    return (
        Field(f":START_ID({BASE_LABEL})", "string"),
        Field(f":END_ID({BASE_LABEL})", "string"),
        Field(":TYPE", "string"),
        Field("id:string", "string"),
        *values,
        mark,
    )


def header_line(table: Table) -> str:
    """Return the header of a table's file, with its line end."""
    return ",".join(f'"{field.header}"' for field in fields_of(table)) + "\n"


def line_of(row: Row, fields: Sequence[Field], delimiter: str) -> str:
    """Write a row, with its line end.

    Raises:
        ValueError: A list's item holds the delimiter, or a list is one empty string: the files
            cannot tell it from an empty list.
    """
    return ",".join(_written(v, f.kind, delimiter) for v, f in zip(row, fields, strict=True)) + "\n"


def _written(value: Value, kind: Kind, delimiter: str) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _written_list(value, delimiter)
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, float):
        text = repr(value)
    else:
        text = str(value).replace('"', '""')
    return f'"{text}"'


def _written_list(items: tuple[str, ...], delimiter: str) -> str:
    if not items:
        return ""
    if items == ("",) or any(delimiter in item for item in items):
        raise ValueError(f"no list for a CSV file: {items!r}")
    text = delimiter.join(items).replace('"', '""')
    return f'"{text}"'


def read_list(directory: Path) -> FileList:
    """Read what files a build has for Neo4j.

    Args:
        directory: The build's folder.

    Raises:
        OutputError: There are none, or they are of another form.
    """
    path = directory / FOLDER / LIST_FILE
    if not path.is_file():
        raise OutputError(f"{directory}: no Neo4j files; build it without --no-neo4j")
    try:
        found = FileList.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, ValidationError) as exc:
        raise OutputError(f"{path}: cannot be read; build anew") from exc
    if found.form != FORM:
        raise OutputError(f"{path}: form {found.form}, not {FORM}; build anew")
    return found


def table_of(directory: Path, entry: FileEntry) -> Table:
    """Return the table that an entry's file is of, with the columns that its header says.

    Raises:
        OutputError: The header is missing or cannot be read.
    """
    path = directory / FOLDER / entry.header
    names = _text_of(path).removesuffix("\n").removeprefix('"').removesuffix('"').split('","')
    columns = []
    for name in names[2 if entry.of == "nodes" else 4 : -1]:
        key, _, kind = name.rpartition(":")
        if kind not in _KINDS_BY_HEADER or not is_name(key):
            raise OutputError(f"{path}: no column {name!r}; build anew")
        columns.append(Column(key, _KINDS_BY_HEADER[kind], key))
    table = Table(entry.table, entry.of, tuple(columns))
    if header_line(table) != _text_of(path):
        raise OutputError(f"{path}: is no header of a build; build anew")
    return table


def read_rows(directory: Path, entry: FileEntry, *, delimiter: str) -> Iterator[Row]:
    """Read a data file's rows, in their order.

    Raises:
        OutputError: The file is missing, or its header or its data are damaged.
    """
    table = table_of(directory, entry)
    fields = fields_of(table)
    text = _text_of(directory / FOLDER / entry.data)
    line = re.compile(",".join([_CELL] * len(fields)) + "\n")
    at = 0
    for match in line.finditer(text):
        if match.start() != at:
            break
        at = match.end()
        yield tuple(
            None if cell is None else _read(cell, field.kind, delimiter)
            for cell, field in zip(match.groups(), fields, strict=True)
        )
    if at != len(text):
        raise OutputError(f"{entry.data}: damaged at character {at}; build anew")


_CELL: Final = '(?:"([^"]*(?:""[^"]*)*)")?'
"""A field: quoted, or nothing at all. The csv module cannot tell nothing from an empty string."""


def _read(cell: str, kind: Kind, delimiter: str) -> Value:
    text = cell.replace('""', '"')
    match kind:
        case "strings":
            return tuple(text.split(delimiter))
        case "long":
            return int(text)
        case "double":
            return float(text)
        case "boolean":
            return text == "true"
        case "string" | "date":
            return text


def _text_of(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as exc:
        raise OutputError(f"{path}: cannot be read: {exc}; build anew") from exc
