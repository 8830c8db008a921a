"""openCypher over a build without a server: LadybugDB, an embedded engine, loaded from the files
for Neo4j on first use and kept in the build's cache.

The engine has a table for a class, so a node has its class alone as label: a subtype is asked for
by the property `subtype`, and there is no base label. Queries only read; what would write, or reach
files outside, is refused.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from kg.errors import MissingExtraError, OutputError, QueryError
from kg.neo4j import file as files
from kg.neo4j.layout import Kind, Table
from kg.query.result import Result, Value
from kg.rules import Strict, load

if TYPE_CHECKING:
    from ladybug import Connection

CACHE_DIR: Final = "cache"
TIMEOUT_S: Final = 60.0
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"

_COLUMN_TYPES: Final[Mapping[Kind, str]] = {
    "string": "STRING",
    "strings": "STRING[]",
    "long": "INT64",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
_REFUSED: Final = frozenset(
    {
        *(
            "ALTER",
            "ATTACH",
            "BEGIN",
            "CHECKPOINT",
            "COMMENT",
            "COMMIT",
            "COPY",
            "CREATE",
            "DELETE",
        ),
        *("DETACH", "DROP", "EXPORT", "IMPORT", "INSERT", "INSTALL", "LOAD", "MERGE", "REMOVE"),
        *("ROLLBACK", "SET", "UNINSTALL", "UPDATE", "USE"),
    }
)
"""Words that begin what writes or reaches outside the build."""
_TOKEN: Final = re.compile(
    r"""'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `[^`]*` | //[^\n]* | /\*.*?\*/
    | (?:[.:$]\s*)?[A-Za-z_]\w*""",
    re.VERBOSE | re.DOTALL,
)


class Question(Strict):
    """A named question.

    Args:
        engines: Where its Cypher runs: on a Neo4j server, embedded, or both.
    """

    name: str
    zh: str
    en: str
    engines: tuple[str, ...] = ("neo4j", "embedded")
    cypher: str


class Questions(Strict):
    """The whole of `data/questions.toml`."""

    question: tuple[Question, ...]


@cache
def questions() -> Mapping[str, Question]:
    """Return the named questions by their names, in the table's order."""
    return {question.name: question for question in load("questions.toml", Questions).question}


def run(
    directory: Path,
    text: str,
    *,
    params: Mapping[str, Any] | None = None,
    timeout_s: float = TIMEOUT_S,
) -> Result:
    """Ask a build in openCypher.

    Args:
        directory: The build's folder.
        text: The name of a question, or Cypher.
        params: Values of the query's `$` parameters.
        timeout_s: After so many seconds the query is stopped.

    Raises:
        QueryError: The query is malformed, refused or over its limit.
        OutputError: The build has no files for Neo4j, or its cache cannot be written.
        MissingExtraError: The engine is not installed.
    """
    values = {} if params is None else params
    query = _query(text)
    check(query, values)
    database = _database(directory)
    with _opened(database, read_only=True) as connection:
        connection.set_query_timeout(round(timeout_s * 1000))
        return _asked(connection, query, values, timeout_s)


def _query(text: str) -> str:
    question = questions().get(text)
    if question is None:
        if _NAME.fullmatch(text):
            raise QueryError(f"no question {text!r}; choose from {', '.join(questions())}")
        return text
    if "embedded" not in question.engines:
        raise QueryError(f"{text}: needs a Neo4j server, for the embedded engine has no such index")
    return question.cypher


_NAME: Final = re.compile(r"[a-z0-9-]+")


def check(text: str, params: Mapping[str, Any]) -> None:
    """See that a query only reads, and that its parameters are those that are given.

    Raises:
        QueryError: It has a word that begins something else, or a parameter has no value or no use.
    """
    used = set()
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word.upper() in _REFUSED:
            raise QueryError(f"{word} is refused: queries only read; a name goes in `backticks`")
        if word.startswith("$"):
            used.add(word[1:].strip())
    if lacking := sorted(used - set(params)):
        raise QueryError(f"no value for ${lacking[0]}; give it with --param {lacking[0]}=…")
    if unused := sorted(set(params) - used):
        raise QueryError(f"the query has no parameter ${unused[0]}")


def _asked(
    connection: "Connection", query: str, params: Mapping[str, Any], timeout_s: float
) -> Result:
    try:
        answer = connection.execute(query, dict(params))
    except RuntimeError as exc:
        reason = " ".join(str(exc).split())
        if "Interrupted" in reason:
            raise QueryError(
                f"stopped after {timeout_s:g} s; ask for less, or give more time with --timeout"
            ) from exc
        raise QueryError(reason) from exc
    if isinstance(answer, list):
        raise QueryError("several statements; give one query")
    columns = tuple(answer.get_column_names())
    rows = tuple(tuple(_value(cell) for cell in row) for row in _rows(answer))
    return Result(columns, rows)


def _rows(answer: Any) -> Iterator[Sequence[Any]]:
    while answer.has_next():
        yield answer.get_next()


