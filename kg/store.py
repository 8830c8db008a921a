"""The Oxigraph store on disk: made by a bulk load, opened for reading. What is asked of it is the
business of `query.py`.

The files of a store are not byte-identical from run to run, unlike everything else that a build
writes: the engine numbers and dates its own logs. What they hold is.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.config import BASE_IRI
from kg.errors import OutputError

STORE_DIR: Final = "store"


def create(directory: Path, blocks: Iterable[bytes]) -> None:
    """Make a store from N-Quads.

    Args:
        directory: Where; it must not exist.
        blocks: Whole lines of N-Quads, many at a time; one block is loaded at once.

    Raises:
        OutputError: The store cannot be made.
    """
    try:
        store = ox.Store(directory)
        for block in blocks:
            store.bulk_load(block, format=ox.RdfFormat.N_QUADS)
        store.flush()
        store.optimize()
    except (OSError, SyntaxError) as exc:
        raise OutputError(f"{directory}: the store cannot be made: {exc}") from exc


def in_memory(lines: str) -> ox.Store:
    """Make a store of N-Quads that lives in memory."""
    store = ox.Store()
    store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
    return store


def open_read_only(directory: Path) -> ox.Store:
    """Open the store of a build.

    Raises:
        OutputError: There is none.
    """
    if not (directory / "CURRENT").is_file():
        raise OutputError(f"{directory}: no store here; build with RDF first")
    try:
        return ox.Store.read_only(str(directory))
    except OSError as exc:
        raise OutputError(f"{directory}: the store cannot be opened: {exc}") from exc


def base_iri_of(directory: Path) -> str:
    """Return where the IRIs of a build begin, by its record; the default where it has none.

    Raises:
        OutputError: The record is broken.
    """
    record = directory / "build.json"
    if not record.is_file():
        return BASE_IRI
    try:
        return str(json.loads(record.read_text(encoding="utf-8"))["settings"]["base_iri"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise OutputError(f"{record}: is no record of a build: {exc}") from exc
