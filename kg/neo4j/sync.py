"""The push: make what a build wrote into a database equal to its files, and touch nothing else.

What is ours carries the mark (`layout.MARK`). For each table what is there is compared with the
file, so that only what differs is written; then what the build no longer has is removed. All that
is written can be written twice, so that a push that was cut off is mended by the next.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from kg.errors import OutputError, ServerError
from kg.neo4j import file as files
from kg.neo4j import statement
from kg.neo4j.layout import BASE_LABEL, MARK, VECTOR, Table, Value, edge_tables, node_tables
from kg.neo4j.link import Link, connected
from kg.progress import Progress, silent

BATCH: Final = 5000
"""Rows of a transaction."""
_WRITERS: Final = 2
"""Transactions at a time for nodes. Relationships go one after the other: two that share a node
would wait for each other."""

Item = TypeVar("Item")


@dataclass(slots=True)
class Tally:
    """What became of the nodes, or of the relationships.

    Args:
        left: Of the removed, how many stay as KgGone, for others have tied something to them.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    left: int = 0

    def __str__(self) -> str:
        text = f"{self.added} added, {self.changed} changed, {self.removed} removed"
        left = f" ({self.left} stay as {statement.GONE_LABEL})" if self.left else ""
        return f"{text}{left}, {self.same} as they were"


@dataclass(slots=True)
class Pushed:
    """What a push did."""

    nodes: Tally = field(default_factory=Tally)
    relationships: Tally = field(default_factory=Tally)

    def __str__(self) -> str:
        return f"nodes: {self.nodes}; relationships: {self.relationships}"


def push(
    directory: Path,
    *,
    uri: str,
    user: str,
    password: str,
    database: str = "neo4j",
    force: bool = False,
    progress: Progress = silent,
) -> Pushed:
    """Write a build's files for Neo4j into a database.

    Args:
        directory: The build's folder.
        uri: Where the server is (`bolt://127.0.0.1:7687`).
        user: Who writes.
        password: Of the user.
        database: Which of the server's databases.
        force: Whether to go on where the database holds something else: another build's graph is
            replaced, what is no build's stays beside.
        progress: Told of rows compared and written.

    Returns:
        What was added, changed and removed.

    Raises:
        OutputError: The build has no such files, or they are damaged.
        ServerError: The server cannot be used, or the database holds something else.
        MissingExtraError: The driver is not installed.
    """
    listed = files.read_list(directory)
    with connected(uri, user=user, password=password, database=database) as link:
        if not force:
            _check_contents(link, directory, listed)
        types = [entry.table for entry in listed.files if entry.of == "relationships"]
        for line in statement.constraints(types):
            link.change(line)
        pushed = _Push(link, directory, listed, progress).run()
        for line in statement.indexes():
            link.change(line)
    return pushed


def _check_contents(link: Link, directory: Path, listed: files.FileList) -> None:
    """See that the database is empty, or has the graph of an earlier build of the same places."""
    way_out = "use another database, or push with --force"
    [(is_ours,)] = link.read(statement.IS_OURS)
    if not is_ours:
        [(is_empty,)] = link.read(statement.IS_EMPTY)
        if not is_empty:
            labels = sorted(label for (label,) in link.read(statement.SOME_LABELS))
            some = f" (labels {', '.join(labels[:5])})" if labels else ""
            raise ServerError(f"database {link.database!r} holds something else{some}; {way_out}")
        return
    there = {region for (region,) in link.read(statement.REGIONS)}
    here = set(_regions(directory, listed))
    if there and here and not there & here:
        theirs, ours = (", ".join(sorted(names)[:3]) for names in (there, here))
        raise ServerError(
            f"database {link.database!r} holds the graph of {theirs}, not of {ours}: "
            f"a push would remove it; {way_out} to replace it"
        )