def _value(cell: Any) -> Value | None:
    match cell:
        case None:
            return None
        case bool():
            return Value(str(cell).lower(), datatype=f"{_XSD}boolean")
        case int():
            return Value(str(cell), datatype=f"{_XSD}integer")
        case float():
            return Value(repr(cell), datatype=f"{_XSD}double")
        case datetime.datetime():
            return Value(cell.isoformat(), datatype=f"{_XSD}dateTime")
        case datetime.date():
            return Value(cell.isoformat(), datatype=f"{_XSD}date")
        case str():
            return Value(cell)
        case _:
            return Value(json.dumps(_shown(cell), ensure_ascii=False, default=str))


def _shown(cell: Any) -> Any:
    """Leave out what a node or a path has of the engine's own, and what it has not."""
    if isinstance(cell, list):
        return [_shown(item) for item in cell]
    if isinstance(cell, dict):
        inner = ("_ID", "_SRC", "_DST")
        return {k: _shown(v) for k, v in cell.items() if k not in inner and v is not None}
    return cell


# --- loading


def _engine() -> Any:
    try:
        import ladybug
    except ImportError as exc:
        raise MissingExtraError(
            "no embedded Cypher engine; install the extra: govreport-kg[cypher]"
        ) from exc
    return ladybug


@contextmanager
def _opened(path: Path, *, read_only: bool) -> "Iterator[Connection]":
    """Open a database file; it is whole on disk when this ends."""
    engine = _engine()
    database = engine.Database(str(path), read_only=read_only)
    connection = engine.Connection(database)
    try:
        yield connection
    finally:
        connection.close()
        database.close()


def _database(directory: Path) -> Path:
    """Return the file of a build's database, made now if it is not there."""
    listed = files.read_list(directory)
    text = (directory / files.FOLDER / files.LIST_FILE).read_bytes()
    _engine()
    folder = directory / CACHE_DIR
    path = folder / f"cypher-{hashlib.sha256(text).hexdigest()[:16]}.lbug"
    if path.exists():
        return path
    try:
        folder.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".cypher-") as made:
            fresh = Path(made) / "graph.lbug"
            with _opened(fresh, read_only=False) as connection:
                _load(connection, directory, listed, Path(made))
            fresh.replace(path)
    except OSError as exc:
        raise OutputError(f"{folder}: the Cypher database cannot be written: {exc}") from exc
    return path


def _load(connection: "Connection", directory: Path, listed: files.FileList, spare: Path) -> None:
    classes: dict[str, str] = {}
    for entry in listed.files:
        table = files.table_of(directory, entry)
        if entry.of == "nodes":
            _create(connection, table, "id STRING PRIMARY KEY")
            _copy(connection, table, directory / files.FOLDER / entry.data, listed.signs)
            for row in files.read_rows(directory, entry, delimiter=listed.signs.delimiter):
                classes[str(row[0])] = table.name
        else:
            rows = files.read_rows(directory, entry, delimiter=listed.signs.delimiter)
            parts = _split(rows, table, classes, spare, listed.signs)
            ends = ", ".join(f"FROM {start} TO {end}" for start, end in parts)
            _create(connection, table, f"{ends}, id STRING")
            for (start, end), path in parts.items():
                more = f" (from='{start}', to='{end}')" if len(parts) > 1 else ""
                _copy(connection, table, path, listed.signs, more=more)


def _create(connection: "Connection", table: Table, first: str) -> None:
    columns = ", ".join(f"`{c.key}` {_COLUMN_TYPES[c.kind]}" for c in table.columns)
    what = "NODE" if table.of == "nodes" else "REL"
    connection.execute(f"CREATE {what} TABLE {table.name}({first}, {columns})")


def _split(
    rows: Iterator[files.Row],
    table: Table,
    classes: Mapping[str, str],
    spare: Path,
    signs: files.Signs,
) -> dict[tuple[str, str], Path]:
    """Write a type's relationships anew, a file for each pair of classes that it joins."""
    fields = files.fields_of(table)
    lines: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        ends = classes[str(row[0])], classes[str(row[1])]
        lines.setdefault(ends, []).append(files.line_of(row, fields, signs.delimiter))
    paths = {}
    for (start, end), part in sorted(lines.items()):
        path = spare / f"{table.name}-{start}-{end}.csv"
        path.write_text("".join(part), encoding="utf-8", newline="")
        paths[start, end] = path
    return paths


def _copy(
    connection: "Connection", table: Table, path: Path, signs: files.Signs, *, more: str = ""
) -> None:
    first = ["column0"] if table.of == "nodes" else ["column0", "column1", "column3"]
    skipped = 2 if table.of == "nodes" else 4
    values = [
        _converted(f"column{skipped + index}", column.kind, signs.delimiter)
        for index, column in enumerate(table.columns)
    ]
    place = str(path).replace("\\", "\\\\").replace('"', '\\"')
    connection.execute(
        f'COPY {table.name} FROM (LOAD FROM "{place}" '
        f"(HEADER=false, PARALLEL=false, ESCAPE='\"') RETURN {', '.join([*first, *values])}){more}"
    )


def _converted(column: str, kind: Kind, delimiter: str) -> str:
    if kind == "string":
        return column
    if kind == "strings":
        return f"string_split({column}, '{delimiter}')"
    return f"CAST({column} AS {_COLUMN_TYPES[kind]})"
