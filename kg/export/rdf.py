"""Writes RDF and the store that queries open. What the quads say is said in `kg.rdf`."""

import gzip
import io
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import networkx as nx
import pyoxigraph as ox

from kg import store
from kg.config import Config
from kg.model import Facts
from kg.rdf import Names, Quad, quads

TURTLE_FILE: Final = "graph.ttl"
QUADS_FILE: Final = "graph.nq.gz"
MOST_TRIPLES: Final = 1_000_000
"""Above this many, the quads are written instead of Turtle."""


def write(
    facts: Facts,
    graph: "nx.MultiDiGraph[str]",
    directory: Path,
    *,
    config: Config,
    most_triples: int = MOST_TRIPLES,
) -> None:
    """Write `graph.ttl`, or above `most_triples` `graph.nq.gz`, and the store.

    Args:
        facts: What a build knows.
        graph: The graph of the same facts.
        directory: Where; it exists.
        config: Settings.
        most_triples: The most that Turtle is written for.
    """
    lines_file = directory / "graph.nq.tmp"
    try:
        count = _write_lines(quads(facts, graph, config=config), lines_file)
        store.create(directory / store.STORE_DIR, lines_file)
        if count > most_triples:
            _write_quads(lines_file, directory / QUADS_FILE)
        else:
            _write_turtle(lines_file, directory / TURTLE_FILE, Names(config.base_iri))
    finally:
        lines_file.unlink(missing_ok=True)


def _write_lines(found: Iterable[Quad], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for subject, predicate, value, graph in found:
            file.write(f"{subject} {predicate} {value} {graph} .\n")
            count += 1
    return count


def _write_quads(lines_file: Path, path: Path) -> None:
    with (
        lines_file.open("rb") as source,
        path.open("wb") as target,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=target, mtime=0) as packed,
    ):
        shutil.copyfileobj(source, packed, 1 << 20)


def _write_turtle(lines_file: Path, path: Path, names: Names) -> None:
    """Write the union of the graphs, sorted, so that what is said of a thing stands together.

    The engine writes prefixes in no fixed order; so they are written here, and its own left out.
    """
    lines = sorted(lines_file.read_text(encoding="utf-8").split("\n"))
    out = io.BytesIO()
    ox.serialize(_triples(lines), out, format=ox.RdfFormat.TURTLE, prefixes=names.prefixes)
    body = out.getvalue()
    head, start = [], 0
    while body.startswith(b"@prefix", start):
        end = body.index(b"\n", start) + 1
        head.append(body[start:end])
        start = end
    with path.open("wb") as file:
        file.writelines(sorted(head))
        file.write(memoryview(body)[start:])


def _triples(lines: Iterable[str]) -> Iterator[ox.Triple]:
    for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS):
        yield quad.triple
