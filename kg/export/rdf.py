"""Writes RDF and the store that queries open. What the quads say is said in `kg.rdf`."""

import gzip
import io
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

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

_BLOCK: Final = 200_000
"""Quads that are held at once: some 45 MB of text."""


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
    blocks = _blocks(quads(facts, graph, config=config))
    few = list(_up_to(blocks, most_triples))
    names = (store.STORE_DIR, TURTLE_FILE, QUADS_FILE)
    try:
        if sum(map(len, few)) <= most_triples:
            store.create(directory / store.STORE_DIR, map(_encoded, few))
            lines = sorted(line for block in few for line in block)
            few.clear()
            _write_turtle(lines, directory / TURTLE_FILE, Names(config.base_iri))
        else:
            with (directory / QUADS_FILE).open("wb") as file:
                rest = _written(_drained(few, blocks), file)
                store.create(directory / store.STORE_DIR, rest)
    except BaseException:
        shutil.rmtree(directory / names[0], ignore_errors=True)
        for name in names[1:]:
            (directory / name).unlink(missing_ok=True)
        raise


def _blocks(found: Iterator[Quad]) -> Iterator[list[str]]:
    """Yield the lines of N-Quads, many at a time."""
    lines = (
        f"{subject} {predicate} {value} {graph} .\n" for subject, predicate, value, graph in found
    )
    while block := list(islice(lines, _BLOCK)):
        yield block


def _up_to(blocks: Iterator[list[str]], most: int) -> Iterator[list[str]]:
    """Yield blocks until they have more than `most` lines."""
    count = 0
    for block in blocks:
        yield block
        count += len(block)
        if count > most:
            return


def _drained(first: list[list[str]], rest: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield the blocks of a list, which is emptied so that they need not be kept, and the rest."""
    first.reverse()
    while first:
        yield first.pop()
    yield from rest


def _encoded(block: list[str]) -> bytes:
    return "".join(block).encode()


def _written(blocks: Iterable[list[str]], file: BinaryIO) -> Iterator[bytes]:
    """Yield blocks of bytes, each after it was packed into a file."""
    with gzip.GzipFile("", "wb", compresslevel=4, fileobj=file, mtime=0) as packed:
        for block in map(_encoded, blocks):
            packed.write(block)
            yield block


def _write_turtle(lines: list[str], path: Path, names: Names) -> None:
    """Write the union of the graphs, sorted, so that what is said of a thing stands together.

    The engine writes prefixes in no fixed order; so they are written here, and its own left out.
    """
    out = io.BytesIO()
    ox.serialize(_triples(lines), out, format=ox.RdfFormat.TURTLE, prefixes=names.prefixes)
    out.seek(0)
    head = []
    while (line := out.readline()).startswith(b"@prefix"):
        head.append(line)
    with path.open("wb") as file:
        file.writelines(sorted(head))
        file.write(line)
        shutil.copyfileobj(out, file)


def _triples(lines: list[str]) -> Iterator[ox.Triple]:
    for start in range(0, len(lines), _BLOCK):
        block = "".join(lines[start : start + _BLOCK])
        for quad in ox.parse(block, format=ox.RdfFormat.N_QUADS):
            yield quad.triple
