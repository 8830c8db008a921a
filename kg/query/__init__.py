"""Named and free SPARQL queries over the store of a build. Each runs in a process of its own that
is killed at its limit, for the engine itself can neither be stopped nor kept from the network."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import networkx as nx

from kg.config import Config
from kg.errors import OutputError, QueryError
from kg.model import Facts
from kg.query.guard import check
from kg.query.named import Query, find, named
from kg.query.result import FORMATS, Result, Value, frame, render
from kg.query.worker import answer
from kg.rdf import Names, quads
from kg.store import STORE_DIR, base_iri_of, in_memory

__all__ = [
    "FORMATS",
    "Query",
    "Result",
    "Value",
    "frame",
    "named",
    "render",
    "run",
    "run_in_memory",
]

TIMEOUT_S: Final = 60.0
MEMORY_MB: Final = 2048
MOST_CELLS: Final = 5_000_000
_LONGEST: Final = 300
_WORKER: Final = Path(__file__).with_name("worker.py")


def run(
    directory: Path,
    text: str,
    *,
    params: Mapping[str, str] | None = None,
    timeout_s: float = TIMEOUT_S,
    memory_mb: int = MEMORY_MB,
) -> Result:
    """Ask the store of a build.

    Args:
        directory: The build's folder.
        text: The name of a named query, the path of a `.rq` file, or SPARQL itself. The project's
            prefixes need no declaration. The default graph is the union of all graphs.
        params: Values of variables of the query, put in as terms, never as text.
        timeout_s: After so many seconds the query is killed.
        memory_mb: With so many megabytes of address space it fails.

    Raises:
        QueryError: The query is unknown, malformed (with line and column), refused or over a
            limit, or has no such parameter.
        OutputError: There is no store.
    """
    store = directory / STORE_DIR
    if not store.is_dir():
        raise OutputError(f"{directory}: no store here; build it with RDF first")
    request = {
        **_request(text, params, base=base_iri_of(directory)),
        "store": str(store),
        "memory_mb": memory_mb,
    }
    return _result(_ask(request, timeout_s=timeout_s, memory_mb=memory_mb))


def run_in_memory(
    facts: Facts,
    graph: "nx.MultiDiGraph[str]",
    text: str,
    *,
    params: Mapping[str, str] | None = None,
    config: Config,
) -> Result:
    """Ask facts that are in memory; no time or memory limit holds.

    Args:
        facts: What a build knows.
        graph: The graph of the same facts.
        text: As for `run`.
        params: As for `run`.
        config: Settings.

    Raises:
        QueryError: The query is unknown, malformed or refused, or has no such parameter.
    """
    lines = "".join(f"{s} {p} {o} {g} .\n" for s, p, o, g in quads(facts, graph, config=config))
    request = _request(text, params, base=config.base_iri)
    return _result(answer(in_memory(lines), request))


def _request(text: str, params: Mapping[str, str] | None, *, base: str) -> dict[str, Any]:
    query = find(text, base=base)
    check(query.text)
    return {
        "query": query.text,
        "prefixes": Names(base).prefixes,
        "values": query.bind({} if params is None else params, base=base),
        "most_cells": MOST_CELLS,
    }


def _ask(request: Mapping[str, Any], *, timeout_s: float, memory_mb: int) -> dict[str, Any]:
    command = [sys.executable, "-P", str(_WORKER)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            out, err = process.communicate(json.dumps(request).encode(), timeout=timeout_s)
        except subprocess.TimeoutExpired as exc:
            raise QueryError(
                f"stopped after {timeout_s:g} s; ask for less, or give more time with --timeout"
            ) from exc
        finally:
            process.kill()
    if process.returncode:
        reason = err.decode(errors="replace").strip().splitlines() or ["no message"]
        if "alloc" in reason[-1] or "memory" in reason[-1].lower():
            raise QueryError(f"needs more than {memory_mb} MB of memory; ask for less")
        raise QueryError(f"the engine ended with code {process.returncode}: {reason[-1]}")
    said: dict[str, Any] = json.loads(out)
    return said


def _result(said: Mapping[str, Any]) -> Result:
    if "error" in said:
        kind, message = said["error"], said["message"]
        hint = "; add a LIMIT" if kind == "too_large" else ""
        line = " ".join(message.removeprefix("error at ").split())
        raise QueryError(f"{line if len(line) <= _LONGEST else line[:_LONGEST] + '…'}{hint}")
    rows = tuple(
        tuple(None if cell is None else Value(*cell) for cell in row) for row in said["rows"]
    )
    return Result(tuple(said["columns"]), rows, said["boolean"], said.get("is_graph", False))
