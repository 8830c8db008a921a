"""Facts to files for Neo4j: CSV for the bulk importer with the script that runs it, Cypher that
loads the same files into a running server, and a style for its browser. What a row is, `kg.neo4j`
says.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import networkx as nx

from kg.config import Config
from kg.errors import OutputError
from kg.model import Facts
from kg.neo4j import file as files
from kg.neo4j import statement
from kg.neo4j.layout import Table, edge_tables, labels_of, node_tables
from kg.rules import data_path

_IMPORT: Final = """\
#!/bin/sh
# Import this folder into a Neo4j 5.26 server that is stopped:
#   ./import.sh [DATABASE] [OPTION...]     DATABASE is neo4j if it is left out.
# The program neo4j-admin is taken from NEO4J_HOME where that is set. A database that is there
# already is replaced only with the option --overwrite-destination=true. After the start run
# constraints.cypher, which gives the database its constraints and indexes.
set -eu
cd "$(dirname "$0")"
case "${1:--}" in
  -*) database=neo4j ;;
  *) database=$1; shift ;;
esac
admin=neo4j-admin
if [ -n "${NEO4J_HOME:-}" ]; then
  admin=$NEO4J_HOME/bin/neo4j-admin
fi
report=$(mktemp)
trap 'rm -f "$report"' EXIT
"$admin" database import full "$database" \\
"""

_LOAD_HEAD: Final = """\
Loads this folder into a running Neo4j 5.26 server with default settings. Copy the CSV files into
the server's import folder, then
  cypher-shell -u neo4j -d neo4j -f load.cypher
In Neo4j Browser write :auto before each LOAD CSV. A second run changes nothing, but what a later
build no longer has stays; `kg neo4j push` removes it."""

_CONSTRAINTS_HEAD: Final = "Constraints and indexes; run after import.sh, when the server is up."


@dataclass(slots=True)
class _Rows:
    """The rows of a table, in the order of their ids."""

    table: Table
    rows: list[files.Row] = field(default_factory=list)


def write(facts: Facts, graph: "nx.MultiDiGraph[str]", directory: Path, *, config: Config) -> None:
    """Write the folder `neo4j`: CSV files with their headers, scripts, and a style.

    Args:
        facts: Not looked at; the graph has it all.
        graph: What to write.
        directory: A build's folder.
        config: Not looked at.

    Raises:
        SchemaError: The graph has what no table of the schema can hold.
        OutputError: Its lists use up every sign that could stand between their items.
    """
    tables = [rows for rows in (*_nodes(graph), *_edges(graph)) if rows.rows]
    delimiter = _unused(item for rows in tables for item in _items(rows.rows))
    stand_in = _unused((text for rows in tables for text in _texts(rows.rows)), besides=delimiter)
    signs = files.Signs(delimiter=delimiter, stand_in=stand_in)
    folder = directory / files.FOLDER
    folder.mkdir(exist_ok=True)
    entries = tuple(_write_table(rows, folder, signs) for rows in tables)
    listed = files.FileList(form=files.FORM, signs=signs, files=entries)
    _write_text(folder / files.LIST_FILE, listed.model_dump_json(indent=1) + "\n")
    _write_text(folder / "import.sh", _IMPORT + _arguments(listed))
    (folder / "import.sh").chmod(0o755)
    types = [rows.table.name for rows in tables if rows.table.of == "relationships"]
    first = [*statement.constraints(types), *statement.indexes()]
    _write_text(
        folder / "constraints.cypher",
        statement.script([*first, statement.AWAIT_INDEXES], comment=_CONSTRAINTS_HEAD),
    )
    _write_text(
        folder / "load.cypher",
        statement.script(
            [*first, *_loads(tables, listed), statement.AWAIT_INDEXES], comment=_LOAD_HEAD
        ),
    )
    style = data_path("neo4j.grass").read_text(encoding="utf-8")
    _write_text(folder / "style.grass", style)


def _nodes(graph: "nx.MultiDiGraph[str]") -> list[_Rows]:
    found = {name: _Rows(table) for name, table in node_tables().items()}
    for node in sorted(graph):
        attributes = graph.nodes[node]
        rows = found[attributes["type"]]
        values = rows.table.values_of(attributes)
        rows.rows.append((node, labels_of(attributes), *values, True))
    return list(found.values())


def _edges(graph: "nx.MultiDiGraph[str]") -> list[_Rows]:
    found = {name: _Rows(table) for name, table in edge_tables().items()}
    for source, target, key, attributes in sorted(
        graph.edges(keys=True, data=True), key=lambda edge: edge[2]
    ):
        rows = found[attributes["type"]]
        values = rows.table.values_of(attributes)
        rows.rows.append((source, target, rows.table.name, key, *values, True))
    return list(found.values())


def _items(rows: Iterable[files.Row]) -> Iterator[str]:
    for row in rows:
        for value in row:
            if isinstance(value, tuple):
                yield from value


def _texts(rows: Iterable[files.Row]) -> Iterator[str]:
    for row in rows:
        for value in row:
            if isinstance(value, str):
                yield value
            elif isinstance(value, tuple):
                yield from value


def _unused(texts: Iterable[str], *, besides: str = "") -> str:
    """Return the first sign that no text has, and that is not `besides`.

    Raises:
        OutputError: There is none.
    """
    used = set(besides)
    for text in texts:
        used.update(_SIGN.findall(text))
    for sign in files.SIGNS:
        if sign not in used:
            return sign
    raise OutputError("no sign is left to stand between the items of lists for Neo4j")


_SIGN: Final = re.compile(f"[{''.join(files.SIGNS)}]")


def _write_table(rows: _Rows, folder: Path, signs: files.Signs) -> files.FileEntry:
    """Write a table's header, data, and the twin for LOAD CSV where a backslash is in it."""
    table = rows.table
    entry = files.FileEntry(
        table=table.name,
        of=table.of,
        data=f"{table.stem}.csv",
        header=f"{table.stem}-header.csv",
        load="",
        rows=len(rows.rows),
    )
    fields = files.fields_of(table)
    text = "".join(files.line_of(row, fields, signs.delimiter) for row in rows.rows)
    _write_text(folder / entry.header, files.header_line(table))
    _write_text(folder / entry.data, text)
    if "\\" not in text:
        return entry
    twin = f"{table.stem}-load.csv"
    _write_text(folder / twin, text.replace("\\", signs.stand_in))
    return entry.model_copy(update={"load": twin})


def _loads(tables: Sequence[_Rows], listed: files.FileList) -> list[str]:
    return [
        statement.load_csv(
            rows.table,
            entry.load or entry.data,
            delimiter=listed.signs.delimiter,
            stand_in=listed.signs.stand_in if entry.load else None,
        )
        for rows, entry in zip(tables, listed.files, strict=True)
    ]


def _arguments(listed: files.FileList) -> str:
    """Return the importer's options, in one command."""
    lines = [f"--{entry.of}={entry.header},{entry.data}" for entry in listed.files]
    delimiter = f"U+{ord(listed.signs.delimiter):04X}"
    lines += [
        "--id-type=string",
        "--delimiter=,",
        f"--array-delimiter={delimiter}",
        "--quote='\"'",
        "--multiline-fields=true",
        "--input-encoding=UTF-8",
        '--report-file="$report"',
        '"$@"',
    ]
    return "  " + " \\\n  ".join(lines) + "\n"


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