def _regions(directory: Path, listed: files.FileList) -> Iterator[str]:
    for entry in listed.files:
        if entry.table == "Report" and entry.of == "nodes":
            keys = [column.key for column in files.table_of(directory, entry).columns]
            place = 2 + keys.index("region")
            for row in files.read_rows(directory, entry, delimiter=listed.signs.delimiter):
                yield str(row[place])


@dataclass(frozen=True, slots=True)
class _Compared:
    """How a table stands in the database.

    Args:
        same: Ids that need no writing.
        changed: Ids that are there, but otherwise.
        gone: Ids that the file has not, and those whose ends are others now.
    """

    same: frozenset[str]
    changed: frozenset[str]
    gone: tuple[str, ...]


@dataclass(slots=True)
class _Source:
    """A table and its rows; `entry` is None where the build has none."""

    table: Table
    entry: files.FileEntry | None
    directory: Path
    delimiter: str

    def rows(self) -> Iterator[files.Row]:
        if self.entry is None:
            return iter(())
        return files.read_rows(self.directory, self.entry, delimiter=self.delimiter)


class _Push:
    """One push over an open connection."""

    def __init__(
        self, link: Link, directory: Path, listed: files.FileList, progress: Progress
    ) -> None:
        self._link = link
        self._progress = progress
        self._total = sum(entry.rows for entry in listed.files)
        self._done = 0
        self._pushed = Pushed()
        entries = {(entry.of, entry.table): entry for entry in listed.files}
        self._sources = [
            _source(table, entries.get((table.of, table.name)), directory, listed)
            for table in (*node_tables().values(), *edge_tables().values())
        ]

    def run(self) -> Pushed:
        nodes = [source for source in self._sources if source.table.of == "nodes"]
        edges = [source for source in self._sources if source.table.of == "relationships"]
        stood = []
        for done, source in enumerate(edges, start=1):
            stood.append((source, self._compare_relationships(source)))
            self._progress("compare relationships", done, len(edges))
        gone_before = {str(node) for (node,) in self._link.read(statement.GONE_IDS)}
        left = [(source, self._write_nodes(source, gone_before)) for source in nodes]
        for source, compared in stood:
            self._write_relationships(source, compared)
        for source, gone in left:
            self._remove_nodes(source, gone)
        return self._pushed

    # --- relationships

    def _compare_relationships(self, source: _Source) -> _Compared:
        """Compare, and remove what is gone, so that its ends can go too."""
        known = {
            str(edge): (hash(tuple(ends)), _digest(values))
            for edge, ends, values in self._link.read(statement.known_relationships(source.table))
        }
        same, changed, moved = set(), set(), []
        for start, end, _, edge, *values, _ in source.rows() if known else ():
            found = known.pop(str(edge), None)
            if found == (hash((start, end)), _digest(values)):
                same.add(str(edge))
            elif found is not None and found[0] == hash((start, end)):
                changed.add(str(edge))
            elif found is not None:
                moved.append(str(edge))
        compared = _Compared(frozenset(same), frozenset(changed), (*moved, *known))
        keys = ["id", MARK, *(column.key for column in source.table.columns)]
        for ids in _batches(compared.gone):
            self._link.write(statement.remove_relationships(source.table), ids=ids, keys=keys)
        self._pushed.relationships.removed += len(compared.gone)
        return compared

    def _write_relationships(self, source: _Source, compared: _Compared) -> None:
        tally = self._pushed.relationships
        write = statement.merge_relationships(source.table)
        todo = (row for row in source.rows() if str(row[3]) not in compared.same)
        for rows in _batches(todo):
            batch = [[row[0], row[1], row[3], *_plain(row[4:-1])] for row in rows]
            self._link.write(write, rows=batch)
            changed = sum(str(row[3]) in compared.changed for row in rows)
            tally.changed += changed
            tally.added += len(rows) - changed
            self._advance("write relationships", len(rows))
        tally.same += len(compared.same)
        self._advance("write relationships", len(compared.same))

    # --- nodes

    def _write_nodes(self, source: _Source, gone_before: set[str]) -> tuple[str, ...]:
        """Write what differs, and return the ids of what is gone."""
        compared = self._compare_nodes(source)
        tally = self._pushed.nodes
        todo = (row for row in source.rows() if str(row[0]) not in compared.same)
        with self._writers() as submit:
            for rows in _batches(todo):
                if back := sorted({str(row[0]) for row in rows} & gone_before):
                    self._link.write(statement.REVIVE, ids=back)
                for labels, group in _by_labels(rows).items():
                    write = statement.merge_nodes(source.table, labels, without=source.table.labels)
                    submit(write, [[row[0], *_plain(row[2:-1])] for row in group])
                changed = sum(str(row[0]) in compared.changed for row in rows)
                tally.changed += changed
                tally.added += len(rows) - changed
                self._advance("write nodes", len(rows))
        tally.same += len(compared.same)
        self._advance("write nodes", len(compared.same))
        return compared.gone

    def _compare_nodes(self, source: _Source) -> _Compared:
        ours = {BASE_LABEL, source.table.name, *source.table.labels}
        known = {
            str(node): hash((_sorted(ours & set(labels)), _digest(values)))
            for node, labels, values in self._link.read(statement.known_nodes(source.table))
        }
        same, changed = set(), set()
        for node, labels, *values, _ in source.rows() if known else ():
            found = known.pop(str(node), None)
            if found == hash((_sorted(labels), _digest(values))):
                same.add(str(node))
            elif found is not None:
                changed.add(str(node))
        return _Compared(frozenset(same), frozenset(changed), tuple(known))

    def _remove_nodes(self, source: _Source, gone: Sequence[str]) -> None:
        labels = [BASE_LABEL, source.table.name, *source.table.labels]
        keys = ["id", MARK, VECTOR, *(column.key for column in source.table.columns)]
        for ids in _batches(gone):
            [(left,)] = self._link.write(
                statement.remove_nodes(labels), ids=ids, keys=keys, labels=labels
            )
            self._pushed.nodes.left += left
        self._pushed.nodes.removed += len(gone)

    @contextmanager
    def _writers(self) -> Iterator[Callable[[str, list[list[Any]]], None]]:
        """Offer a function that writes rows beside others; at the end all are written."""
        with ThreadPoolExecutor(_WRITERS) as pool:
            running: set[Any] = set()

            def submit(write: str, rows: list[list[Any]]) -> None:
                nonlocal running
                if len(running) >= _WRITERS:
                    done, running = wait(running, return_when="FIRST_COMPLETED")
                    for future in done:
                        future.result()
                running.add(pool.submit(self._link.write, write, rows=rows))

            yield submit
            for future in running:
                future.result()

    def _advance(self, what: str, rows: int) -> None:
        self._done += rows
        self._progress(what, self._done, self._total)


def _source(
    table: Table, entry: files.FileEntry | None, directory: Path, listed: files.FileList
) -> _Source:
    """Join a table of the schema with its file; the columns are the file's own."""
    if entry is not None:
        columns = files.table_of(directory, entry).columns
        table = Table(table.name, table.of, columns, table.labels)
    return _Source(table, entry, directory, listed.signs.delimiter)


def _digest(values: Iterable[Any]) -> int:
    """Hash values as the file and the database give them alike; only within this process."""
    return hash(tuple(tuple(value) if isinstance(value, list) else value for value in values))


def _sorted(labels: Any) -> tuple[str, ...]:
    return tuple(sorted(labels))


def _plain(values: Sequence[Value]) -> list[Any]:
    return [list(value) if isinstance(value, tuple) else value for value in values]


def _by_labels(rows: Iterable[files.Row]) -> Mapping[tuple[str, ...], list[files.Row]]:
    groups: dict[tuple[str, ...], list[files.Row]] = {}
    for row in rows:
        labels = row[1]
        if not isinstance(labels, tuple) or not all(map(files.is_name, labels)):
            raise OutputError(f"node {row[0]}: no labels {labels!r}; build anew")
        groups.setdefault(labels, []).append(row)
    return groups


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
